"""The declaration of Today: ``resources/workflow/agenda.toml``, read strictly."""

from functools import cache

import msgspec

from app.core.resources import load_toml


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading of Today, and what stands there when there is nothing to do."""

    key: str
    label: str
    empty: str


class MonthStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step at the turn of a month."""

    key: str
    title: str
    why: str
    why_late: str
    action: str


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
    groups: tuple[Group, ...] = msgspec.field(name="group")
    month_steps: tuple[MonthStep, ...] = msgspec.field(name="month_step")


@cache
def declared() -> Declared:
    """Read the declaration once."""
    return load_toml("workflow/agenda.toml", Declared)
