"""Reading the ledgers of one office: which there are, their entries, what a list shows, what is wrong while typing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused
from app.ledgers.case_lines import known_by_case, sources
from app.ledgers.declaration import Declaration, Step
from app.ledgers.facts import EVERYTHING, Entry, FieldFault, Wanted
from app.ledgers.fields import Fields
from app.ledgers.kinds.registry import REFERRING
from app.ledgers.kinds.values import NOTHING_KNOWN, Ref, Resolver
from app.ledgers.listing import asked_for
from app.ledgers.measures import span_texts
from app.ledgers.standing import Standing
from app.ledgers.states import emptied_needs
from db import ledgers as rows
from db.ledger_counts import Count, counted
from db.ledgers import Asked
from db.writing import SELF

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

UNTOUCHED = "什么也没有改动。"
TODAY = "today"
AFTER_ALL = "9999"
"""No stored day or month lies after it."""
Standings = Callable[[], Mapping[str, Standing]]
Computation = Callable[[Mapping[str, object]], object]
Computations = Callable[[], Mapping[str, Computation]]


def nothing_computed() -> Mapping[str, Computation]:
    """Reckon nothing: every field stays as it was typed."""
    return {}


class EntryReading:
    """What may be asked of the ledgers; writing them is :class:`app.ledgers.service.Ledgers`."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        standings: Standings,
        *,
        resolver: Resolver = NOTHING_KNOWN,
        computations: Computations = nothing_computed,
        owner: int = SELF,
    ) -> None:
        """``standings`` gives every ledger of the office, ``resolver`` knows whom a typed name means.

        A township reads with an ``owner`` what the packages of that village brought.
        """
        self._owner = owner
        self._store, self._clock, self._standings = store, clock, standings
        self._resolver, self._computations = resolver, computations

    def all(self) -> tuple[Declaration, ...]:
        """Give every ledger of the office."""
        return tuple(one.declaration for one in self._standings().values())

    def ledger(self, key: str) -> Declaration:
        """Give one ledger's declaration; raises ``Refused`` where there is none."""
        return self.standing(key).declaration

    def standing(self, key: str) -> Standing:
        """Give how a ledger stands; raises ``Refused`` where there is none."""
        found = self._standings().get(key)
        if found is None:
            raise Refused(f"没有代号为“{key[:30]}”的台账。", untouched=UNTOUCHED, advice="代号请看 ledger list。")
        return found

    def status(self, key: str) -> str:
        """Give a ledger's status: 开放, 收尾 or 停用."""
        return self.standing(key).status

    def entry(self, key: str, entry_id: str) -> Entry:
        """Give one entry by its id, removed ones too; raises ``Refused``."""
        row = rows.entry_row(self._store, self.ledger(key).key, entry_id)
        if row is None:
            raise Refused("找不到这一条登记。", untouched=UNTOUCHED, advice="请刷新后再试。")
        return self._fields(key).entry(row)

    def numbered(self, key: str, number: str) -> Entry:
        """Give our own entry of a number; raises ``Refused``."""
        ledger = self.ledger(key)
        row = rows.entry_numbered(self._store, ledger.key, number.strip())
        if row is None:
            sentence = f"“{ledger.title}”里没有编号 {number.strip()[:20]}。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请核对编号。")
        return self._fields(key).entry(row)

    def entries(self, key: str, wanted: Wanted = EVERYTHING) -> list[Entry]:
        """Give one page of the list; raises ``Refused`` for a filter or an order that makes no sense."""
        fields = self._fields(key)
        found = rows.listed_entries(self._store, self._asked(fields, wanted), wanted.limit, wanted.offset)
        return [fields.entry(row) for row in found]

    def count(self, key: str, wanted: Wanted = EVERYTHING) -> int:
        """Count what a list would show without its pages."""
        return rows.count_entries(self._store, self._asked(self._fields(key), wanted))

    def counts_since(self, *days: date) -> dict[str, tuple[int, ...]]:
        """Count the entries of every ledger since each of some days, in one reading."""
        ledgers = self.all()
        wanted = [Count(one.key, one.day, span_texts(one, day, day)[0], AFTER_ALL) for one in ledgers for day in days]
        found = iter(counted(self._store, wanted))
        return {one.key: tuple(next(found) for _ in days) for one in ledgers}

    def between(self, key: str, first: date, last: date) -> list[Entry]:
        """Give every entry of a span of days, in the order of the book: by day, then as they were written."""
        fields = self._fields(key)
        asked = self._asked(fields, Wanted(first=first, last=last, sort=fields.ledger.day))
        return [fields.entry(row) for row in rows.listed_entries(self._store, asked, rows.ALL, 0)]

    def rows(self, key: str, columns: Iterable[str]) -> list[dict[str, Any]]:
        """Give some stored columns of every entry that stands, as they are kept."""
        return rows.columns_of_entries(self._store, self.ledger(key).key, columns, self._owner)

    def seen(self, key: str, field: str) -> list[tuple[str, str]]:
        """Give the values that a field has, the most frequent first: the text to filter by, and how it is shown."""
        fields = self._fields(key)
        if field == "state":
            return [(state.key, state.label) for state in fields.ledger.state]
        described, kind = fields.all[field]
        if described.kind in {"choice", "choices"}:
            return [(one.value, one.label) for one in described.choices]
        found: dict[str, str] = {}
        for kept in rows.seen_values(self._store, key, field, self._owner):
            value = kind.read(kept if isinstance(kept, int) else str(kept))
            for one in value if described.kind in REFERRING and isinstance(value, tuple) else (value,):
                text = one.name if isinstance(one, Ref) else kind.shown(one)
                found.setdefault((one.id or one.name) if isinstance(one, Ref) else text, text)
        return list(found.items())

    def defaults(self, key: str) -> dict[str, str]:
        """Give what stands in the fields of a new entry, as texts."""
        today = self._clock.today().isoformat()
        found = {}
        for field in self.ledger(key).field:
            if field.default == TODAY:
                found[field.key] = today[: len("2026-10")] if field.kind == "month" else today
            elif field.default:
                found[field.key] = field.default
        return found

    def errors(self, key: str, typed: Mapping[str, object], entry_id: str = "") -> list[FieldFault]:
        """Give everything wrong with what is typed; with an id the fields that are not given are those of the entry."""
        fields = self._fields(key)
        values, faults = fields.typed(typed)
        known, needed = dict[str, Any](), tuple[str, ...]()
        if entry_id:
            entry = self.entry(key, entry_id)
            known, needed = dict(entry.values), emptied_needs(fields.ledger, entry.state, entry.from_case, typed)
        wrong = {fault.field for fault in faults}
        missing = (one for one in fields.missing({**known, **values}, needed) if one.field not in wrong)
        return [*faults, *missing]

    def hints(self, key: str, typed: Mapping[str, object]) -> list[FieldFault]:
        """Say of names that several bear them and nobody in particular is meant; that keeps nothing from saving."""
        fields = self._fields(key)
        values, _ = fields.typed({name: one for name, one in typed.items() if name in fields.all})
        found = []
        for name, value in values.items():
            if isinstance(value, Ref) and not value.id:
                several = self._resolver.candidates(fields.all[name][0].kind, value.name)
                if len(several) > 1:
                    found.append(FieldFault(name, 0, f"叫“{value.name}”的有 {len(several)} 个，请选是哪一个"))
        return found

    def sources(self, entries: Iterable[Entry]) -> dict[str, str]:
        """Say of the entries that came from cases where they are from (“来自办件 2026-00012”), by entry id."""
        found = list(entries)
        told = sources(self._store, (one.from_case for one in found))
        return {one.id: told[one.from_case] for one in found if one.from_case in told}

    def from_case(self, entry: Entry) -> tuple[str, ...]:
        """Give the fields that the case of an entry knows: they are shown here and changed there."""
        return tuple(known_by_case(self._store, self.ledger(entry.ledger), entry.from_case))

    def steps(self, entry: Entry) -> tuple[Step, ...]:
        """Give the steps that an entry can take as it stands."""
        if entry.removed:
            return ()
        return tuple(step for step in self.ledger(entry.ledger).step if entry.state in step.from_)

    def shown(self, entry: Entry, field: str) -> str:
        """Give a field of an entry as a clerk reads it; also ``number`` and ``state``."""
        if field == "number":
            return entry.number
        if field == "state":
            labels = {state.key: state.label for state in self.ledger(entry.ledger).state}
            return labels.get(entry.state, entry.state)
        return self._fields(entry.ledger).shown(field, entry.values[field])

    def _asked(self, fields: Fields, wanted: Wanted) -> Asked:
        return asked_for(fields, wanted)._replace(owner=self._owner)

    @cached_property
    def _made(self) -> dict[str, Fields]:
        return {}

    def _fields(self, key: str) -> Fields:
        declared = self.ledger(key)
        made = self._made.get(key)
        if made is None or made.ledger is not declared:
            made = self._made[key] = Fields(declared, self._resolver)
        return made
