"""What runs inside the limited child: open whatever the file really is and send its rows in batches."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

import msgspec

from app.sheets.cells import Merged, Row, Unreadable
from app.sheets.container import recognise

BATCH = 500


class Question(msgspec.Struct, frozen=True):
    """Which file to read, and which of its sheets; the first with anything in it where none is named."""

    path: str
    name: str = ""


class Opening(msgspec.Struct, frozen=True, tag=True):
    """The sheet that is being sent, and the names of all visible ones."""

    name: str
    names: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True, tag=True):
    """The next rows."""

    rows: list[Row]


class Ranges(msgspec.Struct, frozen=True, tag=True):
    """The merged ranges, after the last row."""

    merged: tuple[Merged, ...]


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """Why the file cannot be read, as a code of resources/imports/troubles.toml, and where."""

    code: str
    place: str = ""


Told = Opening | Rows | Ranges | Trouble


class Book(Protocol):
    """What every reader offers."""

    names: tuple[str, ...]

    def rows(self, name: str) -> Iterator[Row]:
        """Walk a sheet."""
        ...

    def merged(self, name: str) -> tuple[Merged, ...]:
        """Give its merged ranges."""
        ...


def read_in_child(question: bytes, send: Callable[[bytes], None]) -> None:
    """Answer one :class:`Question` with messages of :data:`Told`."""
    asked = msgspec.msgpack.decode(question, type=Question)
    encode = msgspec.msgpack.Encoder().encode
    try:
        for told in _told(Path(asked.path), asked.name):
            send(encode(told))
    except Unreadable as trouble:
        send(encode(Trouble(trouble.code, trouble.place)))
    except PermissionError:
        send(encode(Trouble("in_use")))
    except OSError:
        send(encode(Trouble("unreadable")))


def _told(path: Path, wanted: str) -> Iterator[Told]:
    kind = recognise(path)
    if kind == "text":
        from app.sheets.read_text import read_text

        yield Opening(path.stem, (path.stem,))
        yield from _batches(read_text(path))
        return
    book = _book(kind, path)
    if wanted and wanted not in book.names:
        raise Unreadable("no_such_sheet", wanted)
    for name in (wanted,) if wanted else book.names:
        batches = _batches(book.rows(name))
        first = next(batches, None)
        if first is not None:
            yield Opening(name, book.names)
            yield first
            yield from batches
            yield Ranges(book.merged(name))
            return
    raise Unreadable("nothing_inside")


def _book(kind: str, path: Path) -> Book:
    if kind == "xlsx":
        from app.sheets.read_xlsx import ODD, XlsxBook

        try:
            return XlsxBook(path)
        except Unreadable as trouble:
            if trouble.code != ODD:
                raise
    from app.sheets.read_calamine import CalamineBook

    return CalamineBook(path)


def _batches(rows: Iterator[Row]) -> Iterator[Rows]:
    while batch := list(islice(rows, BATCH)):
        yield Rows(batch)
