"""What is done with the program from outside: run, test, lock, check, package."""
