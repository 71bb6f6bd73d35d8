"""Entries that name a person, and taking values out of them for good; the journal's values go with ``db.erasure``."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier
from db.erasure import empty_rows
from db.ledger_dues import REASONS
from db.ledger_tables import has_table, table_of

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def name_of(store: "Store", resident_id: str) -> tuple[str, bool]:
    """Give a resident's name, and whether another one has the same."""
    row = store.row("SELECT name FROM residents WHERE id = ? AND owner = 1", (resident_id,))
    if row is None:
        return "", False
    others = store.value("SELECT 1 FROM residents WHERE name = ? AND id <> ? LIMIT 1", (row["name"], resident_id))
    return str(row["name"]), bool(others)


def rows_about(
    store: "Store", ledger: str, columns: Iterable[str], resident_id: str, name: str
) -> list[tuple[dict[str, Any], bool]]:
    """Give our own entries that hold an id (or, where one is given, a name), and whether they came from its cases."""
    if not has_table(store, ledger):
        return []
    table = table_of(ledger)
    there = [identifier(column) for column in columns if column in store.tables[table].columns]
    holds = [f"instr(coalesce(t.{column}, ''), :id) > 0" for column in there]
    holds += [f":name <> '' AND instr(coalesce(t.{column}, ''), :name) > 0" for column in there]
    theirs = "t.from_case IN (SELECT id FROM cases WHERE applicant_id = :id AND owner = 1) AND t.from_case <> ''"
    sql = f"SELECT t.*, {theirs} AS theirs FROM {table} AS t WHERE t.owner = 1 AND ({' OR '.join([theirs, *holds])})"
    found = store.rows(sql.replace(":id", "?1").replace(":name", "?2"), (resident_id, name))
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


def empty_row(write: "Writing", table: str, row_id: str, values: Mapping[str, Any]) -> None:
    """Put other values into one entry, under a new revision and an entry without any old value."""
    if values:
        empty_rows(write, table, [row_id], values)
