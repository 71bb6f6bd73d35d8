"""Identity numbers: DOMAIN C6 values, every way of typing, every wrong character found."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.identity import CHECK_CHARACTERS, check_character, looks_rounded, normalised, read_id_number

TODAY = date(2026, 10, 9)
GOOD = "440308199901101512"
BODIES = st.builds(
    lambda area, day, order: f"{area}{day:%Y%m%d}{order:03d}",
    st.sampled_from(["440308", "231221", "110101", "650102", "810000"]),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("typed", "number", "birth", "sex"),
    [
        (GOOD, GOOD, date(1999, 1, 10), "男"),
        ("610104620927690", "610104196209276908", date(1962, 9, 27), "女"),
        ("810000199408230021", "810000199408230021", date(1994, 8, 23), "女"),
        ("830000199201300022", "830000199201300022", date(1992, 1, 30), "女"),
        ("４４０３０８１９９９０１１０１５１２", GOOD, date(1999, 1, 10), "男"),
        (" 440308 1999 0110 1512\u00a0", GOOD, date(1999, 1, 10), "男"),
        ("440308-19990110-1512", GOOD, date(1999, 1, 10), "男"),
        ("440308\u200b199901101512\ufeff", GOOD, date(1999, 1, 10), "男"),
    ],
)
def test_numbers_that_are_right(typed: str, number: str, birth: date, sex: str) -> None:
    reading = read_id_number(typed, TODAY)
    assert (reading.valid, reading.number, reading.birth_day, reading.sex) == (True, number, birth, sex)
    assert reading.reason is None
    assert reading.warning is None


def test_a_small_and_a_full_width_x_are_an_x() -> None:
    body = next(
        text for text in (f"23122119491231{order:03d}" for order in range(1000)) if check_character(text) == "X"
    )
    for sign in "xXｘＸ":
        assert read_id_number(body + sign, TODAY).number == body + "X"
        assert read_id_number(body + sign, TODAY).valid


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "没有填写"),
        ("   ", "没有填写"),
        ("44030819990110151", "现在是 17 位"),
        ("4403081999011015122", "现在是 19 位"),
        ("44030819990110151O", "只有第 18 位可以是 X"),
        ("4403081999X1101512", "只有第 18 位可以是 X"),
        ("44030819990110151X", "校验码不符"),
        ("440308199902301512", "“19990230”不是真实的出生日期"),
        ("440308189901101512", "1900 年以后"),
        ("440308202701101512", "今天以前"),
        ("440308199901101000", "四舍五入"),
        ("身份证号码", "字符"),
        ("44030819990110151①", "现在是|校验码不符"),
        ("٤٤٠٣٠٨١٩٩٩٠١١٠١٥١٢", "以外的字符"),
    ],
)
def test_numbers_that_are_wrong_say_why(typed: str, reason: str) -> None:
    reading = read_id_number(typed, TODAY)
    assert not reading.valid
    assert reading.birth_day is None
    assert reading.reason is not None
    assert any(part in reading.reason for part in reason.split("|"))


def test_an_area_that_nobody_knows_only_warns() -> None:
    body = "99999919990110151"
    reading = read_id_number(body + check_character(body), TODAY)
    assert reading.valid
    assert reading.warning is not None
    assert "“999999”" in reading.warning


def test_an_abandoned_area_code_does_not_warn() -> None:
    """110103 崇文区 was dissolved in 2010; its people keep the number."""
    body = "11010319700101001"
    assert read_id_number(body + check_character(body), TODAY).warning is None


def test_who_is_born_today_is_fine_and_tomorrow_is_not() -> None:
    for day, valid in (("20261009", True), ("20261010", False)):
        body = f"231221{day}001"
        assert read_id_number(body + check_character(body), TODAY).valid is valid


def test_numbers_that_a_spreadsheet_rounded_are_recognised() -> None:
    assert looks_rounded("440308199901101000")
    assert not looks_rounded(GOOD)
    body = next(
        text for text in (f"4403081999011{order:02d}00" for order in range(100)) if check_character(text) == "0"
    )
    assert not looks_rounded(body + "0"), "a true number may end in 000"


@given(BODIES)
def test_every_true_number_is_read(body: str) -> None:
    reading = read_id_number(body + check_character(body), TODAY)
    assert reading.valid
    assert reading.birth_day == date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    assert reading.sex == ("男" if int(body[16]) % 2 else "女")


@given(BODIES, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_found(body: str, place: int, sign: str) -> None:
    number = body + check_character(body)
    assume(number[place] != sign)
    wrong = number[:place] + sign + number[place + 1 :]
    assert not read_id_number(wrong, TODAY).valid


@given(BODIES, st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_found(body: str, place: int) -> None:
    number = body + check_character(body)
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not read_id_number(wrong, TODAY).valid


@given(st.text(max_size=30))
def test_nothing_that_is_typed_raises(typed: str) -> None:
    reading = read_id_number(typed, TODAY)
    assert reading.valid == (reading.reason is None)


@given(BODIES)
def test_old_numbers_become_new_ones(body: str) -> None:
    assume(body[6:8] == "19")
    old = body[:6] + body[8:]
    reading = read_id_number(old, TODAY)
    assert reading.number == body + check_character(body)
    assert reading.valid


def test_check_characters_are_the_eleven_of_the_standard() -> None:
    assert len(set(CHECK_CHARACTERS)) == 11
    assert normalised(" 1 2x ") == "12X"
