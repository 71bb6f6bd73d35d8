"""The two files that travel when a township helps a station back to its key: the request, and the answer.

The request holds the sealed slot, which only the township opens, and a one-time public key of the PC that waits; its
check code is compared on paper or by phone, so that nobody can put another public key in its place.
"""

import hashlib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from app.core.errors import Refused
from db.disk_words import disk_words

SUFFIX = ".czk"
LARGEST = 64 * 1024
GROUPS, DIGITS = 6, 5
CHECKED_AS = b"cunzhantong/township-help/v1\x00"

Hex16 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Id = Annotated[str, msgspec.Meta(min_length=36, max_length=36)]
Recipient = Annotated[str, msgspec.Meta(pattern=r"^age1[0-9a-z]{50,70}$")]
Box = Annotated[str, msgspec.Meta(max_length=4096)]
Day = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class HelpRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="cunzhantong-key-request-1"):
    """A station whose password is forgotten asks its township; ``day`` is its own day, for people to read."""

    office: Id
    township: Id
    key: Hex16
    box: Box
    public: Recipient
    nonce: Hex32
    day: Day


class HelpAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="cunzhantong-key-answer-1"):
    """The township's answer to one request, which its digest names; ``box`` opens with the one-time key alone."""

    office: Id
    nonce: Hex32
    request: Hex32
    box: Box


Letter = TypeVar("Letter", HelpRequest, HelpAnswer)


def letter_bytes(letter: HelpRequest | HelpAnswer) -> bytes:
    """Give a letter's canonical bytes."""
    return msgspec.json.encode(letter, order="sorted")


def request_digest(request: HelpRequest) -> str:
    """Give the digest that the answer names."""
    return hashlib.sha256(letter_bytes(request)).hexdigest()


def check_code(request: HelpRequest) -> str:
    """Give the six groups of five digits that stand on the station's screen and are compared at the township."""
    digest = hashlib.sha256(CHECKED_AS + letter_bytes(request)).digest()
    digits = f"{int.from_bytes(digest, 'big') % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}d}"
    return " ".join(digits[start : start + DIGITS] for start in range(0, GROUPS * DIGITS, DIGITS))


def file_name(what: str, nonce: str, attempt: int = 1) -> str:
    """Give the name of a ``request`` or ``answer``: ASCII, and the two of one asking belong together at sight."""
    return f"key-{what}-{nonce[:8]}{f'-{attempt}' if attempt > 1 else ''}{SUFFIX}"


def read_letter(path: Path, kind: type[Letter], what: str) -> Letter:
    """Read a letter; raises ``Refused`` where the file cannot be read, is none, or was altered."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as trouble:
        raise Refused(
            f"{what}文件读不出来（{disk_words(trouble)}）。", untouched="数据没有改动。", advice="请检查盘和文件。"
        ) from trouble
    strange = Refused(
        f"这个文件不是村站通的钥匙{what}，或者已经损坏。", untouched="数据没有改动。", advice="请重新写一份。"
    )
    try:
        letter = msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise strange from trouble
    if letter_bytes(letter) != content:
        raise strange
    return letter
