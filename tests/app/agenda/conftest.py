"""The cases' own desk serves here too."""

from tests.app.cases.conftest import calendar, cases, catalogue, desk, index, who

__all__ = ["calendar", "cases", "catalogue", "desk", "index", "who"]
