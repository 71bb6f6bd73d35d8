"""The field that fits the kind of a setting, and the way between its value and its text."""

from app.core.settings import Declared, Value
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.entry import Entry, TextEntry

TEXT_SIZE = "screen.text_size"
_STEP = 10


def entry_for(declared: Declared) -> Entry:
    """Build the field for a setting."""
    if declared.key == TEXT_SIZE:
        sizes = range(declared.lowest, declared.highest + 1, _STEP)
        return ChoiceEntry([Option(str(size), f"{size}%") for size in sizes])
    if declared.kind == "choice":
        return ChoiceEntry([Option(choice.value, choice.label) for choice in declared.choices])
    if declared.kind == "switch":
        return TickEntry("是")
    return TextEntry(letters=8 if declared.kind == "number" else 20)


def is_kept_at_once(declared: Declared) -> bool:
    """Tell whether a change is kept at once, because it is chosen and not typed."""
    return declared.kind in {"choice", "switch"} or declared.key == TEXT_SIZE


def shown_value(declared: Declared, value: Value) -> str:
    """Give the text of a value."""
    if declared.kind == "switch":
        return "1" if value else ""
    return str(value)


def typed_value(declared: Declared, typed: str) -> Value | None:
    """Give the value of a text, ``None`` where it is none of this kind."""
    if declared.kind == "switch":
        return typed == "1"
    if declared.kind != "number":
        return typed
    try:
        return int(typed)
    except ValueError:
        return None
