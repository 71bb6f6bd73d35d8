"""What is written into the index for a subject, and how one typed word asks for it.

Every suffix of a name, of its pinyin by syllable and of its initials is a token of its own, so that any part is found
by a prefix; digits stand once as they are and once reversed (behind ``§`` and ``¶``), so that the start and the end of
an id number or phone are found. ``§`` and ``¶`` never survive :func:`plain`, so nothing typed can reach them.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from app.core.pinyin import pinyin_of_words, syllables_of
from app.core.resources import load_toml

FORWARD = "§"
BACKWARD = "¶"
LONGEST_NAME = 60
LONGEST_WORD = 40
LONGEST_TEXT = 200
TEXT_SIGNS = 8
"""So many signs of every part of a running text are kept; a longer word asks for its first signs."""


def plain(text: str) -> str:
    """Reduce text to what is compared: compatibility forms, small letters, no signs, dots or spaces within."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in folded if sign.isalnum() and sign.isprintable())


def person_words(person: Mapping[str, Any]) -> str:
    """Give the tokens of a resident or applicant: ``name``, ``nickname``, ``id_number``, ``phone``."""
    tokens = [*_name_tokens(person["name"]), *_name_tokens(person.get("nickname", ""))]
    for number in (person["id_number"], *_phones(person["phone"])):
        digits = plain(number)
        if digits:
            tokens += [f"{FORWARD}{digits}", f"{BACKWARD}{digits[::-1]}"]
    return _joined(tokens)


def item_words(item: Mapping[str, Any]) -> str:
    """Give the tokens of a service item: ``name``, ``code`` and what people call it."""
    names = (item["name"], *_synonyms().get(item["code"], ()))
    return _joined([plain(item["code"]), *(token for name in names for token in _word_tokens(plain(name)))])


def entry_words(names: Iterable[str], numbers: Iterable[str], texts: Iterable[str]) -> str:
    """Give the tokens of a ledger's entry: names as those of persons, numbers from both ends, texts by any part."""
    tokens = [token for name in names for token in _name_tokens(name)]
    for digits in filter(None, map(plain, numbers)):
        tokens += [f"{FORWARD}{digits}", f"{BACKWARD}{digits[::-1]}"]
    for text in texts:
        signs = plain(text[: LONGEST_TEXT * 2])[:LONGEST_TEXT]
        tokens += [signs[start : start + TEXT_SIGNS] for start in range(len(signs))]
    return _joined(tokens)


def asked_of_entry(word: str) -> str:
    """Give the FTS5 expression of one plain word as entries of ledgers are asked for it."""
    if word.rstrip("x").isdigit() and word.isascii():
        return f'("{word[:TEXT_SIGNS]}"* OR "{FORWARD}{word}"* OR "{BACKWARD}{word[::-1]}"*)'
    return f'"{word[:TEXT_SIGNS]}"*'


def asked(word: str) -> str:
    """Give the FTS5 expression of one plain word; nothing but letters and digits can be inside its quotes."""
    if word.rstrip("x").isdigit() and word.isascii():
        return f'("{word}"* OR "{FORWARD}{word}"* OR "{BACKWARD}{word[::-1]}"*)'
    return f'"{word}"*'


def asked_exactly(word: str) -> str:
    """Give the expression for a whole token, which is shown before longer ones."""
    return f'"{word}"'


def _name_tokens(name: str) -> Iterator[str]:
    signs = plain(name)[:LONGEST_NAME]
    return _tokens(signs, syllables_of(signs)) if signs else iter(())


def _word_tokens(signs: str) -> Iterator[str]:
    return _tokens(signs, tuple(pinyin_of_words(sign).full for sign in signs))


def _tokens(signs: str, syllables: tuple[str, ...]) -> Iterator[str]:
    yield from _suffixes(signs)
    for start in range(len(syllables)):
        rest = "".join(syllables[start:])
        yield rest
        if "v" in rest:
            yield rest.replace("v", "u")
        yield "".join(syllable[:1] for syllable in syllables[start:])


def _suffixes(text: str) -> Iterator[str]:
    return (text[start:] for start in range(len(text)))


def _phones(text: str) -> list[str]:
    for sign in "、，,;；/ ":
        text = text.replace(sign, "|")
    return text.split("|")


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    return load_toml("catalogue/synonyms.toml", dict[str, tuple[str, ...]])


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(token for token in tokens if token))
