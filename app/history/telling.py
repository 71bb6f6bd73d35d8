"""Telling stored values in words: days, flags, keys, lists of papers; numbers of a person masked unless asked for."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from app.core.day_text import long_day
from app.core.masking import mask_address, mask_id_number, mask_phone
from app.core.private_findings import private_findings
from app.history.facts import Change
from app.history.words import Column, Told, Words, source_words

RowName = Callable[[str, str], str]
LONGEST = 400
_MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "address": mask_address,
}


def told_changes(
    declared: Words, table: str, before: Mapping[str, Any], after: Mapping[str, Any], name: RowName, *, in_full: bool
) -> tuple[Change, ...]:
    """Tell the columns that changed, field by field; what only the program needs is left out.

    ``name(table, row_id)`` names a row that a column points to.
    """
    described = declared.table(table)
    found = []
    for column in described.columns:
        kind = described.column(column)
        if column not in after or kind is None or kind.kind == "hidden":
            continue
        if not before and kind.kind == "flag" and not after[column]:
            continue
        old, new = (told_value(kind, side.get(column), name, in_full=in_full) for side in (before, after))
        if old != new or before.get(column, "") != after[column]:
            found.append(Change(kind.label, old, new))
    return tuple(one for one in found if one.before or one.after)


def told_value(column: Column, stored: Any, name: RowName, *, in_full: bool) -> str:
    """Tell one stored value; nothing is an empty text."""
    if stored is None or stored == "":
        return ""
    if isinstance(column, Told):
        return _short(masked_text(column.tell(stored, in_full), in_full=in_full))
    text = str(stored)
    mask = _MASKS.get(column.kind)
    if mask is not None:
        return text if in_full else mask(text)
    if column.kind in {"row", "operator"}:
        return name(column.source or "operators", text)
    plain = _READ.get(column.kind, _as_it_is)(column, text)
    return _short(masked_text(plain, in_full=in_full))


def _as_it_is(_column: Column, text: str) -> str:
    return text


def _day(_column: Column, text: str) -> str:
    return long_day(date.fromisoformat(text))


def _flag(_column: Column, text: str) -> str:
    return "是" if text == "1" else "否"


def _key(column: Column, text: str) -> str:
    return source_words(column.source).get(text, text)


def _decoded(_column: Column, text: str) -> str:
    return _plain(msgspec.json.decode(text))


def _mapping(column: Column, text: str) -> str:
    known = source_words(column.source)
    return _plain({known[key]: one for key, one in msgspec.json.decode(text).items() if key in known})


_READ: Mapping[str, Callable[[Column, str], str]] = {
    "day": _day,
    "flag": _flag,
    "key": _key,
    "papers": _decoded,
    "tags": _decoded,
    "json": _decoded,
    "mapping": _mapping,
}


def masked_text(text: str, *, in_full: bool = False) -> str:
    """Hide identity and phone numbers that stand in a free text."""
    if in_full or not any(sign.isdigit() for sign in text):
        return text
    for found in reversed(private_findings(text)):
        if found.kind in {"id_number", "phone"}:
            mask = mask_id_number if found.kind == "id_number" else mask_phone
            text = text[: found.start] + mask(found.text) + text[found.end :]
    return text


def _plain(value: Any) -> str:
    """Say a decoded JSON value in words; a paper with its number of copies and whether it is here."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        if "name" in value:
            return _paper(value)
        return "，".join(f"{key}：{_plain(one)}" for key, one in value.items() if one not in (None, "", [], {}))
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    return "" if value is None else str(value)


def _paper(paper: dict[str, Any]) -> str:
    copies = paper.get("copies", 1)
    told = [paper.get("form") or "", f"{copies} 份" if copies != 1 else "", "已收" if paper.get("received") else ""]
    more = "，".join(part for part in told if part)
    return f"{paper['name']}（{more}）" if more else str(paper["name"])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"
