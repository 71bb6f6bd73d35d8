"""The search index against the rows: which subjects carry other words than they should, which cases hang wrongly."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from db.ledger_search import ENTRIES, expected_words
from db.ledger_search import Words as EntryWords
from db.search_index import ITEMS, RESIDENTS

if TYPE_CHECKING:
    from db.connection import Connection

Words = Callable[[Mapping[str, Any]], str]
TOLD_EVERY = 5_000
_WHOLE = (1 << 64) - 1

_LINKS_OFF = f"""
    SELECT count(*) FROM (
        SELECT c.n, coalesce(r.n + {RESIDENTS}, p.n) AS person, i.n + {ITEMS} AS item,
        coalesce(CAST(julianday(c.registered_on) AS INTEGER), 0) AS day
        FROM cases AS c
        LEFT JOIN residents AS r ON r.id = c.applicant_id AND r.name = c.applicant_name
        LEFT JOIN search_people AS p
        ON p.name = c.applicant_name AND p.id_number = c.applicant_id_number AND p.phone = c.applicant_phone
        LEFT JOIN search_items AS i ON i.code = c.item_code AND i.name = c.item_name
        WHERE c.deleted = 0
    ) AS wanted LEFT JOIN search_cases AS s ON s.n = wanted.n
    WHERE s.n IS NULL OR s.person IS NOT wanted.person OR s.item IS NOT wanted.item OR s.day IS NOT wanted.day
"""

_LEFT_OVER = """
    SELECT (SELECT count(*) FROM search_cases AS s LEFT JOIN cases AS c ON c.n = s.n WHERE c.n IS NULL OR c.deleted = 1)
    + (SELECT count(*) FROM search_people AS p WHERE NOT EXISTS
        (SELECT 1 FROM search_cases AS s WHERE s.person = p.n))
"""


class IndexOff(NamedTuple):
    """How many residents, applicants, items and entries have wrong words, cases hang wrongly, rows are left over."""

    people: int
    items: int
    entries: int
    cases: int
    left_over: int


def index_off(
    connection: "Connection",
    person_words: Words,
    item_words: Words,
    entry_words: EntryWords,
    tell: Callable[[int], None],
) -> IndexOff:
    """Compare the whole index with what it should hold; ``tell`` hears how many words were read and may raise."""
    differ = _sums_of_index(connection, tell)
    for subject, words in (*_expected(connection, person_words, item_words), *expected_words(connection, entry_words)):
        _add(differ, subject, words.split(), -1)
    wrong = [subject for subject, (count, total) in differ.items() if count or total & _WHOLE]
    (cases,) = connection.execute(_LINKS_OFF).fetchone()
    (left_over,) = connection.execute(_LEFT_OVER).fetchone()
    entries = sum(1 for subject in wrong if subject > ENTRIES)
    items = sum(1 for subject in wrong if ITEMS < subject <= ENTRIES)
    return IndexOff(len(wrong) - items - entries, items, entries, int(cases), int(left_over))


def _sums_of_index(connection: "Connection", tell: Callable[[int], None]) -> dict[int, tuple[int, int]]:
    """Sum the words of each subject: how many, and the sum of their hashes; so a million words need no memory."""
    connection.execute("PRAGMA query_only = OFF")  # a table of this connection alone, in memory
    connection.execute("CREATE VIRTUAL TABLE temp.words_in_index USING fts5vocab(main, search_words, instance)")
    connection.execute("PRAGMA query_only = ON")
    sums: dict[int, tuple[int, int]] = {}
    for done, (word, subject) in enumerate(connection.execute("SELECT term, doc FROM temp.words_in_index")):
        if done % TOLD_EVERY == 0:
            tell(done)
        _add(sums, subject, (word,), 1)
    return sums


def _add(sums: dict[int, tuple[int, int]], subject: int, words: "tuple[str, ...] | list[str]", sign: int) -> None:
    count, total = sums.get(subject, (0, 0))
    sums[subject] = (count + sign * len(words), total + sign * sum(hash(word) for word in words))


def _expected(connection: "Connection", person_words: Words, item_words: Words) -> "list[tuple[int, str]]":
    residents = _rows(connection, "SELECT n, name, nickname, pinyin, initials, id_number, phone FROM residents")
    people = _rows(connection, "SELECT n, name, id_number, phone FROM search_people")
    items = _rows(connection, "SELECT n, code, name FROM search_items")
    return [
        *((RESIDENTS + row["n"], person_words(row)) for row in residents),
        *((row["n"], person_words(row)) for row in people),
        *((ITEMS + row["n"], item_words(row)) for row in items),
    ]


def _rows(connection: "Connection", sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
