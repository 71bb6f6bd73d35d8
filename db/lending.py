"""Reading from a sound copy of an office what a salvage may be short of: office, epochs, secrets, public keys."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.connection import connect, identifier
from db.salvage import FOUNDATION
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection


def read_foundation(path: Path, key: bytes) -> dict[str, list[dict[str, Any]]]:
    """Give every row of the small tables of a file that nobody has open; raises ``FileDamaged``."""
    connection = connect(path, key, read_only=True)
    try:
        return {table: _rows(connection, table) for table in FOUNDATION}
    except Trouble as trouble:
        raise as_refusal(trouble) or trouble from trouble
    finally:
        connection.close()


def _rows(connection: "Connection", table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {identifier(table)}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
