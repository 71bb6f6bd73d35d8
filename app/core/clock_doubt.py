"""Whether the PC's clock can be believed, measured against what was saved last (FAULTS §8 test 18)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import msgspec

from app.core.day_text import long_day
from app.core.resources import load_toml


class ClockRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers and words of ``resources/clock.toml``."""

    earliest: date
    ahead_days: int
    behind_hours: int
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A clock that is asked about: ``kind`` is behind, ahead or unborn; ``suggested`` is the day to begin with.

    ``right`` are the words that confirm the clock, empty where it cannot be right.
    """

    kind: str
    question: str
    right: str
    suggested: date
    refusal: str


@cache
def clock_rules() -> ClockRules:
    """Read the rules once."""
    return load_toml("clock.toml", ClockRules)


def doubt_about(wall: datetime, last: datetime | None) -> Doubt | None:
    """Compare the clock on the wall with the moment of what was saved last; ``None`` is a clock to be believed.

    ``last`` is ``None`` for an office that does not stand yet.
    """
    rules = clock_rules()
    kind = _kind(wall, last, rules)
    if not kind:
        return None
    known = last.astimezone(wall.tzinfo) if last is not None else _begin(rules.earliest, wall)
    words = {"now": long_day(wall.date()), "last": long_day(known.date()), "days": str((wall - known).days)}
    told = {name: text.format(day="", **words) for name, text in rules.words.items() if "{day}" not in text}
    right = "" if kind == "unborn" else told["right"]
    return Doubt(kind, told[kind], right, known.date(), told["door"])


def _kind(wall: datetime, last: datetime | None, rules: ClockRules) -> str:
    if wall.date() < rules.earliest:
        return "unborn"
    if last is None:
        return ""
    if wall < last - timedelta(hours=rules.behind_hours):
        return "behind"
    return "ahead" if wall > last + timedelta(days=rules.ahead_days) else ""


def _begin(day: date, wall: datetime) -> datetime:
    return datetime.combine(day, time(8), wall.tzinfo or UTC)
