"""The stick, both ways: offices enrolled with each other, packages written, checked and merged."""
