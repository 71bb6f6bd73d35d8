"""The hand-over slip as a finished paper: laid out, kept in the archive, the same package giving the same bytes."""

from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.documents.archive import Paper, Papers, facts_digest
from app.documents.document import Faces
from app.documents.render import render
from app.documents.slips.package import package_document

if TYPE_CHECKING:
    from app.packages.slip import HandOver
    from db.store import Store

KIND = "package"


def slip_paper(store: "Store", number: int, facts: "HandOver", faces: Faces) -> tuple[Paper, Changes]:
    """Give the slip of one package as a PDF from the archive; raises ``Refused`` for a character without glyph."""
    papers = Papers(store)
    subject = ("packages_out", f"package {number}")
    digest = facts_digest({"facts": msgspec.to_builtins(facts), "faces": (faces.title, faces.body)})
    if same := papers.same(KIND, subject[1], digest):
        return same, Changes()
    pdf = render(package_document(facts, store.office["name"], faces))
    with store.writing(reason=f"打印{facts.title}") as write:
        paper = papers.keep(write, KIND, str(number), subject, facts.title, digest, pdf)
        return paper, Changes.of(write.changed)
