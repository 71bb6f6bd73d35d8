"""Which backups are kept, and why: a pure function of their moments, today and the policy (FAULTS §0.5, §1.2, §8.18).

From the newest backwards: everything of today and yesterday, then the newest of each of 12 days, of each of 10 weeks
before those, of each of 9 months, of each of 5 years. Only days that have a backup count, so an office that stood still
loses nothing. A clock gone astray pushes nothing out: what is dated after today replaces nothing, and what follows a
long leap replaces nothing until it has several days of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.backups.policy import Declared, Kept


@dataclass(frozen=True, slots=True)
class Moment:
    """One backup as retention sees it: ``at`` is aware; ``seq`` is the last journal entry it holds."""

    name: str
    at: datetime
    reason: str = "work"
    seq: int = 0
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a backup stays, and why in words."""

    name: str
    keep: bool
    why: str


def retained(moments: Iterable[Moment], now: datetime, declared: Declared) -> dict[str, Verdict]:
    """Give the verdict on each backup by name; ``now`` is the moment on the clerk's wall, aware.

    A sound one is always kept where there is any; the damaged ones all, where there is none.
    """
    found = sorted(moments, key=lambda one: (one.at, one.seq, one.name), reverse=True)
    return {one.name: verdict for one, verdict in _Shelf(found, now, declared).verdicts()}


class _Shelf:
    """All backups of one place, the newest first, looked at on one day."""

    def __init__(self, found: Sequence[Moment], now: datetime, declared: Declared) -> None:
        self._found, self._zone, self._declared = found, now.tzinfo, declared
        self._rule, self._words = declared.kept, declared.why
        today = now.date()
        self._ahead = {one.name for one in found if self._day(one) > today}
        sound = [one for one in found if one.sound and one.name not in self._ahead]
        self._settled, unsettled = self._parted(sound)
        self._unsettled = {one.name for one in unsettled}
        self._today = self._believed(today, unsettled=bool(unsettled))
        self._stages = dict(_stages([(one.name, self._day(one)) for one in self._settled], self._today, self._rule))
        every = [one for one in found if one.sound]
        self._newest = every[0].name if every else ""
        self._most = max(every, key=lambda one: (one.seq, one.at)).name if every else ""
        self._any_sound = bool(every)

    def verdicts(self) -> Iterator[tuple[Moment, Verdict]]:
        """Judge each."""
        for one in self._found:
            reasons = list(self._reasons(one)) or (["most"] if one.name == self._most else [])
            if reasons:
                why = "；".join(getattr(self._words, reason).format(**self._fill(one, reason)) for reason in reasons)
                yield one, Verdict(one.name, keep=True, why=why)
            else:
                yield one, Verdict(one.name, keep=False, why=self._why_not(one))

    def _reasons(self, one: Moment) -> Iterator[str]:
        if one.name == self._newest:
            yield "newest"
        if one.name in self._ahead:
            yield "ahead"
        if one.name in self._unsettled:
            yield "unsettled"
        if one.name in self._stages:
            yield self._stages[one.name]
        if one.sound and one.reason in self._rule.forced and self._is_within(one, self._rule.forced_days):
            yield "forced"
        if not one.sound and (not self._any_sound or self._is_within(one, self._rule.damaged_days)):
            yield "damaged"

    def _day(self, one: Moment) -> date:
        return one.at.astimezone(self._zone).date()

    def _parted(self, sound: Sequence[Moment]) -> tuple[list[Moment], list[Moment]]:
        """Part the settled from those behind a leap of the calendar that has too few days yet to be believed.

        The first run of days ever is settled: there is nothing that it could push out.
        """
        run: list[Moment] = []
        for one in sound:
            if run and self._is_leap(self._day(one), self._day(run[-1])):
                break
            run.append(one)
        before = list(sound[len(run) :])
        if before and len({self._day(one) for one in run}) < self._rule.settled_days:
            return before, run
        return list(sound), []

    def _believed(self, today: date, *, unsettled: bool) -> date:
        """Give the day from which is reckoned: today, or the last settled one where today is in doubt."""
        last = self._day(self._settled[0]) if self._settled else today
        return last if unsettled or self._is_leap(last, today) else today

    def _is_leap(self, earlier: date, later: date) -> bool:
        return (later - earlier).days > self._rule.leap_days

    def _is_within(self, one: Moment, days: int) -> bool:
        return abs((self._day(one) - self._today).days) <= days

    def _fill(self, one: Moment, reason: str) -> dict[str, object]:
        days = self._rule.forced_days if reason == "forced" else self._rule.damaged_days
        return {"made": self._declared.made_words(one.reason), "n": days}

    def _why_not(self, one: Moment) -> str:
        if not one.sound:
            return self._words.spoilt.format(n=self._rule.damaged_days)
        kept = [self._day(other) for other in self._settled if other.name in self._stages]
        return self._words.old if self._day(one).year < min(kept).year else self._words.crowded


def bucket(stage: str, day: date) -> object:
    """Name what a day shares with others in a stage."""
    if stage == "daily":
        return day
    if stage == "weekly":
        return day.isocalendar()[:2]
    return (day.year, day.month) if stage == "monthly" else day.year


def _stages(settled: Iterable[tuple[str, date]], today: date, rule: Kept) -> Iterator[tuple[str, str]]:
    """Give name and stage of each that fills a place; ``settled`` is sorted, the newest first."""
    first_recent = today - timedelta(days=rule.days - 1)
    places = [stage for stage in ("daily", "weekly", "monthly", "yearly") for _ in range(getattr(rule, stage))]
    last: date | None = None
    for name, day in settled:
        if day >= first_recent:
            yield name, "recent"
        elif not places:
            return
        elif last is None or bucket(places[0], day) != bucket(places[0], last):
            yield name, places.pop(0)
        else:
            continue
        last = day
