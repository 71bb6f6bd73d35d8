"""The faces that ship with the program, loaded when a line first needs one, each with its fallbacks.

A character that no face has would be a silent blank on paper (FAULTS §7.1), so every text is checked before.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.core.errors import Refused
from app.core.resources import resource_path
from app.documents.to_unicode import correct_to_unicode


class Face(StrEnum):
    """A face by what it is for: 宋 for text, 小标宋 for titles, 黑 for heads, 楷 for what is said to a person."""

    SONG = "NotoSerifSC-Regular"
    TITLE = "NotoSerifSC-Bold"
    HEI = "NotoSansSC-Regular"
    HEI_BOLD = "NotoSansSC-Bold"
    KAI = "CunzhanKai-Regular"
    RARE = "CunzhanRare-Regular"


FALLBACKS = {
    Face.SONG: (Face.HEI, Face.RARE),
    Face.TITLE: (Face.SONG, Face.HEI, Face.RARE),
    Face.HEI: (Face.SONG, Face.RARE),
    Face.HEI_BOLD: (Face.HEI, Face.SONG, Face.RARE),
    Face.KAI: (Face.SONG, Face.HEI, Face.RARE),
}
TITLE_FACES = {"song": Face.TITLE, "hei": Face.HEI_BOLD, "kai": Face.KAI}
TEXT_FACES = {"song": Face.SONG, "hei": Face.HEI, "kai": Face.KAI}
SQUEEZED = 0.5  # em that a sign gives up before another
MEETING = re.compile(
    r"[，。、；：）》」』】〕〉”’](?=[，。、；：）》」』】〕〉”’（《「『【〔〈“‘])|[（《「『【〔〈“‘](?=[（《「『【〔〈“‘])"
)
INVISIBLE = "\u200b\u200c\u200d\ufeff"


class Run(NamedTuple):
    """A stretch of one line that is set in one face."""

    face: Face
    text: str


@cache
def loaded(face: Face) -> TTFont:
    """Load a face once for the life of the process (about 0.1 s and 30 MB each)."""
    correct_to_unicode()
    font = TTFont(face.value, str(resource_path("fonts", f"{face.value}.ttf")))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=16_384)
def face_of(character: str, wanted: Face) -> Face | None:
    """Give the face that sets a character: the wanted one, else its first fallback that has it, else ``None``."""
    point = ord(character)
    if point in loaded(wanted).face.charToGlyph:
        return wanted
    return next((face for face in FALLBACKS[wanted] if point in loaded(face).face.charToGlyph), None)


@lru_cache(maxsize=16_384)
def _advance(character: str, wanted: Face) -> float:
    face = face_of(character, wanted) or wanted
    measured = loaded(face).face
    return float(measured.charWidths.get(ord(character), measured.defaultWidth)) / 1000


def width(text: str, face: Face, size: float) -> float:
    """Measure a line in points."""
    return size * _ems(text, face)


@lru_cache(maxsize=16_384)
def _ems(text: str, face: Face) -> float:
    wide = sum([_advance(character, face) for character in text])
    return wide - SQUEEZED * len(squeezed(text, face)) if MEETING.search(text) else wide


@lru_cache(maxsize=4_096)
def squeezed(text: str, face: Face) -> tuple[int, ...]:
    """Give the places of signs that give up the empty half between them and the next sign: ”，and（《 (GB/T 15834)."""
    return tuple(
        found.start()
        for found in MEETING.finditer(text)
        if _advance(text[found.start()], face) == _advance(text[found.start() + 1], face) == 1
        and face_of(text[found.start()], face) == face_of(text[found.start() + 1], face)
    )


def runs(text: str, face: Face) -> Iterator[Run]:
    """Split a line into stretches of one face each."""
    begin, current = 0, None
    for place, character in enumerate(text):
        used = face_of(character, face) or face
        if used is not current:
            if current is not None:
                yield Run(current, text[begin:place])
            begin, current = place, used
    if current is not None:
        yield Run(current, text[begin:])


def clean(text: str) -> str:
    """Drop what has no shape on paper and would be a blank or a box: zero-width signs and control characters."""
    return "".join(sign for sign in text if sign == "\n" or (sign not in INVISIBLE and sign.isprintable()))


def refuse_missing(texts: Iterable[str]) -> None:
    """Refuse to print where any character has a glyph in no face; the sentence names them all."""
    signs = {sign for text in texts for sign in text if sign != "\n"}
    missing = sorted(sign for sign in signs if face_of(sign, Face.SONG) is None)
    if missing:
        listed = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in missing)
        raise Refused(
            f"这些字随程序带的字体都印不出来：{listed}。",
            untouched="没有生成纸张，数据没有改动。",
            advice="请换一种写法，或把字告诉我们。",
        )
