"""What a member owes as dues: computed from the rate table, which is data that the township may replace (DOMAIN B6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml

FEN = 100


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A percent for a monthly base of up to so many yuan, that sum included; without an end for all above."""

    percent: Decimal
    up_to: int | None = None


class Rate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """What one class of members pays: steps by income, or from ``least`` to ``most`` fen a month."""

    class_: str
    steps: tuple[Step, ...] = ()
    least: int = 0
    most: int = 0

    def __post_init__(self) -> None:
        """Refuse a class without a rate, with both forms, or with steps that do not rise to an open end."""
        ends = [step.up_to for step in self.steps]
        closed = [end for end in ends[:-1] if end is not None]
        rising = closed == sorted(set(closed)) and len(closed) == len(ends[:-1]) and ends[-1:] in ([], [None])
        if bool(ends) == bool(self.most) or not rising or not 0 <= self.least <= self.most * (not ends):
            message = f"“{self.class_}”的党费标准不完整：要么分档按比例、最后一档不设上限，要么每月从少到多写明"
            raise ValueError(message)


class Rates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table; ``most_arrears_months`` is how long dues may normally stand unpaid."""

    most_arrears_months: int
    rates: tuple[Rate, ...] = msgspec.field(name="rate")


@dataclass(frozen=True, slots=True)
class Owed:
    """Dues in fen: exactly one sum where ``least`` and ``most`` are the same."""

    least: int
    most: int


def shipped_rates() -> Rates:
    """Read the table that ships with the program."""
    return load_toml("ledgers/rates/dues.toml", Rates)


@dataclass(frozen=True, slots=True)
class Held:
    """A rate table and the day from which it holds; ``since`` is empty for the one that ships, which held before all.

    A month costs what holds on its first day.
    """

    rates: Rates
    since: date | None = None
    own: bool = False


class RateTables:
    """The tables of an office, one after the other."""

    def __init__(self, tables: Iterable[Held]) -> None:
        """Take them in any order."""
        self.tables = tuple(sorted(tables, key=_begin))

    def on(self, month: str) -> Rates:
        """Give the table that holds for a month ``YYYY-MM``."""
        return self.held(date(int(month[:4]), int(month[5:]), 1)).rates

    def held(self, day: date) -> Held:
        """Give the table that holds on a day."""
        return next((one for one in reversed(self.tables) if _begin(one) <= day), self.tables[0])


def _begin(one: Held) -> date:
    return one.since or date.min


def owed(rates: Rates, class_: str, base: int, months: int = 1) -> Owed:
    """Give what is owed for so many months with a monthly base in fen; each month is rounded to the fen, half up.

    Raises ``Refused`` for a class that the table does not know, a base below 0 and less than one month.
    """
    rate = next((each for each in rates.rates if each.class_ == class_), None)
    if rate is None:
        raise Refused(f"党费标准里没有“{class_}”这一类，应缴数没有算。", advice="请改选一类，或者请乡镇补上标准。")
    if base < 0 or months < 1:
        raise Refused("计算基数不能小于零，月数至少是一个月，应缴数没有算。", advice="请检查基数和起止月份。")
    if not rate.steps:
        return Owed(rate.least * months, rate.most * months)
    step = next(each for each in rate.steps if each.up_to is None or base <= each.up_to * FEN)
    month = int((Decimal(base) * step.percent / 100).quantize(Decimal(1), ROUND_HALF_UP))
    return Owed(month * months, month * months)
