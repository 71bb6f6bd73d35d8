"""One page being filled: marks in points, drawn onto the canvas when all pages are known."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from app.documents.breaker import units
from app.documents.faces import SQUEEZED, Face, loaded, runs, squeezed, width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

HAIR = 0.5
TOUCHING = 0.02  # coordinates are rounded to hundredths
WIDEST_SPACING = 0.08  # of the size; from 0.1 on, readers of the PDF see a blank between two characters


class Text(NamedTuple):
    """A line of text with its baseline at ``y``; ``spacing`` points follow each character."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    spacing: float = 0


class Line(NamedTuple):
    """A ruled line; ``dash`` is the length of its dashes, 0 for a whole one."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = HAIR
    dash: float = 0


class Box(NamedTuple):
    """A filled rectangle; ``grey`` from 0 (black) to 1 (white)."""

    x: float
    y: float
    width: float
    height: float
    grey: float


@dataclass
class Sheet:
    """All marks of one page."""

    texts: list[Text] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """Set a line from ``x`` on."""
        if text:
            self.texts.append(Text(x, y, text, face, size))

    def write_centred(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """Set a line round ``x``."""
        self.write(x - width(text, face, size) / 2, y, text, face, size)

    def write_to(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """Set a line that ends at ``x``."""
        self.write(x - width(text, face, size), y, text, face, size)

    def write_across(self, x: float, y: float, text: str, face: Face, size: float, room: float) -> None:
        """Set a line from ``x`` on so that it fills ``room``, unless it is too short to be drawn out decently.

        What is left is shared out between the units of the line breaker, never inside a number or a Latin word.
        """
        parts = list(units(text))
        spacing = (room - width(text, face, size)) / max(1, len(parts) - 1)
        if not 0 < spacing <= WIDEST_SPACING * size:
            self.write(x, y, text, face, size)
            return
        for spaced, stretch in groupby(parts, key=lambda part: len(part) == 1):
            piece = list(stretch)
            for words in ["".join(piece)] if spaced else piece:
                self.texts.append(Text(x, y, words, face, size, spacing if spaced else 0))
                x += width(words, face, size) + spacing * (len(words) if spaced else 1)

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIR, dash: float = 0) -> None:
        """Draw a line."""
        self.lines.append(Line(round(x1, 2), round(y1, 2), round(x2, 2), round(y2, 2), weight, dash))

    def frame(self, x: float, y: float, wide: float, high: float) -> None:
        """Draw a rectangle's four sides."""
        for x1, y1, x2, y2 in ((x, y, x + wide, y), (x, y + high, x + wide, y + high)):
            self.rule(x1, y1, x2, y2)
        for at in (x, x + wide):
            self.rule(at, y, at, y + high)

    def join_rules(self) -> None:
        """Draw what continues in one stroke: the sides of a table's cells become the lines of its grid."""
        along: dict[tuple[bool, float, float, float], list[tuple[float, float]]] = {}
        slanting: list[Line] = []
        for line in self.lines:
            if line.y1 == line.y2:
                along.setdefault((True, line.y1, line.weight, line.dash), []).append((line.x1, line.x2))
            elif line.x1 == line.x2:
                along.setdefault((False, line.x1, line.weight, line.dash), []).append((line.y1, line.y2))
            else:
                slanting.append(line)
        joined = [
            Line(begin, at, end, at, weight, dash) if across else Line(at, begin, at, end, weight, dash)
            for (across, at, weight, dash), stretches in along.items()
            for begin, end in _joined(stretches)
        ]
        self.lines = joined + slanting

    def draw(self, canvas: "Canvas") -> None:
        """Put all marks of the page onto the canvas: grounds first, then rules, then text."""
        for box in self.boxes:
            canvas.setFillGray(box.grey)
            canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
        canvas.setFillGray(0)
        self._draw_lines(canvas)
        self._draw_texts(canvas)

    def _draw_lines(self, canvas: "Canvas") -> None:
        for weight, dash in sorted({(line.weight, line.dash) for line in self.lines}):
            canvas.setLineWidth(weight)
            canvas.setDash(*((dash, dash) if dash else ((), 0)))
            canvas.lines([line[:4] for line in self.lines if (line.weight, line.dash) == (weight, dash)])

    def _draw_texts(self, canvas: "Canvas") -> None:
        pen, set_in, spacing = canvas.beginText(), None, 0.0
        for line in self.texts:
            pen.setTextOrigin(line.x, line.y)
            if line.spacing != spacing:
                pen.setCharSpace(spacing := line.spacing)
            for face, part in runs(line.text, line.face):
                if (face, line.size) != set_in:
                    loaded(face)
                    pen.setFont(face.value, line.size)
                    set_in = (face, line.size)
                _write_out(pen, part, squeezed(part, face), line.size, spacing)
        if spacing:
            pen.setCharSpace(0)
        canvas.drawText(pen)


def _write_out(pen: "PDFTextObject", text: str, tight: tuple[int, ...], size: float, spacing: float) -> None:
    """Write a stretch of one face; the signs at the places ``tight`` take half their width."""
    begin = 0
    for place in tight:
        if place > begin:
            pen.textOut(text[begin:place])
        pen.setCharSpace(spacing - SQUEEZED * size)
        pen.textOut(text[place])
        pen.setCharSpace(spacing)
        begin = place + 1
    if begin < len(text):
        pen.textOut(text[begin:])


def _joined(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Join stretches of one straight line that touch or overlap."""
    begin, end = None, 0.0
    for first, last in sorted((min(pair), max(pair)) for pair in stretches):
        if begin is None or first > end + TOUCHING:
            if begin is not None:
                yield begin, end
            begin, end = first, last
        else:
            end = max(end, last)
    if begin is not None:
        yield begin, end
