"""Taking in a roll of residents of any layout."""

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.people.facts import TypedResident
from app.session import Session
from app.sheets.importing import Imports
from app.sheets.reading import read_sheet
from tests.app.sheets.conftest import Check
from tests.app.sheets.tables import id_number, table

MAN = id_number("231221", "19490101", 1)
WOMAN = id_number("231221", "19500202", 2)
SON = id_number("231221", "19800303", 3)


def test_a_layout_with_titles_merged_headings_and_households(check: Check, imports: Imports, session: Session) -> None:
    checked = check(
        [
            [],
            ["填报单位：示例村"],
            [],
            [],
            ["1", "", "", "李大山", "户主", "男", MAN, 13800001234, "示例村三组12号"],
            ["2", "", "", "李　淑芬", "妻", "女", WOMAN.lower(), "138 0000 1235"],
            ["3", "", "", "李小山", "之子", "", SON],
            ["4", "0013", "张𬱖", "张𬱖", "户主"],
            ["合计", "", "", "4人"],
            ["填表人：王守田", "", "", "", "", "审核人："],
        ],
        merged=[
            (0, 0, 0, 8, "示例村村民花名册"),
            (2, 0, 3, 0, "序号"),
            (2, 1, 3, 1, "户号"),
            (2, 2, 3, 2, "户主姓名"),
            (2, 3, 3, 3, "姓 名"),
            (2, 4, 3, 4, "与户主\n关系"),
            (2, 5, 3, 5, "性别"),
            (2, 6, 3, 6, "公民身份号码（18位）"),
            (2, 7, 2, 8, "联系方式"),
            (4, 1, 6, 1, "0012"),
            (4, 2, 6, 2, "李大山"),
        ],
    )
    assert not checked.problems
    # the second row of the two-row heading has no cell of its own here, so the phone stays under the wide one
    assert checked.headings.columns["phone"] == 7
    assert checked.drafts.passed_over == [9, 10]
    result, changes = imports.take(checked, session.operator.id)
    assert (result.rows, result.good, result.bad, result.taken) == (4, 4, 0, 4)
    assert changes.touches("residents", "households")
    (family, other) = session.people.households()
    assert (family.number, family.head_name) == ("0012", "李大山")
    assert [one.name for one in session.people.members(family.id)] == ["李大山", "李淑芬", "李小山"]
    assert (other.number, other.head_name) == ("0013", "张𬱖")
    woman = session.people.by_id_number(WOMAN)
    assert woman is not None
    assert (woman.phone, woman.sex, woman.birth_day) == ("13800001235", "女", date(1950, 2, 2))
    assert woman.brought_over
    assert [hit.title for hit in session.search.find("lsf")] == ["李淑芬"]


def test_two_rows_of_headings(check: Check) -> None:
    checked = check(
        [
            ["序号", "家庭成员", "", "联系", ""],
            ["", "姓名", "身份证号", "电话", "地址"],
            ["1", "李大山", MAN, "13812345678", "一组"],
        ],
        merged=[(0, 3, 0, 4, "联系")],
    )
    titles = {field: checked.headings.titles[column] for field, column in checked.headings.columns.items()}
    assert checked.headings.last_row == 2
    assert titles["phone"].endswith("电话")
    assert titles["address"].endswith("地址")


def test_ids_that_the_spreadsheet_rounded_are_refused_by_name(check: Check, imports: Imports, session: Session) -> None:
    checked = check(
        [
            ["姓名", "身份证号码"],
            ["李淑芬", int(MAN[:17] + "0")],
            ["王五", "2.31221198003034E+17"],
            ["赵六", MAN[:15] + "000"],
            ["钱七", 231221800303123],
            ["李大山", MAN],
        ]
    )
    reasons = {problem.row: problem for problem in checked.problems}
    assert [reasons[row].column for row in (2, 3, 4, 5)] == ["身份证号码"] * 4
    assert "李淑芬的身份证号被电子表格存成了数字" in reasons[2].reason
    assert "王五的身份证号" in reasons[3].reason
    assert "赵六的身份证号" in reasons[4].reason
    assert "钱七的身份证号存成了数字" in reasons[5].reason
    assert reasons[2].value.endswith("000")
    assert reasons[2].cell == "B2"
    result, changes = imports.take(checked, session.operator.id)
    assert (result.bad, result.taken) == (4, 0)
    assert not changes
    assert session.people.page().total == 0
    result, _ = imports.take(checked, session.operator.id, only_good=True)
    assert (result.good, result.taken) == (1, 1)
    assert [one.name for one in session.people.page().residents] == ["李大山"]


def test_every_bad_cell_is_told_at_once(check: Check) -> None:
    checked = check(
        [
            ["姓名", "性别", "出生日期", "联系电话", "身份证号"],
            ["", "人", "昨天", "12", "1"],
            ["李四", "=f A1", "=e #REF!", "13812345678", ""],
        ]
    )
    told = {(problem.row, problem.column): problem.reason for problem in checked.problems}
    assert set(told) == {(2, title) for title in ("姓名", "性别", "出生日期", "联系电话", "身份证号")} | {
        (3, "性别"),
        (3, "出生日期"),
    }
    assert "公式" in told[3, "性别"]
    assert "#REF!" in told[3, "出生日期"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(1949, 12, 31), date(1949, 12, 31)),
        ("1949.12.31", date(1949, 12, 31)),
        ("1949年12月31日", date(1949, 12, 31)),
        ("１９４９／１２／３１", date(1949, 12, 31)),
        (19491231, date(1949, 12, 31)),
        ("\u00a01949-12-31 ", date(1949, 12, 31)),
    ],
)
@pytest.mark.parametrize("since_1904", [False, True])
def test_days_however_they_are_written(
    check: Check, imports: Imports, session: Session, written: str | int | date, day: date, since_1904: bool
) -> None:
    checked = check([["姓名", "出生日期"], ["李四", written]], since_1904=since_1904)
    imports.take(checked, session.operator.id)
    assert [one.birth_day for one in session.people.page().residents] == [day]


@pytest.mark.parametrize(
    ("written", "words"), [(18263, "是数字"), ("49.12.31", "两位"), ("1949-13-01", "没有这一天"), ("1949.12", "没有日")]
)
def test_days_that_leave_something_open_are_refused(check: Check, written: str | int, words: str) -> None:
    (problem,) = check([["姓名", "出生日期"], ["李四", written]]).problems
    assert words in problem.reason


def test_zeros_and_digits_are_kept_as_they_stand(check: Check, imports: Imports, session: Session) -> None:
    old_number = "231221490101123"
    checked = check(
        [
            ["户号", "姓名", "组", "电话", "证件号码"],
            ["0007", "李四", 3, "０４５１-５５１２３４５６", f"'{old_number}"],
            ["0008", "\u00a0䶮喆\u200b ", "03", 4551234567, ""],
        ]
    )
    assert [problem.reason[:14] for problem in checked.problems] == ["“4551234567”少了"]
    imports.take(checked, session.operator.id, only_good=True)
    (resident,) = session.people.page().residents
    assert (resident.villager_group, resident.phone, len(resident.id_number)) == ("3组", "0451-55123456", 18)
    assert session.people.households()[0].number == "0007"


def test_hidden_rows_are_taken_and_told(check: Check, imports: Imports, session: Session) -> None:
    checked = check([["姓名", "电话"], ["李四", ""], ["王五", ""]], hidden=[1])
    assert checked.notes == ["有 1 行在表里是隐藏的，也一起导入：第 2 行"]
    assert imports.take(checked, session.operator.id)[0].taken == 2


def test_who_is_known_or_stands_twice_is_refused(check: Check, session: Session) -> None:
    session.people.register(TypedResident(name="老住户", id_number=MAN), session.operator.id)
    checked = check(
        [
            ["姓名", "身份证号", "出生日期"],
            ["老住户", MAN, ""],
            ["李四", WOMAN, ""],
            ["李四", f" {WOMAN} ", ""],
            ["王五", "", "1980-01-01"],
            ["王五", "", "1980.1.1"],
        ]
    )
    assert [(problem.row, problem.reason) for problem in checked.problems] == [
        (2, "这个身份证号已经登记给老住户，没有重复登记"),
        (4, "和第 3 行的身份证号相同"),
        (6, "和第 5 行的姓名、出生日期相同"),
    ]


def test_repeated_headings_of_printed_pages_are_passed_over(check: Check) -> None:
    head = ["姓名", "性别", "电话"]
    checked = check([head, ["李四", "男", ""], head, ["王五", "女", ""]])
    assert not checked.problems
    assert checked.drafts.passed_over == [3]


def test_households_without_numbers(check: Check, imports: Imports, session: Session) -> None:
    checked = check(
        [
            ["姓名", "与户主关系", "组别"],
            ["李大山", "户主", "1组"],
            ["李淑芬", "妻", "1组"],
            ["王五", "户主", "2组"],
            ["王小五", "之子", "2组"],
        ]
    )
    imports.take(checked, session.operator.id)
    assert [(one.head_name, len(session.people.members(one.id))) for one in session.people.households()] == [
        ("李大山", 2),
        ("王五", 2),
    ]


def test_a_second_table_joins_the_households_of_the_first(check: Check, imports: Imports, session: Session) -> None:
    imports.take(check([["户号", "姓名"], ["0001", "李大山"]]), session.operator.id)
    imports.take(check([["户号", "姓名"], ["0001", "李小山"]]), session.operator.id)
    (household,) = session.people.households()
    assert len(session.people.members(household.id)) == 2


def test_a_corrected_layout_is_remembered(imports: Imports, session: Session, tmp_path: Path) -> None:
    path = table(tmp_path / "怪表.xlsx", [["名册"], ["编", "称呼", "号"], ["1", "李四", "13812345678"]])
    looked = imports.look("residents", path)
    assert looked.missing == ("姓名",)
    with pytest.raises(Refused, match="没有找到表头，缺少“姓名”"):
        imports.check(looked)
    with pytest.raises(Refused, match="不能当表头"):
        imports.correct(looked, {}, row=9)
    corrected = imports.correct(looked, {"name": "称呼", "phone": "号", "nonsense": "编"}, row=2)
    assert corrected.headings is not None
    assert corrected.headings.mapping == {"name": "称呼", "phone": "号"}
    assert imports.take(imports.check(corrected), session.operator.id)[0].taken == 1
    again = imports.look("residents", table(tmp_path / "怪表二.xlsx", [["编", "称呼", "号"], ["1", "王五", ""]]))
    assert again.headings is not None
    assert again.headings.remembered
    assert imports.check(again).good == 1


def test_two_lists_side_by_side_are_refused(check: Check) -> None:
    with pytest.raises(Refused, match="有两列都是姓名"):
        check([["姓名", "电话", "姓名", "电话"], ["李四", "", "王五", ""]])


def test_other_peoples_columns_are_not_taken_for_the_residents(check: Check) -> None:
    checked = check([["姓名", "监护人姓名", "户主身份证号码", "年龄"], ["李四", "李大", MAN, "12"]])
    assert checked.headings.mapping == {"name": "姓名"}
    assert checked.headings.unused == ("监护人姓名", "户主身份证号码", "年龄")
    assert checked.notes == ["没有用到的列：监护人姓名、户主身份证号码、年龄"]


def test_nothing_below_the_headings(check: Check) -> None:
    with pytest.raises(Refused, match="一行也没有"):
        check([["姓名", "电话"], ["合计", ""]])


def test_what_changed_since_the_check_is_not_taken(check: Check, imports: Imports, session: Session) -> None:
    checked = check([["姓名", "身份证号"], ["李四", MAN]])
    session.people.register(TypedResident(name="别人", id_number=MAN), session.operator.id)
    with pytest.raises(Refused, match="有了变化"):
        imports.take(checked, session.operator.id)


def test_an_unknown_kind_is_refused(imports: Imports, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不能导入"):
        imports.look("dogs", tmp_path / "x.xlsx")


def test_a_sheet_may_be_named(imports: Imports, tmp_path: Path) -> None:
    path = table(tmp_path / "表.xlsx", [["姓名", "电话"], ["李四", ""]])
    assert imports.look("residents", path, "花名册").sheet.name == "花名册"
    with pytest.raises(Refused, match="没有叫“别的”的工作表"):
        imports.look("residents", path, "别的")


def test_csv_of_both_encodings(imports: Imports, session: Session, tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-8-sig", "gb18030", "utf-16")):
        path = tmp_path / f"{number}.csv"
        path.write_text(
            f'姓名,身份证号,备注\n喆{number},="{id_number("231221", "19490101", number + 10)}","a,\nb"\n',
            encoding=encoding,
        )
        assert imports.take(imports.check(imports.look("residents", path)), session.operator.id)[0].taken == 1
    residents = session.people.page().residents
    assert [one.note for one in residents] == ["a, b"] * 3
    assert all(len(one.id_number) == 18 for one in residents)


def test_the_copy_has_red_cells_and_reasons(check: Check, imports: Imports, tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://x","y")'
    checked = check(
        [
            ["花名册"],
            ["姓名", "电话", "备注", "年龄"],
            ["李四", "12", f" {formula}", 40],
            ["", "13812345678", "@x", 1.5],
        ]
    )
    path = tmp_path / "copy.xlsx"
    path.write_bytes(imports.errors_workbook(checked))
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=2)] == [
        ["花名册", None, None, None, None],
        ["姓名", "电话", "备注", "年龄", "错误原因"],
    ]
    assert [cell.value for cell in sheet[3]][:4] == ["李四", "12", f" {formula}", 40]
    assert sheet["B3"].fill.fgColor.rgb == "FFF4C7C3"
    assert sheet["A4"].fill.fgColor.rgb == "FFF4C7C3"
    assert sheet["A3"].fill.fill_type is None
    assert str(sheet["E3"].value).startswith("电话：“12”不是电话号码")
    assert sheet["E4"].value == "姓名：没有填写姓名"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [row.number for row in read_sheet(path).rows] == [1, 2, 3, 4]


def test_all_rows_are_one_action_that_can_be_told_apart(check: Check, imports: Imports, session: Session) -> None:
    checked = check([["姓名", "户号"], ["李四", "1"], ["王五", "1"]])
    before = session.status().journal
    imports.take(checked, session.operator.id)
    assert session.status().journal == before + 3
    rows = session.store.rows("SELECT DISTINCT reason FROM journal_values WHERE seq > ?", (before,))
    (reason,) = {row["reason"] for row in rows}
    assert reason.startswith("导入 表.xlsx（批次 ")


def test_the_heads_own_columns_are_not_the_members(check: Check) -> None:
    checked = check(
        [
            ["户主", "", "家庭成员", "", ""],
            ["姓名", "身份证号", "姓名", "身份证号", "联系电话1"],
            ["李大山", MAN, "李淑芬", WOMAN, "13812345678"],
        ],
        merged=[(0, 0, 0, 1, "户主"), (0, 2, 0, 4, "家庭成员")],
    )
    assert checked.headings.columns == {"head_name": 0, "name": 2, "id_number": 3, "phone": 4}
    assert not checked.problems
