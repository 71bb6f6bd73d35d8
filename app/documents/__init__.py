"""Paper: documents as values, laid out by our own line breaker onto the canvas, and read back again."""
