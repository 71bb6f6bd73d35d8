"""Pinyin: surnames read as surnames, rare characters survive, the table agrees with its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from app.core.pinyin import Pinyin, pinyin_of, pinyin_of_words, two_character_surname


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("李四富", "lisifu", "lsf"),
        ("单田芳", "shantianfang", "stf"),
        ("解晓东", "xiexiaodong", "xxd"),
        ("曾国", "zengguo", "zg"),
        ("仇英", "qiuying", "qy"),
        ("查良", "zhaliang", "zl"),
        ("朴成", "piaocheng", "pc"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("欧阳明", "ouyangming", "oym"),
        ("区大海", "oudahai", "odh"),
        ("吕布", "lvbu", "lb"),
        ("盖聂", "genie", "gn"),
        ("任我行", "renwoxing", "rwx"),
        ("王喆", "wangzhe", "wz"),
        ("张䶮", "zhangyan", "zy"),
        ("陈𬱖", "chendi", "cd"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("Ｍike李", "mikeli", "ml"),
        (" 王 芳 ", "wangfang", "wf"),
        ("", "", ""),
    ],
)
def test_names(name: str, full: str, initials: str) -> None:
    assert pinyin_of(name) == Pinyin(full, initials)


def test_a_surname_is_read_so_only_at_the_head_of_a_name() -> None:
    assert pinyin_of("王单").full == "wangdan"
    assert pinyin_of_words("单位").full == "danwei"
    assert pinyin_of_words("D01 查询2次").full == "d01chaxun2ci"


def test_surnames_of_two_characters() -> None:
    assert two_character_surname("欧阳修") == "欧阳"
    assert two_character_surname("欧文") == ""


def test_a_character_without_reading_is_left_out() -> None:
    assert pinyin_of("王\U0002ffff明").full == "wangming"
    assert pinyin_of("😀") == Pinyin("", "")


@given(st.text(max_size=12))
def test_nothing_raises_and_the_answer_is_typeable(text: str) -> None:
    found = pinyin_of(text)
    assert found.full.isascii()
    assert len(found.initials) <= len(found.full)


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_the_table_says_what_pypinyin_says(character: str) -> None:
    assert pinyin_of_words(character).full == lazy_pinyin(character)[0]
