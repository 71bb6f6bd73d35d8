"""The cover of a volume: whose book, which year, how many entries, who kept it, and room for the stamp."""

from app.documents.breaker import balanced_lines
from app.documents.document import Faces
from app.documents.faces import Face, width
from app.documents.page import MM, Margins, Page
from app.documents.registers.facts import Cover
from app.documents.sheet import Sheet

COVER_PAGE = Page(margins=Margins(30, 26, 30, 28))
VILLAGE, TITLE, YEAR, FACT = 20.0, 34.0, 22.0, 15.0
LABEL_ROOM, LINE_ROOM = 28 * MM, 78 * MM


def cover_sheet(cover: Cover, faces: Faces) -> Sheet:
    """Draw the cover; a long title stands in lines of like length, a value that is empty is a line to write on."""
    sheet, body = Sheet(), COVER_PAGE.body
    middle, y = body.left + body.width / 2, body.top - 20 * MM
    for line in balanced_lines(cover.village, faces.body, VILLAGE, body.width):
        sheet.write_centred(middle, y, line, faces.body, VILLAGE)
        y -= VILLAGE * 1.5
    y -= 16 * MM
    for line in balanced_lines(cover.title, faces.title, TITLE, body.width):
        sheet.write_centred(middle, y, line, faces.title, TITLE)
        y -= TITLE * 1.4
    sheet.write_centred(middle, y - 6 * MM, cover.year, faces.title, YEAR)
    y = body.bottom + len(cover.pairs) * FACT * 2.3
    left = middle - (LABEL_ROOM + LINE_ROOM) / 2
    for label, value in cover.pairs:
        sheet.write_to(left + LABEL_ROOM - 6, y, label, Face.HEI, FACT)
        sheet.rule(left + LABEL_ROOM, y - 4, left + LABEL_ROOM + LINE_ROOM, y - 4)
        size = min(FACT, FACT * LINE_ROOM / max(LINE_ROOM, width(value, faces.body, FACT)))
        sheet.write_centred(left + LABEL_ROOM + LINE_ROOM / 2, y, value, faces.body, size)
        y -= FACT * 2.3
    return sheet
