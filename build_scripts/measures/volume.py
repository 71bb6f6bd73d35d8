"""A bound volume of 10,000 entries against ReportLab's own tables with the same rows on the same pages."""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from app.documents.document import Column
from app.documents.faces import Face, loaded
from app.documents.page import Frame, Page
from app.documents.registers.binding import bind
from app.documents.registers.columns import Columns
from app.documents.registers.facts import Book, Cover, Line, Part
from app.documents.registers.pages import HEAD_HEIGHT, MARGINS, SIGN_HEIGHT
from app.documents.tables import LEADING, Row
from build_scripts.measures.measure import Measure, in_turns, seconds
from build_scripts.measures.offices import child

ENTRIES = 10_000
LIMIT = 1.5
ROUNDS = 5
COLUMNS = (
    Column("编号", 9, "center"),
    Column("日期", 11, "center"),
    Column("经费类别", 13),
    Column("摘要", 22),
    Column("来源或收款人", 13),
    Column("收入（元）", 11, "right"),
    Column("支出（元）", 11, "right"),
    Column("审批人", 10, "center"),
    Column("余额（元）", 11, "right"),
)
WORDS = ("买办公用纸、墨盒和档案盒，补签字笔", "村部取暖用煤两吨，含运费", "上级拨付专项经费（第三批）", "活动室灯管")
_PEAK = """
import resource, sys
from build_scripts.measures.volume import book
from app.documents.registers.binding import bind
bind(book(int(sys.argv[1])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure(cases: int | None = None) -> Measure:
    """Compare with tables of the broken lines as they are known beforehand; ours breaks them, counts and binds."""
    volume = book(cases or ENTRIES)
    part, page = volume.parts[0], Page(landscape=True, margins=MARGINS)
    body = page.body
    room = Frame(body.left, body.bottom + SIGN_HEIGHT, body.width, body.height - SIGN_HEIGHT - HEAD_HEIGHT)
    pages = list(_pages(part, Columns(part, room, Face.SONG), room))

    def bare() -> None:
        canvas = Canvas(io.BytesIO(), pagesize=(page.width, page.height), invariant=1, initialFontName=Face.SONG.value)
        for number, rows in enumerate(pages, 1):
            table = _table(rows)
            _, high = table.wrapOn(canvas, room.width, room.height)
            table.drawOn(canvas, room.left, room.top - high)
            canvas.setFont(loaded(Face.TITLE).fontName, 17)
            canvas.drawCentredString(page.width / 2, body.top - 17, part.title)
            canvas.setFont(loaded(Face.SONG).fontName, 10)
            canvas.drawString(body.left, body.top - 36, part.village)
            canvas.drawString(body.left, body.bottom + 5, "：　　　　".join(part.signature))
            canvas.drawCentredString(page.width / 2, 17, f"第 {number} 页 / 共 {len(pages)} 页")
            canvas.showPage()
        canvas.save()

    ours, raw = in_turns(lambda: seconds(lambda: bind(volume)), lambda: seconds(bare), ROUNDS)
    seen = {
        "ours_s": round(ours, 2),
        "bare_s": round(raw, 2),
        "pages": len(pages),
        "entries": cases or ENTRIES,
        "peak_mb": int(child("-c", _PEAK, str(cases or ENTRIES))),
        "peak_mb_of_100": int(child("-c", _PEAK, "100")),
    }
    return Measure("volume", ours / raw, LIMIT, "10,000 条装订成册，与 ReportLab 自己画同样的表相比", seen=seen)


def book(entries: int) -> Book:
    """Make a money book of so many entries over a year."""
    part = Part(
        title="经费收支",
        village="示例村便民服务站",
        span="2026年",
        columns=COLUMNS,
        lines=tuple(_lines(entries)),
        signature=("经办人", "审批人", "民主理财小组"),
        landscape=True,
        empty="2026年没有登记。",
        entries=entries,
    )
    cover = Cover("示例村便民服务站", "经费收支", "2026年", (("登记条数", f"{entries} 条"),))
    return Book("登记簿", (part,), cover=cover)


def _lines(entries: int) -> Iterator[Line]:
    for number in range(entries):
        month = number * 12 // entries + 1
        if number == 0 or month != (number - 1) * 12 // entries + 1:
            yield Line((f"2026年{month}月",), "band", entries // 12)
        day, came = f"2026-{month:02d}-{number % 28 + 1:02d}", number % 2 == 0
        amount, left = f"{number % 900 + 12}.50", f"{number * 3}.50"
        words = f"{WORDS[number % 4]}{number}"
        paid = (amount, "") if came else ("", amount)
        yield Line((f"2026-{number:05d}", day, "服务群众专项经费", words, "张三丰", *paid, "王守田", left))


def _pages(part: Part, columns: Columns, room: Frame) -> Iterator[list[Row]]:
    """Share the rows out among pages as the volume does."""
    rows, left = [columns.head], room.height - columns.head.height
    for line in part.lines:
        row = columns.row(line)
        if left < row.height + (columns.least if line.kind == "band" else 0):
            yield rows
            rows, left = [columns.head], room.height - columns.head.height
        rows.append(row)
        left -= row.height
    yield rows


def _table(rows: list[Row]) -> Table:
    size = rows[0].size
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), Face.SONG.value, size, size * LEADING),
        ("FONT", (0, 0), (-1, 0), Face.HEI.value, size, size * LEADING),
        ("BACKGROUND", (0, 0), (-1, 0), (0.93, 0.93, 0.93)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        *(("ALIGN", (at, 1), (at, -1), column.align.upper()) for at, column in enumerate(COLUMNS)),
    ]
    style += [("SPAN", (0, at), (-1, at)) for at, row in enumerate(rows) if len(row.cells) == 1]
    texts = [
        ["\n".join(one.lines) for one in row.cells] + [""] * (len(COLUMNS) - len(row.cells)) for row in rows
    ]
    return Table(texts, [one.width for one in rows[0].cells], [row.height for row in rows], style=style)
