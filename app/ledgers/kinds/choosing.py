"""Kinds that are chosen from declared choices: the value is kept, its label is shown; either may be typed."""

import re
from collections.abc import Iterable

import msgspec

from app.ledgers.declaration import Choice
from app.ledgers.kinds.kind import NotTyped

FEW = 6
_SIGNS = "、，,;； \n\r\t"
_ENDS = {"", *_SIGNS}
_BETWEEN = re.compile(f"[{_SIGNS}]")
_several = msgspec.json.Decoder(tuple[str, ...])


class OneChoice:
    """One of the choices."""

    column_type = "TEXT"
    order = "text"

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        """``choices`` are those of the field; a value that was declared once and is no more is still shown."""
        self._labels = {choice.value: choice.label for choice in choices}
        self._values = {**{value: value for value in self._labels}, **{c.label: c.value for c in choices}}

    def typed(self, text: str) -> str:
        """Read a label or a value."""
        try:
            return self._values[text.strip()]
        except KeyError:
            known = list(self._labels.values())
            more = "……" if known[FEW:] else ""
            raise NotTyped(f"不在选项里，可以是：{'、'.join(known[:FEW])}{more}") from None

    def given(self, value: object) -> str:
        """Take nothing but a text."""
        if not isinstance(value, str):
            raise NotTyped("要从选项里选")
        return self.typed(value)

    def stored(self, value: str) -> str:
        """Keep the value."""
        return value

    def read(self, kept: str | int) -> str:
        """Read it back."""
        return str(kept)

    def shown(self, value: str) -> str:
        """Show the label."""
        return self._labels.get(value, value)

    def words(self, value: str) -> str:
        """Find it by its label."""
        return self.shown(value)


class SeveralChoices:
    """Several of the choices, in the order of the declaration, each once."""

    column_type = "TEXT"
    order = "text"

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        """``choices`` are those of the field."""
        self._one = OneChoice(choices)
        self._order = [choice.value for choice in choices]
        self._names = sorted({name for c in choices for name in (c.label, c.value)}, key=len, reverse=True)

    def typed(self, text: str) -> tuple[str, ...]:
        """Read labels or values with 、 or the like between them; a label may hold such a sign itself."""
        return self._all(self._one.typed(name) for name in self._split(text))

    def given(self, value: object) -> tuple[str, ...]:
        """Take a list of labels or values."""
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise NotTyped("要从选项里选")
        return self._all(self._one.typed(one) for one in value)

    def stored(self, value: tuple[str, ...]) -> str:
        """Keep the values as a JSON list."""
        return msgspec.json.encode(value).decode()

    def read(self, kept: str | int) -> tuple[str, ...]:
        """Read them back."""
        return _several.decode(str(kept))

    def shown(self, value: tuple[str, ...]) -> str:
        """Show the labels with 、 between them."""
        return "、".join(self._one.shown(one) for one in value)

    def words(self, value: tuple[str, ...]) -> str:
        """Find it by each label."""
        return " ".join(self._one.shown(one) for one in value)

    def _split(self, text: str) -> Iterable[str]:
        rest = text.strip().lstrip(_SIGNS)
        while rest:
            fits = (one for one in self._names if rest.startswith(one) and rest[len(one) : len(one) + 1] in _ENDS)
            name = next(fits, "") or _BETWEEN.split(rest, maxsplit=1)[0]
            yield name
            rest = rest[len(name) :].lstrip(_SIGNS)

    def _all(self, found: Iterable[str]) -> tuple[str, ...]:
        chosen = set(found)
        if not chosen:
            raise NotTyped("要从选项里选")
        return tuple(sorted(chosen, key=self._order.index))
