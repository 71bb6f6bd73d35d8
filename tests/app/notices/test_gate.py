"""The gate reads the finished paper: planted private things are found, the office's own words are not."""

import pytest

from app.cases.facts import Applicant, Given, NewCase
from app.documents.document import Column, Document, Table, Words
from app.documents.page import Page, Size
from app.documents.reading import page_texts
from app.documents.render import render
from app.notices.gate import gate_findings
from app.people.facts import TypedResident
from app.session import Session

MONTH = "2026-10"
COLUMNS = (Column("序号", 1, "center"), Column("说明", 2), Column("事项", 9))


@pytest.fixture
def office(session: Session) -> Session:
    session.settings.change("station.complaint_phone", "0455-6700002")
    return session


def handle(office: Session, name: str, item: str = "D05") -> None:
    case, _ = office.cases.register(
        NewCase(applicant=Applicant(name=name, group="三组"), item_code=item), office.operator
    )
    papers = tuple(material.name for material in case.materials)
    office.cases.take("accept", case.number, Given(papers=papers), office.operator)


def in_a_cell(words: str) -> bytes:
    rows = [(str(n), "", "高龄津贴") for n in range(1, 90)]
    rows[80] = ("81", words, "高龄津贴")
    return render(Document("公示", (Table(COLUMNS, tuple(rows)),), Page(Size.A4)))


@pytest.mark.parametrize(
    "words",
    [
        "身份证231221195003071236",
        "231221 19500307 1234",
        "卡号6222 0210 0111 6245 702",
        "一卡通账号6222021001116245702",
        "社保卡231221195003071236",
        "手机138 1234 5678",
        "家里0455-6701234",
        "三组12号",
        "幸福路8号2单元301室",
    ],
)
def test_what_is_planted_in_a_narrow_cell_of_a_later_page_is_found(words: str) -> None:
    pdf = in_a_cell(words)
    expected = next(number for number, text in enumerate(page_texts(pdf), 1) if "\n81" in f"\n{text}")
    found = gate_findings(pdf, allowed=["0455-6700002"], names=[])
    assert expected > 1
    assert {one.page for one in found} == {expected}


@pytest.mark.parametrize("name", ["张𬱖", "阿依古丽·买买提", "欧阳小华", "王䶮喆", "李 明"])
def test_full_names_are_found_across_lines_and_beyond_the_first_plane(name: str) -> None:
    pdf = in_a_cell(f"由申请人家属{name.replace(' ', '')}代为领取")
    assert [one.sentence[-3] for one in gate_findings(pdf, allowed=[], names=[name])] == [name[0]]


def test_a_finding_does_not_repeat_the_whole_of_what_it_found() -> None:
    (found,) = gate_findings(in_a_cell("231221195003071236"), allowed=[], names=[])
    assert "231221195003071236" not in found.sentence


def test_a_person_named_like_a_part_of_an_item_does_not_stop_the_notice(office: Session) -> None:
    for name in ("高龄", "公示", "安全"):
        handle(office, name)
    resident = TypedResident(name="津贴", keep_private=True)
    office.people.register(resident, office.operator.id)
    draft = office.notices.make("cases", MONTH)
    assert draft.findings == ()
    assert "高*" in page_texts(draft.pdf)[0]


def test_the_same_name_is_found_where_the_office_wrote_it_itself(office: Session) -> None:
    handle(office, "高龄")
    office.catalogue.edit("D05", {"name": "津贴（高龄老人）"}, office.operator.id)
    handle(office, "李四光")
    (found,) = office.notices.make("cases", MONTH).findings
    assert "全名" in found.sentence


def test_the_person_who_hears_objections_may_be_an_applicant(office: Session) -> None:
    office.settings.change("notices.objection_contact", "王守田")
    handle(office, "王守田")
    draft = office.notices.make("cases", MONTH)
    assert draft.findings == ()
    assert "请在公示期内向王守田反映" in page_texts(draft.pdf)[0].replace("\n", "")


def test_a_notice_of_one_page_says_so_and_names_the_station(office: Session) -> None:
    handle(office, "张三丰")
    text = page_texts(office.notices.make("cases", MONTH, "A3").pdf)[0]
    assert "第 1 页 / 共 1 页" in text
    assert text.count("示例县示例镇示例村便民服务站") == 2


def test_words_of_ours_are_no_hiding_place_for_a_longer_name() -> None:
    pdf = render(Document("公示", (Words("办理人高龄老。"),)))
    assert gate_findings(pdf, allowed=[], names=["高龄老"], own_words=["老人", "件"])


@pytest.mark.parametrize("words", ["交到13912345678", "交到231221195003071236", "交6222021001116245702"])
def test_a_number_that_a_column_too_narrow_for_it_breaks_is_read_on(words: str) -> None:
    columns = (Column("事项", 9), Column("收费", 1, "center"), Column("办理", 9))
    pdf = render(Document("公示", (Table(columns, (("高龄津贴", words, "当场"),)),), Page(Size.A4)))
    found = gate_findings(pdf, allowed=[], names=[])
    assert [one.page for one in found] == [1]
