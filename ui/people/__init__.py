"""Villagers on the screen: the list, one person, the form, taking in a list from Excel."""
