"""Columns: as declared where that is enough, wider where a number or a head would be split."""

import pytest

from app.documents.document import Column, Table
from app.documents.faces import Face, width
from app.documents.widths import PAD, column_widths

ROWS = tuple((str(n), f"2026-{n:05}", "第三村民小组", "城乡居民基本医疗保险参保登记与缴费") for n in range(1, 30))
COLUMNS = (
    Column("序号", 1, "center"),
    Column("办件编号", 1, "center"),
    Column("村民小组", 1, "center"),
    Column("事项", 6),
)


def test_the_declared_shares_hold_where_they_are_enough() -> None:
    even = Table(tuple(Column("列", share) for share in (1, 2, 1)), (("一", "二", "三"),))
    assert column_widths(even, 400, Face.SONG) == pytest.approx([100, 200, 100])


@pytest.mark.parametrize("room", [300, 380, 440, 700, 1000])
def test_the_columns_fill_the_room_and_no_number_is_split(room: float) -> None:
    found = column_widths(Table(COLUMNS, ROWS, size=10), room, Face.SONG)
    assert sum(found) == pytest.approx(room)
    assert found[1] >= width("2026-00029", Face.SONG, 10) + 2 * PAD


def test_short_centred_cells_stand_in_one_line_where_the_text_can_give_way() -> None:
    found = column_widths(Table(COLUMNS, ROWS, size=10), 440, Face.SONG)
    assert found[2] >= width("第三村民小组", Face.SONG, 10) + 2 * PAD
    assert found[0] >= width("序号", Face.HEI, 10) + 2 * PAD


def test_the_shortest_centred_cells_come_first_where_not_all_can_have_one_line() -> None:
    columns = (Column("甲", 1, "center"), Column("乙", 1, "center"), Column("丙", 5))
    found = column_widths(
        Table(columns, (("四个汉字", "这里有十二个字的居中单元", "字" * 40),), size=10), 220, Face.SONG
    )
    assert found[0] >= width("四个汉字", Face.SONG, 10) + 2 * PAD
    assert found[1] < width("这里有十二个字的居中单元", Face.SONG, 10)


def test_running_text_is_not_squeezed_away_for_long_centred_cells() -> None:
    long = Table(
        (Column("甲", 1, "center"), Column("乙", 1)), (("很长很长很长很长很长的居中文字", "字" * 40),), size=10
    )
    found = column_widths(long, 200, Face.SONG)
    assert found == pytest.approx([100, 100])


def test_what_cannot_fit_at_all_stays_as_declared() -> None:
    narrow = Table((Column("甲", 1), Column("乙", 1)), (("1" * 60, "2" * 60),), size=10)
    assert column_widths(narrow, 100, Face.SONG) == pytest.approx([50, 50])
