"""Make resources/pinyin/characters.json.gz: the usual reading, without tone, of every character that has one.

Run when a newer ``pypinyin`` knows more characters:

    python build_scripts/pinyin.py

``pypinyin`` (MIT) is a build tool only: imported, it costs 150 ms and 57 MB, a third of what the window may use. The
file holds the characters in code order and, beside them, the number of each one's syllable: one look-up by bisection.
Surnames with a reading of their own are in resources/pinyin/surnames.toml, written by hand.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "characters.json.gz"


def main() -> None:
    """Read every character, write the file with a fixed time stamp so that the same input gives the same bytes."""
    readings: dict[str, str] = {}
    for code in sorted(PINYIN_DICT):
        syllable = pinyin(chr(code), style=Style.NORMAL, errors="ignore", v_to_u=False)
        if syllable and syllable[0][0].isascii() and syllable[0][0].isalpha():
            readings[chr(code)] = syllable[0][0].lower()
    syllables = sorted(set(readings.values()))
    numbers = {syllable: number for number, syllable in enumerate(syllables)}
    table = {
        "characters": "".join(readings),
        "syllables": syllables,
        "numbers": [numbers[syllable] for syllable in readings.values()],
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(json.dumps(table, ensure_ascii=False).encode(), mtime=0))


if __name__ == "__main__":
    main()
