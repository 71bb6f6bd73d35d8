"""Masking: less is shown than asked, and what is shown is what DOMAIN C4 names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.masking import mask_account, mask_address, mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "middle", "surname"),
    [
        ("张三丰", "张*丰", "张**"),
        ("李四", "李*", "李*"),
        ("欧阳小华", "欧阳*华", "欧阳**"),
        ("欧阳锋", "欧阳*", "欧阳*"),
        ("王", "王", "王"),
        ("", "", ""),
        (" 张三 ", "张*", "张*"),
        ("爱新觉罗溥仪", "爱****仪", "爱*****"),
        ("阿依古丽·买买提", "阿**", "阿**"),
        ("陈𬱖明", "陈*明", "陈**"),
    ],
)
def test_names(name: str, middle: str, surname: str) -> None:
    assert mask_name(name) == middle
    assert mask_name(name, only_surname=True) == surname


def test_identity_numbers_hide_birth_day_and_the_rest() -> None:
    assert mask_id_number("440308199901101512") == "440308************"
    assert mask_id_number("440308199901101512", tail=4) == "440308********1512"
    assert mask_id_number("440308199901101512", tail=9) == "440308********1512"
    assert mask_id_number("610104620927690") == "610104*********"
    assert mask_id_number("4403", tail=4) == "4403"
    assert mask_id_number("44030812", tail=4) == "440308"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812345678", "138****5678"), ("0455-6712345", "045*****2345"), ("6712345", "*****45"), ("", "")],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_accounts_keep_the_last_four() -> None:
    assert mask_account("6222 0212 3456 7890") == "************7890"
    assert mask_account("12345678") == "********"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("黑龙江省绥化市望奎县海丰镇示例村3组45号", "黑龙江省绥化市望奎县海丰镇示例村3组"),
        ("示例村三组", "示例村三组"),
        ("第二村民小组8号", "第二村民小组"),
        ("海丰镇示例村45号", "海丰镇示例村"),
        ("东屯12号", "东屯"),
        ("幸福社区3号楼2单元", "幸福社区"),
        ("西大街12号3单元", "西大街"),
        ("", ""),
    ],
)
def test_addresses_end_at_the_group(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.text(max_size=30), st.integers(0, 6))
def test_no_mask_shows_more_than_it_was_given(text: str, tail: int) -> None:
    for masked in (mask_name(text), mask_phone(text), mask_account(text)):
        assert len(masked.replace("*", "")) <= len(text)
    assert len(mask_id_number(text, tail=tail)) <= len(text)
    assert mask_address(text).strip() in text


@given(st.from_regex(r"\A[1-9][0-9]{17}\Z"))
def test_the_birth_day_never_shows(number: str) -> None:
    assert mask_id_number(number)[6:14] == "********"
    assert mask_id_number(number, tail=4)[6:14] == "********"
