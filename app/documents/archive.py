"""The archive of papers: what was printed stays as it was, byte for byte."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.documents.reading import page_count
from db import papers as rows
from db.identifiers import new_id

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


class Paper(msgspec.Struct, frozen=True):
    """A finished paper; ``subject_table`` and ``subject_id`` say what it is about, ``digest`` is its SHA-256."""

    id: str
    kind: str
    number: str
    subject_table: str
    subject_id: str
    title: str
    digest: str
    facts: str
    pages: int
    made_at: str = ""
    operator: str = ""
    pdf: bytes = b""


def facts_digest(facts: Mapping[str, object]) -> str:
    """Digest what a paper was made of, so that the same facts give the same paper again."""
    return hashlib.sha256(msgspec.json.encode(facts, order="sorted")).hexdigest()


class Papers:
    """Keeps and gives back what was made."""

    def __init__(self, store: "Store") -> None:
        """Work on one open office."""
        self._store = store

    def keep(
        self, write: "Writing", kind: str, number: str, subject: tuple[str, str], title: str, facts: str, pdf: bytes
    ) -> Paper:
        """Put a finished PDF into the archive, inside the action that made it."""
        digest = hashlib.sha256(pdf).hexdigest()
        paper = Paper(new_id(), kind, number, *subject, title, digest, facts, page_count(pdf), pdf=pdf)
        rows.keep_paper(write, msgspec.structs.asdict(paper))
        return paper

    def same(self, kind: str, subject_id: str, facts: str) -> Paper | None:
        """Give the paper that was made of exactly these facts before, if any."""
        row = rows.latest_paper(self._store, kind, subject_id, facts)
        return msgspec.convert(row, Paper) if row else None

    def paper(self, paper_id: str) -> Paper:
        """Give one paper; raises ``Refused`` where it is not in the archive, ``FileDamaged`` never silently."""
        row = rows.paper_with_id(self._store, paper_id)
        if row is None:
            raise Refused("存档里没有这张纸。", untouched="什么也没有做。", advice="请重新生成。")
        paper = msgspec.convert(row, Paper)
        if hashlib.sha256(paper.pdf).hexdigest() != paper.digest:
            raise Refused("存档的这张纸内容和校验码不符，没有打印。", untouched="存档没有改动。", advice="请重新生成。")
        return paper

    def note_printed(self, paper: Paper, copies: int, operator: str) -> None:
        """Note in the journal that a paper went to a printer."""
        what = f"打印 {paper.title} {paper.number}，{copies} 份"
        with self._store.writing(operator, what) as write:
            write.note("print", "papers", paper.id, what)

    def of(self, subject_id: str) -> list[Paper]:
        """List what was made for one subject, the newest first, without the bytes."""
        return msgspec.convert(rows.papers_of(self._store, subject_id), list[Paper])
