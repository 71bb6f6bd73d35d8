"""What is told beside each field while typing."""

from datetime import date

import pytest

from app.core.identity import check_character
from app.people.checks import check_household, check_resident, clean_name, clean_phone, resident_values
from app.people.facts import TypedHousehold, TypedResident

TODAY = date(2026, 10, 9)


def errors(typed: TypedResident) -> dict[str, str]:
    return {error.field: error.sentence for error in check_resident(typed, TODAY) if not error.warning}


def test_nothing_is_wrong_with_a_bare_name() -> None:
    assert check_resident(TypedResident(name="李淑芬"), TODAY) == []


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (TypedResident(name=""), "name", "没有填写"),
        (TypedResident(name=" \u200b "), "name", "没有填写"),
        (TypedResident(name="123"), "name", "没有一个文字"),
        (TypedResident(name="李" * 61), "name", "太长"),
        (TypedResident(name="李四", phone="1381234567"), "phone", "少了几位"),
        (TypedResident(name="李四", phone="无"), "phone", "不是电话号码"),
        (TypedResident(name="李四", sex="男性"), "sex", "男或女"),
        (TypedResident(name="李四", birth_day="1949-2-30"), "birth_day", "没有这一天"),
        (TypedResident(name="李四", birth_day="49.12.31"), "birth_day", "两位"),
        (TypedResident(name="李四", birth_day="1949.12"), "birth_day", "没有日"),
        (TypedResident(name="李四", birth_day="2026-10-10"), "birth_day", "今天以前"),
        (TypedResident(name="李四", birth_day="1899-01-01"), "birth_day", "1900"),
        (TypedResident(name="李四", left_on="明年"), "left_on", "不像日期"),
        (TypedResident(name="李四", id_number="440308199901101513"), "id_number", "校验码"),
        (TypedResident(name="李四", id_number="440308199901101000"), "id_number", "000"),
        (TypedResident(name="李四", id_number="440308199901101512", birth_day="1999-01-11"), "birth_day", "不一致"),
        (TypedResident(name="李四", id_number="440308199901101512", sex="女"), "sex", "不一致"),
        (TypedResident(name="李四", note="长" * 501), "note", "太长"),
    ],
)
def test_errors_beside_their_field(typed: TypedResident, field: str, words: str) -> None:
    assert words in errors(typed)[field]


def test_an_unknown_area_only_warns() -> None:
    body = "99030819990110151"
    (told,) = check_resident(TypedResident(name="李四", id_number=body + check_character(body)), TODAY)
    assert told.warning
    assert "990308" in told.sentence


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("张　三", "张三"),
        (" 张\u00a0三 ", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("Anna Maria", "Anna Maria"),
        ("张\u200b𬱖", "张𬱖"),
        ("䶮", "䶮"),
    ],
)
def test_names_are_cleaned_but_not_changed(typed: str, cleaned: str) -> None:
    assert clean_name(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("１３８１２３４５６７８", "13812345678"),
        ("+8613812345678", "13812345678"),
        ("(0451)55123456", "0451-55123456"),
        ("13812345678/13912345678", "13812345678、13912345678"),
        ("0451–55123456", "0451-55123456"),
        ("138 1234 5678", "13812345678"),
        ("13812345678 13912345678", "13812345678、13912345678"),
        ("0451 5512 3456", "045155123456"),
        ("", ""),
    ],
)
def test_phones_are_cleaned(typed: str, cleaned: str) -> None:
    assert clean_phone(typed) == cleaned


@pytest.mark.parametrize("phone", ["13812345678", "0451-55123456", "010-12345678", "55123456", "12345", "400-123-4567"])
def test_phones_that_are_right(phone: str) -> None:
    assert errors(TypedResident(name="李四", phone=phone)) == {}


def test_values_from_an_old_number() -> None:
    values = resident_values(TypedResident(name="李四", id_number="610104620927690"))
    assert values["id_number"] == "610104196209276908"
    assert values["birth_day"] == date(1962, 9, 27)
    assert values["sex"] == "女"


def test_values_without_number_keep_what_was_typed() -> None:
    values = resident_values(TypedResident(name="李四", birth_day="1962.9.27", sex="女", left_on="2026.1.2"))
    assert (values["birth_day"], values["sex"], values["left_on"]) == (date(1962, 9, 27), "女", date(2026, 1, 2))


def test_household_errors() -> None:
    found = check_household(TypedHousehold(number="1" * 501, phone="x"))
    assert {error.field for error in found} == {"number", "phone"}
