"""What cannot be true of one entry of a ledger: every rule computed from the declaration."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from app.checkup.declaration import declared
from app.checkup.value_rules import Ids, Odd, odd_value
from app.ledgers.closing import ALL, closes_by
from app.ledgers.kinds.kind import UNREADABLE
from app.ledgers.states import needed_in

if TYPE_CHECKING:
    from app.ledgers.fields import Fields
    from db.plausible_entries import Closing, Written

Row = Mapping[str, Any]


class Ground(NamedTuple):
    """What entries rest on: ids by kind of reference, entries and cases by id, what is closed, when was published."""

    ids: Ids
    entries: set[str]
    cases: set[str]
    closings: "list[Closing]"
    published: set[str]


class EntryRules:
    """Asks the rules of one ledger of its entries, one after the other."""

    def __init__(self, fields: "Fields", ground: Ground) -> None:
        """Work with the fields of a ledger."""
        self._fields, self._ledger, self._ground = fields, fields.ledger, ground
        self._states = {state.key: state.label for state in self._ledger.state}
        self._needs = {state: needed_in(self._ledger, state) for state in self._states}
        self._cases = set[str]()

    def ask(self, written: "Written") -> Iterator[Odd]:
        """Give everything that is odd about an entry."""
        row, values = written.row, dict[str, Any]()
        for key, (field, kind) in self._fields.all.items():
            if row.get(key) is None:
                continue
            try:
                values[key] = kind.read(row[key])
            except UNREADABLE:
                yield Odd("entry_unreadable", {"field": field.label})
        for key, value in values.items():
            yield from odd_value(self._fields.all[key][0], value, self._ground.ids)
        yield from self._day(written.at, values.get(self._ledger.day))
        yield from self._state(row, values)
        yield from self._pointing(row)
        yield from self._closed(written)

    def _day(self, at: str, day: Any) -> Iterator[Odd]:
        """Tell of a day that lies further after its writing down than anything is planned ahead."""
        if isinstance(day, date) and at:
            last = datetime.fromisoformat(at).date() + timedelta(days=declared().entries.days_ahead)
            if day > last:
                yield Odd("entry_late", {"field": self._fields.all[self._ledger.day][0].label})

    def _state(self, row: Row, values: Row) -> Iterator[Odd]:
        state = row["state"]
        if state not in self._states and (state or self._states):
            yield Odd("entry_state", {"state": state or "（空）"})
        elif not row["from_case"]:
            for key in self._needs.get(state, ()):
                if row.get(key) is None and key not in values:
                    told = {"state": self._states[state], "field": self._fields.all[key][0].label}
                    yield Odd("entry_needs", told)

    def _pointing(self, row: Row) -> Iterator[Odd]:
        if row["corrects"] and row["corrects"] not in self._ground.entries:
            yield Odd("entry_corrects", {})
        if case := row["from_case"]:
            if case not in self._ground.cases:
                yield Odd("entry_case", {})
            if case in self._cases:
                yield Odd("entry_case_twice", {})
            self._cases.add(case)

    def _closed(self, written: "Written") -> Iterator[Odd]:
        """Tell of what was written into a closed period after it was closed; lines of cases follow their case.

        What is carried over may go on, and a newer declaration turns what is kept.
        """
        if written.row["from_case"] or self._ledger.carry or written.at in self._ground.published:
            return
        day = str(written.row.get(self._ledger.day) or "")
        for one in self._ground.closings:
            mine = one.ledger in {ALL, self._ledger.key} and closes_by(self._ledger, one.period)
            if mine and day.startswith(one.period) and written.seq > one.seq:
                yield Odd("entry_closed", {"period": one.period})
                return
