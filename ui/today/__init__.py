"""Today on the screen: what to do, why, until when, and the button that does it."""
