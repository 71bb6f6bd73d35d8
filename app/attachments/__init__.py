"""Scans and photos of cases and residents: scaled, stripped of what they tell beside the picture, kept encrypted."""
