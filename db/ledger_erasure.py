"""Entries that name a person, and taking values out of them for good; the journal's values go with ``db.erasure``."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import identifier
from db.erasure import empty_rows
from db.ledger_dues import REASONS
from db.ledger_tables import has_table, table_of

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


class PersonRow(NamedTuple):
    """A resident's name, whether another one has the same, and the household that goes by it (empty: none)."""

    name: str
    others: bool
    home: str


def person_row(store: "Store", resident_id: str) -> PersonRow | None:
    """Give what of a resident entries may mean; ``None`` for one who is not there, or has no name."""
    row = store.row(
        "SELECT r.name, coalesce(h.id, '') AS home, EXISTS"
        " (SELECT 1 FROM residents AS o WHERE o.name = r.name AND o.id <> r.id) AS others FROM residents AS r"
        " LEFT JOIN households AS h ON h.id = r.household_id AND h.head_name = r.name"
        " WHERE r.id = ? AND r.owner = 1 AND r.name <> ''",
        (resident_id,),
    )
    return None if row is None else PersonRow(row["name"], bool(row["others"]), row["home"])


def rows_about(
    store: "Store", ledger: str, columns: Iterable[str], ids: Iterable[str], name: str
) -> list[tuple[dict[str, Any], bool]]:
    """Give our own entries that hold one of some ids (or a name, where one is given), and whether from their cases."""
    if not has_table(store, ledger):
        return []
    table = table_of(ledger)
    there = [identifier(column) for column in columns if column in store.tables[table].columns]
    holds = [f"EXISTS (SELECT 1 FROM json_each(?1) WHERE instr(t.{column}, value) > 0)" for column in there]
    holds += [f"?2 <> '' AND instr(t.{column}, ?2) > 0" for column in there]
    mine = "SELECT id FROM cases WHERE applicant_id IN (SELECT value FROM json_each(?1)) AND owner = 1"
    theirs = f"t.from_case <> '' AND t.from_case IN ({mine})"
    sql = f"SELECT t.*, {theirs} AS theirs FROM {table} AS t WHERE t.owner = 1 AND ({' OR '.join([theirs, *holds])})"
    found = store.rows(f"{sql} ORDER BY t.n", (msgspec.json.encode(list(ids)).decode(), name))
    return [({key: value for key, value in row.items() if key != "theirs"}, bool(row["theirs"])) for row in found]


def reasons_about(store: "Store", ids: Iterable[str], name: str) -> list[dict[str, Any]]:
    """Give the reasons for what was not done, also those taken back, whose due means one of some ids, or that name it.

    A name of one character stands in too much to be looked for.
    """
    return store.rows(
        f"SELECT r.id, r.due_key FROM {REASONS} AS r WHERE r.owner = 1 AND ("
        " EXISTS (SELECT 1 FROM json_each(?1) AS i WHERE instr(r.due_key, i.value) > 0)"
        " OR (length(?2) > 1 AND (instr(r.due_key, ?2) > 0 OR instr(r.reason, ?2) > 0)))",
        (msgspec.json.encode(list(ids)).decode(), name),
    )


def scans_on(store: "Store", entries: Iterable[str]) -> list[str]:
    """Give the ids of our own attachments that hang on some records, also of those in the recycle bin."""
    found = store.rows(
        "SELECT id FROM attachments WHERE owner = 1 AND subject_id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(entries)).decode(),),
    )
    return [row["id"] for row in found]


def scans_beside(store: "Store", table: str, entries: Iterable[str]) -> list[dict[str, Any]]:
    """Give the scans that hang on some entries of a table: ``number`` of the entry, and ``title``."""
    return store.rows(
        f"SELECT t.number, a.title FROM attachments AS a JOIN {identifier(table)} AS t ON t.id = a.subject_id"
        " WHERE a.owner = 1 AND a.digest <> '' AND t.id IN (SELECT value FROM json_each(?)) ORDER BY a.n",
        (msgspec.json.encode(list(entries)).decode(),),
    )


def empty_row(write: "Writing", table: str, row_id: str, values: Mapping[str, Any]) -> None:
    """Put other values into one entry, under a new revision and an entry without any old value."""
    if values:
        empty_rows(write, table, [row_id], values)
