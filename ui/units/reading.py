"""What the place 组织 shows, read off the UI thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.masking import mask_phone
from app.units.kinds import keeps_homes, label_of
from ui.widgets.hits import Hit

if TYPE_CHECKING:
    from app.documents.wall.service import Paper, WallSheet
    from app.session import Session
    from app.units.facts import Holder, Link, Post, Unit
    from app.units.grids import FoundHousehold, Grid, GridHousehold, GroupOutside
    from app.units.on_duty import OnDuty
    from app.units.roster import Pattern
    from app.units.turns import Turn

PLACE = "units"
PEOPLE, LEDGERS = "people", "ledgers"
NEW, EDIT, PRINT, AT = "new", "edit", "print", "at"
NETWORK, GRIDS, ROSTER = "network", "grids", "roster"
CONCERNED = ("units", "posts", "post_holders", "contact_links", "grid_households", "households", "residents")
POINT_LOG = "point_log"


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of the tree: the unit, the lines drawn before its name, who leads it, a phone."""

    unit: "Unit"
    branch: str
    people: str
    phone: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """One role of one post, with whoever holds it now; ``gone`` says that they moved away or died."""

    post: "Post"
    role: str
    holder: "Holder | None"
    phone: str
    gone: str = ""

    @property
    def id(self) -> str:
        """Tell two rows apart."""
        return f"{self.post.id} {self.role}"


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """Everything on the page of one unit; ``same`` are the open units of its kind, ``past`` who held posts before.

    ``contacts`` are who is linked to it, in words; ``responsible`` is who is responsible for its households where they
    have nobody of their own.
    """

    unit: "Unit"
    way: str
    into: str
    posts: tuple[PostRow, ...]
    past: tuple[str, ...]
    links: "tuple[Link, ...]"
    contacts: tuple[str, ...]
    same: "tuple[Unit, ...]"
    households: "tuple[GridHousehold, ...]"
    below: int
    responsible: str


@dataclass(frozen=True, slots=True)
class GridsSheet:
    """The grids, and the households that are in none by villager group."""

    grids: "tuple[Grid, ...]"
    outside: "tuple[GroupOutside, ...]"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the month: who is down for each half and role, as names; ``worked`` tells a working day."""

    day: date
    names: dict[tuple[str, str], str]
    worked: bool

    @property
    def id(self) -> str:
        """Tell two rows apart."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """Who is on duty today, the days of a month, and the pattern to begin a month with.

    ``is_estimated`` tells that no notice says yet which days of the year are worked.
    """

    today: "tuple[OnDuty, ...]"
    days: tuple[DayRow, ...]
    pattern: "Pattern"
    is_laid: bool
    is_estimated: bool = False


def phone_shown(session: "Session", phone: str, *, is_open: bool) -> str:
    """Give a phone as whoever sits here may see it."""
    return phone if is_open or not phone or session.may("identity.see") else mask_phone(phone)


def read_tree(session: "Session", ended: bool) -> tuple[TreeRow, ...]:  # noqa: FBT001 - a task of the reading thread
    """Read the network line by line."""
    from app.units.tree import listed

    today = session.clock.today()
    posts: dict[str, list[Post]] = {}
    for post in session.posts.of():
        posts.setdefault(post.unit_id, []).append(post)
    rows = []
    for line in listed(session.network.tree(ended=ended)):
        held = [one for post in posts.get(line.unit.id, ()) if (one := post.now("A", today)) is not None]
        phones = [phone_shown(session, one.phone, is_open=one.phone_open) for one in held if one.phone]
        names = "、".join(
            dict.fromkeys(f"{one.name}（{gone}）" if (gone := one.gone(today)) else one.name for one in held)
        )
        rows.append(TreeRow(line.unit, line.branch, names, line.unit.phone or next(iter(phones), "")))
    return tuple(rows)


def holder_words(holder: "Holder", day: date) -> str:
    """Name a holder, and say where they moved away or died."""
    gone = holder.gone(day)
    return f"{holder.name}（{gone}）" if gone else holder.name


def read_unit(session: "Session", unit_id: str) -> UnitSheet:
    """Read the page of one unit; raises ``Refused`` where it is gone."""
    unit, every = session.network.unit(unit_id), session.network.units()
    today, posts = session.clock.today(), session.posts.of(unit_id)
    rows = []
    for post in posts:
        if post.ended_on is None:
            for role in ("A", "B"):
                held = post.now(role, today)
                phone = phone_shown(session, held.phone, is_open=held.phone_open) if held else ""
                gone = "" if held is None else held.gone(today)
                rows.append(PostRow(post, role, held, phone, gone))
    return UnitSheet(
        unit,
        " › ".join(one.name for one in session.network.way(unit_id)[:-1]),
        session.network.unit(unit.merged_into).name if unit.merged_into else "",
        tuple(rows),
        tuple(_past(posts, today)),
        links := tuple(one for one in session.posts.links(unit_id) if one.until is None),
        tuple(_contact(session, one) for one in links),
        tuple(one for one in every if one.kind == unit.kind and one.id != unit_id),
        tuple(session.grids.households(unit_id)) if keeps_homes(unit.kind) else (),
        sum(1 for one in every if one.parent_id == unit_id),
        next((row.holder.name for row in rows if row.holder is not None and row.role == "A"), ""),
    )


def read_parents(session: "Session") -> tuple["Unit", ...]:
    """Read the open units that others may hang on."""
    return tuple(session.network.units())


def read_grids(session: "Session") -> GridsSheet:
    """Read the grids and what is in none."""
    return GridsSheet(tuple(session.grids.all()), tuple(session.grids.groups_outside()))


def read_roster(session: "Session", month: str) -> RosterSheet:
    """Read today and a month."""
    from app.units.turns import month_days, working

    roster, today = session.roster, session.clock.today()
    turns = roster.turns(month)
    first, last = month_days(month)
    worked = set(working(first, last, roster.is_working_day))
    days = sorted(worked | {turn.day for turn in turns})
    return RosterSheet(
        tuple(session.duty_today.on(today)),
        tuple(DayRow(day, _names(turns, day), day in worked) for day in days),
        roster.pattern(month),
        bool(turns),
        roster.is_estimated(first.year),
    )


def make_sheet(session: "Session", what: str, paper: str) -> "WallSheet":
    """Make a sheet for the wall: the network, the grids, or the roster of a month (``2026-10``)."""
    size: Paper = "A3" if paper == "A3" else "A4"
    if what == NETWORK:
        return session.walls.network(size)
    return session.walls.grids(size) if what == GRIDS else session.walls.roster(what, size)


def find_households(session: "Session", grid_id: "Callable[[], str]", text: str, most: int) -> list[Hit]:
    """Find households to put into a grid; those that are in it already are left out, others say where they are."""
    there = grid_id()
    found = (one for one in session.grids.find_households(text, most) if one.grid_id != there)
    return [Hit("household", one.id, f"{one.head_name or one.number}户", _home_told(one)) for one in found]


def head_of(session: "Session", household_id: str) -> str:
    """Give the id of the first villager of a household, the head first; empty where nobody is registered."""
    return next((one.id for one in session.people.members(household_id)), "")


def kind_words(unit: "Unit") -> str:
    """Say what kind of unit it is."""
    return label_of(unit.kind)


def _contact(session: "Session", link: "Link") -> str:
    told = (link.title, phone_shown(session, link.phone, is_open=link.phone_open))
    beside = "，".join(part for part in told if part)
    return f"{link.name}（{beside}）" if beside else link.name


def _home_told(one: "FoundHousehold") -> str:
    now = f"现在在{one.grid}" if one.grid else ""
    return " · ".join(part for part in (one.number, one.villager_group, one.address, now) if part)


def _past(posts: "Sequence[Post]", today: date) -> list[str]:
    return [
        f"{post.name}{'（已撤）' if post.ended_on else ''}（{one.role} 岗）{one.name}：{one.since or ''} 至 {one.until}"
        for post in posts
        for one in post.holders
        if one.until is not None and (one.until < today or post.ended_on is not None)
    ]


def _names(turns: "Sequence[Turn]", day: date) -> dict[tuple[str, str], str]:
    return {(turn.half, turn.role): turn.person.name for turn in turns if turn.day == day}
