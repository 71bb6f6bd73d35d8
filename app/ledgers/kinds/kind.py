"""What every kind of field can do: its value is typed, stored, read back and shown (HOUSE §4)."""

import unicodedata
from typing import Generic, Protocol, TypeVar

import msgspec

Value = TypeVar("Value")
_LINE_ENDS = frozenset("\n\r\t\x0b\x0c\x1c\x1d\x1e\x85")
_UNWRITTEN = frozenset({"Cc", "Cs"})


class NotTyped(ValueError):  # noqa: N818 - what was typed is no such value; not an error of ours
    """A text that is no value of the kind; ``str()`` says in Chinese what is wrong with it."""


UNREADABLE = (ValueError, TypeError, ArithmeticError, LookupError, msgspec.MsgspecError)
"""What reading a kept value raises where somebody, or a damaged disk, wrote into the file behind the program's back."""


class FieldKind(Protocol, Generic[Value]):
    """One kind of field; ``column_type`` is that of its column, ``order`` how it sorts: as text, number or by name."""

    column_type: str
    order: str

    def typed(self, text: str) -> Value:
        """Read what was typed; raises ``NotTyped``."""

    def given(self, value: object) -> Value:
        """Take a value that is no text (from another part of the program, or JSON); raises ``NotTyped``."""

    def stored(self, value: Value) -> str | int:
        """Give what is kept in the column."""

    def read(self, kept: str | int) -> Value:
        """Read what was kept."""

    def shown(self, value: Value) -> str:
        """Give the text for screen and paper; typing it gives the value again."""

    def words(self, value: Value) -> str:
        """Give the words by which an entry is found in the search box."""


class Plain(Generic[Value]):
    """A kind whose value has one Python type: what is given is shown and read again."""

    order = "text"
    value_type: type[Value]

    def typed(self, text: str) -> Value:
        """Read what was typed."""
        raise NotImplementedError

    def shown(self, value: Value) -> str:
        """Show it."""
        raise NotImplementedError

    def given(self, value: object) -> Value:
        """Take a value of the type, and nothing that only looks like one."""
        if type(value) is not self.value_type:
            raise NotTyped("填的不是这一类内容")
        return self.typed(self.shown(value))

    def words(self, value: Value) -> str:
        """Find it by what is shown."""
        return self.shown(value)


def read_kept(kind: FieldKind[Value], kept: str | int | None) -> Value | None:
    """Read what was kept; nothing where it cannot be read: the check tells of it, and its list stays open."""
    try:
        return None if kept is None else kind.read(kept)
    except UNREADABLE:
        return None


def without_controls(text: str) -> str:
    """Take out what no keyboard writes: control signs but ends of lines and tabs, halves of letters."""
    return "".join(sign for sign in text if sign in _LINE_ENDS or unicodedata.category(sign) not in _UNWRITTEN)


def plain(text: str) -> str:
    """Give a typed text with narrow signs and digits, without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()
