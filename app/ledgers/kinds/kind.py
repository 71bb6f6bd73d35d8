"""What every kind of field can do: its value is typed, stored, read back and shown (HOUSE §4)."""

import unicodedata
from typing import Generic, Protocol, TypeVar

Value = TypeVar("Value")


class NotTyped(ValueError):  # noqa: N818 - what was typed is no such value; not an error of ours
    """A text that is no value of the kind; ``str()`` says in Chinese what is wrong with it."""


class FieldKind(Protocol, Generic[Value]):
    """One kind of field; ``column_type`` is that of its column in the table."""

    column_type: str

    def typed(self, text: str) -> Value:
        """Read what was typed; raises ``NotTyped``."""

    def stored(self, value: Value) -> str | int:
        """Give what is kept in the column."""

    def read(self, kept: str | int) -> Value:
        """Read what was kept."""

    def shown(self, value: Value) -> str:
        """Give the text for screen and paper; typing it gives the value again."""


def plain(text: str) -> str:
    """Give a typed text with narrow signs and digits, without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()
