"""Reading a day as people write it: 1949-12-31, 1949.12.31, 1949年12月31日, 19491231, full-width digits."""

import re
import unicodedata
from datetime import date

_PARTS = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\Z")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_NO_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?\Z")
_SHORT_YEAR = re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?\Z")


class NoDay(ValueError):  # noqa: N818 - what was typed is no day; not an error of ours
    """A text that is no day; ``str()`` says in Chinese what is wrong with it."""


def read_day(typed: str) -> date:
    """Read a day; raises ``NoDay`` where the text is none, or leaves the day or the century open."""
    plain = unicodedata.normalize("NFKC", typed).replace("\u200b", "").strip()
    found = _PARTS.match(plain) or _RUN.match(plain)
    if found is None:
        if _NO_DAY.match(plain):
            raise NoDay("只有年月，没有日")
        if _SHORT_YEAR.match(plain):
            raise NoDay("年份只有两位，请写成四位")
        raise NoDay("不像日期，请写成 2026-10-09 的样子")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as trouble:
        raise NoDay("日历上没有这一天") from trouble
