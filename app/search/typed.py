"""Reading the search box: words that must all fit, each of them a part of a subject, a case number, or both."""

import re
import unicodedata
from typing import NamedTuple

from app.search.case_numbers import NumberAsked, read_number
from app.search.words import LONGEST_WORD, asked, asked_of_entry, plain

MOST_WORDS = 4
LONGEST_TEXT = 200

_GAP = re.compile(r"[\s,;、。|]+")
_DASH = re.compile(r"[‐-―−－]")


class Word(NamedTuple):
    """One typed word: its plain signs, and what it means as a case number, if anything."""

    text: str
    number: NumberAsked | None


def read_words(text: str) -> list[Word]:
    """Read at most four words from whatever was typed or pasted; never raises."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    words = []
    for part in _GAP.split(folded):
        signs = plain(part)[:LONGEST_WORD]
        if signs:
            words.append(Word(signs, read_number(_DASH.sub("-", part))))
    return list(dict.fromkeys(words))[:MOST_WORDS]


def every_word(words: list[Word]) -> str:
    """Give the FTS5 expression that asks for all these words in one subject."""
    return " AND ".join(asked(word.text) for word in words)


def asked_of_entries(text: str) -> str:
    """Give the FTS5 expression for entries of ledgers with all the words of a text; empty where it has none."""
    return " AND ".join(asked_of_entry(word.text) for word in read_words(text))
