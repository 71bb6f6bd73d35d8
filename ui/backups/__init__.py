"""Safekeeping on the screen: where the backups are, making them, rehearsing, and the way back."""
