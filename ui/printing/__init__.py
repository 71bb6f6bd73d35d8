"""The way to paper: preview and the system's print service."""
