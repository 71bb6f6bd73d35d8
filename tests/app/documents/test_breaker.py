"""避头尾: what may not begin or end a line, and what is never split, over many widths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.breaker import CANNOT_BEGIN, CANNOT_END, balanced_lines, break_lines, break_text, units
from app.documents.faces import Face

NOTICE = (
    "根据《中华人民共和国村民委员会组织法》第三十条、《行政许可法》（2019年修正）第四十二条，现将示例村便民服务站“代办件”"
    "办理情况予以公示：身份证号110101199001011234、电话0455-6700001，金额1,234.50元；满意率98.5%……不服的——可以依法"
    "“申请复议”！联系人：张三（代办员）。"
)


def em(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


@pytest.mark.parametrize("room", range(13, 60))
def test_no_line_begins_or_ends_wrongly_and_no_number_is_split(room: int) -> None:
    lines = break_lines(NOTICE, em, room)
    assert "".join(lines) == NOTICE
    for line in lines:
        assert line[0] not in CANNOT_BEGIN, line
        assert line[-1] not in CANNOT_END, line
        assert em(line) <= room
    for whole in ("110101199001011234", "0455-6700001", "1,234.50", "98.5%", "——", "……"):
        assert any(whole in line for line in lines), whole


def test_units_keep_numbers_words_and_doubled_dashes_together() -> None:
    assert list(units("见a-b.c、12:30——好……")) == ["见", "a-b.c", "、", "12:30", "——", "好", "……"]


def test_a_number_keeps_its_counter_where_there_is_room() -> None:
    assert list(units("10月9日80件")) == ["10月", "9日", "80件"]
    assert break_lines("登记80件", em, 3) == ["登记", "80件"]
    assert break_lines("A123456件", em, 3.5) == ["A123456", "件"]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("村民小组", 3, ["村民", "小组"]),
        ("村民组", 2, ["村民", "组"]),  # the line above has too little to give away
        ("继承纠纷调解", 5, ["继承纠纷", "调解"]),
        ("继承纠纷调解。", 5, ["继承纠纷", "调解。"]),
        ("满意度以上1件。", 5, ["满意度以", "上1件。"]),
        ("继承（纠纷）调", 6, ["继承（纠", "纷）调"]),
        ("继承12345678解", 6, ["继承", "12345678解"]),
    ],
)
def test_no_character_stands_alone_on_the_last_line(text: str, room: int, lines: list[str]) -> None:
    assert break_lines(text, em, room) == lines


def test_line_breaks_in_the_text_are_kept() -> None:
    assert break_lines("一\n\n二", em, 10) == ["一", "", "二"]


def test_only_what_is_wider_than_the_room_is_split_inside() -> None:
    assert break_lines("A" * 25, em, 5) == ["A" * 10, "A" * 10, "A" * 5]


def test_spaces_at_a_break_are_dropped() -> None:
    assert break_lines("aaaa bbbb", em, 2.2) == ["aaaa", "bbbb"]


def test_the_first_line_may_be_indented() -> None:
    lines = break_text(NOTICE, Face.SONG, 10, 200, first_indent=20)
    assert "".join(lines) == NOTICE
    assert break_text("短", Face.SONG, 10, 200, first_indent=20) == ("短",)
    assert break_text("甲\n乙", Face.SONG, 10, 200, first_indent=20) == ("甲", "乙")


@given(st.text(alphabet="村民代办，。（）《》“”——……12ab-. ", max_size=120), st.integers(min_value=8, max_value=40))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, room: int) -> None:
    lines = break_lines(text, em, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(em(line) <= room for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("28个工作日", ("28个", "工作日")),
        ("退役军人服务站", ("退役军人", "服务站")),
        ("一行", ("一行",)),
        ("231221195003071236", ("231221195", "003071236")),
    ],
)
def test_centred_lines_are_of_like_length(text: str, lines: tuple[str, ...]) -> None:
    assert balanced_lines(text, Face.HEI, 10, 50) == lines
