"""A case and its events between the store and the facts: rows become facts, facts become columns."""

from typing import Any

import msgspec

from app.cases.facts import Actor, Case, CaseEvent


def case_of(row: dict[str, Any]) -> Case:
    """Turn a stored row into facts."""
    typed = dict(row)
    for column in ("materials", "rating_tags"):
        if isinstance(typed.get(column), str):
            typed[column] = msgspec.json.decode(typed[column])
    return msgspec.convert(typed, Case, strict=False)


def event_of(row: dict[str, Any]) -> CaseEvent:
    """Turn a stored event into facts."""
    return msgspec.convert({**row, "details": msgspec.json.decode(row["details"])}, CaseEvent)


def case_values(case: Case) -> dict[str, Any]:
    """Give every own column of a case, for writing many at once."""
    values = msgspec.structs.asdict(case)
    for system in ("id", "owner", "revision"):
        del values[system]
    return values


def event_values(case_id: str, event: CaseEvent, at: str, operator: Actor) -> dict[str, Any]:
    """Give the stored columns of an event that ``operator`` wrote at the moment ``at`` (ISO, UTC)."""
    return {
        "case_id": case_id,
        "seq": event.seq,
        "what": event.what,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "day": event.day,
        "at": at,
        "operator": operator.id,
        "operator_name": operator.name,
        "reason": event.reason,
        "details": event.details,
    }
