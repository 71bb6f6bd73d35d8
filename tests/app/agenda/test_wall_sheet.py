"""The agenda on paper for the wall: for the office itself with names, for everybody without."""

import pytest

from app.agenda.wall_sheet import sheet_document
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.documents.document import Corner, Document, Faces, Table, Title, Words
from app.documents.reading import page_texts
from app.people.facts import TypedResident
from app.session import Session
from tests.app.agenda.ledger_office import add


@pytest.fixture
def busy(session: Session, clock: FixedClock) -> Session:
    add(session, "appeal", day="2026-09-14", resident="赵四明", handler="李梅", content="邻居赵四明家的事")
    add(session, "care_visit", day="2026-10-01", resident="钱二")
    add(session, "grassroots_days", person="孙国庆", day="2026-03-02", days="1")
    session.people.register(TypedResident(name="周老六", birth_day="1936-10-09"), session.operator.id)
    clock.advance(days=3)  # Monday 12 October
    return session


def words(document: Document) -> str:
    parts = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts += [" ".join(row).replace("\n", " ") for row in block.rows]
        elif isinstance(block, Title):
            parts += [block.text, block.below]
        elif isinstance(block, Words):
            parts.append(block.text)
        elif isinstance(block, Corner):
            parts.append(block.left)
    return "\n".join(parts)


def test_the_offices_own_sheet_says_whom_and_until_when(busy: Session) -> None:
    session = busy
    document, count = sheet_document("示例村", session.agenda.today(), "week", Faces(), internal=True)
    text = words(document)
    assert "示例村这一周要办的事\n按10月12日（周一）的情况\n内部使用，不贴到外人看得到的地方" in text
    assert "赵四明：答复 群众诉求 2026-00001 10月14日 周三" in text
    assert "李梅" in text
    assert "钱二：去看望 必访走访 2026-00001 10月8日 周四，已过" in text
    assert "孙国庆" not in text  # the year's end is not this week
    assert count == 2
    month, more = sheet_document("示例村", session.agenda.today(), "month", Faces(), internal=True)
    assert more > count
    assert "孙国庆：下基层 下基层天数" in words(month)


def test_nobody_of_the_village_is_named_where_everybody_reads(busy: Session) -> None:
    document, _ = sheet_document("示例村", busy.agenda.today(), "month", Faces(), internal=False)
    text = words(document)
    assert "群众诉求 2026-00001：答复" in text
    assert "没有写群众的姓名，可以上墙" in text
    assert "李梅" in text
    assert "孙*庆：下基层" in text
    for name in ("赵四明", "钱二", "孙国庆", "周老六", "邻居"):
        assert name not in text
    busy.due_reasons.give(next(line.due for line in busy.agenda.today().group("overdue").lines), "钱二住院了")
    told = words(sheet_document("示例村", busy.agenda.today(), "month", Faces(), internal=True)[0])
    assert "住院" not in told


def test_a_sheet_is_a_pdf_noted_when_it_is_printed(busy: Session) -> None:
    sheet = busy.agenda_sheets.make("week", "李梅")
    text = "".join(page_texts(sheet.pdf))
    assert (sheet.title, sheet.pages, sheet.lines) == ("示例村这一周要办的事", 1, 1)
    assert "李梅" in text.replace("\n", "")
    busy.agenda_sheets.note_printed(sheet, 2)
    assert "打印 示例村这一周要办的事，2 份" in busy.store.value("SELECT reason FROM journal_values ORDER BY seq DESC")
    with pytest.raises(Refused, match="没有要办的事"):
        busy.agenda_sheets.make("week", "没有这个人")
