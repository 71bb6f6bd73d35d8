"""Noting that somebody looked at what is usually hidden: a full identity number, a member's file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store import Store

LOOK = "look"


def note_look(store: "Store", operator: str, table: str, row_id: str, why: str) -> None:
    """Put a look into the journal, before what is looked at is shown; raises ``Refused`` where it may not be."""
    with store.writing(operator, why) as write:
        write.note(LOOK, table, row_id, why)
