"""What the ledgers add up to and how they stand: figures, books that balance, closed periods, publishing, dues."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.session.kept import Kept

if TYPE_CHECKING:
    from datetime import date

    from app.ledgers.dues_book import DuesBook
    from app.ledgers.measures import Figure
    from app.ledgers.periods import Periods
    from app.ledgers.publishing import Publishing


class Bookkeeping(Kept):
    """Each is made when it is first asked for, and anew for whoever sits down next."""

    @cached_property
    def publishing(self) -> "Publishing":
        """The ledgers of this office, those that ship and those it made; publishing, and opening or ending one."""
        from app.ledgers.publishing import Publishing

        return Publishing(self.store, self.clock)

    @cached_property
    def periods(self) -> "Periods":
        """The closed months and years."""
        from app.ledgers.periods import Periods

        return Periods(self.store, self.clock, self.publishing.known)

    @cached_property
    def dues(self) -> "DuesBook":
        """What members owe and have paid."""
        from app.ledgers.dues_book import DuesBook

        return DuesBook(self.store, self.clock)

    def figures(self, key: str, first: "date", last: "date") -> "tuple[Figure, ...]":
        """Give every declared measure of a ledger for a span of days; raises ``KeyError`` for one that is not there."""
        from app.ledgers.measuring import stored_figures

        return stored_figures(self.store, self.publishing.known()[key], first, last)
