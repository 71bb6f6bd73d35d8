"""Organisations: our own office, the stations below it, and the area codes that place them."""
