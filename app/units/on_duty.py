"""Who is on duty on a day: the roster and our own station's posts, with stand-ins reckoned in (DOMAIN A12, A13)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.units.facts import Holder, Person, Post
from app.units.kinds import word
from app.units.turns import NOBODY, Absence, who_is_there

if TYPE_CHECKING:
    from app.units.network import Network
    from app.units.posts import Posts
    from app.units.roster import Roster
    from app.units.stand_ins import StandIns

OURS = {"station": ("station", "service_point"), "township": ("township_centre",)}


class OnDuty(msgspec.Struct, frozen=True):
    """One place that must be held: what it is, who is put down for it, who is really there, and the phone of that one.

    ``there`` has an empty name where nobody is; ``second`` is the B of it; ``stand_in_id`` and ``reason`` say why it is
    another than was put down.
    """

    place: str
    planned: Person
    there: Person
    second: Person
    phone: str
    post_id: str = ""
    stand_in_id: str = ""
    reason: str = ""

    @property
    def is_another(self) -> bool:
        """Tell whether somebody else is there than was put down, or nobody."""
        return not self.there.is_same(self.planned)


class Place(NamedTuple):
    """One place before stand-ins are reckoned in."""

    words: str
    planned: Person
    second: Person
    post_id: str = ""


class DutyToday:
    """Puts roster, posts and stand-ins together for one day."""

    def __init__(self, roster: "Roster", stand_ins: "StandIns", units: "Network", posts: "Posts", office: str) -> None:
        """``office`` is the kind of our own: station or township."""
        self._roster, self._stand_ins, self._units, self._posts = roster, stand_ins, units, posts
        self._office = office

    def on(self, day: date) -> list[OnDuty]:
        """Give every place of a day: the roster's halves first, then the posts that somebody holds."""
        absences = self._stand_ins.away(day, day)
        posts = self._posts.of()
        phones = [one for post in posts for one in post.holders if one.holds_on(day) and one.phone]
        places = (*self._turns(day), *self._of_posts(day, posts))
        return [_held(place, day, absences, phones) for place in places]

    def _turns(self, day: date) -> Iterator[Place]:
        turns = self._roster.of_day(day)
        halves = {half: {one.role: one.person for one in turns if one.half == half} for half in ("am", "pm")}
        if halves["am"] and halves["am"] == halves["pm"]:
            named = {"值班（全天）": halves["am"]}
        else:
            named = {f"值班（{word(half)}）": roles for half, roles in halves.items() if roles}
        for place, roles in named.items():
            yield Place(place, roles.get("A", NOBODY), roles.get("B", NOBODY))

    def _of_posts(self, day: date, posts: "Iterable[Post]") -> Iterator[Place]:
        units = {unit.id: unit for unit in self._units.units() if unit.kind in OURS[self._office]}
        for post in posts:
            if post.unit_id not in units or post.ended_on is not None:
                continue
            first, second = post.now("A", day), post.now("B", day)
            if first is not None or second is not None:
                unit = units[post.unit_id]
                place = f"{unit.short or unit.name} {post.name}"
                yield Place(place, first.person if first else NOBODY, second.person if second else NOBODY, post.id)


def duty_words(places: Iterable[OnDuty], most: int = 4) -> str:
    """Say in one line who is on duty, and at which posts somebody stands in or nobody is; empty where nothing is told.

    “值班（全天） 李淑芬（替王守田：开会）；示例村 站长没有人（赵一去世）”
    """
    told = [_words(one) for one in places if not one.post_id or (one.planned.name and one.is_another)]
    rest = f"；另有 {len(told) - most} 处替班" if len(told) > most else ""
    return "；".join(told[:most]) + rest


def _words(one: OnDuty) -> str:
    if not one.there.name:
        return f"！{one.place}没有人（{one.planned.name}{one.reason}）"
    instead = f"（替{one.planned.name}：{one.reason}）" if one.planned.name and one.is_another else ""
    return f"{one.place} {one.there.name}{instead}"


def _held(place: Place, day: date, absences: list[Absence], phones: list[Holder]) -> OnDuty:
    planned, second, post_id = place.planned, place.second, place.post_id
    there = who_is_there(planned if planned.name else second, day, absences, post_id, second)
    away = next((one for one in absences if planned.name and one.covers(planned, day, post_id)), None)
    phone = _phone_of(there, phones) if there.name else ""
    why = (away.id, away.reason or "请假") if away is not None else ("", "")
    return OnDuty(place.words, planned, there, second, phone, post_id, *why)


def _phone_of(person: Person, phones: Iterable[Holder]) -> str:
    return next((one.phone for one in phones if one.person.is_same(person)), "")
