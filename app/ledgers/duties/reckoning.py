"""What the declared duties of a ledger ask for today: pure, computed anew each time from entries, day and calendar.

An entry or person that left creates nothing; a reason “做不了，因为…” closes the one due it was given for. Nothing is
due for a time before the ledger was kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.core.year_table import FIRST_YEAR, LAST_YEAR
from app.ledgers.duties.duty import Duty
from app.ledgers.duties.facts import Circumstances, Due, EntryFact, Person, State, Who
from app.ledgers.duties.words import amount, expiry, time_left, window_left
from app.ledgers.periods_of_time import Period, Span, latest_start, months_after, period_of

REVIEW_DAYS = 30
"""A review that names no span of its own is to be done in so many days."""
AHEAD_MONTHS = 6
"""A duty every few years comes up so many months ahead."""


class _Asked(NamedTuple):
    """Somebody a duty falls on (``None``: the ledger as a whole), in which period, with their entries up to today."""

    who: Who | None
    period: Period | None
    entries: list[EntryFact]


def dues(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> list[Due]:
    """Give everything one duty asks for, by day; what is done stands last and only until its day has gone by."""
    meant = [each for each in entries if all(each.values.get(key) == value for key, value in duty.where.items())]
    found = (_explained(each, at) for each in KINDS[duty.kind](duty, meant, at))
    present = (due for due in found if due.state != "done" or due.reason or due.until >= at.today)
    return sorted(present, key=lambda due: (due.state == "done", due.until, due.key))


def _explained(due: Due, at: Circumstances) -> Due:
    reason = at.reasons.get(due.key, "")
    if not reason or due.state == "done":
        return due
    return replace(due, state="done", reason=reason, why=f"做不了，因为{reason}")


def _reply_within(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    """Count from the day after the start; a last day of rest rolls on (Civil Code 201, 203)."""
    count = at.calendar.working_days_after if duty.unit == "working" else at.calendar.natural_days_after
    for entry in _standing(entries, at):
        start = entry.day_of(duty.from_)
        if start is None or start > at.today or not FIRST_YEAR <= start.year <= LAST_YEAR:
            continue
        last = count(start, duty.days)
        agreed = entry.day_of(duty.extended)
        until = last.day if agreed is None else max(last.day, agreed)
        done, why, part = _is_done(duty, entry, at.today), time_left(until, at.today), start.isoformat()
        estimated = last.estimated and until == last.day
        yield _due(duty, entry, at, start, until, why, done=done, part=part, estimated=estimated)


def _review_every(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    span = timedelta(days=duty.days or REVIEW_DAYS)
    for entry in _standing(entries, at):
        seen = [day for day in (entry.day, entry.day_of(duty.field)) if day is not None and day <= at.today]
        if entry.ended or not seen:
            continue
        if not duty.on:
            until = months_after(max(seen), duty.months)
            yield _due(duty, entry, at, until - span, until, time_left(until, at.today), done=False)
            continue
        start = latest_start(at.today, duty.on)
        if start < at.begin or (entry.day is not None and entry.day >= start):
            continue
        until = start + span
        yield _due(duty, entry, at, start, until, time_left(until, at.today), done=max(seen) >= start)


def _window(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    for entry in _standing(entries, at):
        day = entry.day_of(duty.from_)
        if day is None:
            continue
        opens, until = day - timedelta(days=duty.before), day + timedelta(days=duty.after)
        why = f"{duty.text}{window_left(opens, until, at.today)}"
        yield _due(duty, entry, at, opens, until, why, done=_is_done(duty, entry, at.today))


def _expires(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    for entry in _standing(entries, at):
        until = entry.day_of(duty.field)
        if until is not None:
            opens = until - timedelta(days=duty.warn_days)
            yield _due(duty, entry, at, opens, until, expiry(until, at.today), done=entry.ended)


def _at_least_sum(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    return _at_least(duty, entries, at, lambda entry: entry.amount(duty.sum))


def _at_least_count(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    return _at_least(duty, entries, at, lambda _entry: Decimal(1))


def _at_least(
    duty: Duty, entries: Sequence[EntryFact], at: Circumstances, worth: Callable[[EntryFact], Decimal]
) -> Iterator[Due]:
    """Judge the present period and the one before: a year that fell short is told until it is explained or over."""
    least = Decimal(str(duty.least))
    for who, period, mine in _asked(duty, entries, at, duty.in_ or "year"):
        if period is None or period.last < at.begin:
            continue
        have = sum((worth(entry) for entry in mine if entry.day and period.holds(entry.day)), Decimal(0))
        short = f"{period.shown}要 {amount(least)}{duty.unit}，已有 {amount(have)}{duty.unit}"
        if have < least:
            short += f"，还差 {amount(least - have)}{duty.unit}；{time_left(period.last, at.today)}"
        yield _due(duty, who, at, period.first, period.last, short, done=have >= least, part=period.key)


def _within_first_days(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    for who, period, mine in _asked(duty, entries, at, duty.of or "year"):
        if period is None or (until := period.first + timedelta(days=duty.days - 1)) < at.begin:
            continue
        done = any(entry.day and period.holds(entry.day) for entry in mine)
        why = f"{period.shown}的，{time_left(until, at.today)}"
        yield _due(duty, who, at, period.first, until, why, done=done, part=period.key)


def _once_in_years(duty: Duty, entries: Sequence[EntryFact], at: Circumstances) -> Iterator[Due]:
    """Each turn runs from the last time, the first from joining or from when the ledger is kept."""
    months = duty.years * 12
    for who, _, mine in _asked(duty, entries, at, None):
        days = {entry.day for entry in mine if entry.day}
        person = at.people.get(who.key) if who else None
        first = max(at.begin, person.since) if person and person.since else at.begin
        turns = sorted(days if days and min(days) <= first else {first, *days})
        for start in turns[-2:]:
            until = months_after(start, months)
            opens = max(start, months_after(until, -AHEAD_MONTHS))
            why = time_left(until, at.today)
            yield _due(duty, who, at, opens, until, why, done=start != turns[-1], part=start.isoformat())


KINDS: dict[str, Callable[[Duty, Sequence[EntryFact], Circumstances], Iterator[Due]]] = {
    "reply_within": _reply_within,
    "review_every": _review_every,
    "at_least_sum": _at_least_sum,
    "at_least_count": _at_least_count,
    "once_in_years": _once_in_years,
    "within_first_days": _within_first_days,
    "window": _window,
    "expires": _expires,
}


def _standing(entries: Iterable[EntryFact], at: Circumstances) -> Iterator[EntryFact]:
    """Give entries that are not about somebody who left; of several, one who stays is enough."""
    return (entry for entry in entries if not entry.about or not all(at.is_gone(who) for who in entry.about))


def _asked(duty: Duty, entries: Sequence[EntryFact], at: Circumstances, span: Span | None) -> Iterator[_Asked]:
    """Give those a duty falls on with their entries up to today, for this period and the one before (or for all time).

    Without ``per`` it falls on the ledger as a whole. Asked is who is named for it or stands in an entry of either
    period; who left or came later is not.
    """
    past = [entry for entry in entries if entry.day is not None and entry.day <= at.today]
    theirs: dict[str, list[EntryFact]] = defaultdict(list)
    names = {who.key: who for who in at.asked}
    for entry in past:
        for who in dict.fromkeys(entry.persons(duty.per)) if duty.per else ():
            theirs[who.key].append(entry)
            names.setdefault(who.key, who)
    now = period_of(at.today, span) if span else None
    for period in (now.before(), now) if now else (None,):
        if not duty.per:
            yield _Asked(None, period, past)
        for key in sorted(names) if duty.per else ():
            person = at.people.get(key, Person())
            came = person.since is None or person.since <= (min(period.last, at.today) if period else at.today)
            if came and not person.is_gone(at.today) and (names[key] in at.asked or _stands_in(theirs[key], period)):
                yield _Asked(names[key], period, theirs[key])


def _stands_in(mine: Iterable[EntryFact], period: Period | None) -> bool:
    if period is None:
        return True
    before = period.before()
    return any(entry.day and before.first <= entry.day <= period.last for entry in mine)


def _is_done(duty: Duty, entry: EntryFact, today: date) -> bool:
    """Tell whether an entry answers its duty: an end, the state named, or the field named filled (a day: reached)."""
    if entry.ended or (duty.done and entry.state == duty.done):
        return True
    value = entry.values.get(duty.done) if duty.done else None
    return value <= today if isinstance(value, date) else value not in {None, "", ()}


def _due(
    duty: Duty,
    subject: EntryFact | Who | None,
    at: Circumstances,
    opens: date,
    until: date,
    why: str,
    *,
    done: bool,
    part: str = "",
    estimated: bool = False,
) -> Due:
    entry = subject if isinstance(subject, EntryFact) else None
    who = subject if isinstance(subject, Who) else (entry.about[0] if entry and entry.about else None)
    name = entry.name if entry else (who.name if who else "本站")
    state: State = "done" if done else ("late" if at.today > until else "open")
    if done:
        why = "已经办了"
    key = "/".join((duty.key, entry.id if entry else (who.key if who else ""), part or until.isoformat()))
    what = duty.words.replace("{name}", name).replace("{left}", why)
    return Due(
        key=key,
        what=what.replace("{until}", f"{until.month}月{until.day}日"),
        why=why,
        opens=opens,
        until=until,
        state=state,
        subject=who,
        entry=entry.id if entry else "",
        estimated=estimated,
    )
