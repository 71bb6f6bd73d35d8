"""Which period is closed, what that locks, and what keeps one from being closed or opened: pure rules with reasons.

A period is a month (``2026-09``) or a year (``2026``), closed for one ledger or for all of them (``ledger`` empty).
What a ledger declares as ``close`` says by which periods it is closed: ``month`` by its months and years, ``year`` by
its years, ``none`` never.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.day_text import shown_month
from app.core.errors import Refused
from app.core.year_table import FIRST_YEAR, LAST_YEAR
from app.ledgers.declaration import Declaration

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?")
ALL = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """One closed period: of one ledger (its key), or of all (empty)."""

    period: str
    ledger: str = ALL


def read_period(typed: str) -> str:
    """Read ``2026-09`` or ``2026``; raises ``Refused`` where it is neither."""
    found = _PERIOD.fullmatch(typed.strip())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or not 1 <= int(found[2] or 1) <= 12:
        advice = "请写成 2026-09 或 2026。"
        raise Refused(f"“{typed[:20]}”不是月份，也不是年份。", untouched="台账没有改动。", advice=advice)
    return typed.strip()


def shown_period(period: str) -> str:
    """Give “2026年9月” or “2026年”."""
    return shown_month(period) if len(period) > len("2026") else f"{int(period)}年"


def days_of(period: str) -> tuple[date, date]:
    """Give the first and the last day of a period."""
    year = int(period[:4])
    if len(period) == len("2026"):
        return date(year, 1, 1), date(year, 12, 31)
    month = int(period[5:])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def closes_by(ledger: Declaration, period: str) -> bool:
    """Tell whether a ledger is closed by periods of this length."""
    return ledger.close == "month" or (ledger.close == "year" and len(period) == len("2026"))


def locked_by(ledger: Declaration, day: str, closed: Iterable[Closed]) -> Closed | None:
    """Give the closed period in which a stored day (or month) of a ledger lies; ``None`` where it may be written."""
    for one in closed:
        if one.ledger in {ALL, ledger.key} and closes_by(ledger, one.period) and day.startswith(one.period):
            return one
    return None


def goes_on(ledger: Declaration, state: str) -> bool:
    """Tell whether an entry in this state outlives its closed period: it is carried over until it ends."""
    return ledger.carry and any(one.key == state and not one.ended for one in ledger.state)


def refuse_locked(ledger: Declaration, day: str, closed: Iterable[Closed], number: str = "") -> None:
    """Raise ``Refused`` where a stored day lies in a closed period; ``number`` names the entry that is there."""
    found = locked_by(ledger, day, closed)
    if found is None:
        return
    period = shown_period(found.period)
    if number:
        sentence = f"“{ledger.title}”{period}已经结账，编号 {number} 只能看，不能改。"
        advice = "写错了请做一条更正，写明原因；确实要改，请站长写明原因重新打开。"
    else:
        sentence = f"“{ledger.title}”{period}已经结账，不能再登记 {day} 的内容。"
        advice = "请核对日期；确实要补，请站长写明原因重新打开。"
    raise Refused(sentence, untouched="台账没有改动。", advice=advice)


def refuse_early(period: str, today: date) -> None:
    """Raise ``Refused`` for a period that is not over."""
    _, last = days_of(period)
    if today < last:
        sentence = f"{shown_period(period)}还没有过完，不能结账。"
        raise Refused(sentence, untouched="没有结账。", advice="请到最后一天再结。")


def refuse_gap(ledger: Declaration, period: str, moved: Iterable[str], closed: Iterable[Closed]) -> None:
    """Raise ``Refused`` where a book moved in a month before that is still open: its end is this period's beginning."""
    known = tuple(closed)
    for day in sorted(moved):
        if day < period and locked_by(ledger, day, known) is None:
            earlier = shown_period(day[:7] if ledger.close == "month" else day[:4])
            sentence = f"“{ledger.title}”{earlier}还没有结账，{shown_period(period)}的期初就定不下来。"
            raise Refused(sentence, untouched="没有结账。", advice=f"请先结{earlier}。")


def refuse_opening(ledgers: Iterable[Declaration], period: str, ledger: str, closed: Iterable[Closed]) -> None:
    """Raise ``Refused`` where a period cannot be opened: it is not closed so, or what is closed rests on it.

    A month stays locked by its closed year, and the books of money and stock go on from it into later periods.
    """
    known, books = tuple(closed), tuple(ledgers)
    mine = [one for one in known if one.period == period and (ledger in {ALL, one.ledger})]
    if not mine:
        together = Closed(period) in known
        sentence = f"{shown_period(period)}没有{'单独' if together else ''}结账，不用打开。"
        advice = "这一期是所有台账一起结的，请一起打开。" if together else "请核对月份和台账。"
        raise Refused(sentence, untouched="没有改动。", advice=advice)
    for one in known:
        if one not in mine and (why := _rests_on(books, one, period, ledger)):
            raise Refused(why, untouched="没有打开。", advice=f"请先打开{shown_period(one.period)}。")


def _rests_on(books: Iterable[Declaration], one: Closed, period: str, ledger: str) -> str:
    """Say why a closed period keeps another one from being opened; empty where it does not."""
    touched = [book for book in books if {ledger, one.ledger} <= {ALL, book.key} and closes_by(book, one.period)]
    if touched and period.startswith(one.period) and period != one.period:
        return f"{shown_period(one.period)}已经整年结账，{shown_period(period)}单独打开也改不了。"
    later = days_of(one.period)[0] > days_of(period)[1]
    book = next((book for book in touched if later and book.money is not None and closes_by(book, period)), None)
    if book is None:
        return ""
    return f"“{book.title}”{shown_period(one.period)}已经结账，它的期初就是{shown_period(period)}的结余。"
