"""The board: made, read through the gate, posted, objected to, taken down; nothing private ever leaves."""

from datetime import date, timedelta

import pytest

from app.cases.facts import Applicant, Case, Given, NewCase
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.documents.document import Document, Words
from app.documents.reading import page_texts
from app.documents.render import render
from app.notices.declaration import KINDS, notice
from app.notices.gate import Finding, gate_findings, refuse_findings, unread_findings
from app.people.facts import TypedResident
from app.session import Session

MONTH = "2026-10"


@pytest.fixture
def office(session: Session) -> Session:
    session.settings.change("station.complaint_phone", "0455-6700002")
    session.settings.change("station.phone", "13900000009")
    return session


def handled(office: Session, name: str, item: str = "D05", **about: object) -> Case:
    applicant = Applicant(name=name, group="三组", phone="13900000000", **about)  # type: ignore[arg-type]
    case, _ = office.cases.register(NewCase(applicant=applicant, item_code=item), office.operator)
    papers = tuple(material.name for material in case.materials)
    office.cases.take("accept", case.number, Given(papers=papers), office.operator)
    return case


def board(pdf: bytes) -> str:
    return "".join(page_texts(pdf)).replace("\n", "")


def test_the_months_cases_are_masked_and_counted(office: Session) -> None:
    handled(office, "张三丰")
    handled(office, "欧阳小华")
    draft = office.notices.make("cases", MONTH, "A4", landscape=True)
    text = board(draft.pdf)
    assert draft.findings == ()
    assert "示例村2026年10月代办事项办理情况公示" in text
    assert "张*丰" in text
    assert "欧阳*华" in text
    assert "张三丰" not in text
    assert "13900000000" not in text
    assert "0455-6700002" in text
    assert "2026年10月9日至2026年10月16日" in text
    office.settings.change("notices.name_masking", "surname")
    assert "张**" in board(office.notices.make("cases", MONTH).pdf)


def test_who_must_not_be_named_is_only_counted(office: Session, clock: FixedClock) -> None:
    handled(office, "小孩子", birth_day=clock.today() - timedelta(days=365 * 10))
    handled(office, "留守娃", item="D49")
    private, _ = office.people.register(TypedResident(name="不愿公开", keep_private=True), office.operator.id)
    handled(office, "不愿公开", id=private.id)
    handled(office, "张三丰")
    text = board(office.notices.make("cases", MONTH).pdf)
    assert "另有3件" in text
    assert "张*丰" in text
    for hidden in ("小*子", "留*娃", "不**开"):
        assert hidden not in text


def test_an_empty_month_says_so(office: Session) -> None:
    assert "本月没有需要公示的代办事项" in board(office.notices.make("cases", "2026-01").pdf)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("landscape", [True, False])
def test_both_notices_fit_every_paper(office: Session, kind: str, paper: str, landscape: bool) -> None:
    handled(office, "张三丰")
    draft = office.notices.make(kind, MONTH, paper, landscape=landscape)
    assert draft.findings == ()
    assert notice(kind).column[0].head in board(draft.pdf)


def test_the_services_hang_until_they_change(office: Session) -> None:
    draft = office.notices.make("services", MONTH)
    assert draft.until_day is None
    assert "最低生活保障申请" in board(draft.pdf)
    assert "长期公开" in board(draft.pdf)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("身份证号231221195003071236。", "身份证"),
        ("身份证号２３１２２１１９５００３０７１２３６。", "身份证"),
        ("联系电话13812345678。", "电话"),
        ("账号6222021001116245702。", "银行"),
        ("住示例村三组12号。", "住址"),
        ("申请人张三丰。", "全名"),
    ],
)
def test_the_gate_finds_every_private_thing_on_its_page(words: str, what: str) -> None:
    pdf = render(Document("公示", (Words("第一页\n" * 60), Words(words))))
    found = gate_findings(pdf, allowed=["0455-6700002"], names=["张三丰", "王"])
    assert [one.page for one in found] == [2]
    assert what in found[0].sentence or "全名" in found[0].sentence
    with pytest.raises(Refused, match=r"第 2 页.*没有打印"):
        refuse_findings(found)


def test_the_offices_own_phone_may_stand_there() -> None:
    pdf = render(Document("公示", (Words("监督投诉电话：13900000009。"),)))
    assert gate_findings(pdf, allowed=["13900000009"], names=[]) == []
    assert len(gate_findings(pdf, allowed=[], names=[])) == 1


def test_a_number_that_is_read_in_pieces_is_found_in_the_text_before_the_layout() -> None:
    texts = ["事项（13812345678）", "监督投诉电话：0455-6700002"]
    found = unread_findings(texts, [], ["0455-6700002"])
    assert len(found) == 1
    assert unread_findings(texts, found, ["0455-6700002"]) == []


def test_what_the_gate_finds_is_not_released(office: Session) -> None:
    handled(office, "张三丰")
    item = office.catalogue.item("D05")
    office.catalogue.edit("D05", {"name": f"{item.name}（找张三丰13812345678）"}, office.operator.id)
    handled(office, "李四光")
    draft = office.notices.make("cases", MONTH)
    assert {type(one) for one in draft.findings} == {Finding}
    with pytest.raises(Refused, match="隐私检查没有通过"):
        office.notices.release(draft)
    assert office.notices.all() == []


def test_from_release_to_taking_down(office: Session, clock: FixedClock) -> None:
    handled(office, "张三丰")
    released, paper, changes = office.notices.release(office.notices.make("cases", MONTH))
    assert (released.state, released.paper_id) == ("released", paper.id)
    assert changes.touches("notices")
    again, same, nothing = office.notices.release(office.notices.make("cases", MONTH))
    assert (again.id, same.pdf, bool(nothing)) == (released.id, paper.pdf, False)
    assert not office.notices.is_posted(MONTH)
    with pytest.raises(Refused, match="没有在张贴中"):
        office.notices.take_down(released.id)
    with pytest.raises(Refused, match="今天以后"):
        office.notices.post(released.id, clock.today() + timedelta(days=1))
    posted, _ = office.notices.post(released.id, place="村口公示栏")
    assert (posted.posted_on, posted.until_day, posted.place) == (date(2026, 10, 9), date(2026, 10, 16), "村口公示栏")
    assert office.notices.is_posted(MONTH)
    with pytest.raises(Refused, match="已经登记过"):
        office.notices.post(released.id)
    with pytest.raises(Refused, match="要写原因"):
        office.notices.take_down(released.id)
    with pytest.raises(Refused, match="异议的内容"):
        office.notices.note_objection(released.id, " ")
    objected, _ = office.notices.note_objection(released.id, "我家的日期写错了")
    assert objected.objections == "2026年10月9日：我家的日期写错了"
    clock.advance(days=8)
    assert [one.id for one in office.notices.to_take_down(clock.today())] == [released.id]
    with pytest.raises(Refused, match="早于张贴"):
        office.notices.take_down(released.id, date(2026, 10, 8))
    down, _ = office.notices.take_down(released.id)
    assert (down.state, down.taken_down_on) == ("taken_down", date(2026, 10, 17))
    assert office.notices.to_take_down(clock.today()) == []


def test_working_days_may_count_the_posting_period(office: Session) -> None:
    office.settings.change("notices.days_unit", "working")
    office.settings.change("notices.days", 5)
    assert office.notices.make("cases", MONTH).until_day == date(2026, 10, 15)


def test_what_cannot_be_made_is_said(session: Session) -> None:
    with pytest.raises(Refused, match="监督投诉电话"):
        session.notices.make("cases", MONTH)
    session.settings.change("station.complaint_phone", "0455-6700002")
    with pytest.raises(Refused, match="没有“letter”这种公示"):
        session.notices.make("letter", MONTH)
    with pytest.raises(Refused, match="2026-10 这样"):
        session.notices.make("cases", "10月")
    with pytest.raises(Refused, match="没有“B5”这种纸"):
        session.notices.make("cases", MONTH, "B5")
    with pytest.raises(Refused, match="不在了"):
        session.notices.notice("nothing")
