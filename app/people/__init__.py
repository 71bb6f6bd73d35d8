"""Residents and households: registering, the same person seen twice, and who may be shown."""
