"""What the history says of entries: labels of their fields, values as they are shown, computed from declarations."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from app.history.words import Table, Told
from app.ledgers.declaration import Column, Declaration
from app.ledgers.entry_face import MASKS
from app.ledgers.kinds.kind import UNREADABLE, FieldKind
from app.ledgers.kinds.registry import kind_of
from db.ledger_tables import PREFIX, entry_tables

if TYPE_CHECKING:
    from db.store import Store

NOT_READ = "（读不出来）"


class LedgerWords:
    """The words of one office's ledgers that have entries; made once for each declaration."""

    def __init__(self, store: "Store", known: Callable[[], Mapping[str, Declaration]]) -> None:
        """``known`` gives every ledger of the office by key."""
        self._store, self._known = store, known
        self._made: dict[str, tuple[Declaration, Table]] = {}

    def tables(self) -> dict[str, Table]:
        """Give the words of every table of entries that is there, by its name."""
        there = entry_tables(self._store.tables)
        known = self._known() if there else {}
        return {table: self._of(known[key]) for table in there if (key := table.removeprefix(PREFIX)) in known}

    def _of(self, ledger: Declaration) -> Table:
        made = self._made.get(ledger.key)
        if made is None or made[0] is not ledger:
            made = self._made[ledger.key] = (ledger, history_table(ledger))
        return made[1]


def history_table(ledger: Declaration) -> Table:
    """Give the words of a ledger's entries."""
    states = {state.key: state.label for state in ledger.state}
    return Table(
        label=ledger.title,
        name=f"{{number}} {ledger.name}",
        find=("number", "from_case"),
        place="ledgers",
        subject=f"{ledger.key}/{{id}}",
        columns={
            "number": "编号",
            "state": Told("状态", tell=partial(_state, states)),
            **{field.key: _column(field) for field in ledger.field},
            "corrects": Told("更正哪一条", kind="hidden"),
            "corrects_why": Told("更正的原因"),
            "from_case": Told("来自代办件", kind="hidden"),
        },
    )


def _state(states: Mapping[str, str], kept: Any, _: bool) -> str:  # noqa: FBT001 - the shape of a teller
    return states.get(str(kept), str(kept))


def _column(field: Column) -> Told:
    kind, mask = kind_of(field), MASKS.get(field.privacy)

    def tell(kept: Any, in_full: bool) -> str:  # noqa: FBT001 - handed on as it was asked
        text = _shown(kind, kept)
        if in_full or mask is None:
            return text
        return mask(text)

    return Told(field.label, tell=tell)


def _shown(kind: FieldKind[Any], kept: Any) -> str:
    """Show what was kept; what an older version of the declaration kept otherwise is shown as it is."""
    try:
        return str(kind.shown(kind.read(kept)))
    except UNREADABLE:
        return str(kept) or NOT_READ
