"""What a process did to the files below one folder, in order: the alphabet of the recording and of the replay.

Paths are relative to the watched folder. ``Done`` is no step on a disk: it is what the process told the world, at the
moment when it told it; from then on everything before it must last.
"""

from typing import NamedTuple


class Made(NamedTuple):
    """A new name: an empty file or a folder."""

    path: str
    is_folder: bool = False


class Written(NamedTuple):
    """Bytes at a place in a file."""

    path: str
    offset: int
    content: bytes


class Cut(NamedTuple):
    """A file given another size."""

    path: str
    size: int


class Renamed(NamedTuple):
    """A name moved, over whatever stood there."""

    path: str
    to: str


class Linked(NamedTuple):
    """A second name for a file."""

    path: str
    to: str


class Removed(NamedTuple):
    """A name gone."""

    path: str


class Synced(NamedTuple):
    """A file's bytes, or a folder's names, are on the disk now."""

    path: str


class Done(NamedTuple):
    """The process told something: ``what`` is a word, ``facts`` a JSON text."""

    what: str
    facts: str


Step = Made | Written | Cut | Renamed | Linked | Removed | Synced | Done
