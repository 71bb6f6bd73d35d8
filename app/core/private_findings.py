"""What must not hang on a board, found in a text: identity, phone and account numbers, addresses to the door.

The privacy gate reads a finished page's text with this (DOMAIN C4: the five fields that prosecutors name every time).
Full-width digits and digits with blanks or hyphens between them are found too.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from app.core.identity import LENGTH, OLD_LENGTH, check_character

FULL_WIDTH = {ord("０") + step: ord("0") + step for step in range(10)} | {
    ord("Ｘ"): ord("X"),
    ord("ｘ"): ord("x"),
    ord("\u3000"): ord(" "),
    ord("\u00a0"): ord(" "),
    ord("－"): ord("-"),
    ord("—"): ord("-"),
    ord("–"): ord("-"),
}
RUN = re.compile(r"(?<!\d)\d(?:[\s\-\u200b-\u200d\u2060·.]{0,2}\d)*(?:[ \-]?[Xx](?![A-Za-z]))?")
PIECE = re.compile(r"\d+[Xx]?")
SEPARATOR = re.compile(r"[^\dXx]")
MOBILE = re.compile(
    r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d{9}(?!\d)"
    r"|(?<![\d-])(?:\+?86[ -]?)?1"
    r"(?:[3-9]\d[\s-]\d{4}[\s-]\d{4}|[3-9]\d[ -](?!19|20)\d{8}|(?: [3-9])(?: \d){9})(?![\d-])"
)
LANDLINE = re.compile(r"(?<![\d-])[(（]?0\d{2,3}[)）]?[ -]?[2-9]\d{6,7}(?![\d-])")
NAMED_PHONE = re.compile(r"(?:电话|手机|联系方式|热线)[^\d\n]{0,6}([2-9]\d{6,7})(?!\d)")
DOOR = re.compile(
    r"(?:[街路巷弄道组屯村社队院区庄楼苑园里]|胡同|小组)第?\s?[\d〇零一二三四五六七八九十百]{1,5}\s?(?:-\s?\d{1,4}\s?)?(?:号(?![公通文令栏线])|栋|幢|单元|室|门牌)"
    r"|\d{1,4}\s?号楼|\d{1,3}\s?(?:栋|幢)\s?\d|\d{1,2}\s?单元|\d{3,4}\s?室"
)
PROVINCES = frozenset(
    str(code)
    for codes in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 84), (91, 93))
    for code in range(*codes)
)
CARD_LENGTHS = range(16, 20)
CARD_BEGINS = "3456789"
LONGEST_PLAIN_NUMBER = 15
LARGEST_DIGIT = 9
SHORTEST_FIRST_PIECE = 4
OLDEST, NEWEST = 1900, 2099
WHAT = {
    "id_number": "身份证号",
    "phone": "电话号码",
    "bank_card": "银行卡号",
    "account": "账号（16 位以上的长数字）",
    "address": "到门牌的住址",
}


class Finding(NamedTuple):
    """One private thing: its kind, the text as it stands, where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """Say what was found, without repeating the whole of it."""
        return f"含有{WHAT[self.kind]}：{self.text[:6]}……"


def private_findings(text: str, allowed: Collection[str] = ()) -> list[Finding]:
    """Find everything private in a text, in order of place.

    ``allowed`` are texts that may stand there: the station's own complaint phone, its own address.
    """
    plain = text.translate(FULL_WIDTH)
    for permitted in sorted((one.translate(FULL_WIDTH) for one in allowed if one.strip()), key=len, reverse=True):
        plain = re.sub(rf"(?<!\d){re.escape(permitted)}(?!\d)", lambda found: "□" * len(found[0]), plain)
    found: list[Finding] = []
    taken: set[int] = set()
    for kind, start, end in (*_long_numbers(plain), *_phones(plain), *_doors(plain)):
        if taken.isdisjoint(range(start, end)):
            found.append(Finding(kind, text[start:end], start, end))
            taken.update(range(start, end))
    return sorted(found, key=lambda one: one.start)


def _long_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    for run in RUN.finditer(text):
        places = [place for place in range(run.start(), run.end()) if not SEPARATOR.match(text[place])]
        digits = "".join(text[place] for place in places).upper()
        for piece in PIECE.finditer(text, run.start(), run.end()):
            yield from _unbroken(piece[0].upper(), piece.start())
        if len(digits) < run.end() - run.start():
            yield from _broken(digits, places)


def _unbroken(digits: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Judge digits that stand together: a true birth day is enough, even where the check character was mistyped.

    They may be the cell of a row whose number stands before them, with nothing but a blank between.
    """
    end = start + len(digits)
    if (len(digits) == LENGTH and _real_day(digits[6:14])) or (
        len(digits) == OLD_LENGTH and digits.isdigit() and digits[:2] in PROVINCES and _real_day(f"19{digits[6:12]}")
    ):
        yield "id_number", start, end
    elif len(digits) > LONGEST_PLAIN_NUMBER:
        yield ("bank_card" if len(digits) in CARD_LENGTHS and _luhn(digits) else "account"), start, end


def _broken(digits: str, places: list[int]) -> Iterator[tuple[str, int, int]]:
    """Judge digits with blanks between them, which may be several numbers of a table's row.

    Whole pieces only, and only with province, birth day and check character (identity) or in fours with Luhn (card).
    """
    begins = [at for at in range(len(places)) if at == 0 or places[at] != places[at - 1] + 1]
    ends = {*begins[1:], len(places)}
    for begin in begins:
        part = digits[begin : begin + LENGTH]
        inside = [at for at in begins if begin <= at < begin + LENGTH]
        if begin + LENGTH in ends and _is_identity_number(part) and _written_as_one(inside, begin + LENGTH):
            yield "id_number", places[begin], places[begin + LENGTH - 1] + 1
        for length in CARD_LENGTHS:
            part = digits[begin : begin + length]
            fours = all(begin + step in begins for step in range(0, length, 4))
            if fours and begin + length in ends and part[0] in CARD_BEGINS and _luhn(part):
                yield "bank_card", places[begin], places[begin + length - 1] + 1


def _written_as_one(begins: list[int], end: int) -> bool:
    """Tell whether pieces look like one number and not like a row of a table: equal ones, or a long first one."""
    lengths = [after - at for at, after in zip(begins, [*begins[1:], end], strict=True)]
    return lengths[0] >= SHORTEST_FIRST_PIECE or len(set(lengths[:-1])) == 1


def _is_identity_number(part: str) -> bool:
    return (
        part[:17].isdigit()
        and part[:2] in PROVINCES
        and _real_day(part[6:14])
        and part[17] == check_character(part[:17])
    )


def _phones(text: str) -> Iterator[tuple[str, int, int]]:
    for pattern in (MOBILE, LANDLINE):
        for match in pattern.finditer(text):
            yield "phone", match.start(), match.end()
    for match in NAMED_PHONE.finditer(text):
        yield "phone", match.start(1), match.end(1)


def _doors(text: str) -> Iterator[tuple[str, int, int]]:
    for match in DOOR.finditer(text):
        yield "address", match.start(), match.end()


def _real_day(digits: str) -> bool:
    """Tell whether eight digits are a day of 1900 to 2099."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return OLDEST <= day.year <= NEWEST


def _luhn(digits: str) -> bool:
    """Check a card number by ISO/IEC 7812 (Luhn)."""
    if not digits.isdigit():
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > LARGEST_DIGIT else value for value in doubled) % 10 == 0
