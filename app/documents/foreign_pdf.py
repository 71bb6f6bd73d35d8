"""PDFs from outside: looked at and drawn in a limited child; nothing in them is ever run.

PDFium is used without its scripting, so that no JavaScript, launch action or form of the file does anything.
"""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from app.attachments.facts import PdfLook, PdfUnfit
from app.core.limited_child import Limits, ask_child

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

HIGHEST = 4
"""A drawn page is at most so many times as high as wide; a longer one is drawn smaller."""


class Look(msgspec.Struct, frozen=True, tag=True):
    """Open this and say what it is."""

    content: bytes


class Draw(msgspec.Struct, frozen=True, tag=True):
    """Draw a page (counted from 0), so many pixels across."""

    content: bytes
    page: int
    width: int


class Looked(msgspec.Struct, frozen=True, tag=True):
    """Its pages, and the size of the first in points."""

    pages: int
    width: int
    height: int


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """The page as PNG."""

    png: bytes


class Unfit(msgspec.Struct, frozen=True, tag=True):
    """It does not open: the code of the reason."""

    code: str


class ForeignPdf:
    """Reads PDFs of others within limits; both raise ``PdfUnfit`` and ``ChildLost``."""

    def __init__(self, limits: Limits) -> None:
        """Let the child take so much."""
        self._limits = limits

    def look(self, content: bytes) -> PdfLook:
        """Open it; one that asks for a password is unfit, one that is only locked against changes is not."""
        answer = self._ask(Look(content))
        if not isinstance(answer, Looked):
            raise PdfUnfit("pdf_broken")
        return PdfLook(answer.pages, answer.width, answer.height)

    def draw(self, content: bytes, page: int, width: int) -> bytes:
        """Give a page (counted from 0) as PNG of that many pixels across."""
        answer = self._ask(Draw(content, page, width))
        if not isinstance(answer, Drawn):
            raise PdfUnfit("pdf_broken")
        return answer.png

    def _ask(self, question: Look | Draw) -> Looked | Drawn:
        answers = list(ask_child(answer_about_pdf, msgspec.msgpack.encode(question), self._limits))
        answer = msgspec.msgpack.decode(answers[0], type=Looked | Drawn | Unfit)
        if isinstance(answer, Unfit):
            raise PdfUnfit(answer.code)
        return answer


def answer_about_pdf(question: bytes, send: Callable[[bytes], None]) -> None:
    """Answer one question in the child."""
    asked = msgspec.msgpack.decode(question, type=Look | Draw)
    send(msgspec.msgpack.encode(answered(asked)))


def answered(asked: Look | Draw) -> Looked | Drawn | Unfit:
    """Open the file and look at it or draw a page of it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(asked.content)
    except pypdfium2.PdfiumError as trouble:
        return Unfit("pdf_locked" if "password" in str(trouble).lower() else "pdf_broken")
    try:
        return _looked(document) if isinstance(asked, Look) else _drawn(document, asked)
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError):
        return Unfit("pdf_broken")
    finally:
        document.close()


def _looked(document: "PdfDocument") -> Looked | Unfit:
    pages = len(document)
    if not pages:
        return Unfit("pdf_broken")
    width, height = document[0].get_size()
    return Looked(pages, round(width), round(height))


def _drawn(document: "PdfDocument", asked: Draw) -> Drawn:
    page = document[asked.page]
    width, height = page.get_size()
    scale = min(asked.width / width, HIGHEST * asked.width / height)
    stream = io.BytesIO()
    page.render(scale=scale).to_pil().save(stream, "PNG", compress_level=1)
    return Drawn(stream.getvalue())
