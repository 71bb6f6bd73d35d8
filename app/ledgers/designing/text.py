"""A declaration as TOML text that the strict reader takes: reading what is written gives the same declaration."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeGuard

import msgspec

from app.ledgers.declaration import Declaration

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DELETE = "\x7f"
_WIDE = 100
"""Letters from which a list is written with one item on each line."""


def declaration_text(declared: Declaration) -> str:
    """Write a declaration; what stands at its default is left out."""
    said = dict(_said(declared))
    lines: list[str] = []
    for name, value in said.items():
        if not isinstance(value, msgspec.Struct) and not _are_tables(value):
            lines.append(f"{name} = {_value(value)}")
    for name, value in said.items():
        if isinstance(value, msgspec.Struct):
            lines += ["", f"[{name}]", *_lines(value)]
        elif _are_tables(value):
            for one in value:
                lines += ["", f"[[{name}]]", *_lines(one)]
    return "\n".join([*lines, ""])


def _said(struct: msgspec.Struct) -> Iterator[tuple[str, object]]:
    """Give what a struct says beyond its defaults, by the names of the file."""
    for one in msgspec.structs.fields(struct):
        value = getattr(struct, one.name)
        default = one.default_factory() if one.default_factory is not msgspec.NODEFAULT else one.default
        if one.required or value != default:
            yield one.encode_name, value


def _lines(struct: msgspec.Struct) -> Iterator[str]:
    for name, value in _said(struct):
        yield f"{name} = {_value(value)}"


def _are_tables(value: object) -> TypeGuard[Sequence[msgspec.Struct]]:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], msgspec.Struct)


def _value(value: object) -> str:
    match value:
        case str():
            said = _text(value)
        case bool():
            said = "true" if value else "false"
        case float() if value.is_integer():
            said = str(int(value))
        case msgspec.Struct():
            said = _table(_said(value))
        case Mapping():
            said = _table(value.items())
        case tuple():
            said = _list([_value(one) for one in value])
        case _:
            said = repr(value)
    return said


def _table(pairs: Iterable[tuple[str, object]]) -> str:
    inner = ", ".join(f"{name if _BARE.fullmatch(name) else _text(name)} = {_value(value)}" for name, value in pairs)
    return f"{{ {inner} }}" if inner else "{}"


def _list(items: Sequence[str]) -> str:
    whole = ", ".join(items)
    if len(whole) <= _WIDE:
        return f"[{whole}]"
    return "".join(["[\n", *(f"  {item},\n" for item in items), "]"])


def _text(text: str) -> str:
    """Quote a text as JSON does; the one sign that TOML wants escaped beyond that is the one for deleting."""
    return msgspec.json.encode(text).decode().replace(_DELETE, "\\u007f")
