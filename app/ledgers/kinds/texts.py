"""Kinds of words: one line, paragraphs, and yes or no."""

import re

from app.ledgers.kinds.kind import NotTyped, Plain, plain, without_controls

_SPACES = re.compile(r"\s+")
_YES, _NO = {"是", "有", "√", "yes", "true", "1"}, {"否", "无", "没有", "×", "no", "false", "0"}


class Line(Plain[str]):
    """One line of text: whatever breaks a line becomes a space."""

    column_type = "TEXT"
    value_type = str

    def typed(self, text: str) -> str:
        """Read it without spaces around it."""
        return _SPACES.sub(" ", without_controls(text)).strip()

    def stored(self, value: str) -> str:
        """Keep it as it is."""
        return value

    def read(self, kept: str | int) -> str:
        """Read it back; a column that was a number once is a text now."""
        return str(kept)

    def shown(self, value: str) -> str:
        """Show it as it is."""
        return value


class Paragraphs(Line):
    """Text of several paragraphs: lines stay, spaces at their ends and empty lines around go."""

    def typed(self, text: str) -> str:
        """Read it line by line."""
        return "\n".join(line.rstrip() for line in without_controls(text).splitlines()).strip()


class YesNo(Plain[bool]):
    """Yes or no."""

    column_type = "INTEGER"
    order = "number"
    value_type = bool

    def typed(self, text: str) -> bool:
        """Read 是, 否 and what else people write for them."""
        word = plain(text).lower()
        if word not in _YES | _NO:
            raise NotTyped("要写是或否")
        return word in _YES

    def stored(self, value: bool) -> int:  # noqa: FBT001 - it is the value itself
        """Keep 1 or 0."""
        return int(value)

    def read(self, kept: str | int) -> bool:
        """Read it back."""
        return bool(int(kept))

    def shown(self, value: bool) -> str:  # noqa: FBT001 - it is the value itself
        """Show 是 or 否."""
        return "是" if value else "否"
