"""Writing the ledgers of one office: adding, changing, steps, corrections, removing; each is one whole action."""

from collections.abc import Iterable

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.case_lines import refuse_removal_by_hand
from app.ledgers.correcting import corrected_values, refuse_correction
from app.ledgers.entry_reading import UNTOUCHED
from app.ledgers.entry_writing import EntryWriting, Typed
from app.ledgers.facts import Entry
from app.ledgers.states import emptied_needs
from db.ledger_tables import table_of


class Ledgers(EntryWriting):
    """The ledgers of one office; reading them is inherited. Every writing method gives what changed.

    What is wrong with what is typed raises ``EntryFaults``, whatever else forbids it ``Refused``; nothing is kept then.
    """

    def add(self, key: str, typed: Typed, *, state: str = "", reason: str = "") -> tuple[Entry, Changes]:
        """Add an entry; a field that is not named takes its default, ``state`` is the first one declared."""
        ledger = self.ledger(key)
        with self._store.writing(reason=reason or f"登记{ledger.title}") as write:
            (entry_id,) = self.write_new(write, key, [(typed, state)])
            return self.entry(key, entry_id), Changes.of(write.changed)

    def add_many(self, key: str, entries: Iterable[tuple[Typed, str]], reason: str) -> tuple[list[str], Changes]:
        """Add many entries (what is typed, and the state or nothing) in one action; gives their ids."""
        with self._store.writing(reason=reason) as write:
            ids = self.write_new(write, key, entries)
            return ids, Changes.of(write.changed)

    def edit(
        self, key: str, entry_id: str, typed: Typed, *, revision: int = 0, reason: str = ""
    ) -> tuple[Entry, Changes]:
        """Change the fields that are named; with the ``revision`` that was looked at a change of others is refused."""
        ledger = self.ledger(key)
        with self._store.writing(reason=reason or f"修改{ledger.title}") as write:
            row = self._own_row(write, ledger, entry_id, revision)
            values = self._merged(row, key, typed, emptied_needs(ledger, row["state"], row["from_case"], typed))
            self._keep(write, ledger, row, values)
            return self.entry(key, entry_id), Changes.of(write.changed)

    def take(
        self, key: str, entry_id: str, step: str, typed: Typed | None = None, *, revision: int = 0
    ) -> tuple[Entry, Changes]:
        """Take a declared step, filling fields on the way; raises ``Refused`` where the entry cannot take it."""
        ledger = self.ledger(key)
        taken = next((one for one in ledger.step if one.key == step), None)
        if taken is None:
            known = "、".join(one.key for one in ledger.step) or "没有"
            sentence = f"“{ledger.title}”没有“{step[:20]}”这一步。"
            raise Refused(sentence, untouched=UNTOUCHED, advice=f"可以用：{known}。")
        with self._store.writing(reason=taken.verb) as write:
            row = self._own_row(write, ledger, entry_id, revision)
            self._refuse_step(ledger, taken, row)
            values = self._merged(row, key, typed or {}, taken.needs)
            self._keep(write, ledger, row, values, taken)
            return self.entry(key, entry_id), Changes.of(write.changed)

    def correct(self, key: str, entry_id: str, typed: Typed, reason: str) -> tuple[Entry, Changes]:
        """Correct an entry of a closed period by a new one, today where no day is typed; raises ``Refused``."""
        ledger = self.ledger(key)
        with self._store.writing(reason=reason.strip()) as write:
            row = self._own_row(write, ledger, entry_id, 0)
            former = self.entry(key, entry_id)
            refuse_correction(
                ledger,
                former.number,
                reason,
                locked=self._periods.lock(ledger, str(row[ledger.day] or "")),
                corrected_by=self.entry(key, former.corrected_by).number if former.corrected_by else "",
            )
            values = corrected_values(ledger, former.values, typed, self._clock.today())
            (new_id,) = self.write_new(write, key, [(values, former.state)], corrects=entry_id, why=reason.strip())
            return self.entry(key, new_id), Changes.of(write.changed)

    def remove(self, key: str, entry_id: str, reason: str, *, revision: int = 0) -> Changes:
        """Remove an entry with the reason; it can be revived from the bin, and its number is never given again."""
        ledger = self.ledger(key)
        if not reason.strip():
            raise Refused("删除要写明原因。", untouched="没有删除。", advice="请写上为什么删除。")
        with self._store.writing(reason=reason.strip()) as write:
            row = self._own_row(write, ledger, entry_id, revision)
            self._periods.refuse_removal(ledger, row)
            refuse_removal_by_hand(self._store, ledger, row)
            if row["corrected_by"]:
                by = self.entry(key, row["corrected_by"]).number
                raise Refused(f"这一条已由 {by} 更正，不能删除。", untouched="没有删除。", advice=f"请先删除 {by}。")
            write.remove(table_of(key), entry_id, reason.strip())
            self._index(write, table_of(key), [entry_id])
            return Changes.of(write.changed)
