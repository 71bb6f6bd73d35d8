"""An entry in words: its facts by section, what a case filled, and the short tables inside it."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.masking import mask_account, mask_id_number, mask_phone
from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.facts import Entry
from app.ledgers.kinds.registry import shown
from ui.ledgers.reading import EntrySheet
from ui.widgets.badge import Kind, signed

_MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "account": mask_account,
}


def words_of(column: Column, value: Any) -> str:
    """Give a value in words, with its unit; what belongs to a person alone is masked."""
    text = shown(column, value)
    mask = _MASKS.get(column.privacy)
    if text and mask is not None:
        return mask(text)
    return f"{text} {column.unit}" if text and column.unit else text


def cell_of(column: Column, value: Any) -> str:
    """Give a value for a cell of a list: on one line and without its unit, which stands in the head."""
    if column.kind == "rows":
        return f"{len(value)} 行" if value else ""
    text = shown(column, value).replace("\n", " ")
    mask = _MASKS.get(column.privacy)
    return mask(text) if text and mask is not None else text


def facts_by_section(declaration: Declaration, values: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the sections with what stands in their fields, rows excepted; sections with nothing in them are left out."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for one in declaration.field:
        if one.section or not found:
            found.append((one.section, []))
        if one.kind != "rows" and (words := words_of(one, values.get(one.key))):
            found[-1][1].append((one.label, words))
    return [(section, facts) for section, facts in found if facts]


def row_fields(declaration: Declaration, values: Mapping[str, Any]) -> list[Field]:
    """Give the fields of kind rows in which something stands."""
    return [one for one in declaration.field if one.kind == "rows" and values.get(one.key)]


def known_facts(sheet: EntrySheet, keys: frozenset[str]) -> list[tuple[str, str]]:
    """Give what the case has filled, in words."""
    fields = [one for one in sheet.declaration.field if one.key in keys]
    return [(one.label, words_of(one, sheet.entry.values.get(one.key)) or "（办件里还没有）") for one in fields]


def state_badge(declaration: Declaration, key: str) -> tuple[Kind, str]:
    """Give the sign and the words of a state."""
    state = next((one for one in declaration.state if one.key == key), None)
    if state is None:
        return "none", ""
    return ("done" if state.ended else "open"), state.label


def state_words(declaration: Declaration, entry: Entry) -> str:
    """Give the state of an entry for a list, with its sign."""
    return signed(*state_badge(declaration, entry.state))
