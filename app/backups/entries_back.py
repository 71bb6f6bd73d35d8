"""What stands in the way of an entry that is brought back, and what of it still has a place in today's ledger."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.backups.entry_kinds import EntryKind, entry_kind
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.tables import raise_table, shape_of
from app.ledgers.turning_to_text import turned, turned_fields
from db.ledger_filling import case_row, entries_of_cases
from db.ledger_tables import OWN, PREFIX, TEXTS
from db.ledgers import entry_row

if TYPE_CHECKING:
    from app.ledgers.periods import Periods
    from db.store import Store
    from db.writing import Writing

UNTOUCHED = "数据没有改动。"


class EntriesBack:
    """Fits entries of a backup, kept by the declaration of that day, into the ledgers as they are declared today."""

    def __init__(self, store: "Store", known: Callable[[], Mapping[str, Declaration]], periods: "Periods") -> None:
        """``known`` gives every ledger of the office by key, ``periods`` what is closed."""
        self._store, self._known, self._periods = store, known, periods

    def today(self, kind: EntryKind) -> EntryKind:
        """Give the same kind as it is declared today; raises ``Refused`` where there is no such ledger any more."""
        ledger = self._ledger(kind)
        return entry_kind(ledger, (*OWN, *(field.key for field in ledger.field)))

    def fitted(self, kind: EntryKind, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give the columns of an entry that have a place today; what became a text since reads as before."""
        ledger, left = self._ledger(kind), self._left_out(kind)
        became = turned_fields(kind.at_work.ledger, ledger)
        kept = tuple(pair for pair in became if pair[1].key not in left)
        texts = turned({**dict.fromkeys(kind.at_work.all), **row}, kept)
        columns = {"id", "deleted", *OWN, *(column.name for column in shape_of(ledger).columns)} - left
        return {name: texts.get(name, value) for name, value in row.items() if name in columns}

    def left_out(self, kind: EntryKind, row: Mapping[str, Any]) -> str:
        """Say what of an entry has no place today; empty where all of it has."""
        labels = [kind.at_work.all[key][0].label for key in self._left_out(kind) if row.get(key) is not None]
        return f"现在的台账没有这些栏目，不取回：{'、'.join(labels)}。" if labels else ""

    def raise_table(self, write: "Writing", kind: EntryKind) -> None:
        """Make the table of the entries, or widen it, inside the transaction."""
        raise_table(write, self._ledger(kind))

    def refuse(self, kind: EntryKind, row: Mapping[str, Any]) -> None:
        """Raise ``Refused`` where an entry cannot be brought back as it was."""
        ledger = self._ledger(kind)
        there = entry_row(self._store, ledger.key, row["id"])
        self._refuse_closed(ledger, self.fitted(kind, row), there)
        if there is not None and there["corrected_by"]:
            by = self._number(ledger, there["corrected_by"])
            raise Refused(f"这一条后来已由 {by} 更正，没有取回。", untouched=UNTOUCHED, advice=f"请看 {by} 那一条。")
        if not row["deleted"]:
            if row["corrects"] and not self._number(ledger, row["corrects"]):
                sentence = "它更正的那一条现在没有，没有取回。"
                raise Refused(sentence, untouched=UNTOUCHED, advice="请先取回被更正的那一条。")
            self._refuse_without_case(ledger, row)

    def _refuse_closed(self, ledger: Declaration, row: Mapping[str, Any], there: Mapping[str, Any] | None) -> None:
        """Refuse whatever would be added to a closed period, changed in it, or taken out of it."""
        day = str(row[ledger.day] or "")
        if there is None or there["deleted"]:
            if not row["deleted"]:
                self._periods.refuse_new(ledger, day)
        elif row["deleted"]:
            self._periods.refuse_removal(ledger, there)
        elif any(there.get(name) != value for name, value in row.items()):
            self._periods.refuse_change(ledger, there, day)

    def _refuse_without_case(self, ledger: Declaration, row: Mapping[str, Any]) -> None:
        """Hold an entry to its case: it comes only where the case is, and once."""
        if not (case := row["from_case"]):
            return
        if case_row(self._store, case) is None:
            sentence = "这一条来自一件现在没有的代办件，没有取回。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请先从备份里取回那一件，这一条会跟着回来。")
        other = entries_of_cases(self._store, ledger.key, [case]).get(case)
        if other is not None and other["id"] != row["id"] and not other["deleted"]:
            sentence = f"那件代办件在这本台账里已经另有一条（{other['number']}），没有取回。"
            raise Refused(sentence, untouched=UNTOUCHED)

    def _number(self, ledger: Declaration, entry_id: str) -> str:
        """Give the number of an entry that is there, removed or not; empty where there is none."""
        return str((entry_row(self._store, ledger.key, entry_id) or {}).get("number", ""))

    def _left_out(self, kind: EntryKind) -> set[str]:
        """Give the fields that today's declaration has not, or has of a kind into which nothing turns."""
        today = {field.key: field.kind for field in self._ledger(kind).field}
        return {
            key
            for key, (field, _) in kind.at_work.all.items()
            if key not in today or (today[key] != field.kind and today[key] not in TEXTS)
        }

    def _ledger(self, kind: EntryKind) -> Declaration:
        ledger = self._known().get(kind.key.removeprefix(PREFIX))
        if ledger is None:
            raise Refused(
                f"现在没有“{kind.words}”这本台账，没有取回。",
                untouched=UNTOUCHED,
                advice="请先把这本台账的声明重新发布，再取回。",
            )
        return ledger
