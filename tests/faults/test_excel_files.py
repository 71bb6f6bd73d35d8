"""FAULTS tests 36 and 37: whatever a file is, one sentence comes back, the parent lives, and nothing was imported."""

import codecs
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.limited_child import Limits
from app.core.progress import Cancelled
from app.session import Session
from app.sheets.reading import read_sheet
from tests.app.sheets.tables import Value, id_number, table
from tests.faults import workbooks
from tests.faults.workbooks import old_workbook, packed, parts, sheet

Maker = Callable[[Path], Path]


def entity_bomb(path: Path) -> Path:
    return packed(path, parts(sheet=workbooks.of_entity(workbooks.billion_laughs(), "a9")))


def quadratic(path: Path) -> Path:
    declared = f'<!DOCTYPE worksheet [<!ENTITY a "{"a" * 50_000}">]>'
    return packed(path, parts(sheet=workbooks.of_entity(declared, "a;" + "&a;" * 2_000 + "&a")))


def outside_entity(path: Path) -> Path:
    declared = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return packed(path, parts(sheet=workbooks.of_entity(declared, "x")))


def outside_entity_in_strings(path: Path) -> Path:
    declared = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    strings = workbooks.STRINGS.replace("<sst", f"{declared}<sst").replace("姓名", "&x;")
    return packed(path, parts(strings=strings))


def small_bomb(path: Path) -> Path:
    return workbooks.bomb(path, 20 << 20)


def far_corner(path: Path) -> Path:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    return packed(path, parts(sheet=sheet(rows)))


def far_column(path: Path) -> Path:
    return packed(path, parts(sheet=sheet('<row r="20000"><c r="XFD20000"><v>1</v></c></row>')))


def many_merged(count: int) -> Maker:
    def make(path: Path) -> Path:
        ranges = "".join(f'<mergeCell ref="A{at * 2 + 1}:A{at * 2 + 2}"/>' for at in range(count))
        return packed(path, parts(sheet=sheet(after=f"<mergeCells>{ranges}</mergeCells>")), zipfile.ZIP_STORED)

    return make


def encrypted(path: Path) -> Path:
    path.write_bytes(workbooks.compound_file("EncryptedPackage", b"\0" * 5000))
    return path


def locked_old(path: Path) -> Path:
    path.write_bytes(old_workbook([["姓名"]], locked=True))
    return path


def other_office_file(path: Path) -> Path:
    path.write_bytes(workbooks.compound_file("WordDocument", b"\0" * 5000))
    return path


def broken_old(path: Path) -> Path:
    path.write_bytes(old_workbook([["姓名"] * 50] * 50)[:2500])
    return path


def cut_short(path: Path) -> Path:
    whole = packed(path, parts()).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def altered(path: Path) -> Path:
    content = bytearray(packed(path, parts(sheet=sheet(workbooks.ROW * 50))).read_bytes())
    start = content.find(b"xl/worksheets/sheet1.xml")
    content[start + 40 : start + 60] = bytes(20)
    path.write_bytes(content)
    return path


def doubled(path: Path) -> Path:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return packed(path, [*parts().items(), ("xl/worksheets/sheet1.xml", sheet())])


def named(name: str) -> Maker:
    return lambda path: packed(path, parts() | {name: "x"})


def locked_entry(path: Path) -> Path:
    content = bytearray(packed(path, parts()).read_bytes())
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = content.find(signature)
        content[start + at] |= 1
    path.write_bytes(content)
    return path


def written(content: bytes) -> Maker:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def bad_xml(path: Path) -> Path:
    return packed(path, parts(sheet=sheet('<row r="1"><c r="A1"><v>1</v></c>').replace("</row>", "")))


def bad_reference(path: Path) -> Path:
    return packed(path, parts(sheet=sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')))


def bad_number(path: Path) -> Path:
    return packed(path, parts(sheet=sheet('<row r="1"><c r="A1"><v>many</v></c></row>')))


def no_sheet(path: Path) -> Path:
    entries = parts()
    del entries["xl/worksheets/sheet1.xml"]
    return packed(path, entries)


def word_file(path: Path) -> Path:
    return packed(path, {"[Content_Types].xml": workbooks.TYPES, "word/document.xml": "<x/>"})


PAGE = "<html><body><table><tr><td>姓名</td></tr></table></body></html>".encode("gb18030")
OLD_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'

CASES: tuple[tuple[str, Maker, str], ...] = (
    ("laughs.xlsx", entity_bomb, "藏有"),
    ("quadratic.xlsx", quadratic, "藏有"),
    ("outside.xlsx", outside_entity, "藏有"),
    ("outside-strings.xlsx", outside_entity_in_strings, "藏有"),
    ("bomb.xlsx", small_bomb, "展开后"),
    ("corner.xlsx", far_corner, "XFD1048576"),
    ("column.xlsx", far_column, "XFD20000"),
    ("merged.xlsx", many_merged(60_000), "合并"),
    ("encrypted.xlsx", encrypted, "密码"),
    ("locked.xls", locked_old, "密码"),
    ("locked-entry.xlsx", locked_entry, "密码"),
    ("letter.xls", other_office_file, "不是 Excel"),
    ("broken.xls", broken_old, "损坏"),
    ("cut.xlsx", cut_short, "不完整"),
    ("altered.xlsx", altered, "损坏"),
    ("doubled.xlsx", doubled, "内部结构"),
    ("up.xlsx", named("../up.xml"), "内部结构"),
    ("rooted.xlsx", named("/etc/x"), "内部结构"),
    ("stream.xlsx", named("xl/a.xml:hidden"), "内部结构"),
    ("backslash.xlsx", named("xl\\..\\x"), "内部结构"),
    ("page.xls", written(PAGE), "网页"),
    ("page2.xlsx", written(codecs.BOM_UTF8 + b"\r\n  <TABLE><tr></tr></TABLE>"), "网页"),
    ("mail.xls", written(b"MIME-Version: 1.0\r\nContent-Type: multipart/related"), "网页"),
    ("old.xls", written(OLD_XML), "XML"),
    ("photo.xlsx", written(b"\x89PNG\r\n\x1a\n" + bytes(100)), "不是 Excel"),
    ("paper.pdf", written(b"%PDF-1.7 a, b"), "不是 Excel"),
    ("letter.xlsx", word_file, "不是 Excel"),
    ("words.csv", written("没有分隔的一句话".encode()), "不是 Excel"),
    ("odd.csv", written(b"\xff\xff,\xff\n\x80\xff,"), "不是 Excel"),
    ("empty.xlsx", written(b""), "空文件"),
    ("blank.csv", written(b" \r\n \r\n"), "空文件"),
    ("nothing.xlsx", lambda path: packed(path, parts(sheet=sheet("<row r='1'/>"))), "没有内容"),
    ("xml.xlsx", bad_xml, "损坏"),
    ("reference.xlsx", bad_reference, "损坏"),
    ("number.xlsx", bad_number, "损坏"),
    ("no-sheet.xlsx", no_sheet, "损坏|没有内容"),
    ("tail.zip", written(b"PK\x05\x06" + bytes(18)), "不是 Excel"),
)


@pytest.mark.parametrize(("name", "make", "words"), CASES, ids=[name for name, _, _ in CASES])
def test_one_sentence_for_every_cause(tmp_path: Path, name: str, make: Maker, words: str) -> None:
    path = make(tmp_path / name)
    begun = time.monotonic()
    with pytest.raises(Refused, match=words) as told:
        read_sheet(path)
    assert time.monotonic() - begun < 60
    assert name in told.value.sentence
    assert told.value.untouched == "数据没有改动。"


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(Refused, match="找不到文件"):
            read_sheet(path)


def test_too_large_a_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as stream:
        stream.truncate(51 << 20)
    with pytest.raises(Refused, match="超过 50 MB"):
        read_sheet(path)


def test_a_lying_directory_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="损坏"):
        read_sheet(workbooks.lying_bomb(tmp_path / "lying.xlsx", 4 << 20))


@pytest.mark.heavy
def test_a_hundred_thousand_styles_are_endured(tmp_path: Path) -> None:
    styles = workbooks.STYLES.replace("<xf numFmtId='0'/>", "<xf numFmtId='0' fontId='0'/>" * 100_000)
    read = read_sheet(packed(tmp_path / "styles.xlsx", parts(styles=styles)))
    assert read.rows[0].cells[0] is not None


def test_styles_that_openpyxl_refuses_are_read_by_the_other_library(tmp_path: Path) -> None:
    styles = workbooks.STYLES.replace("<patternFill/>", "")
    read = read_sheet(packed(tmp_path / "odd.xlsx", parts(styles=styles)))
    assert read.rows[0].cells[0] is not None
    assert read.rows[0].cells[0].text == "姓名"


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(old_workbook([["姓名", "电话"], ["张𬱖", 13812345678.0], ["李四", 0.5]]))
    read = read_sheet(path)
    assert [[cell and (cell.kind, cell.text) for cell in row.cells] for row in read.rows] == [
        [("t", "姓名"), ("t", "电话")],
        [("t", "张𬱖"), ("n", "13812345678")],
        [("t", "李四"), ("n", "0.5")],
    ]


def test_a_wrong_name_does_not_matter(tmp_path: Path) -> None:
    old = tmp_path / "really-old.xlsx"
    old.write_bytes(old_workbook([["姓名", "电话"]]))
    new = packed(tmp_path / "really-new.xls", parts())
    text = tmp_path / "really-text.xls"
    text.write_text("姓名\t电话\n李四\t13812345678\n", encoding="gb18030")
    for path in (old, new, text):
        cell = read_sheet(path).rows[0].cells[0]
        assert cell is not None
        assert cell.text == "姓名"


@pytest.mark.parametrize("offset", [500, 600, 700, 900, 1100, 1300, 2000])
def test_an_altered_old_workbook_never_kills_the_parent(tmp_path: Path, offset: int) -> None:
    content = bytearray(old_workbook([["姓名", "电话"], ["李四", 1.0]]))
    content[offset : offset + 8] = struct.pack("<II", 0xFFFFFFF0, 0x7FFFFFFF)
    path = tmp_path / "altered.xls"
    path.write_bytes(content)
    told = "read"
    try:
        read_sheet(path)
    except Refused as refused:
        told = refused.sentence
    assert told == "read" or "altered.xls" in told


def test_a_sparse_ods_does_not_kill_the_parent(tmp_path: Path) -> None:
    """Repeat one cell over the whole of a sheet, as an .ods may, which no honest memory holds."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0"'
        f' xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="表">'
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "sparse.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<x/>")
    with pytest.raises(Refused, match=r"sparse\.ods"):
        read_sheet(path)


@pytest.mark.heavy
def test_two_thousand_megabytes_in_two(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="展开后"):
        read_sheet(workbooks.bomb(tmp_path / "bomb.xlsx", 2 << 30))


@pytest.mark.heavy
def test_a_million_merged_cells(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="合并"):
        read_sheet(many_merged(1_000_000)(tmp_path / "merged.xlsx"))


@pytest.mark.heavy
def test_as_many_cells_as_are_allowed(tmp_path: Path) -> None:
    row = "".join("<c><v>7</v></c>" for _ in range(180))
    rows = "".join(f"<row>{row}</row>" for _ in range(12_000))
    path = packed(tmp_path / "many.xlsx", parts(sheet=sheet(rows)), zipfile.ZIP_STORED)
    with pytest.raises(Refused, match="200 万"):
        read_sheet(path)


class Impatient:
    """A clerk who stops the reading at once."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Hear it."""

    def cancelled(self) -> bool:
        return True


def test_limits_of_memory_and_time_and_the_clerks_own(tmp_path: Path) -> None:
    text = "长" * (12 << 20)
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    path = packed(tmp_path / "long.xlsx", parts(sheet=sheet(row)), zipfile.ZIP_STORED)
    with pytest.raises(Refused, match="A1 格里文字长得不正常"):
        read_sheet(path)
    with pytest.raises(Refused, match="内存太大"):
        read_sheet(path, limits=Limits(memory=100 << 20))
    with pytest.raises(Refused, match="还没有读完"):
        read_sheet(path, limits=Limits(seconds=0))
    with pytest.raises(Cancelled):
        read_sheet(path, progress=Impatient())


def test_every_trap_in_one_table_is_told_by_its_cell(session: Session, tmp_path: Path) -> None:
    """FAULTS 37: lost digits, small x, full width, zeros, days, formulas, hidden rows, blanks and rare names."""
    with_x = next(number for at in range(99) if (number := id_number("231221", "19500202", at)).endswith("X"))
    wide = id_number("231221", "19800303", 3)
    full_width = {ord("0") + at: ord("０") + at for at in range(10)}
    head: list[Value] = ["户号", "姓名", "身份证号", "出生日期", "电话"]
    rows: list[list[Value]] = [
        ["示例村花名册"],
        head,
        ["0001", "李小写", with_x.lower(), "", ""],
        [
            "0001",
            "王全角",
            wide.translate(full_width),
            "",
            "１３８１２３４５６７８",
        ],
        ["0002", "\u00a0喆䶮 ", "", date(1949, 12, 31), " 0451-55123456\u00a0"],
        ["0002", "张𬱖", "", "1949年12月31日", 13812345678],
        ["0003", "丢位数", int(f"{wide[:17]}0"), "", ""],
        ["0003", "没有值", "=f A1", "", ""],
        ["0004", "有错误", "", "=e #REF!", ""],
        ["0004", "无此日", "", "1949-02-30", ""],
        ["合计", "8人", "", "", ""],
    ]
    path = table(tmp_path / "陷阱.xlsx", rows, hidden=[3])
    imports = session.imports
    checked = imports.check(imports.look("residents", path))
    assert [(one.cell, one.column) for one in checked.problems] == [
        ("C7", "身份证号"),
        ("C8", "身份证号"),
        ("D9", "出生日期"),
        ("D10", "出生日期"),
    ]
    assert checked.notes[0].endswith("第 4 行")
    assert imports.take(checked, session.operator.id)[0].taken == 0
    assert session.status().residents == 0
    assert imports.take(checked, session.operator.id, only_good=True)[0].taken == 4
    taken = {one.name: one for one in session.people.page().residents}
    assert set(taken) == {"李小写", "王全角", "喆䶮", "张𬱖"}
    assert taken["李小写"].id_number == with_x
    assert taken["王全角"].id_number == wide
    assert (taken["喆䶮"].birth_day, taken["喆䶮"].phone) == (date(1949, 12, 31), "0451-55123456")
    assert taken["张𬱖"].phone == "13812345678"
    assert [hit.title for hit in session.search.find("𬱖")] == ["张𬱖"]
    assert {one.number for one in session.people.households()} == {"0001", "0002"}
