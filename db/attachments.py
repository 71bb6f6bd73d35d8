"""The rows that name attachments: what of which record, under which title; the contents stand in the second file."""

from typing import TYPE_CHECKING, Any

from db.connection import identifier

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]

_SELECT = """
    SELECT a.*, coalesce(j.at, '') AS added_at, coalesce(o.name, '') AS added_by FROM attachments AS a
    LEFT JOIN journal AS j ON j.row_id = a.id AND j.tbl = 'attachments' AND j.action = 'insert'
    LEFT JOIN operators AS o ON o.id = j.operator
"""


def attachments_of(store: "Store", subject_table: str, subject_id: str) -> list[Found]:
    """Give the attachments of one record in the order of coming, removed ones excepted."""
    return store.rows(
        f"{_SELECT} WHERE a.subject_id = ? AND a.subject_table = ? AND a.deleted = 0 ORDER BY a.n",
        (subject_id, subject_table),
    )


def attachment(store: "Store", attachment_id: str) -> Found | None:
    """Give one attachment, also a removed one."""
    return store.row(f"{_SELECT} WHERE a.id = ?", (attachment_id,))


def titles_ever(store: "Store", subject_table: str, subject_id: str) -> list[str]:
    """Give every title that a record's attachments have, also those of removed ones."""
    rows = store.rows(
        "SELECT title FROM attachments WHERE subject_id = ? AND subject_table = ?", (subject_id, subject_table)
    )
    return [row["title"] for row in rows]


def named_digests(store: "Store") -> set[str]:
    """Give the digests that any row names; a removed row is in the recycle bin and still needs its content."""
    return {row["digest"] for row in store.rows("SELECT DISTINCT digest FROM attachments WHERE digest <> ''")}


def titles_of_digest(store: "Store", digest: str) -> list[str]:
    """Give the titles under which a content stands in live rows."""
    rows = store.rows("SELECT title FROM attachments WHERE digest = ? AND deleted = 0 ORDER BY n", (digest,))
    return [row["title"] for row in rows]


def own_subject(store: "Store", table: str, row_id: str) -> bool:
    """Tell whether a record that something shall hang on is there, ours, and not removed."""
    if table not in store.tables:
        return False
    found = store.value(f"SELECT 1 FROM {identifier(table)} WHERE id = ? AND owner = 1 AND deleted = 0", (row_id,))
    return found is not None


def last_moment(store: "Store") -> str:
    """Give the moment of the journal's last entry, in UTC; empty where there is none."""
    return str(store.value("SELECT at FROM journal ORDER BY seq DESC LIMIT 1") or "")
