"""A document onto paper: laid out, checked for missing glyphs, drawn, as the bytes of one PDF."""

import io
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from app.core.progress import SILENT, Progress, go_on
from app.documents.document import Block, Code, Column, Document, TreeBox
from app.documents.faces import Face, loaded, refuse_missing
from app.documents.layout import lay_out

PRODUCER = "村站通"
DRAWING = "正在排版"


def render(document: Document, progress: Progress = SILENT) -> bytes:
    """Give the PDF of a document; the same document gives the same bytes. ``progress`` hears of every page.

    Raises ``Refused`` where a character has no glyph in any face, or a cell is higher than a page; ``Cancelled``. The
    file's own properties name the kind of paper, never a person.
    """
    refuse_missing(texts_of(document))
    sheets = lay_out(document)
    loaded(Face.SONG)
    stream = io.BytesIO()
    size = (document.page.width, document.page.height)
    canvas = Canvas(stream, pagesize=size, invariant=1, pageCompression=1, initialFontName=Face.SONG.value)
    canvas.setTitle(document.title)
    canvas.setProducer(PRODUCER)
    canvas.setCreator(PRODUCER)
    canvas.setAuthor("")
    canvas.setSubject("")
    for number, sheet in enumerate(sheets, 1):
        sheet.draw(canvas)
        canvas.showPage()
        go_on(progress, number, len(sheets), DRAWING)
    canvas.save()
    return stream.getvalue()


def texts_of(document: Document) -> Iterator[str]:
    """Give every text that will stand on the paper."""
    yield document.footer
    for block in (*document.counterfoil, *document.blocks):
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    """Give every text of a block: each field of it, down to the cells of its rows; a code's content is no text."""
    for name in block.__struct_fields__:
        if not (isinstance(block, Code) and name == "content"):
            yield from _strings(getattr(block, name))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Column):
        yield value.head
    elif isinstance(value, TreeBox):
        yield value.heading
        yield from _strings((*value.lines, *value.children))
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
