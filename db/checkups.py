"""The checks that were made: local rows, not journalled, read on connections of their own."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store


class Kept:
    """Keeps and gives back what came of checks of an open office."""

    def __init__(self, store: "Store") -> None:
        """Work on one open office."""
        self._store = store

    def keep(self, at: str, kind: str, subject: str, rows: int, findings: str, most: int) -> None:
        """Remember one check (``findings`` is JSON); of its kind only the newest ``most`` stay."""
        with self._store.writing() as write:
            write.local(
                "INSERT INTO checkups (at, kind, subject, rows, findings) VALUES (?, ?, ?, ?, ?)",
                (at, kind, subject, rows, findings),
            )
            write.local(
                "DELETE FROM checkups WHERE kind = ?1 AND n NOT IN"
                " (SELECT n FROM checkups WHERE kind = ?1 ORDER BY n DESC LIMIT ?2)",
                (kind, most),
            )

    def newest(self, kinds: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
        """Give the newest checks of these kinds, the newest first."""
        marks = ", ".join("?" * len(kinds))
        return self._store.rows(
            f"SELECT at, kind, subject, rows, findings FROM checkups WHERE kind IN ({marks}) ORDER BY n DESC LIMIT ?",
            (*kinds, limit),
        )

    def last_made(self, kind: str) -> str:
        """Give the moment of the newest check of a kind that was not left out; empty where there is none."""
        sql = "SELECT at FROM checkups WHERE kind = ? AND subject = '' ORDER BY n DESC LIMIT 1"
        return str(self._store.value(sql, (kind,)) or "")
