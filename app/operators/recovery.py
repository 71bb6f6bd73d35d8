"""The recovery code on paper: 128 bits in Crockford's base32, seven groups of four with two check characters.

Read back tolerantly: lower case, spaces and hyphens, O for 0, I and L for 1 (FAULTS §3, test 41).
"""

import hashlib
import secrets

from app.core.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 128
BODY = 26
GROUP = 4
CHECK_BASE = 32 * 32 - 3  # 1021, a prime: any one wrong or two swapped characters change the check

_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "　": None, "—": None})


def new_recovery_code() -> str:
    """Draw a code such as ``7Q2M-…`` (28 characters in seven groups)."""
    number = secrets.randbits(BITS)
    body = "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (BODY - 1), -1, -5))
    return grouped(body + _check(body))


def grouped(plain: str) -> str:
    """Write a code in groups of four, as it stands on the sheet."""
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def read_recovery_code(typed: str) -> str:
    """Give the code as it was drawn; raises ``Refused`` naming what does not fit."""
    plain = typed.strip().upper().translate(_FORGIVEN)
    if len(plain) != BODY + 2 or any(sign not in ALPHABET for sign in plain):
        raise Refused(
            f"恢复码应是 7 组、每组 4 个字母或数字，现在是 {len(plain)} 个字。",
            untouched="数据没有改动。",
            advice="请照纸上的恢复码重新输入。",
        )
    if _check(plain[:BODY]) != plain[BODY:]:
        raise Refused("恢复码有一处抄错了，校验不符。", untouched="数据没有改动。", advice="请逐组对照纸上的恢复码。")
    return grouped(plain)


def code_number(code: str) -> str:
    """Give the number of a recovery code, such as ``R-7F3A``: it tells two papers apart and nothing of the code.

    16 bits of a digest leave 112 of the code's 128 bits unknown.
    """
    return f"R-{hashlib.sha256(b'cunzhan recovery code' + code.encode()).hexdigest()[:4].upper()}"


def _check(body: str) -> str:
    number = 0
    for sign in body:
        number = (number * 37 + ALPHABET.index(sign) + 1) % CHECK_BASE
    return ALPHABET[number >> 5] + ALPHABET[number & 31]
