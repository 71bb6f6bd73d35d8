"""The pages of one ledger: a head and a line to sign on each, rows that grow with their text, none lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.documents.faces import Face, width
from app.documents.page import MM, Frame, Margins, Page
from app.documents.registers.columns import Columns
from app.documents.registers.facts import Line, Part
from app.documents.sheet import Sheet
from app.documents.tables import Row

MARGINS = Margins(13, 15, 13, 18)
TITLE, HEAD, SIGN, FOOT = 17.0, 10.0, 10.0, 9.0
HEAD_HEIGHT = TITLE * 1.5 + HEAD * 1.9
SIGN_HEIGHT = SIGN * 2.6
SIGN_LINE = 32 * MM
FOOT_RISE = 6.0 * MM


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One finished page and the paper it is drawn on; how many there are in all is not known yet."""

    page: Page
    sheet: Sheet
    number: int


class Pages:
    """Lays one part out page by page, numbered from ``first``; nothing of a page is kept once it is given away.

    ``begun`` hears on which page each band stands, ``heard`` after every line.
    """

    def __init__(
        self,
        part: Part,
        first: int,
        face: Face,
        begun: Callable[[Line, int], None],
        heard: Callable[[], None],
    ) -> None:
        """Begin before the first page."""
        self._part, self._face, self._begun, self._heard = part, face, begun, heard
        self._page = Page(landscape=part.landscape, margins=MARGINS)
        body = self._page.body
        room = Frame(body.left, body.bottom + SIGN_HEIGHT, body.width, body.height - SIGN_HEIGHT - HEAD_HEIGHT)
        self._columns = Columns(part, room, face)
        self._room, self._number = room, first - 1
        self._top = room.top - self._columns.head.height
        self._sheet, self._y = Sheet(), 0.0

    def __iter__(self) -> Iterator[RegisterPage]:
        """Give the pages; a band waits for the row below it, so that it never stands alone at the foot."""
        self._turn()
        band: Line | None = None
        for line in self._part.lines:
            self._heard()
            if line.kind == "band":
                band = line
                continue
            for row in self._columns.pieces(self._columns.row(line), self._most):
                above = self._columns.least if band is not None else 0.0
                if self._y - row.height - above < self._room.bottom and self._y < self._top:
                    yield self._finished()
                    self._turn()
                if band is not None:
                    self._begun(band, self._number)
                    self._draw(self._columns.row(band))
                    band = None
                self._draw(row)
        if not self._part.lines:
            middle = self._room.left + self._room.width / 2
            self._sheet.write_centred(middle, self._y - 60, self._part.empty, self._face, TITLE - 3)
        yield self._finished()

    @property
    def _most(self) -> float:
        """How high a row can be: a band stands above it; what is higher goes on over the next page."""
        return self._top - self._room.bottom - self._columns.least

    def _draw(self, row: Row) -> None:
        row.draw(self._sheet, self._y)
        self._y -= row.height

    def _turn(self) -> None:
        self._sheet, self._number = Sheet(), self._number + 1
        self._draw_head()
        self._columns.head.draw(self._sheet, self._room.top)
        self._y = self._top

    def _finished(self) -> RegisterPage:
        self._draw_signatures()
        self._sheet.join_rules()
        return RegisterPage(self._page, self._sheet, self._number)

    def _draw_head(self) -> None:
        part, sheet, body = self._part, self._sheet, self._page.body
        y = body.top - TITLE
        sheet.write_centred(body.left + body.width / 2, y, part.title, Face.TITLE, TITLE)
        y -= HEAD * 1.9
        sheet.write(body.left, y, part.village, self._face, HEAD)
        sheet.write_centred(body.left + body.width / 2, y, part.note, self._face, HEAD)
        sheet.write_to(body.left + body.width, y, part.span, self._face, HEAD)

    def _draw_signatures(self) -> None:
        body, places = self._page.body, self._part.signature
        share, y = body.width / max(1, len(places)), body.bottom + SIGN * 0.5
        for place, words in enumerate(places):
            x = body.left + place * share
            self._sheet.write(x, y, f"{words}：", self._face, SIGN)
            begin = x + width(f"{words}：", self._face, SIGN) + 2
            self._sheet.rule(begin, y - 2, min(x + share - 12, begin + SIGN_LINE), y - 2)


def draw_number(sheet: Sheet, page: Page, number: int, total: int) -> None:
    """Write “第 n 页 / 共 m 页” in the middle of the foot."""
    words = f"第 {number} 页 / 共 {total} 页"
    sheet.write_centred(page.body.left + page.body.width / 2, FOOT_RISE, words, Face.SONG, FOOT)
