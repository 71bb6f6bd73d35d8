"""Area codes by the statistics office's rules (DOMAIN C7): pick county and township, say where a unit code lies."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import msgspec

from app.core.errors import Refused
from app.core.resources import load_json, resources_folder

UNIT = re.compile(r"[0-9]{12}")
PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, VILLAGE = 2, 4, 6, 9, 12
LONGER = {PROVINCE: PREFECTURE, PREFECTURE: COUNTY, COUNTY: TOWNSHIP}
NO_NAMES_OF_THEIR_OWN = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Area(NamedTuple):
    """One code of 2, 4, 6 or 9 digits and its name."""

    code: str
    name: str


class Place(msgspec.Struct, frozen=True):
    """Where a unit code lies; a level that the shipped list does not know is empty and named in ``warning``."""

    code: str
    province: str
    prefecture: str
    county: str
    township: str
    warning: str = ""

    @property
    def text(self) -> str:
        """Give “黑龙江省绥化市望奎县海丰镇”; levels without a name of their own (市辖区) are left out."""
        levels = dict.fromkeys((self.province, self.prefecture, self.county, self.township))
        return "".join(level for level in levels if level not in NO_NAMES_OF_THEIR_OWN)

    @property
    def level(self) -> str:
        """Tell what kind of unit the code names: 县, 乡镇 or 村."""
        if self.code.endswith("000000"):
            return "县"
        return "乡镇" if self.code.endswith("000") else "村"


def read_unit_code(typed: str) -> Place:
    """Read a unit code of 12 digits (blanks and full-width digits are understood) and say where it lies.

    Raises ``Refused`` where it is not 12 digits or the province does not exist; a county or township that the list
    does not know only warns, because codes change every year.
    """
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))
    if not UNIT.fullmatch(code):
        sentence = f"单位代码“{typed.strip()}”不对，应为 12 位数字（省2、地2、县2、乡3、村3）。"
        raise Refused(sentence, advice="可以在区划表里选县和乡镇，再填村的三位。")
    province = _upper_levels().get(code[:PROVINCE], "")
    if not province:
        sentence = f"单位代码“{code}”的前两位不是省份代码。"
        raise Refused(sentence, advice="请从区划表里选择。")
    county = _upper_levels().get(code[:COUNTY], "")
    township = area_name(code[:TOWNSHIP])
    missing = [
        word
        for word, name, part in (
            ("县", county, code[PREFECTURE:COUNTY]),
            ("乡镇", township, code[COUNTY:TOWNSHIP]),
        )
        if not name and int(part)
    ]
    warning = f"区划表里没有这个{'、'.join(missing)}代码，可能是新设或已撤并的，请核对。" if missing else ""
    return Place(code, province, area_name(code[:PREFECTURE]), county, township, warning)


def provinces() -> list[Area]:
    """List the provinces in code order."""
    return [Area(code, name) for code, name in sorted(_upper_levels().items()) if len(code) == PROVINCE]


def areas_within(code: str) -> list[Area]:
    """List what lies directly below a province, prefecture or county (prefectures, counties, townships)."""
    wanted = LONGER.get(len(code))
    if wanted is None:
        return []
    source = _townships(code[:PROVINCE]) if wanted == TOWNSHIP else _upper_levels()
    return [Area(one, name) for one, name in sorted(source.items()) if len(one) == wanted and one.startswith(code)]


def area_name(code: str) -> str:
    """Give the name of a code of 2, 4, 6 or 9 digits, or nothing where it is not known."""
    if len(code) == TOWNSHIP:
        return _townships(code[:PROVINCE]).get(code, "")
    return _upper_levels().get(code, "")


def find_counties(text: str, limit: int = 20) -> list[tuple[Area, str]]:
    """Find counties whose name contains ``text``, each with the names above it (“黑龙江省绥化市”)."""
    wanted = text.strip()
    names = _upper_levels()
    found = []
    for code, name in sorted(names.items()):
        if len(code) == COUNTY and wanted and wanted in name and name not in NO_NAMES_OF_THEIR_OWN:
            above = (names[code[:PROVINCE]], names.get(code[:PREFECTURE], ""))
            found.append((Area(code, name), "".join(one for one in above if one not in NO_NAMES_OF_THEIR_OWN)))
        if len(found) == limit:
            break
    return found


@cache
def _upper_levels() -> dict[str, str]:
    return load_json("areas/counties.json", dict[str, str])


@cache
def _townships(province: str) -> dict[str, str]:
    """Read one province's townships; Hong Kong, Macao and Taiwan have none in the list."""
    relative = f"areas/townships/{province}.json"
    if not resources_folder().joinpath(*relative.split("/")).exists():
        return {}
    return load_json(relative, dict[str, str])
