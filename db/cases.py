"""Cases and their events, as stored: finding, listing, counting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored

SORTS = {
    "number": "number",
    "registered": "registered_on",
    "due": "due_day",
    "concluded": "concluded_on",
    "applicant": "applicant_name",
    "item": "item_code",
    "state": "state",
}

MOST_STATE = "archived"
"""The state in which nearly all cases end up."""

FIGURES = (
    "id, number, item_code, category, mode, channel, state, concluded_on, delivered_on, archived_on, due_day,"
    " lapse_day, result, result_text, overdue_party, rating, brought_over"
)
"""The columns that a month's figures need."""

_CONDITIONS = {
    "states": "state IN (SELECT value FROM json_each(?))",
    "due_before": "due_day < ?",
    "due_from": "due_day >= ?",
    "due_until": "due_day <= ?",
    "item_code": "item_code = ?",
    "category": "category = ?",
    "department_code": "department_code = ?",
    "applicant_id": "applicant_id = ?",
    "registered_from": "registered_on >= ?",
    "registered_to": "registered_on <= ?",
    "concluded_from": "concluded_on >= ?",
    "concluded_to": "concluded_on <= ?",
    "accepted_from": "accepted_on >= ?",
    "accepted_to": "accepted_on <= ?",
    "brought_over": "brought_over = ?",
    "text": "(number LIKE ? ESCAPE '\\' OR applicant_name LIKE ? ESCAPE '\\' OR item_name LIKE ? ESCAPE '\\'"
    " OR content LIKE ? ESCAPE '\\')",
}


def case_numbered(store: "Store", number: str, owner: int) -> dict[str, Any] | None:
    """Read a case by its number."""
    return store.row("SELECT * FROM cases WHERE number = ? AND owner = ? AND deleted = 0", (number, owner))


def case_with_id(store: "Store", case_id: str) -> dict[str, Any] | None:
    """Read a case by its id."""
    return store.row("SELECT * FROM cases WHERE id = ? AND deleted = 0", (case_id,))


def events_of(store: "Store", case_id: str) -> list[dict[str, Any]]:
    """Read the events of one case in their order."""
    return store.rows("SELECT * FROM case_events WHERE case_id = ? AND deleted = 0 ORDER BY seq", (case_id,))


def next_event_seq(store: "Store", case_id: str) -> int:
    """Give the place of the next event of a case; that of one that was taken back is not given again."""
    return int(store.value("SELECT coalesce(max(seq), 0) + 1 FROM case_events WHERE case_id = ?", (case_id,)))


def listed_cases(
    store: "Store", owner: int, wanted: Mapping[str, Any], sort: str, *, falling: bool, limit: int, offset: int
) -> list[dict[str, Any]]:
    """Read one page of the cases that fit; ``wanted`` names conditions of this module, ``sort`` one of ``SORTS``."""
    where, values = _where(owner, wanted)
    direction = "DESC" if falling else "ASC"
    order = f"{SORTS[sort]} {direction} NULLS LAST, n {direction}"
    sql = f"SELECT * FROM cases {_hint(wanted)} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    return store.rows(sql, (*values, limit, offset))


def counted_cases(store: "Store", owner: int, wanted: Mapping[str, Any]) -> int:
    """Count the cases that fit."""
    where, values = _where(owner, wanted)
    return int(store.value(f"SELECT count(*) FROM cases WHERE {where}", values))


def counted_by_state(store: "Store", owner: int, states: Iterable[str]) -> dict[str, int]:
    """Count the cases in each of these states."""
    rows = store.rows(
        "SELECT state, count(*) AS n FROM cases INDEXED BY cases_by_state"
        " WHERE owner = ? AND state IN (SELECT value FROM json_each(?)) AND deleted = 0 GROUP BY state",
        (owner, _list(states)),
    )
    return {row["state"]: row["n"] for row in rows}


def cases_in_states(store: "Store", owner: int, states: Iterable[str], limit: int) -> list[dict[str, Any]]:
    """Read the cases of these states, the earliest due day first."""
    return store.rows(
        "SELECT * FROM cases INDEXED BY cases_by_state WHERE owner = ?"
        " AND state IN (SELECT value FROM json_each(?)) AND deleted = 0 ORDER BY due_day NULLS LAST, n LIMIT ?",
        (owner, _list(states), limit),
    )


def cases_to_correct(store: "Store", owner: int) -> list[dict[str, Any]]:
    """Read the cases whose low rating waits for its correction; what an old log book left unsaid is not asked for."""
    return store.rows(
        "SELECT * FROM cases INDEXED BY cases_to_correct WHERE owner = ? AND correction_due IS NOT NULL"
        " AND correction_on IS NULL AND state <> 'archived' AND deleted = 0 ORDER BY correction_due, n",
        (owner,),
    )


def cases_late_unexplained(store: "Store", owner: int, since: str) -> list[dict[str, Any]]:
    """Read the cases that ended late since a day and whose reason nobody has given."""
    return store.rows(
        "SELECT * FROM cases INDEXED BY cases_late_unexplained WHERE owner = ? AND concluded_on >= ?"
        " AND concluded_on > due_day AND overdue_party = '' AND state <> 'archived' AND deleted = 0"
        " ORDER BY concluded_on, n",
        (owner, since),
    )


def cases_unrated(store: "Store", owner: int, since: str, until: str) -> list[dict[str, Any]]:
    """Read the cases that were delivered in a span of days and wait for nothing but their rating."""
    return store.rows(
        "SELECT * FROM cases WHERE owner = ? AND state = 'delivered' AND delivered_on BETWEEN ? AND ?"
        " AND brought_over = 0 AND deleted = 0 ORDER BY delivered_on, n",
        (owner, since, until),
    )


def estimated_cases(store: "Store", states: Sequence[str]) -> list[dict[str, Any]]:
    """Read our own open cases whose due day rests on a year that was not announced."""
    return store.rows(
        "SELECT * FROM cases WHERE owner = 1 AND state IN (SELECT value FROM json_each(?))"
        " AND due_estimated = 1 AND deleted = 0 ORDER BY n",
        (_list(states),),
    )


def cases_of_days(
    store: "Store", owner: int, column: str, first: str, last: str, *, wanted: str = "*"
) -> list[dict[str, Any]]:
    """Read the cases whose day in ``column`` lies in a span of days; ``wanted`` columns only."""
    condition = {
        "registered_on": "registered_on BETWEEN ? AND ?",
        "accepted_on": "accepted_on BETWEEN ? AND ?",
        "concluded_on": "concluded_on BETWEEN ? AND ?",
        "handed_over_on": "handed_over_on BETWEEN ? AND ?",
    }[column]
    return store.rows(
        f"SELECT {wanted} FROM cases WHERE owner = ? AND {condition} AND deleted = 0", (owner, first, last)
    )


def streamed_cases(store: "Store", owner: int) -> Iterator[dict[str, Any]]:
    """Walk every case of an office, in the order of registering, without holding them all."""
    return store.stream("SELECT * FROM cases WHERE owner = ? AND deleted = 0 ORDER BY n", (owner,))


def _where(owner: int, wanted: Mapping[str, Any]) -> "tuple[str, list[Stored]]":
    parts = ["owner = ?", "deleted = 0"]
    values: list[Stored] = [owner]
    for name, value in wanted.items():
        parts.append(_CONDITIONS[name])
        if name == "text":
            values += [_like(value)] * 4
        else:
            values.append(_list(value) if isinstance(value, tuple | list | set | frozenset) else value)
    return " AND ".join(parts), values


def _hint(wanted: Mapping[str, Any]) -> str:
    """Go through the few cases of the wanted states rather than through all in the order of the list."""
    return "INDEXED BY cases_by_state" if "states" in wanted and MOST_STATE not in wanted["states"] else ""


def _like(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return f"%{text}%"


def _list(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()
