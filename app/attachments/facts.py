"""What is known of an attachment, and of a file that is on its way in."""

import hashlib
from datetime import date, datetime, tzinfo
from typing import Literal, Protocol

import msgspec

Kind = Literal["picture", "pdf"]
SUFFIXES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"%PDF": ".pdf"}


class Attachment(msgspec.Struct, frozen=True):
    """One attachment of a record; ``bytes`` and ``digest`` (SHA-256) are of what is kept, sizes in pixels or points."""

    id: str
    subject_table: str
    subject_id: str
    title: str
    kind: Kind
    digest: str
    bytes: int
    pages: int
    width: int
    height: int
    added_at: str = ""
    added_by: str = ""
    deleted: bool = False
    removed_reason: str = ""

    def added_on(self, zone: tzinfo | None) -> date | None:
        """Give the day of coming on the clerk's wall."""
        return datetime.fromisoformat(self.added_at).astimezone(zone).date() if self.added_at else None


class Prepared(msgspec.Struct, frozen=True):
    """A file as it will be kept: looked at, scaled, stripped."""

    kind: Kind
    content: bytes
    pages: int
    width: int
    height: int


class PdfLook(msgspec.Struct, frozen=True):
    """What the child saw of a PDF; the size is the first page's, in points."""

    pages: int
    width: int
    height: int


class PdfReader(Protocol):
    """How PDFs from outside are read; both run in a limited child, raise ``PdfUnfit`` and ``ChildLost``."""

    def look(self, content: bytes) -> PdfLook:
        """Open it and count its pages."""
        ...

    def draw(self, content: bytes, page: int, width: int) -> bytes:
        """Give a page (counted from 0) as PNG of that many pixels across."""
        ...


class PdfUnfit(Exception):  # noqa: N818 - a finding, told to the room that asked
    """The PDF cannot be kept: ``code`` is ``pdf_broken`` or ``pdf_locked``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def digest_of(content: bytes) -> str:
    """Name a content as the office's rows do."""
    return hashlib.sha256(content).hexdigest()


def suffix_of(content: bytes) -> str:
    """Give the file ending that fits what is kept."""
    return next((suffix for start, suffix in SUFFIXES.items() if content.startswith(start)), ".pdf")
