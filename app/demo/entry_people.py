"""Whom and what invented entries name: villagers, who works at the station, Party members, units, service items."""

import random
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from app.demo.village import Villager
from app.ledgers.kinds.values import Ref

ADULT, OLD = 22, 68
STAFF, MEMBERS = 6, 30


class Named(msgspec.Struct, frozen=True):
    """Who and what there is to be named."""

    people: Sequence[Villager]
    staff: Sequence[Villager]
    members: Sequence[Villager]
    units: Mapping[str, Sequence[Ref]]
    items: Sequence[Ref]


def named_of(
    rng: random.Random,
    people: Sequence[Villager],
    units: Mapping[str, Sequence[Ref]],
    items: Sequence[Ref],
    today: date,
) -> Named:
    """Choose who works here and who is in the Party from those of an age for it."""
    fit = [one for one in people if ADULT < today.year - one.birth_day.year < OLD] or list(people)
    chosen = rng.sample(fit, min(STAFF + MEMBERS, len(fit)))
    return Named(people, chosen[:STAFF], chosen[STAFF:] or chosen, units, items)


def person(one: Villager) -> Ref:
    """Refer to a villager."""
    return Ref(one.id, one.name)


def home(one: Villager) -> Ref:
    """Refer to the household of a villager."""
    return Ref(one.household, one.head)
