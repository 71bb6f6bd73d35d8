"""Entries for the agenda's tests: whatever a ledger must have, and what a test says."""

from app.agenda.facts import AgendaLine, Today
from app.ledgers.facts import Entry
from app.session import Session
from tests.app.ledgers.filled import typed_text


def add(session: Session, key: str, **typed: object) -> Entry:
    ledger = session.ledgers.ledger(key)
    must = {field.key: typed_text(field) for field in ledger.field if field.required}
    return session.ledgers.add(key, {**must, **typed})[0]


def lines(today: Today, *subjects: str) -> list[AgendaLine]:
    wanted = subjects or ("ledger",)
    return [line for group in today.groups for line in group.lines if line.subject in wanted]


def told(session: Session, ledger: str = "") -> list[tuple[str, str, str]]:
    found = lines(session.agenda.today())
    return [(line.title, line.why, line.group) for line in found if line.id.split("/")[0] == ledger or not ledger]
