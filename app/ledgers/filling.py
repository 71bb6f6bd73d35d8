"""Cases fill ledgers: what a case knows stands in its ledger, written in the very transaction that writes the case.

Written rather than computed when looked at, so that list, sorting, search, measures, Excel, registers, packages,
history and duties see one kind of entry, and undoing a step of a case takes its line along. What the case knows follows
the case; what the clerk adds in the other fields stays. A closed period takes no new line from a case and loses none,
but the later facts of a case (its result, its days) still reach the line that stands there: it is the same matter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from app.ledgers.case_facts import Followed, StoredCase, belongs, facts_for, state_for
from app.ledgers.declaration import CHOOSING, Declaration, Fill
from app.ledgers.grouping import Stored
from app.ledgers.kinds.times import Day
from app.ledgers.publishing import Raise
from app.ledgers.standing import Standing
from db import ledger_filling as rows
from db.ledger_tables import has_table

if TYPE_CHECKING:
    from datetime import date

    from app.ledgers.periods import Periods
    from db.store import Store
    from db.writing import Writing

LEFT = "办件已经不在这本台账里"
Row = Mapping[str, Stored]
Index = Callable[["Writing", str, Sequence[str]], None]


class Filling:
    """Keeps the lines that came from cases; every method works inside the transaction of whoever writes the case."""

    def __init__(
        self,
        store: "Store",
        standings: Callable[[], Mapping[str, Standing]],
        periods: "Periods",
        index: Index,
        raise_table: Raise,
    ) -> None:
        """``index`` keeps the search true for rows of a table, ``raise_table`` makes one, inside the transaction."""
        self._store, self._standings, self._periods = store, standings, periods
        self._index, self._raise = index, raise_table

    def follow(self, write: "Writing", cases: Sequence[Followed], before: Mapping[str, Followed] | None = None) -> None:
        """Bring the lines of these cases to what the cases are now; ``before`` gives them as they were, by id.

        Raises ``Refused`` where a closed period would gain or lose a line.
        """
        for one in self._filled():
            self._follow_in(write, one, cases, before or {})

    def leave(self, write: "Writing", case_ids: Iterable[str]) -> None:
        """Take the lines of cases that were removed out of their ledgers; raises ``Refused`` for a closed period."""
        ids = list(case_ids)
        for one in self._filled():
            ledger = one.declaration
            gone = [row for row in rows.entries_of_cases(self._store, ledger.key, ids).values() if not row["deleted"]]
            for row in gone:
                self._remove(write, ledger, row)
            self._index(write, f"entries_{ledger.key}", [str(row["id"]) for row in gone])

    def fill(self, write: "Writing", ledger: Declaration) -> None:
        """Take up the cases that were there before a ledger was; what lies in a closed period stays out."""
        self._follow_in(write, self._standings().get(ledger.key, Standing(ledger)), self._waiting(ledger), {})

    def _waiting(self, ledger: Declaration) -> list[Followed]:
        fill = ledger.fill
        if fill is None:
            return []
        cases = (StoredCase(row) for row in rows.cases_to_fill(self._store, fill.category, fill.channel))
        return [case for case in cases if not self._periods.lock(ledger, _day(ledger, fill, case))]

    def _filled(self) -> list[Standing]:
        return [one for one in self._standings().values() if one.declaration.fill is not None]

    def _follow_in(
        self, write: "Writing", one: Standing, cases: Sequence[Followed], before: Mapping[str, Followed]
    ) -> None:
        ledger, fill = one.declaration, one.declaration.fill
        if fill is None:
            return
        if any(belongs(fill, case) for case in cases):
            is_first = not has_table(self._store, ledger.key)
            self._raise(write, ledger)
            if is_first:  # cases that are older than the ledgers come with the first line
                given = {case.id for case in cases}
                cases = [*(case for case in self._waiting(ledger) if case.id not in given), *cases]
        known = rows.entries_of_cases(self._store, ledger.key, [case.id for case in cases])
        written = []
        for case in cases:
            row = known.get(case.id)
            if row is None:
                written.append(self._add(write, one, fill, case) if belongs(fill, case) else "")
            elif belongs(fill, case):
                written.append(self._keep(write, ledger, row, case, before.get(case.id)))
            elif not row["deleted"]:
                written.append(self._remove(write, ledger, row))
        self._index(write, f"entries_{ledger.key}", [row_id for row_id in written if row_id])

    def _add(self, write: "Writing", one: Standing, fill: Fill, case: Followed) -> str:
        ledger = one.declaration
        day = _day(ledger, fill, case)
        if not day or not one.takes(_first_day(day)):
            return ""
        self._periods.refuse_new(ledger, day)
        number = write.number_text(ledger.key, int(day[:4]))
        defaults = {field.key: field.default for field in ledger.field if field.default and field.kind in CHOOSING[:1]}
        facts = {key: value for key, value in facts_for(ledger, fill, case).items() if value is not None}
        values = {**defaults, **facts, "number": number, "state": state_for(ledger, fill, case), "from_case": case.id}
        return write.insert(f"entries_{ledger.key}", values)

    def _keep(
        self, write: "Writing", ledger: Declaration, row: Row, case: Followed, former: Followed | None
    ) -> str:
        """Bring one line to what its case is now; what the case never knew stays as the clerk wrote it."""
        fill, table, row_id = ledger.fill, f"entries_{ledger.key}", str(row["id"])
        if fill is None:
            return ""
        if row["deleted"]:
            self._periods.refuse_new(ledger, str(row[ledger.day] or ""))
            write.revive(table, row_id, write.reason)
        known = facts_for(ledger, fill, former) if former is not None else {}
        facts = facts_for(ledger, fill, case)
        values = {key: value for key, value in facts.items() if value is not None or known.get(key) is not None}
        if not values.get(ledger.day):
            values.pop(ledger.day, None)
        elif (day := str(values[ledger.day])) != row[ledger.day]:
            self._periods.refuse_removal(ledger, row)
            self._periods.refuse_new(ledger, day)
        ended = any(state.key == row["state"] and state.ended for state in ledger.state)
        if not ended and case.result in fill.results:
            values["state"] = fill.results[case.result]
        write.update(table, row_id, values)
        return row_id

    def _remove(self, write: "Writing", ledger: Declaration, row: Row) -> str:
        self._periods.refuse_removal(ledger, row)
        write.remove(f"entries_{ledger.key}", str(row["id"]), write.reason or LEFT)
        return str(row["id"])


def _day(ledger: Declaration, fill: Fill, case: Followed) -> str:
    return str(facts_for(ledger, fill, case)[ledger.day] or "")


def _first_day(day: str) -> "date":
    return Day().read(day if len(day) > len("2026-10") else f"{day}-01")
