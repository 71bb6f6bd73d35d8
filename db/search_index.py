"""Keeping the search tables true inside the writing transaction: local, derived, rebuildable at any time.

Words stand in one contentless FTS5 table over *subjects*, never over cases: residents, the distinct people that cases
name, and items. Cases hang on their subjects through ``search_cases``, so that a million of them cost nothing at the
search box. The row number says what a subject is: applicants from 1, residents from ``RESIDENTS``, items from
``ITEMS``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from db.writing import Writing

RESIDENTS = 1 << 40
ITEMS = 1 << 42
BATCH = 2_000

Words = Callable[[Mapping[str, Any]], str]

_json = msgspec.json.Encoder().encode

_RESIDENT_COLUMNS = "n, name, nickname, pinyin, initials, id_number, phone"

_NEW_PEOPLE = """
    INSERT OR IGNORE INTO search_people (name, id_number, phone)
    SELECT c.applicant_name, c.applicant_id_number, c.applicant_phone
    FROM json_each(?) AS wanted CROSS JOIN cases AS c ON c.id = wanted.value
    WHERE c.deleted = 0 AND NOT EXISTS
    (SELECT 1 FROM residents AS r WHERE r.id = c.applicant_id AND r.name = c.applicant_name)
"""

_NEW_ITEMS = """
    INSERT OR IGNORE INTO search_items (code, name)
    SELECT DISTINCT c.item_code, c.item_name FROM json_each(?) AS wanted CROSS JOIN cases AS c ON c.id = wanted.value
"""

_LINK_CASES = f"""
    INSERT OR REPLACE INTO search_cases (n, person, item, day)
    SELECT c.n, coalesce(r.n + {RESIDENTS}, p.n), i.n + {ITEMS},
    coalesce(CAST(julianday(c.registered_on) AS INTEGER), 0)
    FROM json_each(?) AS wanted
    CROSS JOIN cases AS c ON c.id = wanted.value
    LEFT JOIN residents AS r ON r.id = c.applicant_id AND r.name = c.applicant_name
    LEFT JOIN search_people AS p
    ON p.name = c.applicant_name AND p.id_number = c.applicant_id_number AND p.phone = c.applicant_phone
    CROSS JOIN search_items AS i ON i.code = c.item_code AND i.name = c.item_name
    WHERE c.deleted = 0
"""

_LINKED_PEOPLE = f"""
    SELECT DISTINCT s.person FROM json_each(?) AS wanted CROSS JOIN cases AS c ON c.id = wanted.value
    CROSS JOIN search_cases AS s ON s.n = c.n WHERE s.person < {RESIDENTS}
"""

_LEFT_ALONE = """
    SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM search_cases AS s WHERE s.person = value)
"""

_UNLINK_REMOVED = """
    DELETE FROM search_cases WHERE n IN
    (SELECT c.n FROM json_each(?) AS wanted CROSS JOIN cases AS c ON c.id = wanted.value WHERE c.deleted = 1)
"""

_PUT_WORDS = "INSERT OR REPLACE INTO search_words (rowid, words) VALUES (?, ?)"


def index_residents(write: Writing, ids: Iterable[str], words: Words) -> None:
    """Write the words of these residents anew; a removed one keeps them, because its cases are still found by them."""
    for batch in _batches(ids):
        rows = write.store.rows(
            f"SELECT {_RESIDENT_COLUMNS} FROM residents WHERE id IN (SELECT value FROM json_each(?))", (batch,)
        )
        write.local_many(_PUT_WORDS, ((RESIDENTS + row["n"], words(row)) for row in rows))


def index_cases(write: Writing, ids: Iterable[str], person_words: Words, item_words: Words) -> None:
    """Hang these cases on their applicant and item, adding subjects that are new and dropping those left alone."""
    for batch in _batches(ids):
        before = [row["person"] for row in write.store.rows(_LINKED_PEOPLE, (batch,))]
        people = _high(write, "search_people")
        items = _high(write, "search_items")
        if write.local(_NEW_PEOPLE, (batch,)):
            rows = write.store.rows("SELECT n, name, id_number, phone FROM search_people WHERE n > ?", (people,))
            write.local_many(_PUT_WORDS, ((row["n"], person_words(row)) for row in rows))
        if write.local(_NEW_ITEMS, (batch,)):
            rows = write.store.rows("SELECT n, code, name FROM search_items WHERE n > ?", (items,))
            write.local_many(_PUT_WORDS, ((ITEMS + row["n"], item_words(row)) for row in rows))
        write.local(_UNLINK_REMOVED, (batch,))
        write.local(_LINK_CASES, (batch,))
        _drop_left_alone(write, before)


def index_items(write: Writing, items: Iterable[tuple[str, str]], item_words: Words) -> None:
    """Make items (code, name) of the catalogue findable before any case names them."""
    for code, name in items:
        if write.local("INSERT OR IGNORE INTO search_items (code, name) VALUES (?, ?)", (code, name)):
            n = int(write.store.value("SELECT n FROM search_items WHERE code = ? AND name = ?", (code, name)))
            write.local(_PUT_WORDS, (ITEMS + n, item_words({"code": code, "name": name})))


def empty_index(write: Writing) -> None:
    """Drop every derived row, before all is indexed anew."""
    write.local("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    for table in ("search_cases", "search_people", "search_items", "search_ledgers"):
        write.local(f"DELETE FROM {table}")


def tighten_index(write: Writing) -> None:
    """Merge the index into one piece; what was erased leaves it here for good."""
    write.local("INSERT INTO search_words (search_words) VALUES ('optimize')")


def every_id(write: Writing, table: str) -> Iterator[str]:
    """Walk the ids of all cases or residents in the order of their row numbers, in steps."""
    low = 0
    sql = {
        "cases": "SELECT n, id FROM cases WHERE n > ? ORDER BY n LIMIT 5000",
        "residents": "SELECT n, id FROM residents WHERE n > ? ORDER BY n LIMIT 5000",
    }[table]
    while rows := write.store.rows(sql, (low,)):
        low = rows[-1]["n"]
        yield from (row["id"] for row in rows)


def cases_of_residents(write: Writing, residents: Iterable[str]) -> list[str]:
    """Give the ids of every case that names one of these residents as its applicant."""
    rows = write.store.rows(
        "SELECT c.id FROM json_each(?) AS wanted CROSS JOIN cases AS c ON c.applicant_id = wanted.value",
        (_json(list(residents)).decode(),),
    )
    return [row["id"] for row in rows]


def catalogue_names(write: Writing) -> list[tuple[str, str]]:
    """Give code and newest name of every item of the catalogue."""
    rows = write.store.rows(
        "SELECT i.code, v.name FROM service_items AS i JOIN item_versions AS v ON v.item_code = i.code"
        " WHERE i.deleted = 0 AND v.deleted = 0 ORDER BY i.sort, i.code, v.version"
    )
    return list({row["code"]: (row["code"], row["name"]) for row in rows}.values())


def _drop_left_alone(write: Writing, people: list[int]) -> None:
    if not people:
        return
    alone = [row["value"] for row in write.store.rows(_LEFT_ALONE, (_json(people).decode(),))]
    write.local_many("DELETE FROM search_words WHERE rowid = ?", ((n,) for n in alone))
    write.local_many("DELETE FROM search_people WHERE n = ?", ((n,) for n in alone))


def _high(write: Writing, table: str) -> int:
    return int(write.store.value(f"SELECT coalesce(max(n), 0) FROM {table}"))


def _batches(ids: Iterable[str]) -> Iterator[str]:
    iterator = iter(ids)
    while batch := list(islice(iterator, BATCH)):
        yield _json(batch).decode()
