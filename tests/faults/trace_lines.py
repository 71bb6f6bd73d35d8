"""Strace's lines (``-f -y -xx -z``) cut into finished calls, and the names and bytes in them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEX = r"((?:\\x[0-9a-f]{2})*)"
_CALL = re.compile(rf"(\w+)\((.*)\)\s+= (\d+)(?:<{_HEX}>(?:\(deleted\))?)?\s*$", re.DOTALL)
_HANDLE = re.compile(rf"(\d+|AT_FDCWD)<{_HEX}>")
_PLACE_OR_NAME = re.compile(rf'(?:\d+|AT_FDCWD)<{_HEX}>|"{_HEX}"')
_TEXT = re.compile(rf'"{_HEX}"')


class Call(NamedTuple):
    """One call that succeeded; ``opened`` is the path of the handle that it gave, if any."""

    name: str
    arguments: str
    result: int
    opened: str

    def handle(self, which: int = 0) -> tuple[str, str]:
        """Give the number and the path of a handle among the arguments."""
        number, path = _HANDLE.findall(self.arguments)[which]
        return number, _name(path)

    def names(self) -> list[str]:
        """Give the paths that the call names, each whole."""
        found: list[str] = []
        place = ""
        for base, name in _PLACE_OR_NAME.findall(self.arguments):
            if base:
                place = _name(base)
            else:
                found.append(os.path.normpath(Path(place) / _name(name)))
        return found

    def content(self) -> bytes:
        """Give the bytes that were handed over, as many as were taken."""
        return b"".join(_bytes(text) for text in _TEXT.findall(self.arguments))[: self.result]

    def number(self, which: int = -1) -> int:
        """Give a number among the arguments, counted from the end; ``NULL`` is -1."""
        text = self.arguments.rsplit(", ", -which)[which].strip("[]")
        return -1 if text == "NULL" else int(text.rsplit("=> [", 1)[-1])


def calls_of(lines: Iterator[str]) -> Iterator[Call]:
    """Give each finished call in the order of ending; a call that was interrupted by another's line is put together."""
    begun: dict[str, str] = {}
    for line in lines:
        pid, text = line.rstrip("\n").split(maxsplit=1)
        if text.endswith("<unfinished ...>"):
            begun[pid] = text.removesuffix("<unfinished ...>")
            continue
        if text.startswith("<... "):
            text = begun.pop(pid, "") + text[text.index("resumed>") + len("resumed>") :]
        if (match := _CALL.match(text)) is not None:
            name, arguments, result, opened = match.groups()
            yield Call(name, arguments, int(result), _name(opened or ""))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _name(text: str) -> str:
    return os.fsdecode(_bytes(text))
