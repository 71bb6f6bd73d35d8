"""Taking in a table, step by step: its columns, its rows, what is wrong in them; for every place that takes one in."""
