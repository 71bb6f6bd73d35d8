"""Reading a typed word as a case number: whole, its beginning, or only its sequence.

``2026-00017``, ``202600017``, ``2026-17``, ``2026-b18``, ``2026-000``, ``17``, ``b18``.
"""

import re
from typing import NamedTuple

_WHOLE = re.compile(r"(?P<year>(?:19|20)\d\d)-?(?P<letter>[a-z]{0,2})(?P<sequence>\d{0,6})\Z")
_SEQUENCE = re.compile(r"(?P<letter>[a-z]{0,2})(?P<sequence>\d{1,6})\Z")
WIDTH = 5


class NumberAsked(NamedTuple):
    """What a word may mean: a beginning, whole numbers, and a sequence that needs the years known here."""

    beginning: str = ""
    numbers: tuple[str, ...] = ()
    letter: str | None = None
    sequence: str = ""


def read_number(word: str) -> NumberAsked | None:
    """Read a lower-case word without spaces; ``None`` where it cannot be a case number.

    A bare sequence may stand in any range; with its letter (``b18``) only in that one.
    """
    whole = _WHOLE.match(word)
    short = _SEQUENCE.match(word)
    if whole is None and short is None:
        return None
    beginning = ""
    numbers: tuple[str, ...] = ()
    if whole is not None:
        head = f"{whole['year']}-{whole['letter'].upper()}"
        digits = whole["sequence"]
        beginning = f"{head}{digits}"
        numbers = (f"{head}{int(digits):0{WIDTH}d}",) if digits else ()
    if short is None:
        return NumberAsked(beginning, numbers)
    return NumberAsked(beginning, numbers, short["letter"].upper() or None, f"{int(short['sequence']):0{WIDTH}d}")


def in_every_range(asked: NumberAsked, heads: list[str]) -> list[str]:
    """Give the whole numbers that a bare sequence may mean, given the beginnings that exist (``2026-``, ``2026-B``)."""
    if not asked.sequence:
        return []
    return [f"{head}{asked.sequence}" for head in heads if asked.letter in {None, head[5:]}]
