"""Ledgers being designed are kept as they stand, so that closing the program or a power failure loses no line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.designing.design import Design
from app.ledgers.designing.faults import design_faults
from app.ledgers.designing.fields import blank
from app.ledgers.designing.making import copy_of, declared, newer_of
from app.ledgers.designing.text import declaration_text
from app.ledgers.standing import UNTOUCHED, Standing
from db import ledger_drafts as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.ledgers.publishing import Publishing
    from db.store import Store

_read = msgspec.json.Decoder(Design).decode


@dataclass(frozen=True, slots=True)
class Draft:
    """One ledger being designed; ``n`` is 0 before it was kept for the first time."""

    n: int
    design: Design
    changed_on: date | None = None


class Drafts:
    """Begins, keeps and publishes designs; ``allow`` refuses whoever may not make ledgers.

    What is kept here is no record of the station: it is not journalled, not undone and not sent in packages.
    """

    def __init__(self, store: "Store", clock: "Clock", publishing: "Publishing", allow: Callable[[], None]) -> None:
        """Work on one open office."""
        self._store, self._clock, self._publishing, self._allow = store, clock, publishing, allow

    def all(self) -> list[Draft]:
        """Give every draft that can be read, the one touched last first."""
        return [one for row in rows.drafts(self._store) if (one := _draft(row)) is not None]

    def draft(self, n: int) -> Draft:
        """Give one draft, as a newer version of what is published now; raises ``Refused`` where it is gone."""
        row = rows.draft(self._store, n)
        found = _draft(row) if row is not None else None
        if found is None:
            raise Refused("这份没做完的台账已经不在了。", untouched=UNTOUCHED, advice="请重新开始做。")
        known = self._publishing.all()
        if not found.design.key:
            return found
        if found.design.key in known:
            version = known[found.design.key].declaration.version + 1
            return Draft(n, structs.replace(found.design, version=version), found.changed_on)
        return Draft(n, structs.replace(found.design, key="", version=1), found.changed_on)

    def begin(self, like: str = "") -> Draft:
        """Begin a new ledger, like another one where its key is given; nothing is kept yet. Raises ``Refused``."""
        if not like:
            return Draft(0, blank())
        return Draft(0, copy_of(self._declared(like).declaration))

    def improve(self, key: str) -> Draft:
        """Go on with the next version of a ledger made here, or with the draft of it; raises ``Refused``."""
        one = self._declared(key)
        if not one.made_here:
            sentence = f"“{one.declaration.title}”是程序自带的台账，不能改。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="可以照着它另做一本。")
        begun = next((row["n"] for row in rows.drafts(self._store) if row["ledger"] == key), 0)
        return self.draft(begun) if begun else Draft(0, newer_of(one.declaration))

    def keep(self, n: int, design: Design) -> int:
        """Keep a draft as it stands (``n`` 0: for the first time) and give its number."""
        self._allow()
        kept = msgspec.json.encode(design).decode()
        today = self._clock.today().isoformat()
        with self._store.writing(reason="设计台账") as write:
            title = design.title.strip()
            return rows.keep_draft(write, n, ledger=design.key, title=title, design=kept, changed_on=today)

    def drop(self, n: int) -> None:
        """Throw a draft away; what was published stays."""
        self._allow()
        with self._store.writing(reason="扔掉没做完的台账") as write:
            rows.drop_draft(write, n)

    def publish(self, n: int, design: Design) -> tuple[Standing, Changes]:
        """Publish a design and let its draft go; raises ``Refused`` with what is wrong, and nothing is changed then."""
        known = self._publishing.all()
        if design.key in known:
            design = structs.replace(design, version=known[design.key].declaration.version + 1)
        if wrong := design_faults(design, known):
            more = f"，另外还有 {len(wrong) - 1} 处" if wrong[1:] else ""
            raise Refused(f"这本台账还没有做好：{wrong[0].words}{more}。", untouched=UNTOUCHED, advice="请改好再发布。")
        published, changes = self._publishing.publish(declaration_text(declared(design, known)), design.title)
        if n:
            self.drop(n)
        return published, changes

    def _declared(self, key: str) -> Standing:
        known = self._publishing.all()
        if key not in known:
            raise Refused(f"没有代号为“{key[:30]}”的台账。", untouched=UNTOUCHED, advice="请回到台账目录再选。")
        return known[key]


def _draft(row: Mapping[str, Any]) -> Draft | None:
    """Read a draft; one of a program that knew more is passed over, and stays."""
    try:
        design = _read(row["design"])
    except msgspec.DecodeError:
        return None
    return Draft(int(row["n"]), design, date.fromisoformat(row["changed_on"]))
