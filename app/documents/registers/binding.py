"""Binding: page after page onto the canvas, then what is known only at the end: contents, and how many pages there are.

A page is let go of as soon as it is drawn: what a volume needs grows by its packed pages alone.
"""

import io
from collections.abc import Iterator

from app.core.progress import SILENT, Progress, go_on
from app.documents.faces import Face, loaded, refuse_missing, width
from app.documents.page import Page
from app.documents.registers.contents import CONTENTS_PAGE, ContentsLine, contents_sheets
from app.documents.registers.cover import COVER_PAGE, cover_sheet
from app.documents.registers.facts import Book, Line, Part
from app.documents.registers.packed_canvas import PackedCanvas
from app.documents.registers.pages import FOOT, FOOT_RISE, Pages, RegisterPage
from app.documents.render import DRAWING, PRODUCER
from app.documents.sheet import Sheet

STEP = 100  # lines between two words of progress
TOTAL = "total"


def bind(book: Book, progress: Progress = SILENT) -> bytes:
    """Give the PDF of a register or a volume; the same book gives the same bytes. ``progress`` hears of lines.

    Raises ``Refused`` where a character has no glyph in any face, before anything is laid out; ``Cancelled``.
    """
    refuse_missing(_texts(book))
    return _Binding(book, progress).bound()


class _Binding:
    def __init__(self, book: Book, progress: Progress) -> None:
        loaded(Face.SONG)
        self._book, self._progress, self._lines = book, progress, 0
        self._stream = io.BytesIO()
        self._canvas = PackedCanvas(self._stream, invariant=1, pageCompression=1, initialFontName=Face.SONG.value)
        self._canvas.setTitle(book.kind)
        self._canvas.setProducer(PRODUCER)
        self._canvas.setCreator(PRODUCER)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._contents: list[ContentsLine] = []

    def bound(self) -> bytes:
        book, pages, group = self._book, 0, ""
        for part in book.parts:
            if book.contents == "groups":
                if part.group != group:
                    group = part.group
                    self._contents.append(ContentsLine(group, head=True))
                self._contents.append(ContentsLine(part.title, part.entries, pages + 1 if part.lines else 0))
            if part.lines or book.contents == "months":
                for page in Pages(part, pages + 1, book.faces.body, self._begun, self._heard):
                    self._draw(page)
                    pages = page.number
        self._draw_total(pages)
        self._draw_front()
        self._canvas.save()
        return self._stream.getvalue()

    def _begun(self, line: Line, page: int) -> None:
        if self._book.contents == "months":
            self._contents.append(ContentsLine(line.cells[0], line.counted, page))

    def _heard(self) -> None:
        if self._lines % STEP == 0:
            go_on(self._progress, self._lines, self._book.lines, DRAWING)
        self._lines += 1

    def _draw(self, page: RegisterPage) -> None:
        middle = page.page.body.left + page.page.body.width / 2
        words = f"第 {page.number} 页 / "
        page.sheet.write_to(middle, FOOT_RISE, words, Face.SONG, FOOT)
        self._show(page.sheet, page.page, total_at=middle)

    def _show(self, sheet: Sheet, page: Page, *, total_at: float | None = None) -> None:
        self._canvas.setPageSize((page.width, page.height))
        sheet.draw(self._canvas)
        if total_at is not None:
            self._canvas.saveState()
            self._canvas.translate(total_at, FOOT_RISE)
            self._canvas.doForm(TOTAL)
            self._canvas.restoreState()
        self._canvas.showPage()

    def _draw_total(self, pages: int) -> None:
        """Draw “共 m 页” once: every page points at it."""
        sheet, words = Sheet(), f"共 {pages} 页"
        sheet.write(0, 0, words, Face.SONG, FOOT)
        self._canvas.beginForm(TOTAL, 0, -FOOT, width(words, Face.SONG, FOOT) + FOOT, FOOT * 2)
        sheet.draw(self._canvas)
        self._canvas.endForm()

    def _draw_front(self) -> None:
        front = list(self._front())
        for page, sheet in front:
            self._show(sheet, page)
        self._canvas.put_in_front(len(front))

    def _front(self) -> Iterator[tuple[Page, Sheet]]:
        if self._book.cover is not None:
            yield COVER_PAGE, cover_sheet(self._book.cover, self._book.faces)
            for sheet in contents_sheets(self._contents, self._book.faces):
                yield CONTENTS_PAGE, sheet


def _texts(book: Book) -> Iterator[str]:
    """Give every text that will stand on the paper."""
    for part in book.parts:
        yield from _part_texts(part)
    if book.cover is not None:
        yield from (book.cover.village, book.cover.title, book.cover.year)
        for pair in book.cover.pairs:
            yield from pair


def _part_texts(part: Part) -> Iterator[str]:
    yield from (part.title, part.village, part.span, part.empty, part.group, part.note, *part.signature)
    yield from (column.head for column in part.columns)
    for line in part.lines:
        yield from line.cells
