"""Who is away and who stands in, from one day to another (DOMAIN A13: A absent, B takes over)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.typed_text import clean_text
from app.units.facts import GONE, Person
from app.units.people_of import person_of
from app.units.turns import NOBODY, Absence
from app.units.typed import refuse_no_reason, too_long
from db import roster as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

UNTOUCHED = "没有安排替班。"
LONGEST = 366


class StandIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who is away, who stands in (empty: the post's B), for which days; the ids where they are residents.

    ``post_id`` narrows it to one post; no ``last`` is one day.
    """

    away: str
    away_id: str = ""
    instead: str = ""
    instead_id: str = ""
    first: date
    last: date | None = None
    post_id: str = ""
    reason: str = ""


class StandIns:
    """Reads and writes the stand-ins of one office."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Work on one office's file."""
        self._store, self._clock = store, clock

    def between(self, first: date, last: date) -> list[Absence]:
        """Give who stands in for whom between two days, the latest first."""
        return [_absence(row) for row in rows.stand_ins(self._store, first.isoformat(), last.isoformat())]

    def away(self, first: date, last: date) -> list[Absence]:
        """Give the same, and after them whoever moved away or died: their B stands in until somebody follows."""
        found = self.between(first, last)
        for row in rows.gone(self._store, last.isoformat()):
            why = row["left_reason"] or GONE
            left = date.fromisoformat(row["left_on"])
            found.append(Absence("", Person(row["id"], row["name"]), NOBODY, "", left, date.max, why))
        return found

    def arrange(self, typed: StandIn) -> Changes:
        """Say that somebody is away and who stands in.

        Raises ``Refused`` where somebody would stand in for themselves, also in a circle over others, the days are
        upside down or more than a year, or the same absence is there already.
        """
        last = typed.last or typed.first
        if last < typed.first or (last - typed.first).days >= LONGEST:
            told = "替班的最后一天早于第一天。" if last < typed.first else "替班最长一年。"
            raise Refused(told, untouched=UNTOUCHED, advice="请改日期。")
        if problem := too_long("note", typed.reason):
            raise Refused(f"{problem}。", untouched=UNTOUCHED)
        away = person_of(self._store, typed.away, typed.away_id).person
        instead = (
            person_of(self._store, typed.instead, typed.instead_id).person if clean_text(typed.instead) else NOBODY
        )
        if instead.name and instead.is_same(away):
            raise Refused(f"{away.name}不能替自己。", untouched=UNTOUCHED, advice="请选另一个人。")
        self._refuse_twice(away, typed.post_id, typed.first, last)
        self._refuse_circle(Absence("", away, instead, typed.post_id, typed.first, last))
        with self._store.writing(reason="安排替班") as write:
            values = {
                "resident_id": away.id,
                "name": away.name,
                "stand_in_id": instead.id,
                "stand_in_name": instead.name,
                "post_id": typed.post_id,
                "first_day": typed.first,
                "last_day": last,
                "reason": clean_text(typed.reason),
            }
            write.insert("stand_ins", values)
            return Changes.of(write.changed)

    def come_back(self, stand_in_id: str, reason: str = "回来了", day: date | None = None) -> Changes:
        """End a stand-in: whoever was away is back on ``day`` (today); one that has not begun goes to the bin."""
        row, back = rows.stand_in(self._store, stand_in_id), day or self._clock.today()
        if row is None:
            raise Refused("这次替班已经取消了。", untouched="什么也没有改动。", advice="请刷新后再试。")
        why = refuse_no_reason(reason, "取消替班")
        with self._store.writing(reason=why) as write:
            if row["first_day"] < back.isoformat():
                write.update("stand_ins", stand_in_id, {"last_day": min(back - timedelta(days=1), _absence(row).last)})
            else:
                write.remove("stand_ins", stand_in_id, why)
            return Changes.of(write.changed)

    def _refuse_twice(self, away: Person, post_id: str, first: date, last: date) -> None:
        for there in self.between(first, last):
            if there.person.is_same(away) and (not there.post_id or not post_id or there.post_id == post_id):
                sentence = f"{away.name}在{there.first.isoformat()}到{there.last.isoformat()}已经安排了替班。"
                raise Refused(sentence, untouched=UNTOUCHED, advice="请先取消原来的。")

    def _refuse_circle(self, new: Absence) -> None:
        """Refuse one who is away on such a day too, with nobody in their place but somebody who is away."""
        known = [new, *self.between(new.first, new.last)]
        for step in range((new.last - new.first).days + 1 if new.stand_in.name else 0):
            day, at, passed = new.first + timedelta(days=step), new.person, [new.person]
            while (away := next((one for one in known if one.covers(at, day, new.post_id)), None)) is not None:
                at = away.stand_in
                if any(at.is_same(one) for one in passed):
                    told = f"{new.stand_in.name}那几天也不在，替班的又是{at.name}，这样没有人在岗。"
                    raise Refused(told, untouched=UNTOUCHED, advice="请选另一个人来替。")
                if not at.name:
                    break
                passed.append(at)


def _absence(row: dict[str, Any]) -> Absence:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    away, instead = Person(row["resident_id"], row["name"]), Person(row["stand_in_id"], row["stand_in_name"])
    return Absence(row["id"], away, instead, row["post_id"], first, last, row["reason"])
