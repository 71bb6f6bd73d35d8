"""What the gate must find, in every way of writing, and what an honest notice may say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.identity import check_character
from app.core.private_findings import private_findings


def kinds(text: str, *allowed: str) -> list[str]:
    return [found.kind for found in private_findings(text, allowed)]


@pytest.mark.parametrize(
    "text",
    [
        "身份证 440308199901101512",
        "４４０３０８１９９９０１１０１５１２",
        "440308 19990110 1512",
        "440308-19990110-1512",
        "4403 0819 9901 1015 12",
        "4 4 0 3 0 8 1 9 9 9 0 1 1 0 1 5 1 2",
        "张三440308199901101512李四",
        "440308199901101513",
        "44030819990110151x",
        "610104620927690",
        "ID440308199901101512",
        "440308\n19990110\n1512",
        "序号 3 440308 19990110 1512 合格",
        "81 440308199901101512 高龄津贴",
        "81 440308199901101513 高龄津贴",
        "2026-00081 440308199901101513",
    ],
)
def test_identity_numbers_are_found(text: str) -> None:
    assert kinds(text) == ["id_number"]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "１３８１２３４５６７８",
        "1 3 8 1 2 3 4 5 6 7 8",
        "0455-6712345",
        "(0455)6712345",
        "（0455）6712345",
        "电话-13812345678-",
        "tel13812345678x",
        "81 13812345678 高龄津贴",
        "138 12345678",
        "手机138 1234\n5678",
        "电话：6712345",
        "联系方式 87654321",
    ],
)
def test_phones_are_found(text: str) -> None:
    assert kinds(text) == ["phone"]


def test_bank_cards_and_other_accounts_are_found() -> None:
    assert kinds("4539 1488 0343 6467") == ["bank_card"]
    assert kinds("4539148803436467") == ["bank_card"]
    assert kinds("一卡通 2305010012345678") == ["account"]
    assert kinds("62220212345678901234567") == ["account"]
    assert kinds("81 6222021001116245702 高龄津贴") == ["bank_card"]
    assert kinds("81 2305010012345678 12") == ["account"]


@pytest.mark.parametrize(
    "text",
    [
        "示例村3组45号",
        "示例村三组四十五号",
        "海丰镇示例村45号",
        "幸福小区3号楼",
        "3栋2单元501室",
        "西大街12-3号",
        "前进路１２号",
    ],
)
def test_addresses_to_the_door_are_found(text: str) -> None:
    assert set(kinds(text)) == {"address"}


@pytest.mark.parametrize(
    "text",
    [
        "2026-00017 张*丰 最低生活保障申请 2026-10-08 2026-10-09 3 5 15",
        "2026-00017 2026-10-08 2026-10-09 2026-10-10 150 2026-10-08",
        "公示期：2026年10月9日至2026年10月16日（7天）",
        "示例村3组 张*丰",
        "第12号公告 10月8号 共3组12户",
        "231221103201",
        "2020 2021 2022 2023 2024 2025",
        "50 1 2 15 2026-10-08 2026-10-09 50 1 2 16 2026-10-08 2027-10-09",
        "440308************ 138****5678",
        "民发〔2020〕20号",
        "合计 1,234,567.00 元",
        "第 1 页 共 3 页",
        "2026-B00018",
        "全国热线 12345、12333",
        "",
    ],
)
def test_an_honest_notice_passes(text: str) -> None:
    assert kinds(text) == []


def test_what_the_office_allows_may_stand_there_and_nothing_like_it() -> None:
    text = "监督电话 0455-6712345，站址 示例村1组1号，另 0455-67123456"
    assert kinds(text, "0455-6712345", "示例村1组1号", "") == ["phone"]
    assert kinds("０４５５-６７１２３４５", "0455-6712345") == []
    assert kinds("138123456789", "13812345678") == []


def test_findings_say_where_and_what_without_repeating_it() -> None:
    found = private_findings("甲 440308199901101512 乙 13812345678")
    assert [(one.kind, one.start, one.end) for one in found] == [("id_number", 2, 20), ("phone", 23, 34)]
    assert found[0].text == "440308199901101512"
    assert found[0].sentence == "含有身份证号：440308……"


AREAS = st.sampled_from(["440308", "231221", "110101", "650102"])
BODIES = st.builds(
    lambda area, day, order: f"{area}{day:%Y%m%d}{order:03d}",
    AREAS,
    st.dates(date(1930, 1, 1), date(2026, 10, 9)),
    st.integers(0, 999),
)


@given(BODIES, st.sampled_from(["", " ", "-", "\u3000", "  "]), st.text("张三李四，。：\n", max_size=5))
def test_no_true_number_gets_through(body: str, gap: str, around: str) -> None:
    number = body + check_character(body)
    text = around + gap.join((number[:6], number[6:14], number[14:])) + around
    assert "id_number" in kinds(text)


@given(
    st.lists(
        st.tuples(st.integers(1, 99999), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 200)),
        max_size=6,
    )
)
def test_rows_of_a_months_notice_are_never_taken_for_private(rows: list[tuple[int, date, int]]) -> None:
    text = " ".join(f"{day.year}-{number:05d} 张*丰 {day} {day} {days}" for number, day, days in rows)
    assert kinds(text) == []
    assert kinds(text.replace("张*丰 ", "")) == []
