"""The papers of a case: every kind printed from a real case, numbered, the same facts giving the same bytes."""

from collections.abc import Callable
from datetime import date

import pytest

from app.cases.facts import Applicant, Case, Given, NewCase
from app.cases.workflow import workflow
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.documents.reading import page_texts
from app.documents.slips.declaration import kinds, slip
from app.documents.slips.facts import Desk, ItemFacts, slip_facts
from app.session import Session

ID = "23122119500307123X"
APPLICANT = Applicant(name="张𬱖", id_number=ID, phone="13900000000", group="三组", address="示例村三组12号")
Register = Callable[[str], Case]


@pytest.fixture
def office(session: Session) -> Session:
    for key, value in (
        ("station.phone", "0455-6700001"),
        ("station.complaint_phone", "0455-6700002"),
        ("station.township_phone", "0455-6700003"),
        ("station.address", "示例村村部一楼"),
    ):
        session.settings.change(key, value)
    return session


@pytest.fixture
def register(office: Session) -> Register:
    def new(item: str) -> Case:
        wanted = NewCase(applicant=APPLICANT, item_code=item, content="家中两位老人长期患病")
        return office.cases.register(wanted, office.operator)[0]

    return new


def walk(office: Session, clock: FixedClock, case: Case, *steps: tuple[str, Given]) -> None:
    for key, given in steps:
        office.cases.take(key, case.number, given, office.operator)
        clock.advance(days=1)


def papers_of(case: Case) -> tuple[str, ...]:
    return tuple(material.name for material in case.materials)


def text_of(office: Session, kind: str, case: Case) -> str:
    paper, changes = office.slips.issue(kind, case.number)
    assert changes
    return "".join(page_texts(paper.pdf)).replace("\n", "").replace(" ", "")


def test_the_whole_course_prints_every_paper(office: Session, register: Register, clock: FixedClock) -> None:
    case = register("D01")
    here = papers_of(case)
    walk(office, clock, case, ("supplement", Given(reason="收入证明格式不对", papers=here[4:])))
    told = text_of(office, "notify-once", case)
    assert "一次性告知单" in told
    assert "收入证明格式不对" in told
    walk(office, clock, case, ("accept", Given(papers=here)))
    accepted = text_of(office, "accept", case)
    assert "张𬱖：" in accepted
    assert ID not in accepted
    assert "0455-6700002" in accepted
    assert all(name.replace(" ", "") in accepted for name in here)
    assert ID in text_of(office, "proxy", case)
    walk(office, clock, case, ("hand-over", Given()), ("pause", Given(kind="check", reason="核对经济状况")))
    assert "第四十五条" in text_of(office, "pause", case)
    walk(office, clock, case, ("resume", Given()), ("extend", Given(days=5, reason="核对结果延迟")))
    assert "新的办结日期" in text_of(office, "resume", case)
    assert "5个工作日" in text_of(office, "extend", case)
    walk(office, clock, case, ("supplement", Given(reason="补交账号复印件", papers=(here[4],))))
    assert "补交账号复印件" in text_of(office, "supplement", case)
    walk(office, clock, case, ("resume", Given(papers=(here[4],))))
    concluding = Given(result="granted", text="自11月起发放", result_document="低保证2026-118")
    walk(office, clock, case, ("conclude", concluding), ("deliver", Given()))
    concluded = text_of(office, "conclude", case)
    assert "低保证2026-118" in concluded
    assert "准予" in concluded
    assert "送达回执" in text_of(office, "deliver", case)
    assert "非常不满意" in text_of(office, "rate", case)
    walk(office, clock, case, ("rate", Given(level=5)), ("archive", Given()))
    cover = text_of(office, "cover", case)
    assert "办理经过" in cover
    assert "核对结果延迟" in cover
    assert {paper.kind for paper in office.slips.papers.of(case.id)} == {
        key for key in kinds().kinds if key not in {"hand-over", "refuse", "return", "answer"}
    }


def test_refusal_return_and_answer(office: Session, register: Register, clock: FixedClock) -> None:
    refused, returned, asked = register("D43"), register("D05"), register("D52")
    walk(office, clock, refused, ("refuse", Given(reason="不在本村供水范围")))
    assert "行政复议" in text_of(office, "refuse", refused)
    walk(
        office,
        clock,
        returned,
        ("accept", Given(papers=papers_of(returned))),
        ("return", Given(reason="申请人户籍已迁出")),
    )
    assert "户籍已迁出" in text_of(office, "return", returned)
    walk(office, clock, asked, ("answer", Given(text="请到派出所办理")))
    assert "请到派出所办理" in text_of(office, "answer", asked)


def test_the_same_facts_give_the_same_bytes_and_number(office: Session, register: Register, clock: FixedClock) -> None:
    case = register("D05")
    walk(office, clock, case, ("accept", Given(papers=papers_of(case))))
    first, _ = office.slips.issue("accept", case.number)
    again, changes = office.slips.issue("accept", case.number)
    assert (again.number, again.pdf, bool(changes)) == (first.number, first.pdf, False)
    office.settings.change("station.phone", "0455-6799999")
    newer, _ = office.slips.issue("accept", case.number)
    assert newer.number != first.number
    assert office.slips.papers.paper(first.id).pdf == first.pdf


def test_a_step_that_was_not_taken_has_no_paper(office: Session, register: Register) -> None:
    case = register("D05")
    with pytest.raises(Refused, match="还没有走到"):
        office.slips.issue("accept", case.number)
    with pytest.raises(Refused, match="没有“letter”这种单据"):
        office.slips.issue("letter", case.number)
    with pytest.raises(Refused, match="没有“hand-over”"):
        office.slips.issue("hand-over", case.number)
    assert [key for key, _ in office.slips.offered(office.cases.show(case.number))] == ["proxy"]


def test_other_names_of_a_paper_are_taken(office: Session, register: Register) -> None:
    case = register("D05")
    assert office.slips.issue("entrust", case.number)[0].kind == "proxy"


def test_a_counterfoil_on_the_same_sheet_where_that_is_set(
    office: Session, register: Register, clock: FixedClock
) -> None:
    office.settings.change("printing.slips_on_a_page", "2")
    case = register("D01")
    walk(office, clock, case, ("accept", Given(papers=papers_of(case))))
    paper, _ = office.slips.issue("accept", case.number)
    text = page_texts(paper.pdf)[0]
    assert paper.pages == 1
    assert "存根" in text
    assert "沿 此 线 裁 开" in text


def test_the_hand_over_list_has_a_page_for_each_department(
    office: Session, register: Register, clock: FixedClock
) -> None:
    day = clock.today()
    with pytest.raises(Refused, match="没有报送过"):
        office.slips.hand_over(day)
    for item in ("D05", "D13", "D14"):
        case = register(item)
        office.cases.take("accept", case.number, Given(papers=papers_of(case)), office.operator)
        office.cases.take("hand-over", case.number, Given(), office.operator)
    paper, _ = office.slips.hand_over(day)
    texts = page_texts(paper.pdf)
    assert len(texts) == 2
    assert sum("人社" in text for text in texts) == 1
    again, changes = office.slips.hand_over(day)
    assert (again.id, bool(changes)) == (paper.id, False)
    one, _ = office.slips.hand_over(day, "人社")
    assert one.pages == 1


def test_a_paper_whose_bytes_changed_is_not_given_out(office: Session, register: Register) -> None:
    paper, _ = office.slips.issue("proxy", register("D05").number)
    office.store.writer.execute("UPDATE papers SET pdf = x'00' WHERE id = ?", (paper.id,))
    with pytest.raises(Refused, match="校验码不符"):
        office.slips.papers.paper(paper.id)
    with pytest.raises(Refused, match="没有这张纸"):
        office.slips.papers.paper("nothing")


def test_declarations_and_workflow_name_the_same_papers() -> None:
    assert {one.key for one in workflow().slips} == set(kinds().kinds)
    assert set(kinds().aliases.values()) <= set(kinds().kinds)
    for key in kinds().kinds:
        declared = slip(key)
        assert declared.key == key
        assert declared.part
        assert {workflow().transition(what).key for what in declared.event} == set(declared.event)


@pytest.mark.parametrize("key", [key for key in kinds().kinds if key != "hand-over"])
def test_every_placeholder_has_its_words(key: str, office: Session, register: Register) -> None:
    file = office.cases.show(register("D05").number)
    desk = Desk("站", "", "", "", "", "王守田")
    facts = slip_facts(file, None, desk, ItemFacts("民政", "", restarts=True), date(2026, 10, 9), workflow())
    assert slip(key).placeholders() <= set(facts)
