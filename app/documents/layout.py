"""Laying a document out: blocks flow down frames, frames follow each other, sheet after sheet."""

from collections.abc import Callable, Iterable, Iterator
from functools import singledispatchmethod
from itertools import chain, pairwise

from app.core.errors import Refused
from app.documents.breaker import balanced_lines, break_text
from app.documents.code import draw_code
from app.documents.document import (
    Block,
    Closing,
    Code,
    Corner,
    Document,
    Faces,
    Facts,
    Gap,
    NewPage,
    Signatures,
    Table,
    Ticks,
    Title,
    Tree,
    Words,
)
from app.documents.faces import Face, width
from app.documents.page import MM, Frame
from app.documents.sheet import Sheet
from app.documents.tables import Row, facts_rows, table_rows
from app.documents.tree import draw_tree

LINE = 1.55
SIGN_LINE = 30 * MM
FOOT = 9.0
CUT_WORDS = "—— 沿 此 线 裁 开 ——"


class Flow:
    """Fills frames one after the other; ``following`` gives the next frame with its sheet."""

    def __init__(self, following: Callable[[], tuple[Sheet, Frame]], faces: Faces) -> None:
        """Begin in the first frame, with the office's faces."""
        self._following = following
        self._title, self._text = faces.title, faces.body
        self.sheet, self.frame = following()
        self.y = self.frame.top

    def pour(self, blocks: Iterable[Block]) -> None:
        """Lay blocks out in order; a heading never stands alone at the foot of a frame."""
        for block, after in pairwise(chain(blocks, (None,))):
            if block is not None:
                if isinstance(block, Words) and block.head and after is not None:
                    self._need(self._high(block) + block.space_after + self._beginning(after))
                self.lay(block)

    @singledispatchmethod
    def lay(self, block: Block) -> None:
        """Lay one block out; every kind of block has its own way below."""
        raise TypeError(block)

    @lay.register
    def _(self, block: Gap) -> None:
        self.y -= block.height

    @lay.register
    def _(self, _: NewPage) -> None:
        self._next()

    @lay.register
    def _(self, block: Title) -> None:
        lines = balanced_lines(block.text, self._title, block.size, self.frame.width)
        self._need(len(lines) * block.size * 1.4 + (block.size if block.below else 0))
        for line in lines:
            self.y -= block.size * 1.25
            self.sheet.write_centred(self._middle, self.y, line, self._title, block.size)
        if block.below:
            self.y -= block.size * 1.05
            self.sheet.write_centred(self._middle, self.y, block.below, Face.KAI, block.size * 0.62)
        self.y -= block.size * 0.55

    @lay.register
    def _(self, block: Corner) -> None:
        size = 10.5
        self._need(size * LINE)
        self.y -= size
        self.sheet.write(self.frame.left, self.y, block.left, self._text, size)
        self.sheet.write_to(self._right, self.y, block.right, self._text, size)
        self.y -= size * 0.7

    @lay.register
    def _(self, block: Words) -> None:
        face = Face.HEI if block.head else Face.KAI if block.kai else self._text
        leading = block.size * LINE
        for paragraph in block.text.split("\n"):
            indent = block.indent * block.size if block.align == "left" else 0
            lines = break_text(paragraph, face, block.size, self.frame.width, first_indent=indent)
            for place, line in enumerate(lines):
                self._need(leading)
                self.y -= leading
                last = place == len(lines) - 1
                self._set_words(block, line, face, indent if place == 0 else 0, last=last)
        self.y -= block.space_after

    @lay.register
    def _(self, block: Facts) -> None:
        self._rows(facts_rows(block, self.frame, self._text))

    @lay.register
    def _(self, block: Table) -> None:
        head, rows = table_rows(block, self.frame, self._text)
        self._rows(rows, head)

    @lay.register
    def _(self, block: Ticks) -> None:
        leading, x = block.size * 1.8, self.frame.left
        self._need(leading)
        self.y -= leading
        for words, chosen in block.choices:
            wide = width(words, self._text, block.size) + block.size * 2.6
            if x + wide > self._right and x > self.frame.left:
                self._need(leading)
                self.y -= leading
                x = self.frame.left
            self._box(x, block.size, chosen=chosen)
            self.sheet.write(x + block.size * 1.3, self.y, words, self._text, block.size)
            x += wide
        self.y -= block.size * 0.6

    @lay.register
    def _(self, block: Signatures) -> None:
        leading, share = block.size * 2.4, self.frame.width / max(1, len(block.places))
        self._need(leading)
        self.y -= leading
        for place, words in enumerate(block.places):
            x = self.frame.left + place * share
            self.sheet.write(x, self.y, words, self._text, block.size)
            begin = x + width(words, self._text, block.size) + 2
            end = min(x + share - 8, begin + SIGN_LINE)
            if end - begin > block.size:
                self.sheet.rule(begin, self.y - 2, end, self.y - 2)
        self.y -= block.size * 0.8

    @lay.register
    def _(self, block: Closing) -> None:
        size = block.size
        self._need(size * 4)
        right = self._right - 4 * size
        issuer, day = width(block.issuer, self._text, size), width(block.day_text, self._text, size)
        middle = right - max(issuer, day) / 2 if issuer <= day else right - day / 2
        middle = min(middle, self._right - issuer / 2)
        self.y -= size * 1.9
        self.sheet.write_centred(middle, self.y, block.issuer, self._text, size)
        self.y -= size * 1.6
        self.sheet.write_to(right, self.y, block.day_text, self._text, size)
        self.y -= size * 0.6

    @lay.register
    def _(self, block: Code) -> None:
        side = block.side * MM
        x, y = self._right - side, self.frame.top - side + 4
        draw_code(self.sheet, block.content, x, y, side)
        if block.words:
            self.sheet.write_centred(x + side / 2, y - 8, block.words, self._text, 7)

    @lay.register
    def _(self, block: Tree) -> None:
        room = Frame(self.frame.left, self.frame.bottom, self.frame.width, self.y - self.frame.bottom)
        self.y -= draw_tree(self.sheet, block, room, self._text)

    def cut(self) -> None:
        """Draw a line to cut along, across the sheet at the place that is reached."""
        self._need(160)
        self.y -= 22
        _cut_line(self.sheet, self.frame, self.y)
        self.y -= 14

    @property
    def _middle(self) -> float:
        return self.frame.left + self.frame.width / 2

    @property
    def _right(self) -> float:
        return self.frame.left + self.frame.width

    def _set_words(self, block: Words, line: str, face: Face, indent: float, *, last: bool) -> None:
        baseline = self.y + block.size * (LINE - 1) * 0.5
        match block.align:
            case "center":
                self.sheet.write_centred(self._middle, baseline, line, face, block.size)
            case "right":
                self.sheet.write_to(self._right, baseline, line, face, block.size)
            case _ if last:
                self.sheet.write(self.frame.left + indent, baseline, line, face, block.size)
            case _:
                room = self.frame.width - indent
                self.sheet.write_across(self.frame.left + indent, baseline, line, face, block.size, room)

    def _box(self, x: float, size: float, *, chosen: bool) -> None:
        side = size * 0.85
        self.sheet.frame(x, self.y - size * 0.08, side, side)
        if chosen:
            low = self.y + size * 0.12
            self.sheet.rule(x + side * 0.15, low + side * 0.3, x + side * 0.42, low, 1.1)
            self.sheet.rule(x + side * 0.42, low, x + side * 0.95, low + side * 0.75, 1.1)

    def _high(self, block: Words) -> float:
        """Give how high words stand, what comes after them not counted."""
        face = Face.HEI if block.head else Face.KAI if block.kai else self._text
        lines = (break_text(one, face, block.size, self.frame.width) for one in block.text.split("\n"))
        return sum(map(len, lines)) * block.size * LINE

    def _beginning(self, block: Block) -> float:
        """Give how much of a block belongs below its heading: a line, or a row with the head of its table."""
        if isinstance(block, Table):
            head, rows = table_rows(block, self.frame, self._text)
            return head.height + next((row.height for row in rows), 0)
        if isinstance(block, Facts):
            return next((row.height for row in facts_rows(block, self.frame, self._text)), 0)
        return block.size * LINE if isinstance(block, Words) else 0

    def _rows(self, rows: Iterator[Row], head: Row | None = None) -> None:
        first = next(rows, None)
        if head is not None:
            self._need(head.height + (head.height if first is None else first.height))
            self._row(head)
        for row in chain(() if first is None else (first,), rows):
            if self.y - row.height < self.frame.bottom:
                self._next()
                if head is not None:
                    self._row(head)
                _refuse_giant(row, self.y - self.frame.bottom)
            self._row(row)

    def _row(self, row: Row) -> None:
        row.draw(self.sheet, self.y)
        self.y -= row.height

    def _need(self, height: float) -> None:
        if self.y - height < self.frame.bottom and self.y < self.frame.top:
            self._next()

    def _next(self) -> None:
        self.sheet, self.frame = self._following()
        self.y = self.frame.top


def lay_out(document: Document) -> list[Sheet]:
    """Lay a document out on as many sheets as it needs; its counterfoil stands below a line to cut along."""
    sheets: list[Sheet] = []

    def following() -> tuple[Sheet, Frame]:
        sheets.append(Sheet())
        return sheets[-1], document.page.body

    flow = Flow(following, document.faces)
    flow.pour(document.blocks)
    if document.counterfoil:
        flow.cut()
        flow.pour(document.counterfoil)
    for number, sheet in enumerate(sheets, 1):
        _foot(document, sheet, number, len(sheets))
        sheet.join_rules()
    return sheets


def _cut_line(sheet: Sheet, body: Frame, middle: float) -> None:
    centre = body.left + body.width / 2
    half = width(CUT_WORDS, Face.SONG, 8) / 2 + 6
    sheet.rule(body.left, middle, centre - half, middle, 0.6, 3)
    sheet.rule(centre + half, middle, body.left + body.width, middle, 0.6, 3)
    sheet.write_centred(centre, middle - 3, CUT_WORDS, Face.SONG, 8)


def _foot(document: Document, sheet: Sheet, number: int, total: int) -> None:
    body, y = document.page.body, document.page.margins.bottom * MM * 0.45
    if document.footer:
        sheet.write(body.left, y, document.footer, Face.SONG, FOOT)
    if document.always_numbered or total > 1:
        sheet.write_to(body.left + body.width, y, f"第 {number} 页 / 共 {total} 页", Face.SONG, FOOT)


def _refuse_giant(row: Row, room: float) -> None:
    if row.height > room:
        raise Refused(
            "表里有一格的文字太长，一整页也放不下。",
            untouched="没有生成纸张，数据没有改动。",
            advice="请把这一格的内容缩短，或改用横向、A3 纸。",
        )
