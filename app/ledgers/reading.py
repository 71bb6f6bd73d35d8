"""Reading a ledger's declaration, strictly: what is wrong is refused with file, line and reason."""

import tomllib
from functools import cache
from typing import Any

import msgspec

from app.core.resources import resource_path
from app.ledgers.checking import faults
from app.ledgers.declaration import Declaration
from app.ledgers.refusal import DeclarationRefused, reason_of
from app.ledgers.toml_lines import line_of, read_path, stated_line

MOST_BYTES = 64 * 1024
MOST_DEPTH = 8
GROUPS_FILE = "groups.toml"


def read_declaration(content: bytes, file_name: str) -> Declaration:
    """Read one declaration; raises ``DeclarationRefused`` for anything that is not whole and consistent.

    The size is looked at before anything is parsed: a declaration may come from outside.
    """
    if len(content) > MOST_BYTES:
        reason = f"文件有 {len(content) // 1024} KB，一本台账的声明最多 {MOST_BYTES // 1024} KB"
        raise DeclarationRefused(file_name, 1, reason)
    text, table = _parsed(content, file_name)
    if _depth(table) > MOST_DEPTH:
        raise DeclarationRefused(file_name, 1, "一层套一层，套得太深")
    try:
        declared = msgspec.convert(table, Declaration)
    except msgspec.ValidationError as trouble:
        message = str(trouble)
        raise DeclarationRefused(file_name, line_of(text, read_path(message)), reason_of(message)) from trouble
    for path, reason in faults(declared):
        raise DeclarationRefused(file_name, line_of(text, path), reason)
    return declared


@cache
def shipped_declarations() -> tuple[Declaration, ...]:
    """Give the ledgers that come with the program, by key; read once."""
    files = sorted(path for path in resource_path("ledgers").glob("*.toml") if path.name != GROUPS_FILE)
    return tuple(read_declaration(path.read_bytes(), path.name) for path in files)


def _parsed(content: bytes, file_name: str) -> tuple[str, dict[str, Any]]:
    try:
        text = content.decode()
    except UnicodeDecodeError as trouble:
        line = content[: trouble.start].count(b"\n") + 1
        raise DeclarationRefused(file_name, line, "不是 UTF-8 文字") from trouble
    try:
        return text, tomllib.loads(text)
    except RecursionError as trouble:
        raise DeclarationRefused(file_name, 1, "一层套一层，套得太深") from trouble
    except ValueError as trouble:
        raise DeclarationRefused(file_name, stated_line(str(trouble)), "写法不合 TOML 的规矩，读不懂") from trouble


def _depth(value: object) -> int:
    """Measure the nesting, without calling itself: what comes from outside may be nested very deep."""
    depth, layer = 0, [value]
    while layer:
        depth += 1
        layer = [
            inner
            for outer in layer
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth
