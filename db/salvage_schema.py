"""Pages that say which tables there are: where one is destroyed nothing can be read, and the same page is made again.

A new file with the same key and the same salt, made by the same steps, has the same pages at the same places, sealed
the same way. One of them stands in for a destroyed page only if every table that can still be read of the damaged file
begins where it begins in the new one (and all of them did, where the marks remember it), and only if more of the
schema is readable with it.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from db.check import bad_pages
from db.damaged_file import PAGE, SALT
from db.errors import FileDamaged
from db.migrations import migrate

if TYPE_CHECKING:
    from db.connection import Connection

Roots = set[tuple[str, int]]
"""Every table and index, and the page where it begins."""
LOST = "记着有哪些表的那几页坏了"


def layout_digest(roots: Iterable[tuple[str, int]]) -> str:
    """Digest where every table and index begins, in hexadecimal digits."""
    return hashlib.sha256(repr(sorted(roots)).encode()).hexdigest()


def mend_schema(copy: Path, key: bytes, layout: str) -> None:
    """Make a copy of a damaged file tell again which tables it has; does nothing where it does.

    ``layout`` is the digest remembered of it, empty where none was. Raises ``FileDamaged`` where its first page
    cannot be read, or where it was not laid out as a new file is.
    """
    known, whole = _roots(copy, key)
    if whole:
        return
    template = copy.with_name("template.czdb")
    try:
        fresh = _make_template(template, key, copy)
        if not known <= fresh or (layout_digest(fresh) != layout if layout else not known):
            raise FileDamaged(LOST)
        _put_pages(copy, template, key, known)
    finally:
        for name in (template, *(template.with_name(f"{template.name}{end}") for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)


def _put_pages(copy: Path, template: Path, key: bytes, known: Roots) -> None:
    """Try page after page, as long as one helps."""
    pages = template.read_bytes()
    bad = [number for number in _bad(copy, key) if number * PAGE <= len(pages)]
    helped = True
    while helped:
        helped = False
        for number in bad:
            before = _exchange(copy, number, pages[(number - 1) * PAGE : number * PAGE])
            found, whole = _roots(copy, key)
            if whole:
                return
            if len(found) > len(known):
                known, helped = found, True
                bad.remove(number)
                break
            _exchange(copy, number, before)
    raise FileDamaged(LOST)


def _make_template(template: Path, key: bytes, copy: Path) -> Roots:
    with copy.open("rb") as stream:
        salt = stream.read(SALT)
    connection = _open(template, key, salt)
    try:
        migrate(connection)
    finally:
        connection.close()
    return _roots(template, key)[0]


def _roots(path: Path, key: bytes) -> tuple[Roots, bool]:
    """Read where every table begins, as far as that can be read; tells whether that was all."""
    connection = _open(path, key)
    found: Roots = set()
    try:
        connection.execute("PRAGMA writable_schema = ON")  # a file that was cut short is read as far as it goes
        for name, root in connection.execute("SELECT name, rootpage FROM sqlite_master"):
            found.add((str(name), int(root)))
    except dbapi2.Error as trouble:
        if "not a database" in str(trouble):
            raise FileDamaged("它的第一页坏了") from trouble
        return found, False
    finally:
        connection.close()
    return found, True


def _bad(path: Path, key: bytes) -> list[int]:
    connection = _open(path, key)
    try:
        with suppress(dbapi2.Error):
            return [number for number, _ in bad_pages(connection) if number > 1]
    finally:
        connection.close()
    return []


def _exchange(path: Path, number: int, page: bytes) -> bytes:
    """Put another page in place and give the one that was there."""
    with path.open("r+b") as stream:
        stream.seek((number - 1) * PAGE)
        before = stream.read(PAGE)
        stream.seek((number - 1) * PAGE)
        stream.write(page)
    return before


def _open(path: Path, key: bytes, salt: bytes = b"") -> "Connection":
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection
