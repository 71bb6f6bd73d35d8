"""The five levels and their reasons, walked whole."""

import pytest

from app.cases.ratings import ratings
from app.core.errors import Refused

KNOWN = ratings()


def test_five_levels_and_the_last_two_are_low() -> None:
    assert [level.value for level in KNOWN.levels] == [5, 4, 3, 2, 1]
    assert [level.value for level in KNOWN.levels if level.low] == [2, 1]


def test_every_level_has_reasons_and_every_code_stands_once() -> None:
    assert all(KNOWN.tags_of(level.value) for level in KNOWN.levels)
    assert len({tag.code for tag in KNOWN.tags}) == len(KNOWN.tags)
    assert all(tag.code[:1] == "c" or (tag.code.isdigit() and tag.code[0] == str(tag.level)) for tag in KNOWN.tags)
    assert [aspect.name for aspect in KNOWN.aspects][-1] == "整体评价"


def test_tags_are_named_by_code_or_words() -> None:
    assert KNOWN.tag_codes(("309", "多头跑")) == ("309", "113")
    with pytest.raises(Refused, match="评价理由里没有“天气好”"):
        KNOWN.tag_codes(("天气好",))


def test_words_of_a_rating_are_at_most_150() -> None:
    assert KNOWN.checked_text("好" * 150)
    with pytest.raises(Refused, match="最多 150 个字，现在有 151 个字"):
        KNOWN.checked_text("好" * 151)


@pytest.mark.parametrize("value", [0, 6, None])
def test_a_level_that_is_none(value: int | None) -> None:
    with pytest.raises(Refused, match="应是 1 到 5"):
        KNOWN.level(value)
