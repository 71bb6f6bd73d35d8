"""Which program this is: year, month and number within the month (CHANGELOG.md)."""

VERSION = "2026.11.1"
