"""Consents and impact assessments as stored, and what is told to a person of the looks at their number."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]


def consents(store: "Store", resident_id: str = "") -> list[Found]:
    """Give the consents of one person, or of everybody, newest first."""
    return store.rows(
        "SELECT * FROM consents WHERE deleted = 0 AND owner = 1 AND (?1 = '' OR resident_id = ?1)"
        " ORDER BY given_on DESC, n DESC LIMIT 2000",
        (resident_id,),
    )


def consent(store: "Store", consent_id: str) -> Found | None:
    """Give one consent."""
    return store.row("SELECT * FROM consents WHERE id = ? AND deleted = 0 AND owner = 1", (consent_id,))


def assessments(store: "Store") -> list[Found]:
    """Give every impact assessment, newest first."""
    return store.rows("SELECT * FROM impact_assessments WHERE deleted = 0 AND owner = 1 ORDER BY made_on DESC, n DESC")


def assessment(store: "Store", assessment_id: str) -> Found | None:
    """Give one impact assessment."""
    return store.row("SELECT * FROM impact_assessments WHERE id = ? AND owner = 1", (assessment_id,))


def looks_at(store: "Store", row_ids: str) -> list[Found]:
    """Give when and by whom rows (a JSON list of ids) were looked at, printed or given away, oldest first."""
    return store.rows(
        "SELECT j.at, j.action, coalesce(o.name, '') AS operator FROM journal AS j"
        " LEFT JOIN operators AS o ON o.id = j.operator"
        " WHERE j.row_id IN (SELECT value FROM json_each(?))"
        " AND j.action IN ('look', 'print', 'export') ORDER BY j.seq",
        (row_ids,),
    )


def packages_with(store: "Store", first_entry: int) -> list[Found]:
    """Give the packages we wrote that carry entries from ``first_entry`` on."""
    return store.rows(
        "SELECT number, written_at FROM packages_out WHERE journal_to >= ? ORDER BY number", (first_entry,)
    )


def cases_of(store: "Store", resident_id: str) -> list[Found]:
    """Give what a person is told of their own cases, oldest first."""
    return store.rows(
        "SELECT number, item_name, coalesce(registered_on, '') AS registered_on, state, result_text FROM cases"
        " WHERE applicant_id = ? AND owner = 1 AND deleted = 0 ORDER BY n",
        (resident_id,),
    )
