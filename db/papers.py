"""The archive of papers: the very bytes that were given out or posted (a local table inside the encrypted file)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.store import Store
    from db.writing import Writing

_HEAD = "id, kind, number, subject_table, subject_id, title, made_at, operator, digest, facts, pages"


def keep_paper(write: "Writing", paper: "Mapping[str, Any]") -> None:
    """Put a finished paper into the archive and note in the journal that it was made."""
    names = (*_HEAD.split(", "), "pdf")
    values = {**paper, "made_at": write.at, "operator": write.operator}
    marks = ", ".join("?" * len(names))
    write.local(f"INSERT INTO papers ({', '.join(names)}) VALUES ({marks})", [values[name] for name in names])
    write.note("paper", paper["subject_table"], paper["subject_id"], f"{paper['title']} {paper['number']}".strip())


def latest_paper(store: "Store", kind: str, subject_id: str, facts: str) -> dict[str, Any] | None:
    """Read the newest paper of a kind made of exactly these facts, with its bytes."""
    return store.row(
        f"SELECT {_HEAD}, pdf FROM papers WHERE subject_id = ? AND kind = ? AND facts = ?"
        " ORDER BY made_at DESC LIMIT 1",
        (subject_id, kind, facts),
    )


def paper_with_id(store: "Store", paper_id: str) -> dict[str, Any] | None:
    """Read one paper with its bytes."""
    return store.row(f"SELECT {_HEAD}, pdf FROM papers WHERE id = ?", (paper_id,))


def papers_of(store: "Store", subject_id: str) -> list[dict[str, Any]]:
    """Read what was made for one subject, the newest first, without the bytes."""
    return store.rows(f"SELECT {_HEAD} FROM papers WHERE subject_id = ? ORDER BY made_at DESC, id DESC", (subject_id,))
