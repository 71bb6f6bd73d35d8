"""The damaged files as they are read in a salvage: copied first, opened with whatever is remembered of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import FileDamaged, NewerFile
from db.connection import APPLICATION_ID
from db.damaged_file import DamagedFile, copy_bytes, copy_log, put_salt_back
from db.migrations import SCHEMA
from db.salvage_schema import mend_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.checkup.marks import Marks


def copied(source: Path, copy: Path, tell: "Callable[[int, int], None]") -> str:
    """Copy a damaged file with its log; gives the digest of what was read."""
    digest = copy_bytes(source, copy, tell)
    copy_log(source, copy)
    return digest


def opened_copy(path: Path, key: bytes, marks: "Marks | None") -> DamagedFile:
    """Open the copy, with the remembered salt where the first bytes are not those that the key needs.

    Raises ``FileDamaged`` where nothing can be read or it is another program's, ``NewerFile`` for one of the future.
    """
    layout = "" if marks is None else marks.layout
    try:
        mend_schema(path, key, layout)
    except FileDamaged:
        if marks is None or not marks.salt:
            raise
        put_salt_back(path, bytes.fromhex(marks.salt))
        mend_schema(path, key, layout)
    file = DamagedFile(path, key)
    if file.application != APPLICATION_ID:
        file.close()
        raise FileDamaged("它属于另一个程序")
    if file.schema > SCHEMA:
        file.close()
        raise NewerFile(file.schema, SCHEMA)
    return file
