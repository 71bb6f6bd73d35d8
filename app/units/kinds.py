"""The kinds of unit as declared in ``resources/units.toml``: what each is called, under which others it may stand."""

from functools import cache
from typing import Literal

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml

Line = Literal["service", "party", "grid"]


class UnitKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind: ``under`` are those it may hang on, ``root`` that it may stand at the top, ``posts`` its first ones.

    ``households`` tells that households belong to it (each to one only).
    """

    key: str
    label: str
    line: Line
    root: bool = False
    under: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    households: bool = False


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration; ``words`` say roles, half-days and targets."""

    kind: tuple[UnitKind, ...]
    words: dict[str, str]


@cache
def declared() -> Declared:
    """Read the declaration once."""
    return load_toml("units.toml", Declared)


def kinds() -> dict[str, UnitKind]:
    """Give every kind by its key, in the order in which they are offered."""
    return {kind.key: kind for kind in declared().kind}


def kind_of(typed: str) -> UnitKind:
    """Give a kind by its key or its name; raises ``Refused`` with those there are."""
    for kind in declared().kind:
        if typed.strip() in {kind.key, kind.label}:
            return kind
    known = "、".join(kind.label for kind in declared().kind)
    raise Refused(f"没有“{typed.strip()}”这种单位。", untouched="什么也没有改动。", advice=f"可以用：{known}。")


def label_of(key: str) -> str:
    """Give what a stored kind is called; one that is not declared any more by its key."""
    found = kinds().get(key)
    return found.label if found else key


def keeps_homes(key: str) -> bool:
    """Tell whether households belong to units of a stored kind."""
    return key in kinds() and kinds()[key].households


def word(key: str) -> str:
    """Say a role (A, B), a half-day (am, pm) or a target (unit, household)."""
    return declared().words[key]
