"""A register or volume as PDF: a short one here, a long one in a child that can be stopped at once."""

import msgspec

from app.core.limited_child import Limits, Send
from app.core.progress import SILENT, Progress
from app.documents.long_paper import LIMITS, LONG, pdf_from_child, send_pdf
from app.documents.registers.binding import bind
from app.documents.registers.facts import Book


def make_book(book: Book, progress: Progress = SILENT) -> bytes:
    """Give the PDF; the bytes are the same either way.

    Raises ``Refused`` where a character has no glyph or the child ran out of memory or time; ``Cancelled``.
    """
    return bind(book, progress) if book.lines < LONG else bind_in_child(book, progress, LIMITS)


def bind_in_child(book: Book, progress: Progress, limits: Limits) -> bytes:
    """Give the PDF from a child that may take so much memory and time."""
    return pdf_from_child(answer_with_book, msgspec.msgpack.encode(book), progress, limits)


def answer_with_book(question: bytes, send: Send) -> None:
    """Bind the book in the child, page by page."""
    book = msgspec.msgpack.decode(question, type=Book)
    send_pdf(lambda progress: bind(book, progress), send)
