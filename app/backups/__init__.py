"""Safekeeping: copies that prove themselves, and the way back from every mistake."""
