"""In which line of a declaration something stands, so that a refusal can point at it."""

import re
from collections.abc import Sequence

Path = Sequence[str | int]
_PART = re.compile(r"\[(\d+)\]|\.([A-Za-z_]\w*)")
_STATED = re.compile(r"line (\d+)")
_HEAD = re.compile(r"\s*\[\[?\s*(\w+)\s*\]\]?\s*(#.*)?")


def read_path(message: str) -> tuple[str | int, ...]:
    """Read the path that a message of msgspec ends with: ``$.field[3].kind`` gives ``("field", 3, "kind")``."""
    return tuple(int(index) if index else name for index, name in _PART.findall(message.rpartition("`$")[2]))


def stated_line(message: str) -> int:
    """Give the line that a TOML error names; 1 where it names none."""
    found = _STATED.search(message)
    return int(found[1]) if found else 1


def line_of(text: str, path: Path) -> int:
    """Give the line (from 1) of a table or key, else of the nearest thing around it that has a line of its own."""
    lines = text.splitlines()
    start, end, rest = _table(lines, path)
    if rest and isinstance(rest[0], str):
        key = re.compile(rf"\s*{re.escape(rest[0])}\s*=")
        for at in range(start, end):
            if key.match(lines[at]):
                return at + 1
    return max(start, 1)


def _table(lines: Sequence[str], path: Path) -> tuple[int, int, Path]:
    """Give the lines between which the path's table stands, its head among them, and what of the path is left."""
    heads = [(at, found[1]) for at, line in enumerate(lines) if (found := _HEAD.fullmatch(line))]
    top = heads[0][0] if heads else len(lines)
    numbered = len(path) > 1 and isinstance(path[1], int)
    index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    wanted = [at for at, name in heads if path and name == path[0]]
    if index >= len(wanted):
        return 0, top, path
    start = wanted[index]
    end = next((at for at, _ in heads if at > start), len(lines))
    return start + 1, end, path[2 if numbered else 1 :]
