"""The month's notice of 80 cases against the same table drawn by hand on a ReportLab canvas."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from app.documents.document import Column, Document, Table, Title, Words
from app.documents.faces import Face, loaded
from app.documents.layout import lay_out
from app.documents.page import Page
from app.documents.render import render
from app.notices.declaration import notice
from app.notices.gate import gate_findings
from build_scripts.measures.measure import Measure, in_turns, seconds

CASES = 80
LIMIT = 1.5
ROUNDS = 15


def measure(cases: int | None = None) -> Measure:
    """Compare with the same strings, faces and pages; the gate and the reading back are told apart."""
    document = _document(cases or CASES)
    page, sheets = document.page, lay_out(document)
    marks = [(sheet.texts, {line[:4] for line in sheet.lines}, sheet.boxes) for sheet in sheets]

    def bare() -> None:
        canvas = Canvas(io.BytesIO(), pagesize=(page.width, page.height), invariant=1, initialFontName=Face.SONG.value)
        for texts, lines, boxes in marks:
            for box in boxes:
                canvas.setFillGray(box.grey)
                canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.lines(list(lines))
            for text in texts:
                canvas.setFont(loaded(text.face).fontName, text.size)
                canvas.drawString(text.x, text.y, text.text)
            canvas.showPage()
        canvas.save()

    ours, raw = in_turns(lambda: seconds(lambda: render(document)), lambda: seconds(bare), ROUNDS)
    pdf = render(document)
    gate = min(seconds(lambda: gate_findings(pdf, allowed=["0455-5550112"], names=["张三丰"])) for _ in range(5))
    seen = {
        "ours_ms": round(ours * 1000, 1),
        "bare_ms": round(raw * 1000, 1),
        "gate_ms": round(gate * 1000, 1),
        "pages": len(sheets),
        "cases": cases or CASES,
    }
    return Measure("notice", ours / raw, LIMIT, "80 件的公示，与手工画同一张表相比", seen=seen)


def _document(cases: int) -> Document:
    columns = tuple(Column(one.head, one.share, one.align) for one in notice("cases").column)
    items = ("城乡居民养老保险参保登记", "高龄津贴", "社会保障卡启用、查询、密码重置、注销", "宅基地和建房申请")
    rows = tuple(
        (str(n), f"2026-{n:05d}", "张*丰", "三组", items[n % 4], f"10月{n % 28 + 1}日", f"10月{n % 27 + 2}日", "准予")
        for n in range(1, cases + 1)
    )
    words = Words("为接受村民监督，现将2026年10月本站受理、办结的代办事项公示如下。监督投诉电话：0455-5550112。")
    blocks = (Title("示例村2026年10月代办事项办理情况公示"), words, Table(columns, rows, size=10))
    return Document("公示", blocks, Page(landscape=True))
