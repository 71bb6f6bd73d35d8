"""The papers of a case, each declared in ``resources/slips``: what is told to the villager, the window and the file."""
