"""Trying a ledger out before it is published: throw-away entries in a file of its own, of which nothing stays."""

import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from app.core.errors import Refused
from app.ledgers.balance import Move
from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry
from app.ledgers.kinds.values import NOTHING_KNOWN, Resolver
from app.ledgers.periods import Periods
from app.ledgers.service import Ledgers
from app.ledgers.standing import Standing
from db.identifiers import new_id
from db.offices import NewOffice
from db.store import Store

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.writing import Writing

NOWHERE = NewOffice("station", "000000000000", "试用")
KEY_BYTES = 32


class TryOut:
    """A ledger on trial: ``ledgers`` does all that it will do once published, beside the office and not in it.

    The file lies encrypted under a key that nobody keeps, in a folder for passing things; closing removes it.
    """

    def __init__(self, declared: Declaration, folder: Path, clock: "Clock", resolver: Resolver = NOTHING_KNOWN) -> None:
        """Begin with an empty ledger; ``folder`` is that of the home for passing things, ``resolver`` knows names."""
        self._folder = folder / f"try-{new_id()}"
        self._folder.mkdir(parents=True)
        self._store = Store.create(
            self._folder / "try.czdb", secrets.token_bytes(KEY_BYTES), now=clock.now, office=NOWHERE
        )
        self._declared = declared
        self.periods = Periods(self._store, clock, lambda: {self._declared.key: self._declared})
        self.ledgers = Ledgers(self._store, clock, self._standings, self.periods, _no_search, resolver=resolver)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add_fitting(self, given: Iterable[Mapping[str, Any]]) -> int:
        """Add those of some entries that the ledger takes as it is now; gives how many it does not take."""
        fields, turned_away = {one.key for one in self._declared.field}, 0
        for one in given:
            try:
                self.ledgers.add(self._declared.key, {key: value for key, value in one.items() if key in fields})
            except Refused:
                turned_away += 1
        return turned_away

    def written(self) -> tuple[list[Entry], tuple[Move, ...]]:
        """Give the entries in the order of the list, and of a book that balances its moves."""
        moves = self.periods.moves(self._declared) if self._declared.money is not None else ()
        return self.ledgers.entries(self._declared.key), tuple(moves)

    def close(self) -> None:
        """Throw everything away."""
        self._store.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _standings(self) -> dict[str, Standing]:
        return {self._declared.key: Standing(self._declared, made_here=True)}


def _no_search(write: "Writing", table: str, ids: Sequence[str]) -> None:
    """Keep nothing for the search box."""
