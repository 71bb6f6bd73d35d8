"""A disk in memory that takes steps in order and tells what it may hold after a power cut at this moment.

A file's bytes last when the file was synced, a name when its folder was; what is not synced yet may be kept, dropped,
kept out of order, torn at sectors of 512 bytes, or left as zeros or rubbish where the bytes should be. A rename is one
change: it happened, or it did not; it lasts when the folder of the new name was synced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random
from typing import NamedTuple

from tests.faults.steps_on_disk import Cut, Done, Linked, Made, Removed, Renamed, Step, Synced, Written

SECTOR = 512
ROOT = 0
Tree = dict[str, bytes | None]
"""Every path with its bytes; ``None`` is a folder."""


class Bytes(NamedTuple):
    """A change to a file's bytes that waits for a sync: a piece at an offset, or (``piece`` is None) a new size."""

    node: int
    offset: int
    piece: bytes | None


class Names(NamedTuple):
    """A change of names that waits for a sync of ``folder``: what each name stands for now, ``None`` for nothing."""

    folder: int
    becomes: tuple[tuple[int, str, int | None], ...]


Waiting = Bytes | Names


class Tear(NamedTuple):
    """How much of one waiting change reached the disk: which sectors, and what stands in the others."""

    change: Waiting
    sectors: tuple[str, ...] = ()


@dataclass
class CrashDisk:
    """What is on the disk for certain, and what waits for a sync, in order."""

    files: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    waiting: list[Waiting] = field(default_factory=list)
    seen: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})

    @classmethod
    def of(cls, folder: Path) -> "CrashDisk":
        """Begin with what stands in a folder, all of it on the disk."""
        disk = cls()
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            disk.take(Made(name, is_folder=path.is_dir()))
            if path.is_file():
                disk.take(Written(name, 0, path.read_bytes()))
        for node in [*disk.files, *disk.folders]:
            disk._settle(node)
        return disk

    def take(self, step: Step) -> None:
        """Take one more step."""
        match step:
            case Made(path, is_folder):
                self._make(path, is_folder=is_folder)
            case Written(path, offset, content):
                self.waiting.append(Bytes(self._node(path), offset, content))
            case Cut(path, size):
                self.waiting.append(Bytes(self._node(path), size, None))
            case Renamed(path, to):
                node = self._node(path)
                self._rename((*self._place(path), None), (*self._place(to), node))
            case Linked(path, to):
                self._rename((*self._place(to), self._node(path)))
            case Removed(path):
                self._rename((*self._place(path), None))
            case Synced(path):
                self._settle(self._node(path))
            case Done():
                pass

    def after(self, kept: Sequence[Tear], random: Random) -> Tree:
        """Give the tree as it stands when of what waits just ``kept`` reached the disk."""
        files: dict[int, bytearray] = {}
        folders = self.folders
        for change, sectors in kept:
            if isinstance(change, Bytes):
                held = files.setdefault(change.node, bytearray()) if change.node in files else None
                if held is None:
                    held = files[change.node] = bytearray(self.files[change.node])
                _put(held, change, sectors, random, len(self.files[change.node]))
            else:
                if folders is self.folders:
                    folders = {node: dict(names) for node, names in self.folders.items()}
                for folder, name, node in change.becomes:
                    _name(folders[folder], name, node)
        tree: Tree = {}
        stack = [("", ROOT)]
        while stack:
            prefix, folder = stack.pop()
            for name, node in folders[folder].items():
                if node in folders:
                    tree[prefix + name] = None
                    stack.append((f"{prefix}{name}/", node))
                else:
                    tree[prefix + name] = bytes(files[node]) if node in files else self.files[node]
        return tree

    def _make(self, path: str, *, is_folder: bool) -> None:
        node = len(self.files) + len(self.folders)
        if is_folder:
            self.folders[node], self.seen[node] = {}, {}
        else:
            self.files[node] = b""
        self._rename((*self._place(path), node))

    def _rename(self, *becomes: tuple[int, str, int | None]) -> None:
        self.waiting.append(Names(becomes[-1][0], becomes))
        for folder, name, node in becomes:
            _name(self.seen[folder], name, node)

    def _settle(self, node: int) -> None:
        """Let everything that waits for this file or folder last."""
        rest: list[Waiting] = []
        held = bytearray(self.files.get(node, b""))
        changed = False
        for change in self.waiting:
            if isinstance(change, Bytes) and change.node == node:
                _put(held, change, (), Random(0))
                changed = True
            elif isinstance(change, Names) and change.folder == node:
                for folder, name, named in change.becomes:
                    _name(self.folders[folder], name, named)
            else:
                rest.append(change)
        if changed:
            self.files[node] = bytes(held)
        self.waiting = rest

    def _node(self, path: str) -> int:
        node = ROOT
        for part in PurePosixPath(path).parts:
            node = self.seen[node][part]
        return node

    def _place(self, path: str) -> tuple[int, str]:
        where = PurePosixPath(path)
        return self._node(str(where.parent)), where.name


def _name(names: dict[str, int], name: str, node: int | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def _put(held: bytearray, change: Bytes, sectors: tuple[str, ...], random: Random, lasting: int = 0) -> None:
    """Change a file's bytes; ``sectors`` says of each sector whether it is new, old, zeros or rubbish.

    Zeros and rubbish stand only past the ``lasting`` size: there the disk gave fresh blocks. What is overwritten in
    place is, sector by sector, old or new (SQLite counts on that, too: "powersafe overwrite").
    """
    offset, piece = change.offset, change.piece
    if piece is None:
        del held[offset:]
        held.extend(bytes(offset - len(held)))
        return
    if not sectors:
        held.extend(bytes(max(0, offset - len(held))))
        held[offset : offset + len(piece)] = piece
        return
    for (start, end), how in zip(cuts(offset, len(piece)), sectors, strict=True):
        if how == "old":
            continue
        is_grown = start >= lasting
        held.extend(bytes(max(0, start - len(held))))
        if how == "new" or not is_grown:
            held[start:end] = piece[start - offset : end - offset]
        else:
            held[start:end] = bytes(end - start) if how == "zeros" else random.randbytes(end - start)


def cuts(offset: int, size: int) -> Iterator[tuple[int, int]]:
    """Give where each sector of a write begins and ends."""
    end = offset + size
    while offset < end:
        border = min(end, (offset // SECTOR + 1) * SECTOR)
        yield offset, border
        offset = border
