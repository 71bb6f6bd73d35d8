"""Adding up a ledger's entries inside SQLite: the same figures as ``app.ledgers.measures``, for books of any length.

Whole numbers are added in two halves, so that no sum leaves 64 bits; decimals are kept as text and are therefore
counted by value, and multiplied exactly by whoever asks.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from db.connection import identifier

if TYPE_CHECKING:
    from db.store import Store

HALF = 1_000_000


class Wanted(NamedTuple):
    """Which entries: a ledger's table, the column of its day, and the stored span with both ends."""

    table: str
    day: str
    first: str
    last: str
    owner: int = 1


class Laid(NamedTuple):
    """A column to group by or to tell apart, with the shape that it is kept in; an empty column groups nothing."""

    column: str = ""
    shape: str = "plain"


def counts(store: "Store", wanted: Wanted, by: Laid) -> list[dict[str, Any]]:
    """Count lines by group: ``key``, ``name``, ``weight``."""
    return _rows(store, wanted, by, Laid(), "SELECT pkey AS key, max(pname) AS name, sum(weight) AS weight")


def sums(store: "Store", wanted: Wanted, by: Laid, column: str) -> list[dict[str, Any]]:
    """Add whole numbers up by group: ``key``, ``name``, ``weight`` and the sum as ``high`` · 1,000,000 + ``low``."""
    asked = (
        f"SELECT pkey AS key, max(pname) AS name, sum(weight) AS weight,"
        f" coalesce(sum(weight * (held / {HALF})), 0) AS high, coalesce(sum(weight * (held % {HALF})), 0) AS low"
    )
    return _rows(store, wanted, by, Laid(column), asked)


def values(store: "Store", wanted: Wanted, by: Laid, column: str) -> list[dict[str, Any]]:
    """Count lines by group and value of a decimal column: ``key``, ``name``, ``value``, ``weight``."""
    asked = "SELECT pkey AS key, max(pname) AS name, held AS value, sum(weight) AS weight"
    return _rows(store, wanted, by, Laid(column), asked, ", held")


def distincts(store: "Store", wanted: Wanted, by: Laid, what: Laid) -> list[dict[str, Any]]:
    """Count the different values of a column by group: ``key``, ``name``, ``amount``."""
    if wanted.table not in store.tables:
        return []
    inner, parameters = _laid(wanted, by, what)
    sql = (
        f"{inner} SELECT key, max(name) AS name, count(*) AS amount FROM ("
        " SELECT pkey AS key, max(pname) AS name FROM laid WHERE vkey <> '' GROUP BY pkey, vkey HAVING sum(weight) > 0"
        ") GROUP BY key"
    )
    return store.rows(sql, parameters)


def _rows(
    store: "Store", wanted: Wanted, by: Laid, what: Laid, asked: str, also: str = ""
) -> list[dict[str, Any]]:
    if wanted.table not in store.tables:
        return []
    inner, parameters = _laid(wanted, by, what)
    return store.rows(f"{inner} {asked} FROM laid GROUP BY pkey{also}", parameters)


def _laid(wanted: Wanted, by: Laid, what: Laid) -> tuple[str, tuple[str | int, ...]]:
    table, day = identifier(wanted.table), identifier(wanted.day)
    part = identifier(by.column) if by.column else ""
    value = identifier(what.column) if what.column else ""
    joins = ""
    if by.shape in {"several", "references"}:
        joins += " LEFT JOIN json_each(counted.part) AS part_each"
    if what.shape in {"several", "references"}:
        joins += " LEFT JOIN json_each(counted.held) AS held_each"
    part_key, part_name = _key_and_name(by.shape, "part")
    value_key, _ = _key_and_name(what.shape, "held")
    sql = f"""
        WITH counted AS (
            SELECT 1 AS weight, {part or "''"} AS part, {value or "1"} AS held FROM {table}
            WHERE owner = ? AND deleted = 0 AND {day} BETWEEN ? AND ?
            UNION ALL
            SELECT -1, {f"former.{part}" if part else "''"}, {f"former.{value}" if value else "1"}
            FROM {table} AS newer JOIN {table} AS former ON former.id = newer.corrects AND former.deleted = 0
            WHERE newer.owner = ? AND newer.deleted = 0 AND newer.{day} BETWEEN ? AND ? AND newer.corrects <> ''
        ), laid AS (
            SELECT weight, held, {part_key} AS pkey, {part_name} AS pname, {value_key} AS vkey FROM counted{joins}
        )
    """
    span = (wanted.owner, wanted.first, wanted.last)
    return sql, (*span, *span)


def _key_and_name(shape: str, column: str) -> tuple[str, str]:
    if shape == "plain":
        text = f"coalesce(CAST({column} AS TEXT), '')"
        return text, text
    if shape == "several":
        text = f"coalesce({column}_each.value, '')"
        return text, text
    one = column if shape == "reference" else f"{column}_each.value"
    name = f"coalesce({one} ->> 'name', '')"
    return f"coalesce(nullif({one} ->> 'id', ''), {name})", name
