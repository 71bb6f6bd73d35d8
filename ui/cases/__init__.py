"""Cases on the screen: the list, registering at the counter, one case with its steps and papers."""
