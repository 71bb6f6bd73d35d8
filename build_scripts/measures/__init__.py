"""What ``bench.py`` measures: each a ratio of our way to the bare way, taken in one run on one machine."""
