"""How a record is called in a finding: by what the clerk knows it by, never by its id."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import TYPE_CHECKING, Any

from app.checkup.declaration import label_of
from app.history.words import words
from db.check_names import rows_by_id, rows_by_number

if TYPE_CHECKING:
    from db.connection import Connection


def name_columns(table: str) -> tuple[str, ...]:
    """Give the columns that name a record of this table."""
    template = words().table(table).name
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def name_of(table: str, row: Mapping[str, Any]) -> str:
    """Give ``label name`` of a record whose naming columns are at hand."""
    template = words().table(table).name
    filled = template.format_map({name: row.get(name) or "" for name in name_columns(table)}) if template else ""
    return f"{label_of(table)} {filled.strip(' ：')}".strip()


def names_by_id(connection: "Connection", table: str, ids: Iterable[str]) -> dict[str, tuple[str, tuple[str, str]]]:
    """Name records by their ids; each with table and id of the record that the clerk can open (its whole)."""
    part = words().table(table).part_of
    columns = name_columns(table)
    wanted = (*columns, part.column) if part is not None and part.table else columns
    found = rows_by_id(connection, table, wanted, ids)
    if part is None or not part.table:
        return {row_id: (name_of(table, row), (table, row_id)) for row_id, row in found.items()}
    wholes = names_by_id(connection, part.table, {row[part.column] for row in found.values()})
    named = {}
    for row_id, row in found.items():
        whole, place = wholes.get(row[part.column], ("", ("", "")))
        named[row_id] = (f"{whole} 的一条{label_of(table)}" if whole else label_of(table), place)
    return named


def name_by_number(connection: "Connection", table: str, row: int) -> tuple[str, tuple[str, str]]:
    """Name one record by its row number; where it has no name, by that number."""
    ids = rows_by_number(connection, table, row)
    if not ids:
        return f"{label_of(table)} 第 {row} 行", ("", "")
    return names_by_id(connection, table, ids).get(ids[0], (f"{label_of(table)} 第 {row} 行", (table, ids[0])))
