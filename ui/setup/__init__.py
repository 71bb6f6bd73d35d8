"""The first run: five questions, and then there is an office."""
