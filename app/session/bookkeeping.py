"""What the ledgers add up to and how they stand: figures, books that balance, closed periods, publishing, dues."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.session.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.ledgers.contributions.book import DuesBook
    from app.ledgers.declaration import Declaration
    from app.ledgers.designing.drafts import Drafts
    from app.ledgers.designing.trying_out import TryOut
    from app.ledgers.filling import Filling
    from app.ledgers.measures import Figure
    from app.ledgers.period_view import PeriodViews
    from app.ledgers.periods import Periods
    from app.ledgers.publishing import Publishing
    from db.writing import Writing


class Bookkeeping(Kept):
    """Each is made when it is first asked for, and anew for whoever sits down next."""

    @cached_property
    def publishing(self) -> "Publishing":
        """The ledgers of this office, those that ship and those it made; publishing, and opening or ending one."""
        from app.ledgers.publishing import Publishing

        return Publishing(self.store, self.clock, self._raised)

    def every_ledger(self) -> "Mapping[str, Declaration]":
        """Give the ledgers of this office and those that others made and sent entries of, by the key they have here."""
        from app.ledgers.villages import Everywhere

        return Everywhere(self.store, self.publishing.known())

    def _raised(self, write: "Writing", newer: "Declaration", former: "Declaration | None") -> None:
        from app.ledgers.raising import Raising

        Raising(self.filling)(write, newer, former)

    @cached_property
    def filling(self) -> "Filling":
        """The lines that cases write into ledgers."""
        from app.ledgers.filling import Filling
        from app.ledgers.tables import raise_table

        return Filling(self.store, self.publishing.all, self.periods, self.index_rows, raise_table)

    def index_rows(self, write: "Writing", table: str, ids: "Iterable[str]") -> None:
        """Keep the search true for rows that were written; whoever knows the search box says how."""
        raise NotImplementedError(table)

    @cached_property
    def drafts(self) -> "Drafts":
        """The ledgers that are being designed."""
        from app.ledgers.designing.drafts import Drafts

        return Drafts(self.store, self.clock, self.publishing, partial(self.require, "settings.write"))

    def try_out(self, declared: "Declaration") -> "TryOut":
        """Try a ledger out with throw-away entries, beside the office; close it when done."""
        from app.ledgers.designing.trying_out import TryOut

        return TryOut(declared, self.home.temporary, self.clock)

    @cached_property
    def periods(self) -> "Periods":
        """The closed months and years."""
        from app.ledgers.periods import Periods

        return Periods(self.store, self.clock, self.publishing.known)

    @cached_property
    def period_views(self) -> "PeriodViews":
        """How the ledgers stand in a month or year."""
        from app.ledgers.period_view import PeriodViews

        return PeriodViews(self.store, self.clock, self.publishing.known, self.periods)

    def refuse_locked(self, table: str, row_id: str) -> None:
        """Refuse what would hang on, or be taken off, an entry of a closed period."""
        self.periods.refuse_beside(table, row_id)

    @cached_property
    def dues(self) -> "DuesBook":
        """What members owe and have paid."""
        from app.ledgers.contributions.book import DuesBook

        return DuesBook(self.store, self.clock)

    def figures(self, key: str, first: "date", last: "date") -> "tuple[Figure, ...]":
        """Give every declared measure of a ledger for a span of days; raises ``KeyError`` for one that is not there."""
        from app.ledgers.measuring import stored_figures

        return stored_figures(self.store, self.publishing.known()[key], first, last)
