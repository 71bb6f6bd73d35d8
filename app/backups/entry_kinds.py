"""Entries of ledgers inside a backup: a kind of record for each ledger, computed from its declaration."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from app.backups.record_kinds import Field, Kind, entry_words
from app.history.words import Told
from app.ledgers.declaration import Declaration
from app.ledgers.erasing import erased_values
from app.ledgers.fields import Fields
from app.ledgers.finding import WORDED
from app.ledgers.history_words import history_table
from app.ledgers.persons import Person, is_about
from db.ledger_tables import entry_tables, table_of
from db.tables import SYSTEM

if TYPE_CHECKING:
    from db.store import Store


class Gone(NamedTuple):
    """Somebody erased by law, the words that stand for them, and the ids of their cases."""

    who: Person
    words: str
    cases: Sequence[str]


class ToldField(Field, frozen=True, kw_only=True):
    """A field whose values a ledger tells."""

    told: Told

    def tell(self, row: Mapping[str, Any]) -> str:
        """Write the value of a row that is not empty, numbers of persons masked."""
        return self.told.tell(row[self.name], False)


class EntryKind(Kind, frozen=True, kw_only=True):
    """The entries of one ledger, with its fields at work."""

    at_work: Fields

    def title_of(self, row: Mapping[str, Any]) -> str:
        """Give the title of an entry: its ledger, its number, and how it is called."""
        entry = self.at_work.entry(row)
        return f"{self.words} {entry.number}  {entry.name}".strip()

    def without(self, row: Mapping[str, Any], erased: Sequence[Gone]) -> dict[str, Any]:
        """Give a stored entry without those who were erased by law since."""
        kept = dict(row)
        for one in erased:
            about = row["from_case"] in one.cases or is_about(self.at_work, row, one.who)
            values = erased_values(self.at_work, kept, one.who, one.words, about=about)
            kept.update(self.at_work.stored(values))
        return kept


def entry_kinds(store: "Store", known: Mapping[str, Declaration]) -> dict[str, EntryKind]:
    """Give a kind for every ledger of an office that has entries, by the table of its entries."""
    there = set(entry_tables(store.tables))
    return {
        table: entry_kind(ledger, store.tables[table].columns)
        for ledger in known.values()
        if (table := table_of(ledger.key)) in there
    }


def entry_kind(ledger: Declaration, columns: Sequence[str]) -> EntryKind:
    """Give the kind of a ledger's entries as far as the table has these columns."""
    words, fields = entry_words(), {field.key: field for field in ledger.field}
    told = {name: one for name, one in history_table(ledger).columns.items() if isinstance(one, Told)}
    at_work = Fields(ledger)
    told_before = {"number", *at_work.named}
    shown = (name for name in (ledger.day, *ledger.list.columns, "state") if name in columns)
    return EntryKind(
        key=table_of(ledger.key),
        words=ledger.title,
        measure=words.measure,
        title="",
        line=tuple(name for name in dict.fromkeys(shown) if name not in told_before),
        search=("number", *(key for key, one in fields.items() if one.kind in WORDED and key in columns)),
        newest=ledger.day if ledger.day in columns else SYSTEM[0],
        after=words.after,
        fields=(
            Field("number", words.number),
            *(ToldField(name, one.label, told=one) for name, one in told.items() if one.kind != "hidden"),
        ),
        unique="number",
        parts=words.parts,
        at_work=at_work,
    )
