"""Until when a backup is likely to be held: what a person whose data was erased is told (DOMAIN C4)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from app.backups.policy import Declared, Kept
from app.backups.retention import Moment, bucket

_AHEAD = 400
_DAYS = {"daily": 1, "weekly": 7, "monthly": 31, "yearly": 366}


def likely_last_days(moments: Iterable[Moment], now: datetime, declared: Declared) -> dict[str, date | None]:
    """Give the last day of each, reckoned with one backup on every day to come; ``None`` for one dated after today.

    An office that stands still holds them longer, one that works on rest days only not at all shorter.
    """
    found, today, rule = list(moments), now.date(), declared.kept
    day_of = {one.name: one.at.astimezone(now.tzinfo).date() for one in found}
    days = {day for day in day_of.values() if day <= today} | {today + timedelta(days=n) for n in range(1, _AHEAD)}
    standing = _standing(sorted(days), rule)
    last_of_day = {one.name for one in found if not any(_replaces(other, one, day_of) for other in found)}
    return {
        one.name: None if day_of[one.name] > today else _last_day(one, day_of[one.name], rule, standing, last_of_day)
        for one in found
    }


def _replaces(other: Moment, one: Moment, day_of: dict[str, date]) -> bool:
    return day_of[other.name] == day_of[one.name] and (other.at, other.seq, other.name) > (one.at, one.seq, one.name)


def _standing(days: Sequence[date], rule: Kept) -> dict[date, int]:
    """Give for how many days after itself each day's last backup fills places: the newest of its week, month, year."""
    found = dict.fromkeys(days, rule.days - 1 + rule.daily)
    span, fill = rule.days - 1 + rule.daily, list(days)
    for stage in ("weekly", "monthly", "yearly"):
        span += getattr(rule, stage) * _DAYS[stage]
        fill = list({bucket(stage, day): day for day in fill}.values())
        found |= dict.fromkeys(fill, span)
    return found


def _last_day(one: Moment, day: date, rule: Kept, standing: dict[date, int], last_of_day: set[str]) -> date:
    span = standing[day] if one.name in last_of_day else rule.days - 1
    return day + timedelta(days=max(span, rule.forced_days) if one.reason in rule.forced else span)
