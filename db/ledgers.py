"""Reading entries: one, a page of a list, how many, the values that a column has; all by typed keys and indexes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from db.connection import identifier
from db.ledger_search import band_of, count_with
from db.ledger_tables import has_table, table_of
from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored

MOST_SEEN = 200
ALL = -1
"""As a limit: no limit."""


class Condition(NamedTuple):
    """What a column must be; ``how`` is ``is``, ``begins``, ``holds`` or ``named`` (the name of a reference)."""

    column: str
    how: str
    value: "Stored"


class Asked(NamedTuple):
    """Which entries of a ledger and in which order.

    ``day`` is the column of the days between ``first`` and ``last`` (stored, empty: no bound); ``words`` an expression
    of the search table; ``order`` the column, ``by`` how it sorts: as ``text``, ``number`` or ``name``.
    """

    ledger: str
    conditions: tuple[Condition, ...] = ()
    day: str = ""
    first: str = ""
    last: str = ""
    words: str = ""
    order: str = ""
    by: str = "text"
    descending: bool = False
    removed: bool = False
    owner: int = SELF


def entry_row(store: "Store", ledger: str, row_id: str) -> dict[str, Any] | None:
    """Read one entry by its id, removed ones too, with the id of the entry that corrects it."""
    found = _rows(store, ledger, "t.id = ?", (row_id,)) if has_table(store, ledger) else []
    return found[0] if found else None


def entry_numbered(store: "Store", ledger: str, number: str) -> dict[str, Any] | None:
    """Read our own entry of a number; one that stands before one that was removed."""
    if not has_table(store, ledger):
        return None
    found = _rows(store, ledger, "t.owner = ? AND t.number = ? AND t.deleted IN (0, 1)", (SELF, number))
    return min(found, key=lambda row: row["deleted"], default=None)


def count_entries(store: "Store", asked: Asked) -> int:
    """Count what fits."""
    if not has_table(store, asked.ledger):
        return 0
    narrowed = asked.conditions or asked.first or asked.last or asked.removed
    if asked.words and not narrowed and _is_all_of(store, asked):
        return count_with(store, asked.ledger, asked.words)
    where, values = _where(store, asked)
    return int(store.value(f"SELECT count(*) FROM {table_of(asked.ledger)} AS t WHERE {where}", values))


def listed_entries(store: "Store", asked: Asked, limit: int, offset: int) -> list[dict[str, Any]]:
    """Give one page of what fits: the rows are found by the index alone and read whole after that."""
    if not has_table(store, asked.ledger):
        return []
    where, values = _where(store, asked)
    order = _order(store, asked)
    page = f"SELECT t.n FROM {table_of(asked.ledger)} AS t WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    return _rows(store, asked.ledger, f"t.n IN ({page})", (*values, limit, offset), order)


def columns_of_entries(store: "Store", ledger: str, columns: Iterable[str], owner: int = SELF) -> list[dict[str, Any]]:
    """Read some columns of every entry of an office that stands, in the order in which they were written."""
    if not has_table(store, ledger):
        return []
    listed = ", ".join(identifier(column) for column in columns)
    return store.rows(f"SELECT {listed} FROM {table_of(ledger)} WHERE owner = ? AND deleted = 0 ORDER BY n", (owner,))


def seen_values(store: "Store", ledger: str, column: str, owner: int = SELF) -> "list[Stored]":
    """Give the different values that a column has at an office, the most frequent first, at most 200."""
    if not has_table(store, ledger):
        return []
    name = identifier(column)
    rows = store.rows(
        f"SELECT {name} AS seen FROM {table_of(ledger)} WHERE owner = ? AND deleted = 0 AND {name} IS NOT NULL"
        " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
        (owner, MOST_SEEN),
    )
    return [row["seen"] for row in rows]


def _is_all_of(store: "Store", asked: Asked) -> bool:
    """Tell whether the whole ledger is one office's, as it is in every village; both ends of an index say so."""
    table = table_of(asked.ledger)
    owners = store.row(f"SELECT (SELECT min(owner) FROM {table}) AS low, (SELECT max(owner) FROM {table}) AS high")
    return owners is not None and owners["low"] == owners["high"] == asked.owner


def _select(ledger: str) -> str:
    table = table_of(ledger)
    return (
        f"SELECT t.*, coalesce((SELECT c.id FROM {table} AS c WHERE c.corrects = t.id AND c.corrects <> ''"
        f" AND c.deleted = 0 ORDER BY c.n DESC LIMIT 1), '') AS corrected_by FROM {table} AS t"
    )


def _rows(
    store: "Store", ledger: str, where: str, values: "tuple[Stored, ...]", order: str = "t.n"
) -> list[dict[str, Any]]:
    return store.rows(f"{_select(ledger)} WHERE {where} ORDER BY {order}", values)


def _order(store: "Store", asked: Asked) -> str:
    way = "DESC" if asked.descending else "ASC"
    if not asked.order or not _is_there(store, asked, asked.order):
        return f"t.n {way}"
    column = f"t.{identifier(asked.order)}"
    key = {"text": column, "number": f"CAST({column} AS REAL)", "name": f"{column} ->> 'name'"}[asked.by]
    return f"{key} {way}, t.n {way}"


_CONDITIONS = {
    "is": "t.{column} = ?",
    "holds": "instr(t.{column}, ?) > 0",
    "named": "t.{column} ->> 'name' = ?",
}


def _where(store: "Store", asked: Asked) -> "tuple[str, tuple[Stored, ...]]":
    parts, values = ["t.owner = ?", "t.deleted = ?"], list["Stored"]([asked.owner, int(asked.removed)])
    for one in asked.conditions:
        column = identifier(one.column)
        if not _is_there(store, asked, column):
            return "0", ()  # a field of a newer declaration: no entry has it yet
        if one.how == "begins":
            parts.append(f"t.{column} >= ? AND t.{column} < ? || char(1114111)")
            values.append(one.value)
        else:
            parts.append(_CONDITIONS[one.how].format(column=column))
        values.append(one.value)
    for bound, sign in ((asked.first, ">="), (asked.last, "<=")):
        if bound:
            parts.append(f"t.{identifier(asked.day)} {sign} ?")
            values.append(bound)
    if asked.words:
        low, high = band_of(store, asked.ledger)
        parts.append("t.n IN (SELECT rowid - ? FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ?)")
        values += [low, asked.words, low, high]
    return " AND ".join(parts), tuple(values)


def _is_there(store: "Store", asked: Asked, column: str) -> bool:
    return column in store.tables[table_of(asked.ledger)].columns
