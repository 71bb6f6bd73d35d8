"""What duties need of stored entries: the open or near ones, sums by month instead of rows, and who left."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import identifier
from db.ledger_tables import PREFIX, entry_tables, table_of
from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored

REASONS = "due_reasons"
_STANDS = (
    "t.owner = ? AND t.deleted = 0"
    " AND NOT EXISTS (SELECT 1 FROM {table} AS c WHERE c.corrects = t.id AND c.corrects <> '' AND c.deleted = 0)"
)
"""An entry that a later one corrects does not stand any more."""
_GONE = """
    SELECT id, coalesce(left_on, '') AS since FROM residents
        WHERE id IN (SELECT value FROM json_each(?1)) AND (left_on IS NOT NULL OR deleted = 1)
    UNION ALL SELECT id, coalesce(closed_on, '') FROM units
        WHERE id IN (SELECT value FROM json_each(?1)) AND (closed_on IS NOT NULL OR deleted = 1)
    UNION ALL SELECT h.id, coalesce((SELECT max(r.left_on) FROM residents AS r WHERE r.household_id = h.id), '')
        FROM households AS h WHERE h.id IN (SELECT value FROM json_each(?1)) AND (h.deleted = 1 OR (
            EXISTS (SELECT 1 FROM residents AS r WHERE r.household_id = h.id AND r.deleted = 0) AND NOT EXISTS (
                SELECT 1 FROM residents AS r WHERE r.household_id = h.id AND r.deleted = 0 AND r.left_on IS NULL)))
"""


class Sought(NamedTuple):
    """Which entries a duty may still ask something of, and what is read of them; what is empty asks for nothing.

    ``states``: one of these; ``answer``: a column that is empty or, with ``answered_by``, holds a later day; ``start``:
    a column with a day from ``first`` to ``last``; ``seen``: columns of which none holds ``seen_before`` or later.
    """

    ledger: str
    columns: tuple[str, ...]
    states: tuple[str, ...] = ()
    answer: str = ""
    answered_by: str = ""
    start: str = ""
    first: str = ""
    last: str = ""
    seen: tuple[str, ...] = ()
    seen_before: str = ""
    where: tuple[tuple[str, str], ...] = ()


def kept_ledgers(store: "Store") -> set[str]:
    """Give the keys of the ledgers that have had an entry, asked of whoever reads."""
    names = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'entries~_%' ESCAPE '~'")
    return {name.removeprefix(PREFIX) for name in entry_tables(row["name"] for row in names)}


def last_written(store: "Store") -> int:
    """Give the number of the journal's last entry: while it is the same, nothing was written."""
    return int(store.value("SELECT max(seq) FROM journal") or 0)


def written_since(store: "Store", seq: int) -> tuple[int, set[str]]:
    """Give the number of the journal's last entry, and the tables written after ``seq``."""
    last = last_written(store)
    if last <= seq:
        return last, set()
    return last, {row["tbl"] for row in store.rows("SELECT DISTINCT tbl FROM journal WHERE seq > ?", (seq,))}


def first_day(store: "Store", ledger: str, day: str) -> str:
    """Give the first day or month that stands in a ledger, empty where none does."""
    if not _has(store, ledger, (day,)):
        return ""
    sql = f"SELECT min({identifier(day)}) FROM {table_of(ledger)} WHERE owner = ? AND deleted = 0"
    return str(store.value(sql, (SELF,)) or "")


def sought_entries(store: "Store", sought: Sought, limit: int) -> list[dict[str, Any]]:
    """Read some columns of the entries that are sought, the latest written first; columns not there yet are empty."""
    if not _has(store, sought.ledger, (sought.start,) if sought.start else ()):
        return []
    table = table_of(sought.ledger)
    there = {"id", *store.tables[table].columns}
    columns = ", ".join(f"t.{identifier(name)}" for name in sought.columns if name in there)
    parts, values = _conditions(sought, there)
    where = " AND ".join((_STANDS.format(table=table), *parts))
    sql = f"SELECT {columns} FROM {table} AS t WHERE {where} ORDER BY t.n DESC LIMIT ?"
    return store.rows(sql, (SELF, *values, limit))


def sums_by_month(
    store: "Store",
    ledger: str,
    day: str,
    span: tuple[str, str],
    *,
    per: str = "",
    amount: str = "",
    where: Iterable[tuple[str, str]] = (),
) -> list[dict[str, Any]]:
    """Give ``who`` (as stored), last ``day``, ``times`` and ``amount`` for each who and month of a span of days."""
    wanted = tuple(where)
    if not _has(store, ledger, [day, *(name for name in (per, amount) if name), *(name for name, _ in wanted)]):
        return []
    table, days = table_of(ledger), f"t.{identifier(day)}"
    who = f"t.{identifier(per)}" if per else "''"
    much = f"sum(CAST(t.{identifier(amount)} AS REAL))" if amount else "0"
    narrowed = "".join(f" AND t.{identifier(name)} = ?" for name, _ in wanted)
    return store.rows(
        f"SELECT {who} AS who, max({days}) AS day, count(*) AS times, {much} AS amount FROM {table} AS t"
        f" WHERE {_STANDS.format(table=table)} AND {days} >= ? AND {days} <= ?{narrowed}"
        f" GROUP BY 1, substr({days}, 1, 7)",
        (SELF, *span, *(value for _, value in wanted)),
    )


def first_and_last(
    store: "Store", ledger: str, day: str, until: str, per: str, where: Iterable[tuple[str, str]] = ()
) -> list[dict[str, Any]]:
    """Give ``who`` (as stored) with the ``first`` and ``last`` day on which they stand in a ledger."""
    wanted = tuple(where)
    if not _has(store, ledger, (day, per, *(name for name, _ in wanted))):
        return []
    table, days, who = table_of(ledger), f"t.{identifier(day)}", f"t.{identifier(per)}"
    narrowed = "".join(f" AND t.{identifier(name)} = ?" for name, _ in wanted)
    return store.rows(
        f"SELECT {who} AS who, min({days}) AS first, max({days}) AS last FROM {table} AS t"
        f" WHERE {_STANDS.format(table=table)} AND {who} IS NOT NULL AND {days} <= ?{narrowed} GROUP BY 1",
        (SELF, until, *(value for _, value in wanted)),
    )


def gone(store: "Store", ids: Iterable[str]) -> dict[str, str]:
    """Give, of some residents, households and units, those that left or ended, with the day (empty: not known)."""
    wanted = msgspec.json.encode(sorted(ids)).decode()
    return {row["id"]: row["since"] for row in store.rows(_GONE, (wanted,))}


def reasons(store: "Store") -> list[dict[str, Any]]:
    """Read every reason that was given and not taken back, with ``ledger``, ``due_key`` and ``given_on``."""
    return store.rows(
        f"SELECT id, ledger, due_key, reason, given_on FROM {REASONS} WHERE owner = ? AND deleted = 0 ORDER BY n",
        (SELF,),
    )


def reason_row(store: "Store", ledger: str, due_key: str) -> dict[str, Any] | None:
    """Read the reason of one due, one that was taken back too, the one that stands first."""
    return store.row(
        f"SELECT id, deleted FROM {REASONS} WHERE owner = ? AND ledger = ? AND due_key = ? ORDER BY deleted, n DESC",
        (SELF, ledger, due_key),
    )


def birthdays(store: "Store", spans: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Give who lives here and was born in one of some spans of days: ``id``, ``name``, ``birth_day``, the group."""
    listed = msgspec.json.encode([list(span) for span in spans]).decode()
    return store.rows(
        "SELECT r.id, r.name, r.birth_day, r.villager_group FROM residents AS r WHERE r.n IN ("
        " SELECT d.n FROM residents AS d JOIN json_each(?) AS s"
        " ON d.birth_day BETWEEN s.value ->> 0 AND s.value ->> 1)"
        " AND r.owner = 1 AND r.deleted = 0 AND r.left_on IS NULL ORDER BY r.n",
        (listed,),
    )


def has_entry_in(store: "Store", ledger: str, day: str, month: str) -> bool:
    """Tell whether anything stands in a ledger for a month ``YYYY-MM``."""
    if not _has(store, ledger, (day,)):
        return False
    days = identifier(day)
    sql = f"SELECT 1 FROM {table_of(ledger)} WHERE owner = ? AND deleted = 0 AND {days} >= ? AND {days} < ? LIMIT 1"
    return store.value(sql, (SELF, month, f"{month}~")) is not None


def printed_registers(store: "Store", *spans: str) -> set[str]:
    """Give the ledgers whose register of one of some spans (as its title says it) was printed or saved."""
    named = " OR ".join("instr(v.reason, ?) > 0" for _ in spans)
    found = store.rows(
        "SELECT DISTINCT j.tbl FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        f" WHERE j.row_id = '' AND j.action IN ('print', 'paper') AND ({named})",
        spans,
    )
    return {row["tbl"].removeprefix(PREFIX) for row in found}


def _has(store: "Store", ledger: str, columns: Iterable[str]) -> bool:
    known = store.tables.get(f"{PREFIX}{ledger}")
    return known is not None and all(name in known.columns for name in columns)


def _conditions(sought: Sought, there: set[str]) -> "tuple[list[str], list[Stored]]":
    parts, values = list[str](), list["Stored"]()
    for part, more in _said(sought, there):
        parts.append(part)
        values += more
    return parts, values


def _said(sought: Sought, there: set[str]) -> "Iterator[tuple[str, list[Stored]]]":
    if sought.states:
        yield "t.state IN (SELECT value FROM json_each(?))", [msgspec.json.encode(sought.states).decode()]
    if sought.answer in there:
        answer = f"t.{identifier(sought.answer)}"
        later = f" OR {answer} > ?" if sought.answered_by else ""
        yield f"({answer} IS NULL OR {answer} = ''{later})", [sought.answered_by] if sought.answered_by else []
    if sought.start:
        start = f"t.{identifier(sought.start)}"
        yield f"{start} >= ? AND {start} <= ?", [sought.first, sought.last]
    for name in sought.seen if sought.seen_before else ():
        if name in there:
            yield f"coalesce(t.{identifier(name)}, '') < ?", [sought.seen_before]
    for name, value in sought.where:
        yield (f"t.{identifier(name)} = ?", [value]) if name in there else ("0", [])
