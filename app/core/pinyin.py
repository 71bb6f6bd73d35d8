"""Pinyin of names for search and for “maybe the same person”: whole and initials, without tones, ü as v.

The readings are a table made by build_scripts/pinyin.py, loaded at the first name; surnames with a reading of their
own (单 shan, 曾 zeng, 尉迟 yuchi) come from resources/pinyin/surnames.toml. A character without reading is left out.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from app.core.resources import load_json, load_toml


class Pinyin(NamedTuple):
    """``full`` is ``lisifu``, ``initials`` is ``lsf``."""

    full: str
    initials: str


class _Characters(msgspec.Struct, frozen=True):
    characters: str
    syllables: tuple[str, ...]
    numbers: list[int]


class _Readings(NamedTuple):
    characters: str
    syllables: tuple[str, ...]
    numbers: "array[int]"

    def of(self, character: str) -> str:
        place = bisect_left(self.characters, character)
        if place < len(self.characters) and self.characters[place] == character:
            return self.syllables[self.numbers[place]]
        return ""


class _Surnames(msgspec.Struct, frozen=True):
    two: dict[str, tuple[str, str]]
    one: dict[str, str]


@lru_cache(maxsize=8192)
def syllables_of(name: str) -> tuple[str, ...]:
    """Give the syllables of a person's name one by one; the surname's own reading goes before the usual one."""
    plain = unicodedata.normalize("NFKC", name).strip()
    surnames = _surnames()
    if plain[:2] in surnames.two:
        head, rest = list(surnames.two[plain[:2]]), plain[2:]
    elif plain[:1] in surnames.one:
        head, rest = [surnames.one[plain[0]]], plain[1:]
    else:
        head, rest = [], plain
    return (*head, *_syllables(rest))


def pinyin_of(name: str) -> Pinyin:
    """Give the pinyin of a person's name, whole and as initials."""
    return _joined(syllables_of(name))


@lru_cache(maxsize=2048)
def pinyin_of_words(text: str) -> Pinyin:
    """Give the pinyin of anything that is no person's name: an item, a village, a department."""
    return _joined(_syllables(unicodedata.normalize("NFKC", text)))


def two_character_surname(name: str) -> str:
    """Give the surname where it has two characters (欧阳, 尉迟), else nothing."""
    return name[:2] if name[:2] in _surnames().two else ""


@cache
def _readings() -> _Readings:
    table = load_json("pinyin/characters.json.gz", _Characters)
    return _Readings(table.characters, table.syllables, array("H", table.numbers))


@cache
def _surnames() -> _Surnames:
    return load_toml("pinyin/surnames.toml", _Surnames)


def _syllables(text: str) -> list[str]:
    """Read character by character; runs of letters and digits stay together, everything else is dropped."""
    readings = _readings()
    found: list[str] = []
    within_word = False
    for character in text.lower():
        if character.isascii() and character.isalnum():
            if within_word:
                found[-1] += character
            else:
                found.append(character)
            within_word = True
            continue
        within_word = False
        if syllable := readings.of(character):
            found.append(syllable)
    return found


def _joined(syllables: Sequence[str]) -> Pinyin:
    return Pinyin("".join(syllables), "".join(syllable[0] for syllable in syllables))
