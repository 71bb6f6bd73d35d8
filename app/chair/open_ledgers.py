"""The ledgers that go on under a successor: entries that have not come to an end, and what is left in the books."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.documents.hand_over_sheet import OpenLedger
from app.ledgers.balance import shown_amount
from app.ledgers.facts import Wanted

if TYPE_CHECKING:
    from app.ledgers.declaration import Declaration
    from app.ledgers.periods import Periods
    from app.ledgers.service import Ledgers


def open_ledgers(ledgers: "Ledgers", periods: "Periods") -> Iterator[OpenLedger]:
    """Give them in the order of the ledgers; one with nothing open and no book is left out."""
    for ledger in ledgers.all():
        states = (state.key for state in ledger.state if not state.ended)
        unfinished = sum(ledgers.count(ledger.key, Wanted(filters={"state": state})) for state in states)
        left = _left(ledger, periods)
        if unfinished or left:
            yield OpenLedger(ledger.title, unfinished, left)


def _left(ledger: "Declaration", periods: "Periods") -> str:
    """Say what is left in each pile of a book of money or stock; empty for any other ledger."""
    if ledger.money is None:
        return ""
    last = {move.pile: move for move in periods.moves(ledger)}
    return "，".join(
        f"{one.pile_name} {shown_amount(ledger, one.balance)}".strip() for one in last.values() if one.balance
    )
