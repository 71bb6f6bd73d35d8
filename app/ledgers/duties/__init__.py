"""What declared duties ask for, until when, and why something could not be done: pure rules over read facts."""
