"""The place where the office is set to its liking."""
