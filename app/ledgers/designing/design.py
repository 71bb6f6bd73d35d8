"""A ledger as somebody at an office designs it: what she typed, finished or not.

It holds texts where a declaration holds numbers, so that nothing half typed is lost; ``designed`` makes the
declaration of it. A field is known by its key, which the program gives; that of a new field is made from its label
when the ledger is published.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from app.ledgers.declaration import Choice, Fill, Kind, Measure, Money, Privacy, Share, State, Step
from app.ledgers.duties.duty import Duty

NEW = "new_"
"""How the key of a field begins that was never published; no field of a declaration made here keeps such a one."""
TODAY_TYPED = "今天"
Close = Literal["month", "year", "none"]
Orientation = Literal["portrait", "landscape"]


class DesignedColumn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column of a small table inside an entry; bounds as they are typed."""

    key: str
    label: str = ""
    kind: Kind = "line"
    required: bool = False
    default: str = ""
    hint: str = ""
    least: str = ""
    most: str = ""
    letters: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    privacy: Privacy = "plain"


class DesignedField(DesignedColumn, frozen=True, kw_only=True, omit_defaults=True):
    """One field; ``columns`` are those of a small table."""

    section: str = ""
    search: bool = False
    columns: tuple[DesignedColumn, ...] = ()
    computed: Literal["", "dues"] = ""


class Design(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ledger being made; ``key`` is empty until it is published, ``version`` the one that it will be.

    ``name`` is the pattern by which an entry is called, empty for one chosen by the program; ``system`` the system of
    DOMAIN §0, empty for that of its group.
    """

    title: str = ""
    group: str = ""
    purpose: str = ""
    key: str = ""
    version: int = 1
    system: str = ""
    day: str = ""
    close: Close = "month"
    carry: bool = False
    name: str = ""
    fields: tuple[DesignedField, ...] = ()
    listed: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sort: str = ""
    orientation: Orientation = "landscape"
    printed: tuple[Share, ...] = ()
    signature: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    duties: tuple[Duty, ...] = ()
    states: tuple[State, ...] = ()
    steps: tuple[Step, ...] = ()
    fill: Fill | None = None
    money: Money | None = None

    def field(self, key: str) -> DesignedField:
        """Give one field; raises ``KeyError``."""
        for one in self.fields:
            if one.key == key:
                return one
        raise KeyError(key)

    def place(self, key: str) -> int:
        """Give where a field stands."""
        return self.fields.index(self.field(key))


def new_key(taken: Iterable[str]) -> str:
    """Give a key for what is new, until it is published."""
    taken, number = set(taken), 1
    while f"{NEW}{number}" in taken:
        number += 1
    return f"{NEW}{number}"


def choices_typed(lines: Iterable[str], former: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Give the choices that are typed, one a line; a line that is still there, or was reworded, keeps its value."""
    labels = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    known = {one.label: one.value for one in former}
    free = [one.value for one in former if one.label not in labels]
    fresh = len(labels) > len(former)
    found: list[Choice] = []
    for at, label in enumerate(labels):
        value = known.get(label, "")
        if not value and not fresh and at < len(former) and former[at].value in free:
            value = former[at].value
        found.append(Choice(value=value or _free(label, known.values(), found), label=label))
    return tuple(found)


def _free(label: str, former: Iterable[str], found: Iterable[Choice]) -> str:
    """Give a new choice its label as value, with a mark where another one has that."""
    taken = {*former, *(one.value for one in found)}
    while label in taken:
        label += "*"
    return label
