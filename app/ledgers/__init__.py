"""The engine for declared ledgers."""
