"""The declaration of Today: ``resources/workflow/agenda.toml``, read strictly."""

from functools import cache
from typing import Literal

import msgspec

from app.core.resources import load_toml


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading of Today, and what stands there when there is nothing to do."""

    key: str
    label: str
    empty: str
    span: Literal["today", "week", "month"]


class MonthStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step at the turn of a month."""

    key: str
    title: str
    why: str
    why_late: str
    done: str
    action: str
    verb: str


class Ahead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many natural days before its last day a duty is shown; what has a time of its own (a window) keeps to that."""

    reply_within: int
    review_every: int
    once_in_years: int
    within_first_days: int
    month: int
    quarter: int
    half_year: int
    year: int


class Ledgers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How duties of ledgers become lines: days, at most so many entries a duty, labels of fields that say who does it.

    What should have been done ``longest_late_days`` ago is not asked for any more; a reason is shown for
    ``reason_shown_days`` after the due's last day.
    """

    longest_late_days: int
    most_entries: int
    reason_shown_days: int
    verb_open: str
    verb_new: str
    verb_edit: str
    verb_again: str
    posted: str
    ahead: Ahead
    responsible: tuple[str, ...]


class Birthday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An age that is told ``days`` before the day, and on which grounds."""

    age: int
    days: int
    title: str
    why: str


class Wall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on the sheet for the wall; ``titles`` by span, ``columns`` with their shares of the width."""

    titles: dict[str, str]
    below: str
    internal: str
    posted: str
    ticked: str
    over: str
    columns: tuple[tuple[str, float], ...]
    not_posted: tuple[str, ...]
    not_printed: tuple[str, ...]


class Why(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences that say why a case stands in Today."""

    overdue: str
    overdue_rest_day: str
    hand_over_late: str
    tell_late: str
    delivery_late: str
    today: str
    left: str
    at_once: str
    pause_long: str
    appointment: str
    to_accept: str
    papers: str
    lapsed: str
    hand_over: str
    reply: str
    reply_other: str
    correct: str
    correct_late: str
    explain: str
    invite: str


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration; spans are natural days, but ``month_end_working_days``."""

    most_lines: int
    invite_within_days: int
    unexplained_within_days: int
    month_end_working_days: int
    why: Why
    ledgers: Ledgers
    wall: Wall
    birthdays: tuple[Birthday, ...] = msgspec.field(name="birthday")
    spans: dict[str, str]
    groups: tuple[Group, ...] = msgspec.field(name="group")
    month_steps: tuple[MonthStep, ...] = msgspec.field(name="month_step")


@cache
def declared() -> Declared:
    """Read the declaration once."""
    return load_toml("workflow/agenda.toml", Declared)
