"""Villager groups in the order people count them: 一组, 二组, 三组 … 十一组, whichever way the number is written.

Sorted as text they would stand 一, 三, 二. Statements say ``ORDER BY group_place(villager_group)``.
"""

import re
from functools import lru_cache
from typing import Any

DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "廿": 20, "百": 100}
_NUMBER = re.compile(rf"[0-9]+|[{''.join(DIGITS)}{''.join(TENS)}]+")


def register(connection: Any) -> None:
    """Let statements of this connection use ``group_place``."""
    connection.create_function("group_place", 1, group_place, deterministic=True)


@lru_cache(maxsize=4096)
def group_place(name: str | None) -> str:
    """Give the name with each number in it as five digits, for sorting; a name without one stays as it is."""
    return _NUMBER.sub(lambda found: f"{_value(found[0]):05d}", name or "")


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if not any(tens in written for tens in TENS):
        return int("".join(str(DIGITS[digit]) for digit in written))
    total, count = 0, 0
    for sign in written:
        if sign in DIGITS:
            count = DIGITS[sign]
        else:
            total, count = total + (count or 1) * TENS[sign], 0
    return total + count
