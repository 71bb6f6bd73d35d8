"""The invented village and its township: the same for the same seed, of any size, nobody in it is real."""
