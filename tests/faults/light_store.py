"""One plain connection to an office's file with just what the judges read: quick, and enough for most states."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.connection import connect
from db.store import Store


class LightStore:
    """Reads as :class:`db.store.Store` does; the settings and the recovery of the log are the same."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path, self.key = path, key
        self.writer = connect(path, key)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        cursor = self.writer.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> dict[str, Any] | None:
        return next(iter(self.rows(sql, parameters)), None)

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        row = self.writer.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self.writer.close()


Readable = Store | LightStore
