"""What of a case may fill an entry: the facts by name, and the kinds of fields that can hold each."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

import msgspec

from app.ledgers.declaration import Declaration, Fill
from app.ledgers.grouping import Kept, Stored
from app.ledgers.kinds.typing_in import TYPED_KINDS

TEXTS = ("line", "paragraphs")
PERSONS = ("resident", "member", *TEXTS)
DAYS = ("day", "month")
APPLICANT = "applicant"

FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        APPLICANT: PERSONS,
        **dict.fromkeys(("handler", "agent_name", "first_contact"), PERSONS),
        "item_name": ("item", *TEXTS),
        **dict.fromkeys(
            (
                *("number", "category", "content", "applicant_phone", "applicant_address", "applicant_group"),
                *("agent_phone", "result_text", "result_document", "appointment_slot", "visit_address", "rating_text"),
            ),
            TEXTS,
        ),
        **dict.fromkeys(("registered_on", "accepted_on", "handed_over_on", "concluded_on", "delivered_on"), DAYS),
        **dict.fromkeys(("rated_on", "appointment_on"), DAYS),
        "rating": ("whole", *TEXTS),
    }
)
"""Each is a field of a case; ``applicant`` is the applicant's id and name together."""
RESULTS = ("granted", "denied", "returned", "withdrawn", "terminated", "refused", "answered")


class Followed(Protocol):
    """A case as a ledger sees it; the facts are read by their names."""

    @property
    def id(self) -> str:
        """The row id."""
        ...

    @property
    def number(self) -> str:
        """The number on paper."""
        ...

    @property
    def category(self) -> str:
        """The category of its item."""
        ...

    @property
    def channel(self) -> str:
        """The way it came in."""
        ...

    @property
    def result(self) -> str:
        """How it ended; empty while it is open."""
        ...


class StoredCase:
    """A case as it is kept, with its days as days: enough of one to say what it fills."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        """Take a whole row."""
        self._row = row
        self.id, self.number, self.result = str(row["id"]), str(row["number"]), str(row["result"])
        self.category, self.channel = str(row["category"]), str(row["channel"])

    def __getattr__(self, name: str) -> Any:
        """Give a fact by its name."""
        value = self._row[name]
        return date.fromisoformat(value) if value and name.endswith("_on") else value


def belongs(fill: Fill, case: Followed) -> bool:
    """Tell whether a case appears in a ledger by itself."""
    return fill.category == case.category if fill.category else fill.channel == case.channel


def facts_for(ledger: Declaration, fill: Fill, case: Followed) -> dict[str, Stored]:
    """Give the stored columns that a case fills; ``None`` where the case does not know it (yet)."""
    kinds = {field.key: field.kind for field in ledger.field}
    return {key: _stored(kinds[key], fact, case) for key, fact in fill.map.items()}


def state_for(ledger: Declaration, fill: Fill, case: Followed) -> str:
    """Give the state that an entry takes with its case: the first one declared while nothing else is said."""
    return fill.results.get(case.result) or next((state.key for state in ledger.state), "")


def _stored(kind: str, fact: str, case: Followed) -> Stored:
    if kind not in TYPED_KINDS:
        row_id = getattr(case, "applicant_id", None) if fact == APPLICANT else None
        name = str(getattr(case, "applicant_name" if fact == APPLICANT else fact) or "").strip()
        return msgspec.json.encode(Kept(row_id or "", name)).decode() if name else None
    value = getattr(case, "applicant_name" if fact == APPLICANT else fact)
    if isinstance(value, date):
        return f"{value:%Y-%m}" if kind == "month" else value.isoformat()
    if isinstance(value, int) and kind == "whole":
        return value
    text = TYPED_KINDS[kind].typed(str(value)) if value is not None and kind in TEXTS else ""
    return text or None
