"""One cell as the text of a field, or the reason why it cannot be one; nothing is guessed."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache

import msgspec

from app.core.identity import looks_rounded, normalised
from app.core.resources import load_toml
from app.core.typed_day import NoDay, read_day
from app.people.checks import clean_text
from app.sheets.cells import DAY, ERROR, FORMULA, NUMBER, Cell
from app.sheets.declarations import Reads

EXACT_DIGITS = 15  # of a number as spreadsheets keep it
SEXES = {"男": "男", "男性": "男", "m": "男", "女": "女", "女性": "女", "f": "女"}

_E_NOTATION = re.compile(r"\d(?:\.\d+)?E\+?1\d\Z", re.IGNORECASE)
_ROUNDED = (
    "{whose}身份证号被电子表格存成了数字（{shown}），第 15 位以后已经丢失、变成了 0，找不回来；"
    "请把这一列设为“文本”，照证件重新填写"
)
_AS_NUMBER = "{whose}身份证号存成了数字（{shown}）；请把这一列设为“文本”，照证件重新填写"


class _Level(msgspec.Struct, frozen=True):
    value: int
    name: str


class _Ratings(msgspec.Struct, frozen=True):
    level: tuple[_Level, ...]


class BadCell(Exception):  # noqa: N818 - told to the clerk beside the cell
    """A cell that cannot be read as its field; ``str()`` is the reason in Chinese."""


def read_cell(cell: Cell | None, reads: Reads, whose: str = "") -> str:
    """Give a cell as the text that would be typed into the field; ``whose`` names the person in a reason.

    Raises ``BadCell``. Days come as ISO text, ratings as ``1`` to ``5``, groups of bare digits as ``3组``.
    """
    if cell is None:
        return ""
    if cell.kind == FORMULA:
        raise BadCell("这一格是公式，文件里没有存下算出来的值；请在 Excel 或 WPS 里打开、保存一次，或改成数值")
    if cell.kind == ERROR:
        raise BadCell(f"这一格是错误值 {cell.text}")
    return _READERS[reads](cell, whose)


def _text(cell: Cell, whose: str) -> str:
    del whose
    return clean_text(cell.text.removeprefix("'"))


def _id_number(cell: Cell, whose: str) -> str:
    text = clean_text(cell.text.removeprefix("'"))
    possessive = f"{whose}的" if whose else ""
    if cell.kind == NUMBER:
        words = _ROUNDED if len(cell.text) > EXACT_DIGITS else _AS_NUMBER
        raise BadCell(words.format(whose=possessive, shown=cell.text))
    if _E_NOTATION.match(text) or looks_rounded(normalised(text)):
        raise BadCell(_ROUNDED.format(whose=possessive, shown=text))
    return text


def _exact(cell: Cell, whose: str) -> str:
    """Give a text as it stands, its lines and its spaces too: what it means is for its ledger to say."""
    del whose
    return cell.text


def _exact_id(cell: Cell, whose: str) -> str:
    return _exact(cell, whose) if _id_number(cell, whose) else ""


def _number(cell: Cell, whose: str) -> str:
    """Give a number in digits, never as ``1e-07``."""
    if cell.kind != NUMBER:
        return _text(cell, whose)
    try:
        return f"{Decimal(cell.text):f}"
    except InvalidOperation:
        return cell.text


def _month(cell: Cell, whose: str) -> str:
    return cell.text[:7] if cell.kind == DAY else _text(cell, whose)


def _time(cell: Cell, whose: str) -> str:
    """Give a time to the minute; a spreadsheet keeps seconds, too."""
    return re.sub(r"\A(\d{1,2}:\d{2}):00\Z", r"\1", _text(cell, whose))


def _day(cell: Cell, whose: str) -> str:
    del whose
    if cell.kind == DAY:
        return cell.text[:10]
    text = clean_text(cell.text.removeprefix("'"))
    if not text:
        return ""
    if cell.kind == NUMBER and len(text) != 8:
        raise BadCell(f"是数字 {text}，不是日期；请把这一列设为日期格式，或写成 2026-10-09 的样子")
    try:
        return read_day(text).isoformat()
    except NoDay as trouble:
        raise BadCell(f"“{text}”{trouble}") from trouble


def _sex(cell: Cell, whose: str) -> str:
    text = _text(cell, whose)
    if not text:
        return ""
    if text.lower() not in SEXES:
        raise BadCell(f"“{text}”不是男或女")
    return SEXES[text.lower()]


def _group(cell: Cell, whose: str) -> str:
    text = _text(cell, whose)
    return f"{int(text)}组" if text.isdecimal() else text


def _rating(cell: Cell, whose: str) -> str:
    text = _text(cell, whose)
    levels = _levels()
    if not text or text in levels.values():
        return text
    if text not in levels:
        raise BadCell(f"“{text}”不是五级评价（{'、'.join(levels)}）")
    return levels[text]


@cache
def _levels() -> dict[str, str]:
    return {level.name: str(level.value) for level in load_toml("catalogue/rating.toml", _Ratings).level}


_READERS: dict[Reads, Callable[[Cell, str], str]] = {
    "text": _text,
    "id": _id_number,
    "day": _day,
    "sex": _sex,
    "group": _group,
    "rating": _rating,
    "exact": _exact,
    "exact_id": _exact_id,
    "number": _number,
    "month": _month,
    "time": _time,
}
