"""One page being filled: marks in points, drawn onto the canvas when all pages are known."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from app.documents.breaker import units
from app.documents.faces import Face, loaded, runs, width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

HAIR = 0.5
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
            same = dict.fromkeys(line for line in self.lines if (line.weight, line.dash) == (weight, dash))
            canvas.lines([line[:4] for line in same])

    def _draw_texts(self, canvas: "Canvas") -> None:
        for line in self.texts:
            pen = canvas.beginText(line.x, line.y)
            if line.spacing:
                pen.setCharSpace(line.spacing)
            for face, part in runs(line.text, line.face):
                loaded(face)
                pen.setFont(face.value, line.size)
                pen.textOut(part)
            if line.spacing:
                pen.setCharSpace(0)
            canvas.drawText(pen)
