"""The duty roster of a month: laid out by people in turn, changed half-day by half-day, days swapped (DOMAIN A12)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.typed_text import clean_text
from app.units.facts import Person
from app.units.people_of import person_of
from app.units.turns import Half, Per, Role, Turn, follows, in_turn, month_days, working
from db import roster as rows

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar
    from db.store import Store
    from db.writing import Writing

UNTOUCHED = "值班表没有改动。"
MOST_PEOPLE = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Pattern(msgspec.Struct, frozen=True):
    """How a month is laid: people in turn (names as typed), how long each stays, whether a second one is put down."""

    people: tuple[str, ...]
    per: Per = "day"
    second: bool = False


class Roster:
    """Reads and writes the roster of one office."""

    def __init__(self, store: "Store", calendar: "Callable[[], WorkingCalendar]") -> None:
        """``calendar`` gives the working calendar as it is now."""
        self._store, self._calendar = store, calendar

    def turns(self, month: str) -> list[Turn]:
        """Give the turns of ``2026-10``, in order; raises ``Refused`` where it is no month."""
        first, last = self._days(month)
        return self._between(first, last)

    def of_day(self, day: date) -> list[Turn]:
        """Give the turns of one day."""
        return self._between(day, day)

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return self._calendar().is_working_day(day)

    def is_estimated(self, year: int) -> bool:
        """Tell whether no notice says yet which days of a year are worked."""
        return self._calendar().is_estimated(year)

    def pattern(self, month: str) -> Pattern:
        """Give the pattern to begin a month with, read off the 62 days before it, else off the month itself.

        Whoever moved away or died by its first day is not in it any more.
        """
        first, last = self._days(month)
        before = self._between(first - timedelta(days=62), first - timedelta(days=1)) or self._between(first, last)
        of_first = [turn for turn in before if turn.role == "A"]
        gone = {row["id"] for row in rows.gone(self._store, first.isoformat())}
        names = dict.fromkeys(turn.person.name for turn in of_first if turn.person.id not in gone)
        return Pattern(tuple(names), _per(of_first), any(turn.role == "B" for turn in before))

    def lay(self, month: str, pattern: Pattern, *, begin: date | None = None, replace: bool = False) -> Changes:
        """Lay a month out over its working days from ``begin`` on, going on after whoever was last before it.

        Raises ``Refused`` without people, with somebody twice, and where turns stand there already unless ``replace``.
        """
        first, last = self._days(month)
        first = max(first, begin) if begin is not None else first
        people = self._people(pattern.people)
        days = working(first, last, self._calendar().is_working_day)
        if not days:
            raise Refused("这段时间里没有工作日。", untouched=UNTOUCHED, advice="请换一个月，或早一点的开始日期。")
        there = {(row["day"], row["half"], row["role"]): row for row in self._rows(first, last)}
        if there and not replace:
            sentence = f"{first.month}月已经排过班（{len(there)} 班）。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="要重排请选“重新排”，已经改过的也会换掉。")
        turn = rows.last_before(self._store, first.isoformat())
        start = follows(people, _person(turn) if turn else None)
        with self._store.writing(reason=f"排{first.month}月值班") as write:
            for one in in_turn(people, days, pattern.per, begin=start, second=pattern.second):
                old = there.pop((one.day.isoformat(), one.half, one.role), None)
                self._keep(write, one, old)
            for left in there.values():
                write.remove("duty_turns", left["id"], "重新排班")
            return Changes.of(write.changed)

    def put(self, day: date, half: Half, role: Role, name: str, resident_id: str = "") -> Changes:
        """Put somebody down for a half-day, on a day of rest too; an empty name takes the turn out."""
        with self._store.writing(reason="调整值班") as write:
            self._put(write, (day, half, role), name, resident_id)
            return Changes.of(write.changed)

    def put_day(self, day: date, names: Mapping[tuple[Half, Role], str]) -> Changes:
        """Put down who has each half and role of a day; an empty name takes the turn out."""
        with self._store.writing(reason="调整值班") as write:
            for (half, role), name in names.items():
                self._put(write, (day, half, role), name)
            return Changes.of(write.changed)

    def swap(self, day: date, other: date) -> Changes:
        """Let two days change places, whoever is down for them; raises ``Refused`` where neither has anybody."""
        sides = [{(row["half"], row["role"]): row for row in self._rows(one, one)} for one in (day, other)]
        if day == other or not (sides[0] and sides[1]):
            told = "这是同一天。" if day == other else "有一天没有排班，没有可换的。"
            raise Refused(told, untouched=UNTOUCHED, advice="请选另一天。")
        with self._store.writing(reason="换班") as write:
            for place in sides[0].keys() | sides[1].keys():
                here, there = sides[0].get(place), sides[1].get(place)
                for row, to in ((here, other), (there, day)):
                    if row is not None:
                        write.update("duty_turns", row["id"], {"day": to})
            return Changes.of(write.changed)

    def _people(self, names: Sequence[str]) -> list[Person]:
        people = [person_of(self._store, name).person for name in names if clean_text(name)]
        if not people or len(people) > MOST_PEOPLE:
            told = "没有写谁来值班。" if not people else f"轮值的人最多 {MOST_PEOPLE} 位。"
            raise Refused(told, untouched=UNTOUCHED, advice="请按轮班的次序写上姓名。")
        for place, person in enumerate(people):
            if any(person.is_same(other) for other in people[:place]):
                raise Refused(f"{person.name}写了两次。", untouched=UNTOUCHED, advice="每个人只写一次。")
        return people

    def _put(self, write: "Writing", place: tuple[date, Half, Role], name: str, resident_id: str = "") -> None:
        old = rows.turn_at(self._store, place[0].isoformat(), place[1], place[2])
        if clean_text(name) or resident_id:
            self._keep(write, Turn(*place, person_of(self._store, name, resident_id).person), old)
        elif old is not None:
            write.remove("duty_turns", old["id"], "调整值班")

    def _keep(self, write: "Writing", turn: Turn, old: dict[str, Any] | None) -> None:
        who = {"resident_id": turn.person.id, "name": turn.person.name}
        if old is not None:
            write.update("duty_turns", old["id"], who)
        else:
            write.insert("duty_turns", {"day": turn.day, "half": turn.half, "role": turn.role, **who})

    def _between(self, first: date, last: date) -> list[Turn]:
        days = self._rows(first, last)
        return [Turn(date.fromisoformat(row["day"]), row["half"], row["role"], _person(row)) for row in days]

    def _rows(self, first: date, last: date) -> list[dict[str, Any]]:
        return rows.turns(self._store, first.isoformat(), last.isoformat())

    def _days(self, month: str) -> tuple[date, date]:
        try:
            first, last = month_days(month)
        except ValueError as trouble:
            sentence = f"“{month}”不是月份。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="月份写成 2026-10 的样子。") from trouble
        if not FIRST_YEAR <= first.year <= LAST_YEAR:
            raise Refused(f"“{month}”不在 {FIRST_YEAR}—{LAST_YEAR} 年之间。", untouched=UNTOUCHED)
        return first, last


def _person(row: dict[str, Any]) -> Person:
    return Person(row["resident_id"], row["name"])


def _per(turns: Sequence[Turn]) -> Per:
    """Read off how long each stayed: two people on one day are halves, one person through a week is weeks."""
    by_day: dict[date, set[str]] = {}
    by_week: dict[tuple[int, int], set[str]] = {}
    for turn in turns:
        by_day.setdefault(turn.day, set()).add(turn.person.name)
        by_week.setdefault(turn.day.isocalendar()[:2], set()).add(turn.person.name)
    if any(len(names) > 1 for names in by_day.values()):
        return "half"
    return "week" if len(by_day) > len(by_week) and all(len(names) == 1 for names in by_week.values()) else "day"
