"""The two faces of a field on the form: what its entry hands to the service, and the text it takes for a value."""

from typing import Any, Protocol, runtime_checkable

import msgspec

from app.ledgers.declaration import Column, Field
from app.ledgers.kinds.registry import REFERRING, shown
from ui.widgets.entry import Entry
from ui.widgets.ticks_entry import SEPARATOR


@runtime_checkable
class GivesValue(Protocol):
    """An entry whose value is more than a text."""

    def given(self) -> object:
        """Give the value, ``None`` where there is none."""


def given_of(entry: Entry) -> object:
    """Give what an entry holds: a text, or the value of an entry that holds more."""
    return entry.given() if isinstance(entry, GivesValue) else entry.typed()


def typed_of(column: Column, value: Any) -> str:
    """Give the text that the entry of a column takes for a value; nothing is an empty text."""
    if value is None:
        return ""
    if column.kind == "file":
        return str(value.id)
    if column.kind in REFERRING:
        return msgspec.json.encode(value).decode()
    if column.kind == "rows":
        columns = {one.key: one for one in (column.fields if isinstance(column, Field) else ())}
        rows = [{key: typed_of(columns[key], cell) for key, cell in row.items() if key in columns} for row in value]
        return msgspec.json.encode(rows).decode()
    if column.kind == "choices":
        return SEPARATOR.join(value)
    return str(value) if column.kind == "choice" else shown(column, value)
