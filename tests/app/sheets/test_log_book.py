"""Taking in the old 代办 log book: cases with their true days."""

from datetime import date
from pathlib import Path

import pytest

from app.people.facts import TypedResident
from app.session import Session
from app.sheets.importing import Imports
from app.sheets.item_names import ItemNames, UnclearItem
from tests.app.sheets.conftest import Check
from tests.app.sheets.tables import Value, id_number

HEAD: list[Value] = [
    "编号",
    "日期",
    "办事人",
    "电话",
    "代办事项",
    "报送日期",
    "办结日期",
    "办理结果",
    "满意度",
    "代办员",
]
WOMAN = id_number("231221", "19500202", 2)


def test_a_line_becomes_a_case_with_its_days(check: Check, imports: Imports, session: Session) -> None:
    session.people.register(
        TypedResident(name="李淑芬", phone="13800001235", villager_group="3组"), session.operator.id
    )
    checked = check(
        [
            ["2025年代办登记簿"],
            HEAD,
            [
                "1",
                date(2025, 3, 4),
                "李淑芬",
                "13800001235",
                "低保",
                "2025.3.5",
                date(2025, 4, 1),
                "已办结",
                "满意",
                "王守田",
            ],
            ["2", "2026-10-08", "外来客", "", "D13", "", "", "", "", ""],
        ],
        "cases",
    )
    assert not checked.problems
    result, changes = imports.take(checked, session.operator.id)
    assert (result.rows, result.taken) == (2, 2)
    assert changes.touches("cases", "case_events")
    old = session.cases.find("2025-00001")
    assert (old.item_code, old.applicant_name, old.brought_over, old.rating) == ("D01", "李淑芬", True, 4)
    assert (old.registered_on, old.handed_over_on, old.concluded_on) == (
        date(2025, 3, 4),
        date(2025, 3, 5),
        date(2025, 4, 1),
    )
    assert old.applicant_id == session.people.named("李淑芬")[0].id
    assert old.applicant_group == "3组"
    new = session.cases.find("2026-00001")
    assert (new.state, new.item_code, new.applicant_id) == ("registered", "D13", None)
    assert {hit.number for hit in session.search.find("淑芬 低保")} == {"2025-00001"}


def test_what_cannot_be_is_told_by_cell(check: Check) -> None:
    checked = check(
        [
            HEAD,
            ["1", "2025-03-04", "李四", "", "残疾人证", "", "", "", "", ""],
            ["2", "2025-03-04", "李四", "", "飞天执照", "", "", "", "", ""],
            ["3", "2025-03-04", "李四", "", "低保", "", "2025-03-03", "办结", "", ""],
            ["4", "2027-03-04", "李四", "", "低保", "", "", "", "", ""],
            ["5", "2025-03-04", "李四", "", "低保", "", "2025-04-01", "成了", "还行", ""],
            ["6", "", "李四", "12", "", "", "", "", "", ""],
        ],
        "cases",
    )
    told = {(problem.row, problem.column): problem.reason for problem in checked.problems}
    assert "残疾人证换领、残疾人证新办" in told[2, "代办事项"]
    assert "没有“飞天执照”" in told[3, "代办事项"]
    assert "早于" in told[4, "办结日期"]
    assert "还没有到" in told[5, "日期"]
    assert "五级评价" in told[6, "满意度"]
    assert "成了" in told[6, "办理结果"]
    assert {column for row, column in told if row == 7} == {"日期", "电话", "代办事项"}
    assert checked.good == 0


def test_a_number_of_another_name_is_told(check: Check, session: Session) -> None:
    session.people.register(TypedResident(name="李淑芬", id_number=WOMAN), session.operator.id)
    head: list[Value] = ["登记日期", "申请人", "身份证号", "事项"]
    checked = check(
        [head, ["2025-03-04", "王五", WOMAN, "高龄津贴"], ["2025-03-04", "李淑芬", WOMAN, "高龄津贴"]], "cases"
    )
    assert [(problem.row, problem.column) for problem in checked.problems] == [(2, "申请人")]
    assert "登记的是李淑芬" in checked.problems[0].reason


def test_the_good_lines_alone(check: Check, imports: Imports, session: Session) -> None:
    checked = check(
        [
            ["登记日期", "姓名", "事项"],
            ["2025-03-04", "李四", "低保"],
            ["昨天", "王五", "低保"],
            ["2025-03-05", "赵六", "社保卡"],
        ],
        "cases",
    )
    assert imports.take(checked, session.operator.id)[0].taken == 0
    assert imports.take(checked, session.operator.id, only_good=True)[0].taken == 2
    assert session.status().cases == 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("低保", "D01"),
        ("d01", "D01"),
        ("最低生活保障申请", "D01"),
        ("高龄", "D05"),
        ("办社保卡启用", "D17"),
        ("准生证", "D22"),
    ],
)
def test_items_by_any_name(session: Session, typed: str, code: str) -> None:
    assert ItemNames(session.catalogue.items()).code_of(typed) == code


@pytest.mark.parametrize("typed", ["残疾人证", "补贴", "办", "", "天马行空"])
def test_items_that_are_not_clear(session: Session, typed: str) -> None:
    with pytest.raises(UnclearItem):
        ItemNames(session.catalogue.items()).code_of(typed)


def test_every_synonym_belongs_to_one_item_of_the_catalogue(session: Session) -> None:
    from app.core.resources import load_toml

    synonyms = load_toml("catalogue/synonyms.toml", dict[str, list[str]])
    words = [word for names in synonyms.values() for word in names]
    assert len(words) == len(set(words))
    assert set(synonyms) <= {item.code for item in session.catalogue.items()}
    names = ItemNames(session.catalogue.items())
    assert all(names.code_of(word) == code for code, own in synonyms.items() for word in own)


def test_the_file_is_kept_whole(tmp_path: Path, check: Check) -> None:
    check([["登记日期", "姓名", "事项"], ["2025-03-04", "李四", "低保"]], "cases")
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["表.xlsx"]
