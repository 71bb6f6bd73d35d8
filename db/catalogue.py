"""Departments, service items and their versions as stored; our own rows lie over the township's and the program's.

Every reading looks at three offices at most (ourselves, our township, the program): in a township's file the stations'
rows lie beside ours and must not be mixed in.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from db.writing import PROGRAM, SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

OVERLAY = """
    WITH layers AS (
        SELECT n, CASE relation WHEN 'self' THEN 0 WHEN 'parent' THEN 1 ELSE 2 END AS height
        FROM offices WHERE relation IN ('self', 'parent', 'program')
    ),
    items AS (
        SELECT s.code, s.category, s.enabled, s.sort,
            row_number() OVER (PARTITION BY s.code ORDER BY l.height) AS place
        FROM service_items AS s JOIN layers AS l ON l.n = s.owner WHERE s.deleted = 0
    ),
    versions AS (
        SELECT v.*, l.height AS height,
            row_number() OVER (PARTITION BY v.item_code ORDER BY l.height, v.version DESC) AS place
        FROM item_versions AS v JOIN layers AS l ON l.n = v.owner WHERE v.deleted = 0
    )
"""


def items(store: "Store") -> list[dict[str, Any]]:
    """Read every item with its current version, in the order of the catalogue."""
    return store.rows(
        OVERLAY + "SELECT versions.*, items.category, items.enabled, items.sort FROM items"
        " JOIN versions ON versions.item_code = items.code AND versions.place = 1"
        " WHERE items.place = 1 ORDER BY items.sort, items.code"
    )


def item(store: "Store", code: str) -> dict[str, Any] | None:
    """Read one item with its current version."""
    return store.row(
        OVERLAY + "SELECT versions.*, items.category, items.enabled, items.sort FROM items"
        " JOIN versions ON versions.item_code = items.code AND versions.place = 1"
        " WHERE items.place = 1 AND items.code = ?",
        (code,),
    )


def versions(store: "Store", code: str) -> list[dict[str, Any]]:
    """Read every version of an item that this office may see, newest first."""
    return store.rows(
        OVERLAY + "SELECT versions.*, items.category FROM versions JOIN items ON items.code = versions.item_code"
        " WHERE items.place = 1 AND versions.item_code = ? ORDER BY versions.version DESC, versions.height",
        (code,),
    )


def version(store: "Store", version_id: str) -> dict[str, Any] | None:
    """Read one version by id, whoever owns it: a case keeps the version under which it was accepted."""
    return store.row(
        "SELECT v.*, coalesce((SELECT s.category FROM service_items AS s WHERE s.code = v.item_code"
        " ORDER BY s.owner = v.owner DESC, s.owner LIMIT 1), '') AS category FROM item_versions AS v WHERE v.id = ?",
        (version_id,),
    )


def departments(store: "Store") -> list[dict[str, Any]]:
    """Read every department, our own form of it before the shipped one."""
    return store.rows(
        "SELECT d.* FROM departments AS d JOIN offices AS o ON o.n = d.owner"
        " WHERE d.deleted = 0 AND o.relation IN ('self', 'parent', 'program')"
        " ORDER BY min(d.n) OVER (PARTITION BY d.code),"
        " CASE o.relation WHEN 'self' THEN 0 WHEN 'parent' THEN 1 ELSE 2 END"
    )


def known_ids(store: "Store", table: str) -> set[str]:
    """Read the ids of what the program shipped into one table of this file."""
    statements = {
        "departments": "SELECT id FROM departments WHERE owner = ?",
        "service_items": "SELECT id FROM service_items WHERE owner = ?",
        "item_versions": "SELECT id FROM item_versions WHERE owner = ?",
    }
    return {row["id"] for row in store.rows(statements[table], (PROGRAM,))}


def ship(write: "Writing", table: str, rows: Iterable[Mapping[str, object]]) -> int:
    """Write what ships with the program under its own owner, as far as it is not there yet; gives how many were."""
    known = known_ids(write.store, table)
    missing = [row for row in rows if row["id"] not in known]
    return write.insert_many(table, missing, owner=PROGRAM) if missing else 0


def keep_own(write: "Writing", table: str, code: str, values: Mapping[str, object]) -> str:
    """Write our own form of an item or department (``service_items`` or ``departments``) and give its row's id."""
    statements = {
        "departments": "SELECT id, deleted FROM departments WHERE owner = ? AND code = ?",
        "service_items": "SELECT id, deleted FROM service_items WHERE owner = ? AND code = ?",
    }
    known = write.store.row(statements[table], (SELF, code))
    if known is None:
        return write.insert(table, {"code": code, **values})
    if known["deleted"]:  # its first form was taken back
        write.revive(table, known["id"], write.reason)
    write.update(table, known["id"], values)
    return str(known["id"])


def newest_version(store: "Store", code: str) -> int:
    """Give the highest version number of an item among the offices that count here, 0 where there is none.

    A version that was taken back counts, too: its number is not given again.
    """
    return int(
        store.value(
            OVERLAY + "SELECT coalesce(max(v.version), 0) FROM item_versions AS v JOIN layers AS l ON l.n = v.owner"
            " WHERE v.item_code = ?",
            (code,),
        )
    )


def own_codes(store: "Store") -> set[str]:
    """Give the codes of our own items, whatever became of them: a code is never given twice."""
    return {row["code"] for row in store.rows("SELECT code FROM service_items WHERE owner = ?", (SELF,))}
