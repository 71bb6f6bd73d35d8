"""Identity numbers by GB 11643: 18 and 15 digits, birth day, sex, check character (DOMAIN C6)."""

import re
import unicodedata
from datetime import date
from functools import cache

import msgspec

from app.core.clock import SystemClock
from app.core.resources import load_json

LENGTH, OLD_LENGTH = 18, 15
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
OLDEST_YEAR = 1900
NOT_WRITTEN = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\-_.·]")
SHAPE = re.compile(r"\d{17}[\dX]|\d{15}")


class IdReading(msgspec.Struct, frozen=True):
    """What a typed number says; ``reason`` tells why it is not valid, ``warning`` what is odd about a valid one.

    ``number`` is the 18-character form where the number is valid, else what was typed without blanks.
    """

    valid: bool
    number: str
    birth_day: date | None = None
    sex: str = ""
    reason: str | None = None
    warning: str | None = None


def read_id_number(typed: str, today: date | None = None) -> IdReading:
    """Read a number as typed: full-width digits, blanks, hyphens and a small x are understood.

    ``today`` bounds the birth day (default: the machine's day). An area code that is not known only warns: old
    numbers keep abandoned codes (DOMAIN C6).
    """
    number = normalised(typed)
    if reason := _shape_problem(number):
        return IdReading(valid=False, number=number, reason=reason)
    if len(number) == OLD_LENGTH:
        body = f"{number[:6]}19{number[6:]}"
        number = body + check_character(body)
    birth_day = _birth_day(number)
    if birth_day is None:
        reason = f"第 7—14 位“{number[6:14]}”不是真实的出生日期"
    elif birth_day.year < OLDEST_YEAR or birth_day > (today or SystemClock().today()):
        reason = f"出生日期 {birth_day.isoformat()} 不可能（应在 1900 年以后、今天以前）"
    elif number[-1] != check_character(number[:-1]):
        reason = _checksum_problem(number)
    if reason:
        return IdReading(valid=False, number=number, reason=reason)
    sex = "男" if int(number[16]) % 2 else "女"
    return IdReading(valid=True, number=number, birth_day=birth_day, sex=sex, warning=_area_warning(number))


def normalised(typed: str) -> str:
    """Give the plain characters of a typed number: half-width, without blanks and hyphens, X as a capital."""
    return NOT_WRITTEN.sub("", unicodedata.normalize("NFKC", typed)).upper()


def check_character(body: str) -> str:
    """Compute the check character of the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def looks_rounded(number: str) -> bool:
    """Tell whether a spreadsheet seems to have cut the last digits to 000 (15 significant digits of a float)."""
    return len(number) == LENGTH and number.endswith("000") and number.isdigit() and not _checks(number)


def _shape_problem(number: str) -> str | None:
    if not number:
        return "没有填写身份证号"
    if not number.isascii() or not number.isalnum():
        return "身份证号里有数字和 X 以外的字符"
    if len(number) not in (LENGTH, OLD_LENGTH):
        return f"身份证号应为 18 位（旧证 15 位），现在是 {len(number)} 位"
    if not SHAPE.fullmatch(number):
        return "身份证号里有不该出现的字母（只有第 18 位可以是 X）"
    return None


def _birth_day(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _checks(number: str) -> bool:
    return number[-1] == check_character(number[:-1])


def _checksum_problem(number: str) -> str:
    if looks_rounded(number):
        return "后三位是 000 且校验码不符，像是被电子表格四舍五入过，请照证件重新输入"
    return "校验码不符，请对照证件检查有没有输错一位"


@cache
def _known_areas() -> frozenset[str]:
    return frozenset(load_json("areas/id_codes.json", list[str]))


def _area_warning(number: str) -> str | None:
    if number[:6] in _known_areas():
        return None
    return f"前六位“{number[:6]}”不是现在或过去用过的地区代码，请再核对一次"
