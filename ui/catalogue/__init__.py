"""事项: what the station does for people - the list, one item, its form, the departments, what must not be issued."""
