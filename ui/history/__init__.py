"""What happened here: the journal to search, the last steps to take back, the recycle bin."""
