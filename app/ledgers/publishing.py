"""The ledgers of an office: those that ship and those it published; publishing one, opening and ending it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.reading import read_declaration, shipped_declarations
from app.ledgers.standing import STATUSES, Standing, refuse_publication, refuse_status
from db import ledger_declarations as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store
    from db.writing import Writing

PUBLISH, STATUS = "publish-ledger", "ledger-status"
Raise = Callable[["Writing", Declaration], None]
"""Makes or widens a ledger's table inside the transaction that writes it first."""
Raised = Callable[["Writing", Declaration, Declaration | None], None]
"""Brings what rests on a declaration up to a newer one (the former one after it, if there was one)."""


class Publishing:
    """Which ledgers an office has and how each stands; every writing method is one action and gives what changed."""

    def __init__(self, store: "Store", clock: "Clock", raised: Raised | None = None) -> None:
        """Work on one open office; ``raised`` brings what rests on a declaration up to it in the same transaction."""
        self._store, self._clock, self._raised = store, clock, raised

    def all(self) -> dict[str, Standing]:
        """Give every ledger by key: those that ship in their order, then those made here in the order of publishing."""
        return standings(self._store)

    def known(self) -> Mapping[str, Declaration]:
        """Give every declaration by key."""
        return {key: one.declaration for key, one in self.all().items()}

    def text(self, key: str) -> str:
        """Give the text of a ledger that was made here; empty for one that ships."""
        return next((str(row["text"]) for row in rows.stored_declarations(self._store) if row["key"] == key), "")

    def publish(self, text: str, file_name: str = "台账声明") -> tuple[Standing, Changes]:
        """Take a declaration, or a newer version of one made here, and make its table, all in one transaction.

        Raises ``Refused`` for anything that is not whole, stands in the way of a ledger that is there, or changes what
        was published; nothing is changed then.
        """
        declared = read_declaration(text.encode(), file_name)
        with self._store.writing(reason=f"发布台账“{declared.title}”第 {declared.version} 版") as write:
            known = self.all()
            refuse_publication(declared, known.values())
            values = {"version": declared.version, "text": text, "made_by": write.operator}
            if declared.key not in known:
                values["status"] = STATUSES[0]
            rows.keep_declaration(write, declared.key, values, PUBLISH)
            if self._raised is not None:
                self._raised(write, declared, known[declared.key].declaration if declared.key in known else None)
            return self.all()[declared.key], Changes.of(write.changed)

    def change_status(self, key: str, status: str, since: date | None = None) -> tuple[Standing, Changes]:
        """Open a ledger, wind it down from a day on (today where none is given), or end it; raises ``Refused``."""
        known = self.all()
        if key not in known:
            raise Refused(f"没有代号为“{key[:30]}”的台账。", untouched="没有改动。", advice="代号请看 ledger list。")
        one = known[key]
        refuse_status(one, status)
        day = None if status == STATUSES[0] else since or self._clock.today()
        with self._store.writing(reason=f"台账“{one.declaration.title}”改为{status}") as write:
            values = {"version": one.declaration.version, "status": status, "since": day}
            if not one.made_here:
                values["made_by"] = ""
            rows.keep_declaration(write, key, values, STATUS)
            return self.all()[key], Changes.of(write.changed)


def standings(store: "Store") -> dict[str, Standing]:
    """Give every ledger of an office by key: those that ship in their order, then those made here as published."""
    found = {one.key: Standing(one) for one in shipped_declarations()}
    for row in rows.stored_declarations(store):
        since = date.fromisoformat(row["since"]) if row["since"] else None
        if row["text"]:
            found[row["key"]] = Standing(_declared(row["text"]), row["status"], since, made_here=True)
        elif row["key"] in found:
            found[row["key"]] = Standing(found[row["key"]].declaration, row["status"], since)
    return found


def known_ledgers(store: "Store") -> dict[str, Declaration]:
    """Give every declaration of an office by key."""
    return {key: one.declaration for key, one in standings(store).items()}


def declared_as(key: str, text: str) -> Declaration | None:
    """Give a ledger by the text that an office published, or by its key where it ships; else ``None``."""
    if text:
        return _declared(text)
    return next((one for one in shipped_declarations() if one.key == key), None)


@lru_cache(maxsize=200)
def _declared(text: str) -> Declaration:
    return read_declaration(text.encode(), "台账声明")
