"""What every writing of an entry needs inside its transaction: values laid together, rules asked, the row found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused, RowConflict
from app.ledgers.case_lines import refuse_by_hand
from app.ledgers.declaration import Declaration, Step
from app.ledgers.entry_reading import UNTOUCHED, Computations, EntryReading, Standings, nothing_computed
from app.ledgers.faults import refuse_faults
from app.ledgers.fields import Fields, Values
from app.ledgers.kinds.times import Day
from app.ledgers.kinds.values import NOTHING_KNOWN, Resolver
from app.ledgers.tables import raise_table
from db import ledgers as rows
from db.identifiers import new_id
from db.ledger_tables import table_of

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.ledgers.periods import Periods
    from db.store import Store
    from db.writing import Writing

Typed = Mapping[str, object]
"""What is typed (texts) or given (values) by field key; a field that is not named keeps what it has."""
Index = Callable[["Writing", str, Sequence[str]], None]
STEP = "step"


class EntryWriting(EntryReading):
    """Writes inside a transaction that is open; the actions are those of :class:`app.ledgers.service.Ledgers`."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        standings: Standings,
        periods: "Periods",
        index: Index,
        *,
        resolver: Resolver = NOTHING_KNOWN,
        computations: Computations = nothing_computed,
    ) -> None:
        """``periods`` knows what is closed, ``index`` keeps the search true inside the transaction."""
        super().__init__(store, clock, standings, resolver=resolver, computations=computations)
        self._periods, self._index = periods, index

    def write_new(
        self,
        write: "Writing",
        key: str,
        entries: Iterable[tuple[Typed, str]],
        corrects: str = "",
        numbers: Sequence[str] = (),
        why: str = "",
    ) -> list[str]:
        """Add entries inside a transaction that is open; ``corrects`` is the id of what is corrected, ``why`` says why.

        ``numbers`` are those that the entries have on paper already, in their order; an empty one is drawn.
        """
        one = self.standing(key)
        write.want_right(table_of(key), "insert")
        fields, defaults, made = self._fields(key), self.defaults(key), list[dict[str, object]]()
        empty = dict.fromkeys(fields.all)
        for place, (typed, state) in enumerate(entries):
            values = self._new_values(fields, {**defaults, **typed})
            day = fields.kept_day(values)
            one.refuse_new(_day(day) if day else self._clock.today())
            self._periods.refuse_new(one.declaration, day)
            kept = numbers[place] if place < len(numbers) else ""
            own = {
                "id": new_id(),
                "number": kept or write.number_text(key, int(day[:4]) if day else self._clock.today().year),
                "state": self._state(one.declaration, state),
                "corrects": corrects,
                "corrects_why": why,
            }
            made.append({**own, **fields.stored({**empty, **values})})
        if made:
            raise_table(write, one.declaration)
        if len(made) == 1:
            write.insert(table_of(key), made[0])
        else:
            write.insert_many(table_of(key), made)
        ids = [str(row["id"]) for row in made]
        self._index(write, table_of(key), ids)
        return ids

    def _keep(
        self, write: "Writing", ledger: Declaration, row: Mapping[str, Any], values: Values, step: Step | None = None
    ) -> None:
        """Write the values of an entry that stands, and with a step the state that it comes to."""
        self._periods.refuse_change(ledger, row, self._fields(ledger.key).kept_day(values))
        stored: dict[str, object] = {**self._fields(ledger.key).stored(values)}
        refuse_by_hand(self._store, ledger, row, stored)
        if step is not None:
            stored["state"] = step.to
        table = table_of(ledger.key)
        write.update(table, row["id"], stored, action=STEP if step is not None else "update")
        self._index(write, table, [row["id"]])

    def _new_values(self, fields: Fields, typed: Typed) -> Values:
        values, faults = fields.typed(typed)
        values = self._computed(fields.ledger, values)
        wrong = {fault.field for fault in faults}
        refuse_faults(fields.ledger, [*faults, *(m for m in fields.missing(values) if m.field not in wrong)])
        return values

    def _merged(self, row: Mapping[str, Any], key: str, typed: Typed, needed: tuple[str, ...] = ()) -> Values:
        """Give the values of an entry with what is typed laid over them."""
        fields = self._fields(key)
        values, faults = fields.typed(typed)
        whole = self._computed(fields.ledger, {**fields.read(row), **values})
        wrong = {fault.field for fault in faults}
        refuse_faults(fields.ledger, [*faults, *(m for m in fields.missing(whole, needed) if m.field not in wrong)])
        return whole

    def _computed(self, ledger: Declaration, values: Values) -> Values:
        known = self._computations()
        for field in ledger.field:
            if field.computed in known and values.get(field.key) is None:
                values[field.key] = known[field.computed](values)
        return values

    def _own_row(self, write: "Writing", ledger: Declaration, entry_id: str, revision: int) -> dict[str, Any]:
        write.want_right(table_of(ledger.key), "update")
        row = rows.entry_row(self._store, ledger.key, entry_id)
        if row is None or row["deleted"]:
            raise RowConflict("这一条登记已经不在了，没有改动。", advice="请刷新后再试；删除了的可以在回收站里恢复。")
        if revision and row["revision"] != revision:
            sentence = f"{row['number']} 刚才被改过，没有保存。"
            raise RowConflict(sentence, untouched="别处的修改都在。", advice="请打开看看现在的内容，再改一次。")
        return row

    def _refuse_step(self, ledger: Declaration, step: Step, row: Mapping[str, Any]) -> None:
        labels = {state.key: state.label for state in ledger.state}
        if row["state"] not in step.from_:
            now = labels.get(row["state"], row["state"])
            can = "、".join(one.verb for one in ledger.step if row["state"] in one.from_) or "没有下一步"
            sentence = f"{row['number']} 现在是“{now}”，不能{step.verb}。"
            raise Refused(sentence, untouched=UNTOUCHED, advice=f"能办的：{can}。")

    def _state(self, ledger: Declaration, given: str) -> str:
        """Give the key of a state by key or label; the first one declared where none is given."""
        if not given.strip():
            return ledger.state[0].key if ledger.state else ""
        for state in ledger.state:
            if given.strip() in {state.key, state.label}:
                return state.key
        raise Refused(f"“{ledger.title}”没有“{given[:20]}”这个状态。", untouched="没有保存。")


def _day(kept: str) -> date:
    return Day().read(kept if len(kept) > len("2026-10") else f"{kept}-01")
