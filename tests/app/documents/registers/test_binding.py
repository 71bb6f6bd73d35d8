"""Registers and volumes on paper: heads repeated, rows that grow, every word there, pages and contents numbered."""

import re
from dataclasses import dataclass, field

import pytest

from app.core.errors import Refused
from app.core.progress import SILENT, Cancelled
from app.documents.document import Column
from app.documents.long_paper import LIMITS
from app.documents.reading import page_texts
from app.documents.registers.binding import bind
from app.documents.registers.facts import Book, Cover, Line, Part
from app.documents.registers.making import bind_in_child, make_book

pytestmark = pytest.mark.watched_children

COLUMNS = (
    Column("编号", 10, "center"),
    Column("日期", 12, "center"),
    Column("事由", 60),
    Column("金额（元）", 18, "right"),
)
COVER = Cover("示例村便民服务站", "印章使用", "2026年", (("登记条数", "60 条"), ("装订日期", "")))


def entry(number: int, words: str = "开具证明") -> Line:
    return Line((f"2026-{number:05d}", "2026-10-09", words, "12.50"))


def part(*lines: Line, title: str = "印章使用", landscape: bool = True, group: str = "") -> Part:
    return Part(
        title=title,
        village="示例村便民服务站",
        span="2026年",
        columns=COLUMNS,
        lines=lines,
        signature=("经办人", "审批人"),
        landscape=landscape,
        empty="2026年没有登记。",
        entries=sum(line.kind == "entry" for line in lines),
        group=group,
    )


def words(pdf: bytes) -> list[str]:
    return [re.sub(r"\s", "", text) for text in page_texts(pdf)]


@dataclass
class Heard:
    """Keeps what it is told, and stops after so many steps."""

    most: int = 1000
    steps: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.steps.append((done, total))

    def cancelled(self) -> bool:
        return len(self.steps) >= self.most


def test_each_page_has_head_columns_signatures_and_its_number() -> None:
    pages = words(bind(Book("登记簿", (part(*map(entry, range(1, 61))),))))
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        for wanted in ("印章使用", "示例村便民服务站", "2026年", "编号日期事由金额（元）", "经办人：", "审批人："):
            assert wanted in text
        assert f"第{number}页/共{len(pages)}页" in text
    whole = "".join(pages)
    assert [whole.count(f"2026-{number:05d}") for number in range(1, 61)] == [1] * 60


def test_a_row_grows_with_its_text_and_one_longer_than_a_page_goes_on_over_the_next() -> None:
    long = "".join(f"第{number}句要写全。" for number in range(1, 900))
    pages = words(bind(Book("登记簿", (part(entry(1), entry(2, long), entry(3)),))))
    body = "".join(re.sub(r"印章使用示.*?金额（元）|经办人：.*|12\.50", "", text) for text in pages)
    assert len(pages) > 2
    assert all(f"第{number}句" in body for number in range(1, 900))
    assert "2026-00003" in pages[-1]


def test_an_empty_register_says_so() -> None:
    (text,) = words(bind(Book("登记簿", (part(),))))
    assert "2026年没有登记。" in text
    assert "第1页/共1页" in text


def test_a_volume_has_cover_and_contents_that_point_at_the_pages() -> None:
    lines = [Line(("2026年1月",), "band", 40), *map(entry, range(1, 41)), Line(("2026年3月",), "band", 20)]
    book = Book("登记簿", (part(*lines, *map(entry, range(41, 61))),), cover=COVER)
    cover, contents, *pages = words(bind(book))
    assert "示例村便民服务站印章使用2026年" in cover
    assert "登记条数60条" in cover
    march = next(number for number, text in enumerate(pages, 1) if "2026年3月" in text)
    assert march > 1
    assert f"目录2026年1月40条12026年3月20条{march}" in contents
    assert f"第1页/共{len(pages)}页" in pages[0]


def test_a_volume_of_all_ledgers_is_numbered_through_and_says_what_is_empty() -> None:
    parts = (
        part(*map(entry, range(1, 31)), title="接待", group="民情", landscape=False),
        part(title="空着的", group="民情"),
        part(*map(entry, range(31, 61)), title="收支", group="经费"),
    )
    _, contents, *pages = words(bind(Book("登记簿", parts, cover=COVER, contents="groups")))
    begins = next(n for n, text in enumerate(pages, 1) if "收支" in text)
    assert f"目录民情接待30条1空着的没有登记经费收支30条{begins}" in contents
    assert f"第{len(pages)}页/共{len(pages)}页" in pages[-1]


def test_a_band_never_stands_alone_at_the_foot() -> None:
    for before in range(12, 30):
        lines = (*map(entry, range(before)), Line(("2026年7月",), "band", 1), entry(99, "说明情况。" * 90))
        pages = words(bind(Book("登记簿", (part(*lines),))))
        assert next(text for text in pages if "2026年7月" in text).count("2026-00099") == 1


def test_a_character_without_a_shape_is_refused_before_anything_is_laid_out() -> None:
    heard = Heard()
    with pytest.raises(Refused, match="印不出来"):
        bind(Book("登记簿", (part(entry(1, "\U000e0100")),)), heard)
    assert heard.steps == []


def test_a_long_book_comes_from_a_child_the_same_and_can_be_stopped() -> None:
    book = Book("登记簿", (part(*map(entry, range(250))),), cover=COVER)
    heard = Heard()
    assert bind_in_child(book, heard, LIMITS) == bind(book) == make_book(book, SILENT)
    assert heard.steps == [(0, 250), (100, 250), (200, 250)]
    with pytest.raises(Cancelled):
        bind(book, Heard(most=1))
