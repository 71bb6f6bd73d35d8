"""The words beside the fields of a step, read from ``resources/workflow/step_fields.toml``."""

from functools import cache

import msgspec

from app.core.resources import load_toml


class FieldWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a field is called in a step (``step`` empty: in every step without words of its own)."""

    name: str
    label: str
    advice: str
    step: str = ""


class StepFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    field: tuple[FieldWords, ...]


@cache
def field_words(step: str, name: str) -> FieldWords:
    """Give the words of a field in a step; a field without words is a ``KeyError``, a bug of the declaration."""
    found = {(entry.step, entry.name): entry for entry in _declared().field}
    return found.get((step, name)) or found["", name]


@cache
def _declared() -> StepFields:
    return load_toml("workflow/step_fields.toml", StepFields)
