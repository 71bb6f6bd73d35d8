"""UUIDv7 row ids: unique anywhere, and in the order of making, which keeps the indexes small."""

import os
import re
import threading
import time

_guard = threading.Lock()
_last = 0
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> str:
    """Give a UUIDv7 (RFC 9562 §5.7) whose 12 sub-millisecond bits count up, so ids of one process never go back."""
    global _last  # noqa: PLW0603 - the counter is the process's own
    with _guard:
        stamp = max((time.time_ns() * 4096) // 1_000_000, _last + 1)
        _last = stamp
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
    text = f"{value & (1 << 128) - 1:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: str) -> bool:
    """Tell whether a text is the id of a row."""
    return _ID.fullmatch(text) is not None


def letters(ordinal: int) -> str:
    """Give the letter of an epoch's number range: 2 is B, 27 is AA."""
    text = ""
    while ordinal:
        ordinal, rest = divmod(ordinal - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
