"""One page being filled: marks in points, drawn onto the canvas when all pages are known."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from app.documents.faces import Face, loaded, runs, width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

HAIR = 0.5


class Text(NamedTuple):
    """A line of text with its baseline at ``y``."""

    x: float
    y: float
    text: str
    face: Face
    size: float


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
            for face, part in runs(line.text, line.face):
                loaded(face)
                pen.setFont(face.value, line.size)
                pen.textOut(part)
            canvas.drawText(pen)
