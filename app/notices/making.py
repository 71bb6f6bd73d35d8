"""A notice as a document: wording, table, period, objection channel, issuer and date."""

from collections.abc import Iterator, Mapping

from app.documents.document import Block, Closing, Column, Document, Faces, Gap, Table, Title, Words
from app.documents.page import NOTICE, Page, Size
from app.notices.declaration import Notice
from app.notices.lines import Lines

SIZES = {Size.A4: (22.0, 12.0, 10.0), Size.A3: (32.0, 16.0, 13.0)}


def notice_document(
    declared: Notice, lines: Lines, words: Mapping[str, str], size: Size, *, landscape: bool, faces: Faces
) -> Document:
    """Lay a notice out for one size of paper; A3 is set larger, because it is read from further away."""
    page = Page(size, landscape, NOTICE)
    blocks = tuple(_blocks(declared, lines, words, size))
    return Document(
        declared.title.format_map(words),
        blocks,
        page,
        faces=faces,
        footer=words["issuer"],
        purpose="board",
        always_numbered=True,
    )


def _blocks(declared: Notice, lines: Lines, words: Mapping[str, str], size: Size) -> Iterator[Block]:
    title, text, table = SIZES[size]
    yield Title(words["village"] + declared.title.format_map(words), size=title)
    yield Words(declared.body.format_map(words), size=text)
    if lines.rows:
        columns = tuple(Column(one.head, one.share, one.align) for one in declared.column)
        rows = tuple(tuple(row[one.field] for one in declared.column) for row in lines.rows)
        yield Table(columns, rows, size=table)
    else:
        yield Words(declared.empty, size=text, align="center")
    yield Gap(6)
    if lines.withheld and declared.withheld:
        yield Words(declared.withheld.format_map(words), size=text)
    yield Words(declared.period.format_map(words), size=text)
    yield Words(declared.objection.format_map(words), size=text)
    yield Closing(words["issuer"], words["posted"], size=text + 1)
