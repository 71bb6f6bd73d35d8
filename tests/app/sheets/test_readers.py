"""Each reader by itself, in this process: what the limited child runs."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from app.sheets import container
from app.sheets.cells import Cell, Unreadable, column_letters
from app.sheets.child import Opening, Question, Ranges, Rows, Told, Trouble, read_in_child
from app.sheets.counting import Counting
from app.sheets.numbers import number_text
from tests.app.sheets.tables import table
from tests.faults import workbooks
from tests.faults.test_excel_files import CASES
from tests.faults.workbooks import old_workbook, packed, parts, sheet

pytestmark = pytest.mark.watched_children

SAFE_HERE = [case for case in CASES if case[0] != "broken.xls"]


def told_of(path: Path, name: str = "") -> list[Told]:
    sent: list[bytes] = []
    read_in_child(msgspec.msgpack.encode(Question(str(path), name)), sent.append)
    return [msgspec.msgpack.decode(message, type=Told) for message in sent]


def cells_of(path: Path) -> list[list[tuple[str, str] | None]]:
    rows = [row for told in told_of(path) if isinstance(told, Rows) for row in told.rows]
    return [[(cell.kind, cell.text) if cell else None for cell in row.cells] for row in rows]


@pytest.mark.parametrize(("name", "make"), [case[:2] for case in SAFE_HERE], ids=[case[0] for case in SAFE_HERE])
def test_every_hostile_file_ends_in_one_trouble(tmp_path: Path, name: str, make: Callable[[Path], Path]) -> None:
    told = told_of(make(tmp_path / name))
    assert isinstance(told[-1], Trouble)
    assert sum(isinstance(one, Trouble) for one in told) == 1


def test_every_kind_of_cell(tmp_path: Path) -> None:
    row = (
        '<row r="2"><c r="A2" t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>text</v></c>'
        '<c t="d"><v>1949-12-31T00:00:00</v></c><c t="d"><v>1949-12-31T08:30</v></c>'
        '<c><f>A1+1</f></c><c t="s"><v>0</v></c>'
        '<c t="inlineStr"><is><r><t>合</t></r><r><t>并</t></r><rPh sb="0" eb="1"><t>he</t></rPh></is></c>'
        '<c t="str"><f>A1</f><v></v></c><c><v>1E3</v></c><c r="M2"><v>0.1</v></c>'
        '<c t="inlineStr"><is><t> </t></is></c></row>'
    )
    path = packed(
        tmp_path / "kinds.xlsx", parts(sheet=sheet(row, after='<mergeCells><mergeCell ref="A2:B3"/></mergeCells>'))
    )
    assert cells_of(path) == [
        [
            ("b", "TRUE"),
            ("b", "FALSE"),
            ("e", "#N/A"),
            ("t", "text"),
            ("d", "1949-12-31"),
            ("d", "1949-12-31 08:30"),
            ("f", "=A1+1"),
            ("t", "姓名"),
            ("t", "合并"),
            None,
            ("n", "1000"),
            None,
            ("n", "0.1"),
        ]
    ]
    opening, *_, ranges = told_of(path)
    assert isinstance(opening, Opening)
    assert (opening.name, opening.names) == ("表", ("表",))
    assert isinstance(ranges, Ranges)
    assert (ranges.merged[0].first_row, ranges.merged[0].last_column) == (2, 1)


@pytest.mark.parametrize(
    ("code", "stored", "expected"),
    [
        ("yyyy-mm-dd", "18263", ("d", "1949-12-31")),
        ("yyyy-mm-dd hh:mm", "18263.5", ("d", "1949-12-31 12:00")),
        ("hh:mm", "0.5", ("t", "12:00:00")),
        ("yyyy-mm-dd", "99999999999", ("e", "#VALUE!")),
        ("[h]:mm", "1.5", ("t", "1 day, 12:00:00")),
        ("0000", "12", ("n", "0012")),
        ("0.00", "12", ("n", "12")),
    ],
)
def test_numbers_by_their_style(tmp_path: Path, code: str, stored: str, expected: tuple[str, str]) -> None:
    styles = workbooks.STYLES.replace(
        "<fonts>", f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts>'
    )
    styles = styles.replace("<xf numFmtId='0'/></cellXfs>", "<xf numFmtId='164' applyNumberFormat='1'/></cellXfs>")
    row = f'<row r="1"><c r="A1" s="0"><v>{stored}</v></c></row>'
    assert cells_of(packed(tmp_path / "styled.xlsx", parts(sheet=sheet(row), styles=styles))) == [[expected]]


def test_hidden_sheets_and_rows(tmp_path: Path) -> None:
    book = workbooks.BOOK.replace('sheetId="1"', 'sheetId="1" state="hidden"')
    (trouble,) = told_of(packed(tmp_path / "hidden.xlsx", parts(book=book)))
    assert trouble == Trouble("nothing_inside")
    rows = (
        '<row r="1" hidden="1"><c><v>1</v></c></row><row r="2" ht="0"><c><v>1</v></c></row><row><c><v>1</v></c></row>'
    )
    told = told_of(packed(tmp_path / "rows.xlsx", parts(sheet=sheet(rows))))
    assert [(row.number, row.hidden) for one in told if isinstance(one, Rows) for row in one.rows] == [
        (1, True),
        (2, True),
        (3, False),
    ]


def test_an_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(old_workbook([["", "姓名"], ["", 231221194901010010.0], ["#REF!", 3.5]]))
    number = number_text(repr(231221194901010010.0))
    assert cells_of(path) == [[None, ("t", "姓名")], [None, ("n", number)], [("e", "#REF!"), ("n", "3.5")]]
    assert len(number) == 18
    assert told_of(path, "别的") == [Trouble("no_such_sheet", "别的")]


def test_an_open_document(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = (
        '<table:table-cell office:value-type="date" office:date-value="1949-12-31"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string"><text:p>李四</text:p></table:table-cell>'
    )
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0"'
        f' xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="表">'
        f"<table:table-row>{cells}</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    path = tmp_path / "open.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<x/>")
    assert cells_of(path) == [[("d", "1949-12-31"), ("b", "TRUE"), ("t", "李四")]]


@pytest.mark.parametrize(
    ("text", "encoding", "first"),
    [
        ("姓名,电话\n", "utf-8", "姓名"),
        ("姓名;电话\n", "utf-8-sig", "姓名"),
        ("姓名\t电话\n", "gb18030", "姓名"),
        ("姓名\t电话\n", "utf-16", "姓名"),
        ('="0012",x\n', "utf-8", "0012"),
        ("𬱖,喆䶮\n", "gb18030", "𬱖"),
    ],
)
def test_tables_of_text(tmp_path: Path, text: str, encoding: str, first: str) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f"\n{text}", encoding=encoding)
    assert cells_of(path)[0][0] == ("t", first)


def test_a_field_without_end(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f'a,"{"b" * 40_000}', encoding="utf-8")
    assert told_of(path)[-1] == Trouble("damaged")


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "表.xlsx", [["姓名"]])

    def fail(trouble: type[OSError]) -> Callable[[Path], str]:
        def raised(_path: Path) -> str:
            raise trouble

        return raised

    for trouble, code in ((PermissionError, "in_use"), (OSError, "unreadable")):
        monkeypatch.setattr("app.sheets.child.recognise", fail(trouble))
        assert told_of(path) == [Trouble(code)]


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "LARGEST_FILE", 10)
    assert told_of(table(tmp_path / "表.xlsx", [["姓名"]])) == [Trouble("too_large")]


def test_limits_are_counted_from_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting()
    with pytest.raises(Unreadable, match="too_wide_or_long") as wide:
        counting.cell(1, 200, "x")
    assert wide.value.place == "GS1"
    with pytest.raises(Unreadable, match="too_wide_or_long"):
        counting.cell(200_001, 0, "x")
    monkeypatch.setattr("app.sheets.counting.MOST_CELLS", 3)
    monkeypatch.setattr("app.sheets.counting.MOST_ROWS", 1)
    counting.row()
    with pytest.raises(Unreadable, match="too_wide_or_long"):
        counting.row()
    counting.cell(1, 0, "x")
    with pytest.raises(Unreadable, match="too_many_cells"):
        counting.cell(1, 1, "x")
    with pytest.raises(Unreadable, match="long_text"):
        Counting().cell(1, 1, "x" * 32_768)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("1.1010119900101112E+17", "110101199001011120"), ("-3", "-3"), ("0.1", "0.1"), ("12.0", "12"), ("1E30", "1e+30")],
)
def test_numbers_in_full_digits(stored: str, shown: str) -> None:
    assert number_text(stored) == shown


@pytest.mark.parametrize("stored", ["many", "NaN", "Infinity", "1 2"])
def test_what_is_no_number(stored: str) -> None:
    with pytest.raises(ValueError, match=stored):
        number_text(stored)


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_columns_are_named_as_in_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_a_cell_is_small() -> None:
    assert msgspec.msgpack.encode(Cell("t", "x")) == b"\x92\xa1t\xa1x"
