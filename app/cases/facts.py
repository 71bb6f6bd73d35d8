"""What a case is: the facts of one case, of its events and materials, and what a clerk gives to a step."""

from datetime import date
from typing import Any, Protocol

import msgspec


class Actor(Protocol):
    """Who is at the desk: the operator's id and name as they stand in the journal and on the event."""

    @property
    def id(self) -> str:
        """The operator's row id."""
        ...

    @property
    def name(self) -> str:
        """The operator's name."""
        ...


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that the item asks for: how many, original or copy, and whether it is here."""

    name: str
    copies: int = 1
    form: str = ""
    received: bool = False
    received_on: date | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case as it stands; days are local calendar days, ``promised_days`` counts in ``days_unit``."""

    id: str
    owner: int = 1
    revision: int = 1
    number: str
    item_code: str = ""
    item_name: str = ""
    item_version_id: str | None = None
    category: str = ""
    department_code: str = ""
    mode: str = ""
    channel: str = ""
    applicant_id: str | None = None
    applicant_name: str = ""
    applicant_id_number: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    applicant_group: str = ""
    applicant_minor: bool = False
    agent_name: str = ""
    agent_phone: str = ""
    content: str = ""
    materials: tuple[Material, ...] = ()
    state: str
    registered_on: date | None = None
    accepted_on: date | None = None
    handed_over_on: date | None = None
    concluded_on: date | None = None
    delivered_on: date | None = None
    rated_on: date | None = None
    archived_on: date | None = None
    promised_days: int | None = None
    days_unit: str = "working"
    due_day: date | None = None
    due_estimated: bool = False
    village_due_day: date | None = None
    paused_since: date | None = None
    paused_until: date | None = None
    paused_kind: str = ""
    paused_days: int = 0
    supplement_since: date | None = None
    lapse_day: date | None = None
    resume_state: str = ""
    extended_days: int = 0
    result: str = ""
    result_text: str = ""
    result_document: str = ""
    first_contact: str = ""
    handler: str = ""
    post_a: str = ""
    post_b: str = ""
    rating: int | None = None
    rating_tags: tuple[str, ...] = ()
    rating_text: str = ""
    correction_due: date | None = None
    correction_on: date | None = None
    correction_text: str = ""
    overdue_reason: str = ""
    overdue_party: str = ""
    overdue_measure: str = ""
    brought_over: bool = False
    appointment_on: date | None = None
    appointment_slot: str = ""
    visit_address: str = ""


class CaseEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One step taken: what, between which states, on which day, by whom and why; ``at`` is when it was typed."""

    seq: int
    what: str
    from_state: str = ""
    to_state: str = ""
    day: date
    at: str = ""
    operator: str = ""
    operator_name: str = ""
    reason: str = ""
    details: dict[str, Any] = msgspec.field(default_factory=dict)


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: a villager of the register (``id``) or someone known by name only."""

    name: str
    id: str | None = None
    id_number: str = ""
    phone: str = ""
    address: str = ""
    group: str = ""
    birth_day: date | None = None


class NewCase(msgspec.Struct, frozen=True, kw_only=True):
    """What is registered at the counter; ``papers`` = names of materials that are here (``None``: nothing said yet).

    ``day`` is the true day of a case that happened on paper (补录); ``None`` is today. ``written`` marks a question
    that was put in writing.
    """

    applicant: Applicant
    item_code: str
    channel: str = "counter"
    content: str = ""
    papers: tuple[str, ...] | None = None
    day: date | None = None
    reason: str = ""
    agent_name: str = ""
    agent_phone: str = ""
    first_contact: str = ""
    handler: str = ""
    post_a: str = ""
    post_b: str = ""
    appointment_on: date | None = None
    appointment_slot: str = ""
    visit_address: str = ""
    written: bool = False
    brought_over: bool = False


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk gives to a step; which of these a step needs or asks stands in the workflow."""

    day: date | None = None
    reason: str = ""
    result: str = ""
    text: str = ""
    result_document: str = ""
    level: int | None = None
    tags: tuple[str, ...] = ()
    kind: str = ""
    days: int | None = None
    papers: tuple[str, ...] = ()
    handler: str = ""
    party: str = ""
    measure: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
