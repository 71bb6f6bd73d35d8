"""Documents on paper: read back by another program, faces embedded, nothing outside the page."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from app.core.errors import Refused
from app.documents.document import (
    Closing,
    Code,
    Column,
    Corner,
    Document,
    Facts,
    Gap,
    NewPage,
    Signatures,
    Table,
    Ticks,
    Title,
    Words,
)
from app.documents.page import MM, NOTICE, Page, Size
from app.documents.reading import page_count, page_picture, page_pictures, page_texts
from app.documents.render import render
from app.documents.to_unicode import to_unicode_table

TEXT = "申请人张𬱖、李喆、王䶮、赵𠀀，编号2026-00017。"
COLUMNS = (Column("序号", 1, "center"), Column("事项", 5), Column("金额", 1, "right"))


def paper(**changes: object) -> Document:
    blocks = (
        Title("示例村代办事项办理情况公示", "（第一期）"),
        Corner("编号：2026-00017", "2026年10月9日"),
        Words(TEXT),
        Words("申请人声明。", kai=True),
        Words("居中", align="center"),
        Words("靠右", align="right"),
        Facts((("事项", "高龄津贴"), ("电话", ""), ("地址", "三组"), ("说明", "")), tall=frozenset({"说明"})),
        Facts((("甲", "1"), ("乙", "2"), ("丙", "3")), wide=frozenset({"乙"})),
        Gap(),
        Table(COLUMNS, tuple((str(n), "城乡居民养老保险参保登记" * 2, "1.00") for n in range(60)), blank_rows=2),
        Ticks((("非常满意", True), ("满意", False)) * 6),
        Signatures(("申请人签字：", "日期：")),
        Closing("望奎县海丰镇示例村便民服务站", "2026年10月9日"),
        Code("CZT 2026-00017", "扫码"),
    )
    return Document("公示", blocks, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(paper(footer="监督电话：0455-6700002"))


def poppler(tmp_path: Path, pdf: bytes, *words: str) -> str:
    assert shutil.which(words[0]), f"{words[0]} is missing (poppler-utils)"
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    after = ("-",) if words[0] == "pdftotext" else ()
    return subprocess.run([*words, str(file), *after], check=True, capture_output=True, text=True).stdout


def test_the_text_comes_out_again_exactly(tmp_path: Path, pdf: bytes) -> None:
    text = poppler(tmp_path, pdf, "pdftotext", "-layout").replace(" ", "")
    assert TEXT in text.replace("\n", "")
    assert TEXT in "".join(page_texts(pdf)).replace("\n", "")


def test_every_face_is_embedded_with_its_unicode_table(tmp_path: Path, pdf: bytes) -> None:
    lines = poppler(tmp_path, pdf, "pdffonts").splitlines()[2:]
    assert lines
    for line in lines:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line
    assert not any("Helvetica" in line for line in lines)


def test_the_head_is_repeated_and_pages_are_numbered(pdf: bytes) -> None:
    texts = page_texts(pdf)
    assert len(texts) == page_count(pdf) > 2
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页 / 共 {len(texts)} 页" in text
        assert "监督电话：0455-6700002" in text
    assert sum("序号" in text for text in texts) >= 2


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("landscape", [False, True])
def test_nothing_stands_outside_the_page(size: Size, landscape: bool) -> None:
    page = Page(size, landscape)
    document = pypdfium2.PdfDocument(render(paper(page=page)))
    for one in document:
        assert one.get_size() == pytest.approx((page.width, page.height), abs=0.1)
        for thing in one.get_objects():
            left, bottom, right, top = thing.get_bounds()
            assert left > 5
            assert bottom > 5
            assert right < page.width - 5
            assert top < page.height - 5
    document.close()


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(paper()) == render(paper())


def test_a_counterfoil_stands_below_a_line_to_cut_along() -> None:
    text = page_texts(render(Document("单", (Words("正联"),), counterfoil=(Words("存根联"),))))[0]
    assert text.index("正联") < text.index("沿 此 线 裁 开") < text.index("存根联")


def test_what_follows_a_new_page_stands_on_the_next() -> None:
    assert ["甲" in text for text in page_texts(render(Document("单", (Words("甲"), NewPage(), Words("乙")))))] == [
        True,
        False,
    ]


def test_a_cell_higher_than_a_page_is_refused() -> None:
    with pytest.raises(Refused, match="放不下"):
        render(Document("表", (Table(COLUMNS, (("1", "字" * 5_000, ""),)),)))


def test_a_character_without_glyph_stops_the_printing() -> None:
    with pytest.raises(Refused, match=r"U\+1F600"):
        render(Document("表", (Table(COLUMNS, (("1", "李😀四", ""),)),)))


def test_markup_is_text() -> None:
    assert "<b>&amp;</b>" in page_texts(render(Document("单", (Words("<b>&amp;</b>"),))))[0]


def test_a_long_title_is_balanced() -> None:
    long = Title("望奎县海丰镇示例村便民服务站二〇二六年十月份代办事项办理情况公示", size=22)
    first, second = page_texts(render(Document("题", (long,))))[0].splitlines()[:2]
    assert abs(len(first) - len(second)) <= 3


def test_pictures_grow_with_the_scale(pdf: bytes) -> None:
    small, large = page_picture(pdf, 0, 0.5), page_picture(pdf, 0, 1.0)
    assert small.startswith(b"\x89PNG")
    assert int.from_bytes(large[16:20]) == pytest.approx(2 * int.from_bytes(small[16:20]), abs=2)
    widths = [int.from_bytes(picture[16:20]) for picture in page_pictures(pdf, 72)]
    assert widths == pytest.approx([210 * MM] * page_count(pdf), abs=2)


def test_the_unicode_table_writes_surrogates_in_small_blocks() -> None:
    table = to_unicode_table("X", [0x2CC56, *range(200)])
    assert "<00> <D873DC56>" in table
    assert table.count("beginbfchar") == 3
    assert "100 beginbfchar" in table


@pytest.mark.parametrize("left", range(0, 90, 10))
def test_a_heading_never_stands_alone_at_the_foot(left: int) -> None:
    table = Table((Column("甲栏", 1), Column("乙栏", 2)), (("头一行", "头一行写了不少字" * 4), ("第二行", "乙")))
    page = Page(margins=NOTICE)
    above = Gap(page.body.top - page.body.bottom - left)
    texts = page_texts(render(Document("单", (Words("上文"), above, Words("这一段", 13.0, 0, head=True), table), page)))
    held = [text for text in texts if "这一段" in text]
    assert len(held) == 1
    assert "甲栏" in held[0]
    assert "头一行" in held[0]
