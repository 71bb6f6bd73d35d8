"""Numbers on paper: ``2026-00017``, after a restore in a lettered range ``2026-B00018`` (HOUSE §2.2)."""

import re
import unicodedata
from dataclasses import dataclass

from app.core.errors import Refused

WRITTEN = re.compile(r"(?:(\d{4})\s*[-—–年]\s*)?([A-Z]{0,3})0*(\d{1,7})(?:\s*号)?")


@dataclass(frozen=True, slots=True, order=True)
class PaperNumber:
    """A number as its three parts; ``text`` gives the one written form."""

    year: int
    letter: str
    sequence: int

    @property
    def text(self) -> str:
        """Give ``2026-00017`` or ``2026-B00018``."""
        return f"{self.year}-{self.letter}{self.sequence:05d}"


def read_number(typed: str, this_year: int) -> PaperNumber:
    """Read a number as a clerk types it: ``2026-17``, ``17`` (of ``this_year``), ``2026—b18``, full-width digits.

    Raises ``Refused`` where it is none.
    """
    plain = unicodedata.normalize("NFKC", typed).strip().upper()
    found = WRITTEN.fullmatch(plain)
    if found is None or int(found[3]) == 0:
        sentence = f"“{typed}”不是办件编号。"
        raise Refused(sentence, advice=f"编号写成 {this_year}-00017 的样子。")
    return PaperNumber(int(found[1] or this_year), found[2], int(found[3]))
