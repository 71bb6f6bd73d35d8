"""From a file that the clerk brought to what is kept of it, and from what is kept to a picture of it.

Whatever reads foreign bytes runs in the limited child; here only the first few are compared.
"""

from pathlib import Path

import msgspec

from app.attachments.facts import PdfReader, PdfUnfit, Prepared
from app.attachments.picture_child import Made, ToKeep, ToSee, Unfit, answer_with_picture
from app.attachments.rules import MEGA, refusal, rules, shown_size
from app.core.brought_file import brought_bytes
from app.core.errors import Refused
from app.core.limited_child import ChildLost, ask_child
from db.disk_words import disk_words

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
PDF, PDF_WITHIN = b"%PDF-", 1024
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")
_MILLION = 1_000_000


def prepare(content: bytes, pdf: PdfReader) -> Prepared:
    """Look at a file, whatever it is called, and give what of it is kept.

    Raises ``Refused`` with the reason for an empty, foreign, broken, hostile or too large one.
    """
    want_size(len(content))
    if is_picture(content):
        return _prepared_picture(content)
    if PDF in content[:PDF_WITHIN]:
        return _prepared_pdf(content, pdf)
    raise refusal("heic" if content[4:12] in _HEIC else "unknown")


def brought(path: Path) -> bytes:
    """Read a file that the clerk picked; raises ``Refused``, for a pipe, a folder or a device too."""
    try:
        if path.is_file():
            want_size(path.stat().st_size)
    except OSError as trouble:
        raise refusal("unread", why=disk_words(trouble)) from trouble
    if path.exists() and not path.is_file():
        raise refusal("no_file")
    return brought_bytes(path, "照片或 PDF", largest=rules().limits.file_mb * MEGA)


def want_size(count: int) -> None:
    """Refuse a file of no bytes or of too many, before it is read."""
    if count == 0:
        raise refusal("empty")
    limit = rules().limits.file_mb * MEGA
    if count > limit:
        raise refusal("large", size=shown_size(count), limit=shown_size(limit))


def is_picture(content: bytes) -> bool:
    """Tell by the first bytes whether this is a picture of a kind that is read."""
    return content.startswith(PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def draw(content: bytes, page: int, width: int, pdf: PdfReader) -> bytes:
    """Give what is kept as a PNG of that many pixels across; ``page`` counts from 0. Raises ``Refused``."""
    try:
        if not is_picture(content):
            return pdf.draw(content, page, width)
        made = _ask(ToSee(content, width, rules().limits.picture_megapixels * _MILLION))
    except (PdfUnfit, ChildLost) as trouble:
        raise _unseen() from trouble
    if isinstance(made, Unfit):
        raise _unseen()
    return made.content


def _prepared_picture(content: bytes) -> Prepared:
    limits, picture = rules().limits, rules().picture
    try:
        made = _ask(
            ToKeep(
                content,
                picture.long_edge,
                picture.quality,
                picture.whole_colour,
                picture.few_colours,
                limits.picture_megapixels * _MILLION,
                limits.jpeg_megapixels * _MILLION,
            )
        )
    except ChildLost as lost:
        raise refusal(lost.cause, seconds=rules().child.seconds) from lost
    if isinstance(made, Unfit):
        raise refusal(made.code, **made.told)
    return Prepared("picture", made.content, 1, made.width, made.height)


def _prepared_pdf(content: bytes, pdf: PdfReader) -> Prepared:
    try:
        seen = pdf.look(content)
    except PdfUnfit as unfit:
        raise refusal(unfit.code) from unfit
    except ChildLost as lost:
        raise refusal(lost.cause, seconds=rules().child.seconds) from lost
    if seen.pages > rules().limits.pdf_pages:
        raise refusal("pdf_pages", count=seen.pages, limit=rules().limits.pdf_pages)
    return Prepared("pdf", content, seen.pages, seen.width, seen.height)


def _ask(question: ToKeep | ToSee) -> Made | Unfit:
    answers = list(ask_child(answer_with_picture, msgspec.msgpack.encode(question), rules().child.limits()))
    return msgspec.msgpack.decode(answers[0], type=Made | Unfit)


def _unseen() -> Refused:
    return Refused("这份附件画不出预览。", untouched="附件没有改动。", advice="可以存一份出来，用别的程序看。")
