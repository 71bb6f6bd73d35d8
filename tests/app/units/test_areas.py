"""Area codes: the shipped list is whole, codes are read and placed, unknown ones only warn."""

import pytest

from app.core.errors import Refused
from app.units.areas import Area, area_name, areas_within, find_counties, provinces, read_unit_code


def test_the_demonstration_village_is_placed() -> None:
    place = read_unit_code("231221103201")
    assert place.text == "黑龙江省绥化市望奎县海丰镇"
    assert (place.level, place.warning) == ("村", "")
    assert (place.county, place.township) == ("望奎县", "海丰镇")


@pytest.mark.parametrize(
    ("typed", "level", "text"),
    [
        ("231221103000", "乡镇", "黑龙江省绥化市望奎县海丰镇"),
        ("231221000000", "县", "黑龙江省绥化市望奎县"),
        ("１１０１０１００１００１", "村", "北京市东城区东华门街道"),
        ("4419 0000 3001", "村", "广东省东莞市东城街道"),
    ],
)
def test_codes_of_every_level(typed: str, level: str, text: str) -> None:
    place = read_unit_code(typed)
    assert (place.level, place.text, place.warning) == (level, text, "")


@pytest.mark.parametrize(("typed", "missing"), [("231221199201", "乡镇"), ("231299199201", "县、乡镇")])
def test_codes_that_are_new_or_gone_only_warn(typed: str, missing: str) -> None:
    assert f"没有这个{missing}代码" in read_unit_code(typed).warning


@pytest.mark.parametrize("typed", ["", "23122110320", "2312211032011", "2312211032X1", "٢٣١٢٢١١٠٣٢٠١", "990101001201"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="单位代码"):
        read_unit_code(typed)


def test_every_level_leads_to_the_next() -> None:
    assert len(provinces()) == 31
    prefectures = areas_within("23")
    assert Area("2312", "绥化市") in prefectures
    assert Area("231221", "望奎县") in areas_within("2312")
    assert Area("231221103", "海丰镇") in areas_within("231221")
    assert areas_within("231221103") == []
    assert area_name("71") == ""
    assert areas_within("710000") == []


@pytest.mark.no_cover
def test_every_county_of_the_list_lies_in_a_prefecture_and_has_townships() -> None:
    without: list[str] = []
    for province in provinces():
        for prefecture in areas_within(province.code):
            counties = areas_within(prefecture.code)
            assert counties, prefecture
            without += [county.name for county in counties if not areas_within(county.code)]
    assert len(without) < 10, without


def test_counties_are_found_by_part_of_their_name() -> None:
    assert find_counties("望奎") == [(Area("231221", "望奎县"), "黑龙江省绥化市")]
    assert len(find_counties("安", limit=5)) == 5
    assert find_counties("") == []
    assert find_counties("市辖区") == []
