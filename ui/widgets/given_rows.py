"""Rows of a list that are at hand already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GivenRows:
    """A short list that was read whole."""

    rows: Sequence[Any]

    def count(self) -> int:
        """Count them."""
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[Any]:
        """Give some of them."""
        return self.rows[offset : offset + limit]
