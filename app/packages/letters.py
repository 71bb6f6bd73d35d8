"""The two letters of an enrolment: the township's invitation and the station's answer, each signed by its writer."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from app.core.errors import Refused
from app.packages.files import in_words
from app.packages.keys import OfficeKeys, are_public_keys, is_signed_by
from db.durable import write_durably

SIGNED_AS = b"cunzhantong/enrolment/v1\x00"
CHECKED_AS = b"cunzhantong/enrolment-check/v1\x00"
LARGEST = 64 * 1024
GROUPS, DIGITS = 6, 5
UNTOUCHED = "数据没有改动。"

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Unit = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{12}$")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Letter = TypeVar("Letter", "Invitation", "Reply")


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One side: which office, and its public keys."""

    id: Annotated[str, msgspec.Meta(min_length=36, max_length=36)]
    kind: Literal["station", "township"]
    unit: Unit
    name: Name
    sign_key: Hex32
    seal_key: Annotated[str, msgspec.Meta(max_length=100)]


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="cunzhantong-invitation-1"):
    """The township asks the office with this unit and name to report to it."""

    writer: Party
    unit: Unit
    name: Name
    nonce: Hex32


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="cunzhantong-answer-1"):
    """The invited office names itself; ``invitation`` is the digest of the very letter it answers."""

    writer: Party
    nonce: Hex32
    invitation: Hex32


class _Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    letter: msgspec.Raw
    signature: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}$")]


def letter_bytes(letter: Invitation | Reply) -> bytes:
    """Give a letter's canonical bytes."""
    return msgspec.json.encode(letter, order="sorted")


def letter_digest(letter: Invitation | Reply) -> str:
    """Give a letter's digest, which the other side and the check code are bound to."""
    return hashlib.sha256(letter_bytes(letter)).hexdigest()


def write_letter(path: Path, letter: Invitation | Reply, keys: OfficeKeys) -> None:
    """Sign a letter and write it; raises ``DiskTrouble``."""
    body = letter_bytes(letter)
    signature = keys.sign(_message(body)).hex()
    write_durably(path, msgspec.json.encode(_Signed(msgspec.Raw(body), signature)))


def read_letter(path: Path, kind: type[Letter], what: str) -> Letter:
    """Read a letter and check that its writer signed it; raises ``Refused`` where it is none or was altered."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as trouble:
        raise Refused(
            f"{what}文件读不出来（{in_words(trouble)}）。", untouched="数据没有改动。", advice="请检查盘和文件。"
        ) from trouble
    strange = Refused(
        f"这个文件不是村站通的登记{what}，或者已经被改动。", untouched=UNTOUCHED, advice="请向对方重新要一份。"
    )
    try:
        if len(content) > LARGEST:
            raise strange
        signed = msgspec.json.decode(content, type=_Signed)
        letter = msgspec.json.decode(signed.letter, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise strange from trouble
    writer = letter.writer
    sign_key = bytes.fromhex(writer.sign_key)
    genuine = is_signed_by(sign_key, _message(bytes(signed.letter)), bytes.fromhex(signed.signature))
    if not genuine or not are_public_keys(sign_key, writer.seal_key) or letter_bytes(letter) != bytes(signed.letter):
        raise strange
    return letter


def check_code(invitation_digest: str, reply_digest: str) -> str:
    """Give the six groups of five digits that both sides tell each other by phone.

    Both digests cover both sides' offices, names, keys and the nonce; 30 digits are about 99 bits (FAULTS §4.1).
    """
    digest = hashlib.sha256(CHECKED_AS + bytes.fromhex(invitation_digest) + bytes.fromhex(reply_digest)).digest()
    digits = f"{int.from_bytes(digest, 'big') % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}d}"
    return " ".join(digits[start : start + DIGITS] for start in range(0, GROUPS * DIGITS, DIGITS))


def _message(body: bytes) -> bytes:
    return SIGNED_AS + hashlib.sha256(body).digest()
