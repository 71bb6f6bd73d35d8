"""Asking the search tables: which subjects carry a word, and which cases hang on them, newest first."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from db.catalogue import OVERLAY

if TYPE_CHECKING:
    from db.store import Store

_json = msgspec.json.Encoder().encode
_numbers = msgspec.json.Decoder(
    list[int]
).decode  # thousands of numbers in one value: a third of the time of as many rows
PER_PERSON = 1_000

Link = dict[str, int]


def subjects_with(store: "Store", expression: str, low: int, high: int, limit: int) -> list[int]:
    """Give the row numbers in [low, high] whose words match an FTS5 expression, newest first."""
    found = store.value(
        "SELECT json_group_array(n) FROM (SELECT rowid AS n FROM search_words WHERE search_words MATCH ?"
        " AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?)",
        (expression, low, high, limit),
    )
    return _numbers(found)


def subject_matches(store: "Store", expression: str, subject: int) -> bool:
    """Tell whether one subject matches (about 50 µs; for a few candidates only)."""
    return bool(
        store.value("SELECT 1 FROM search_words WHERE search_words MATCH ? AND rowid = ?", (expression, subject))
    )


def cases_of_people(store: "Store", people: Iterable[int], items: Iterable[int] | None, limit: int) -> list[Link]:
    """Give the newest cases of these people, of these items only where given, as ``n`` and ``day``."""
    only = "" if items is None else "AND c.item IN (SELECT value FROM json_each(?4))"
    each = limit if items is None else PER_PERSON
    parameters: tuple[str | int, ...] = (_list(people), each - 1, limit)
    return store.rows(
        f"""
        SELECT c.n, c.day FROM json_each(?1) AS p CROSS JOIN search_cases AS c ON c.person = p.value
        AND c.day >= coalesce((SELECT s.day FROM search_cases AS s WHERE s.person = p.value
        ORDER BY s.day DESC, s.n DESC LIMIT 1 OFFSET ?2), 0)
        {only} ORDER BY c.day DESC, c.n DESC LIMIT ?3
        """,
        parameters if items is None else (*parameters, _list(items)),
    )


def cases_of_item(store: "Store", item: int, limit: int, skip: int = 0) -> list[Link]:
    """Walk the newest cases of one item, each with its ``person``."""
    return store.rows(
        "SELECT n, day, person FROM search_cases WHERE item = ? ORDER BY day DESC, n DESC LIMIT ? OFFSET ?",
        (item, limit, skip),
    )


def links_of(store: "Store", cases: Iterable[int]) -> list[Link]:
    """Give ``n``, ``day``, ``person`` and ``item`` of these cases, newest first."""
    return store.rows(
        "SELECT n, day, person, item FROM search_cases WHERE n IN (SELECT value FROM json_each(?))"
        " ORDER BY day DESC, n DESC",
        (_list(cases),),
    )


def number_heads(store: "Store") -> list[str]:
    """Give every beginning that numbers have here (``2026-``, ``2026-B``), by jumping through the index."""
    head = "substr(number, 1, CASE WHEN substr(number, 6, 1) BETWEEN 'A' AND 'Z' THEN 6 ELSE 5 END)"
    rows = store.rows(
        f"""
        WITH RECURSIVE heads (head) AS (
        SELECT * FROM (SELECT {head} FROM cases ORDER BY number LIMIT 1)
        UNION ALL
        SELECT (SELECT {head} FROM cases WHERE number >= heads.head || ':' ORDER BY number LIMIT 1)
        FROM heads WHERE heads.head IS NOT NULL LIMIT 500)
        SELECT head FROM heads WHERE head IS NOT NULL
        """
    )
    return [row["head"] for row in rows]


def cases_numbered(store: "Store", numbers: Iterable[str], limit: int) -> list[int]:
    """Give the row numbers of cases with one of these whole numbers (several offices may have the same)."""
    rows = store.rows(
        "SELECT n FROM cases WHERE number IN (SELECT value FROM json_each(?)) LIMIT ?", (_list(numbers), limit)
    )
    return [row["n"] for row in rows]


def cases_beginning(store: "Store", beginning: str, limit: int) -> list[int]:
    """Give the row numbers of cases whose number begins so, the highest first."""
    rows = store.rows(
        "SELECT n FROM cases WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?",
        (beginning, f"{beginning}~", limit),
    )
    return [row["n"] for row in rows]


def case_faces(store: "Store", cases: Sequence[int]) -> list[dict[str, Any]]:
    """Give what a hit shows of each case, in the order asked for."""
    return _in_order(
        cases,
        store.rows(
            "SELECT n, id, number, applicant_name, applicant_group, item_name, state, registered_on, due_day FROM cases"
            " WHERE n IN (SELECT value FROM json_each(?)) AND deleted = 0",
            (_list(cases),),
        ),
    )


def resident_faces(store: "Store", residents: Sequence[int]) -> list[dict[str, Any]]:
    """Give what a hit shows of each resident, in the order asked for; removed ones are left out."""
    return _in_order(
        residents,
        store.rows(
            "SELECT n, id, name, nickname, sex, birth_day, id_number, phone, villager_group, left_on FROM residents"
            " WHERE n IN (SELECT value FROM json_each(?)) AND deleted = 0",
            (_list(residents),),
        ),
    )


def item_faces(store: "Store", items: Sequence[int]) -> list[dict[str, Any]]:
    """Give code, name, category and department of each item that the catalogue offers, in the order asked for."""
    return _in_order(
        items,
        store.rows(
            OVERLAY + "SELECT s.n, s.code, s.name, i.category, coalesce((SELECT d.name FROM departments AS d"
            " JOIN layers AS l ON l.n = d.owner WHERE d.code = v.department_code AND d.deleted = 0"
            " ORDER BY l.height LIMIT 1), '') AS department FROM search_items AS s"
            " JOIN items AS i ON i.code = s.code AND i.place = 1 AND i.enabled = 1"
            " JOIN versions AS v ON v.item_code = s.code AND v.place = 1 AND v.name = s.name"
            " WHERE s.n IN (SELECT value FROM json_each(?))",
            (_list(items),),
        ),
    )


def _in_order(wanted: Sequence[int], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = {row["n"]: row for row in rows}
    return [found[n] for n in wanted if n in found]


def _list(values: Iterable[object]) -> str:
    return _json(list(values)).decode()
