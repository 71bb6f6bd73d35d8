"""Removing a person's values for good: rows, journal values, papers, search; the journal's chain stays whole.

The rows keep their ids and the journal its heads and digests; the salted values beside them go (HOUSE §2.1), and the
write-ahead log is folded afterwards, so that the file itself holds nothing any more (FAULTS §2.4).
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier
from db.journal import EMPTY, Entry

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

ERASE = "erase"

_OF_PERSON = {
    "residents": "SELECT id FROM residents WHERE id = :person AND owner = 1",
    "cases": "SELECT id FROM cases WHERE applicant_id = :person AND owner = 1",
    "case_events": "SELECT e.id FROM case_events AS e JOIN cases AS c ON c.id = e.case_id"
    " WHERE c.applicant_id = :person AND c.owner = 1",
    "consents": "SELECT id FROM consents WHERE resident_id = :person AND owner = 1",
    "attachments": "SELECT id FROM attachments WHERE owner = 1 AND (subject_id = :person"
    " OR subject_id IN (SELECT id FROM cases WHERE applicant_id = :person AND owner = 1))",
    "post_holders": "SELECT id FROM post_holders WHERE resident_id = :person AND owner = 1",
    "contact_links": "SELECT id FROM contact_links WHERE resident_id = :person AND owner = 1",
    "duty_turns": "SELECT id FROM duty_turns WHERE resident_id = :person AND owner = 1",
}
_PAPERS = (
    "SELECT id FROM papers WHERE subject_id = :person"
    " OR subject_id IN (SELECT id FROM cases WHERE applicant_id = :person AND owner = 1)"
)


def ids_of_person(store: "Store", resident_id: str) -> dict[str, list[str]]:
    """Give the ids of everything that is about one person, by table; papers of them under ``papers``."""
    found = {table: _ids(store, sql, resident_id) for table, sql in _OF_PERSON.items()}
    return {**found, "papers": _ids(store, _PAPERS, resident_id)}


def digests_of(store: "Store", attachments: Iterable[str]) -> list[str]:
    """Give the digests of the contents that these attachments name."""
    rows = store.rows(
        "SELECT DISTINCT digest FROM attachments WHERE id IN (SELECT value FROM json_each(?)) AND digest <> ''",
        (_list(attachments),),
    )
    return [row["digest"] for row in rows]


def open_cases(store: "Store", resident_id: str, closed: Iterable[str]) -> list[str]:
    """Give the numbers of a person's cases that are in none of the ``closed`` states."""
    rows = store.rows(
        "SELECT number FROM cases WHERE applicant_id = ? AND owner = 1 AND deleted = 0"
        " AND state NOT IN (SELECT value FROM json_each(?)) ORDER BY n",
        (resident_id, _list(closed)),
    )
    return [row["number"] for row in rows]


def first_entry(store: "Store", ids: Mapping[str, list[str]]) -> int:
    """Give the journal's first entry about any of these rows; 0 where there is none."""
    everything = [one for some in ids.values() for one in some]
    return int(
        store.value(
            "SELECT coalesce(min(seq), 0) FROM journal WHERE row_id IN (SELECT value FROM json_each(?))",
            (_list(everything),),
        )
    )


def empty_rows(write: "Writing", table: str, ids: Iterable[str], columns: Mapping[str, Any]) -> int:
    """Empty columns of own rows, each under a new revision and an entry without any old value; gives how many."""
    store, name = write.store, identifier(table)
    sets = ", ".join(f"{identifier(column)} = ?" for column in columns)
    sql = f"UPDATE {name} SET {sets}, revision = revision + 1, epoch = ? WHERE id = ? RETURNING revision"
    after = msgspec.json.encode(dict(columns)).decode()
    entries = []
    for row_id in ids:
        (revision,) = store.writer.execute(sql, (*columns.values(), store.epoch, row_id)).fetchone()
        entries.append(Entry(table, row_id, 1, store.epoch, revision, ERASE, "", EMPTY, after))
    write.journal_many(entries)
    return len(entries)


def empty_papers(write: "Writing", ids: Iterable[str]) -> int:
    """Take the bytes and facts out of papers; that there was one, its number and day stay."""
    return write.local(
        "UPDATE papers SET pdf = x'', facts = '', digest = '', pages = 0, title = kind"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (_list(ids),),
    )


def forget_values(write: "Writing", ids: Mapping[str, list[str]], before: int) -> int:
    """Remove the old and new values of every entry about these rows up to number ``before``; gives how many."""
    everything = _list(one for some in ids.values() for one in some)
    write.local("DELETE FROM twins WHERE row_id IN (SELECT value FROM json_each(?))", (everything,))
    return write.local(
        "DELETE FROM journal_values WHERE seq <= ? AND seq IN"
        " (SELECT seq FROM journal WHERE row_id IN (SELECT value FROM json_each(?)))",
        (before, everything),
    )


def rename_head(write: "Writing", resident_id: str, gone: str) -> int:
    """Take a person's name and phone off the household they are the head of."""
    rows = write.store.rows(
        "SELECT h.id FROM households AS h JOIN residents AS r ON r.household_id = h.id AND r.name = h.head_name"
        " WHERE r.id = ? AND h.owner = 1",
        (resident_id,),
    )
    ids = [row["id"] for row in rows]
    last = write.store.journal.last_seq
    done = empty_rows(write, "households", ids, {"head_name": gone, "phone": "", "note": ""})
    forget_values(write, {"households": ids}, last)
    return done


def rename_scans(write: "Writing", name: str, gone: str) -> int:
    """Take a name out of the titles of scans that stay."""
    rows = write.store.rows(
        "SELECT id, title FROM attachments WHERE owner = 1 AND digest <> '' AND instr(title, ?) > 0", (name,)
    )
    last, done = write.store.journal.last_seq, 0
    for row in rows:
        done += empty_rows(write, "attachments", [row["id"]], {"title": row["title"].replace(name, gone)})
    forget_values(write, {"attachments": [row["id"] for row in rows]}, last)
    return done


def empty_stand_ins(write: "Writing", resident_id: str, nobody: str) -> int:
    """Take a person's name off who was away and who stood in (nobody does then); the other person of each stays."""
    done = 0
    for who, name, gone in (("resident_id", "name", nobody), ("stand_in_id", "stand_in_name", "")):
        sql = f"SELECT id FROM stand_ins WHERE {identifier(who)} = ? AND owner = 1"
        ids = [row["id"] for row in write.store.rows(sql, (resident_id,))]
        last = write.store.journal.last_seq
        done += empty_rows(write, "stand_ins", ids, {who: "", name: gone, "reason": ""})
        forget_values(write, {"stand_ins": ids}, last)
    return done


def keep_erasure(write: "Writing", resident_id: str, removed: Mapping[str, int], holders: object) -> None:
    """Write down that and when something was erased, how much, and who still holds it."""
    write.local(
        "INSERT INTO erasures (at, operator, resident_id, removed, holders) VALUES (?, ?, ?, ?, ?)",
        (write.at, write.operator, resident_id, *(msgspec.json.encode(one).decode() for one in (removed, holders))),
    )


def erasures(store: "Store") -> list[dict[str, Any]]:
    """Give every erasure, newest first."""
    return store.rows("SELECT at, operator, resident_id, removed, holders FROM erasures ORDER BY n DESC")


def brought_back(store: "Store") -> list[str]:
    """Give the residents who were erased once and stand in this file as if they had not been: a restore did that."""
    rows = store.rows(
        "SELECT DISTINCT e.resident_id FROM erasures AS e JOIN residents AS r ON r.id = e.resident_id"
        " WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.row_id = e.resident_id AND j.action = ?)",
        (ERASE,),
    )
    return [row["resident_id"] for row in rows]


def _ids(store: "Store", sql: str, person: str) -> list[str]:
    return [row["id"] for row in store.rows(sql.replace(":person", "?1"), (person,))]


def _list(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()
