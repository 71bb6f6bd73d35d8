"""The contents of a volume: months, or groups with their ledgers, each with its entries and the page it begins on."""

from collections.abc import Iterator, Sequence

import msgspec

from app.documents.document import Faces
from app.documents.faces import Face, width
from app.documents.page import Page
from app.documents.registers.cover import COVER_PAGE
from app.documents.sheet import Sheet

CONTENTS_PAGE: Page = COVER_PAGE
TITLE, TEXT, LEADING = 20.0, 12.0, 23.0
COUNT_AT = 0.78  # of the width: where the entries stand
TITLE_HEIGHT = TITLE * 2.6


class ContentsLine(msgspec.Struct, frozen=True):
    """One line; a head names a group and has no page. ``page`` is 0 where nothing was written in the ledger."""

    text: str
    counted: int = 0
    page: int = 0
    head: bool = False


def contents_sheets(lines: Sequence[ContentsLine], faces: Faces) -> Iterator[Sheet]:
    """Draw as many pages as the lines need; a head never stands alone at the foot."""
    body = CONTENTS_PAGE.body
    sheet, y = _begun(faces)
    for place, line in enumerate(lines):
        needed = LEADING * (2 if line.head and place + 1 < len(lines) else 1)
        if y - needed < body.bottom:
            yield sheet
            sheet, y = _begun(faces)
        y -= LEADING
        _draw(sheet, line, y, faces)
    yield sheet


def _begun(faces: Faces) -> tuple[Sheet, float]:
    sheet, body = Sheet(), CONTENTS_PAGE.body
    sheet.write_centred(body.left + body.width / 2, body.top - TITLE, "目　录", faces.title, TITLE)
    return sheet, body.top - TITLE_HEIGHT


def _draw(sheet: Sheet, line: ContentsLine, y: float, faces: Faces) -> None:
    body = CONTENTS_PAGE.body
    if line.head:
        sheet.write(body.left, y, line.text, Face.HEI, TEXT)
        return
    left, right = body.left + TEXT, body.left + body.width
    sheet.write(left, y, line.text, faces.body, TEXT)
    count = f"{line.counted} 条" if line.counted else "没有登记"
    count_right = body.left + body.width * COUNT_AT
    sheet.write_to(count_right, y, count, faces.body, TEXT)
    begin = left + width(line.text, faces.body, TEXT) + 6
    end = count_right - width(count, faces.body, TEXT) - 6
    if end > begin:
        sheet.rule(begin, y + 3, end, y + 3, 0.4, 1.2)
    if line.page:
        page = str(line.page)
        sheet.write_to(right, y, page, faces.body, TEXT)
        sheet.rule(count_right + 6, y + 3, right - width(page, faces.body, TEXT) - 6, y + 3, 0.4, 1.2)
