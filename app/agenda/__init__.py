"""What is due today, across everything below it: the home page of the program (HOUSE §2.4)."""
