"""What a unit, a post, a holder and a contact link are, and what a clerk types for them."""

from datetime import date

import msgspec

GONE = "已迁出"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of the network; ``phone`` is the office's own and may be shown, ``floor_area`` in square metres.

    A unit that was merged or closed keeps its row: ``closed_on`` and ``end_reason`` say so, ``merged_into`` where to.
    """

    id: str
    kind: str
    parent_id: str = ""
    name: str
    short: str = ""
    code: str = ""
    address: str = ""
    phone: str = ""
    floor_area: int | None = None
    founded_on: date | None = None
    closed_on: date | None = None
    merged_into: str = ""
    end_reason: str = ""
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it is neither merged nor closed."""
        return self.closed_on is None


class Person(msgspec.Struct, frozen=True):
    """Somebody by name, and by their id in the register where they are in it."""

    id: str
    name: str

    def is_same(self, other: "Person") -> bool:
        """Tell whether two are one person: by id where both have one, else by name."""
        return self.id == other.id if self.id and other.id else self.name == other.name


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a post in the role A or B; ``phone_open`` tells that the phone is an office's and may be posted.

    ``left_on`` is when the villager moved away or died, ``left_reason`` why: somebody has to follow.
    """

    id: str
    post_id: str
    role: str
    resident_id: str = ""
    name: str
    phone: str = ""
    phone_open: bool = False
    since: date | None = None
    until: date | None = None
    left_on: date | None = None
    left_reason: str | None = None

    def gone(self, day: date) -> str:
        """Say that they moved away or died by a day; empty where they did not."""
        if self.left_on is None or self.left_on > day:
            return ""
        return self.left_reason or GONE

    @property
    def person(self) -> Person:
        """Who it is."""
        return Person(self.resident_id, self.name)

    def holds_on(self, day: date) -> bool:
        """Tell whether the post was theirs on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One post of a unit with everybody who ever held it, A before B, the latest first.

    ``known_as`` is what it was called when it was set up: by this the duties of ledgers still ask after a renaming.
    """

    id: str
    unit_id: str
    name: str
    known_as: str = ""
    duties: str = ""
    ended_on: date | None = None
    holders: tuple[Holder, ...] = ()

    def now(self, role: str, day: date) -> Holder | None:
        """Give who holds the post in a role on a day."""
        return next((one for one in self.holders if one.role == role and one.holds_on(day)), None)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Who of the leaders is linked to which unit or household (三联系); ``title`` says what they are."""

    id: str
    target: str
    target_id: str
    target_name: str = ""
    resident_id: str = ""
    name: str
    phone: str = ""
    phone_open: bool = False
    title: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """A unit or a post that a typed name may mean; ``detail`` tells two of one name apart."""

    id: str
    name: str
    detail: str = ""


class TypedUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit as typed; days and numbers are still text."""

    kind: str = ""
    parent_id: str = ""
    name: str = ""
    short: str = ""
    code: str = ""
    address: str = ""
    phone: str = ""
    floor_area: str = ""
    founded_on: str = ""
    note: str = ""


class TypedHolder(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes a post over, as typed; ``resident_id`` where they were picked from the register."""

    role: str = "A"
    resident_id: str = ""
    name: str = ""
    phone: str = ""
    phone_open: bool = False
    since: str = ""


class TypedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A contact link as typed."""

    target: str = "unit"
    target_id: str = ""
    resident_id: str = ""
    name: str = ""
    phone: str = ""
    phone_open: bool = False
    title: str = ""
    since: str = ""
    note: str = ""


def typed_again(unit: Unit) -> TypedUnit:
    """Give a unit as it would be typed, to start a form from."""
    return TypedUnit(
        kind=unit.kind,
        parent_id=unit.parent_id,
        name=unit.name,
        short=unit.short,
        code=unit.code,
        address=unit.address,
        phone=unit.phone,
        floor_area="" if unit.floor_area is None else str(unit.floor_area),
        founded_on=unit.founded_on.isoformat() if unit.founded_on else "",
        note=unit.note,
    )
