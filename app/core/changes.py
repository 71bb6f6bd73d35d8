"""What a writing service changed: tables and ids. The session emits it once, each page decides whether it reloads."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """A set of (table, id); two of them join with ``|``."""

    rows: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Changes":
        """Take what a ``Writing`` collected."""
        return cls(frozenset(rows))

    def touches(self, *tables: str) -> bool:
        """Tell whether any row of one of these tables changed."""
        return any(table in tables for table, _ in self.rows)

    def ids(self, table: str) -> frozenset[str]:
        """Give the ids that changed in one table."""
        return frozenset(row_id for name, row_id in self.rows if name == table)

    def __or__(self, other: "Changes") -> "Changes":
        """Join two sets of changes."""
        return Changes(self.rows | other.rows)

    def __bool__(self) -> bool:
        """Tell whether anything changed at all."""
        return bool(self.rows)
