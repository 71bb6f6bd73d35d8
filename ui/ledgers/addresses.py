"""How the views of this place are asked for: a ledger by its key, an entry by ledger and id, and what to do with it."""

from ui.widgets.desk import Goto

PLACE = "ledgers"
NEW, EDIT, CORRECT, HELP, PRINT, IMPORT = "new", "edit", "correct", "help", "print", "import"
DESIGN, COPY, BLANK, DRAFT = "design", "copy", "blank", "draft"
"""Making a ledger: choosing how to begin (or, of a ledger, its next version), like another, from nothing, going on."""
CLOSE, STATUS, DUES, RATES = "close", "status", "dues", "rates"
"""Closing a month (its subject, or none), how a ledger stands, what members owe, what they have to pay by."""
_BETWEEN = "/"


def ledger_at(key: str, what: str = "") -> Goto:
    """Give where a ledger lies."""
    return Goto(PLACE, key, what)


def entry_at(key: str, entry_id: str, what: str = "") -> Goto:
    """Give where an entry lies; ``what`` is edit, correct, or the key of a step."""
    return Goto(PLACE, f"{key}{_BETWEEN}{entry_id}", what)


def draft_at(n: int) -> Goto:
    """Give where a ledger that is not finished is designed further."""
    return Goto(PLACE, f"{_BETWEEN}{n}", DRAFT)


def closing_at(period: str = "") -> Goto:
    """Give where a period is closed; without one the last that is open."""
    return Goto(PLACE, period, CLOSE)


def read_subject(subject: str) -> tuple[str, str]:
    """Give ledger and entry of a subject, either of them empty where it is not named."""
    key, _, entry_id = subject.partition(_BETWEEN)
    return key, entry_id
