"""The key slots: the file key, wrapped once for each password and once for the recovery code (FAULTS §3).

Two copies of the slots are kept and written in turn, so that a power cut while writing leaves one that is whole.
No name stands in them: a slot knows only the id of its operator.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from nacl import pwhash, secret, utils
from nacl.exceptions import CryptoError

from app.core.errors import FileDamaged, WrongKey
from db.durable import write_durably

KEY_BYTES = 32
FORMAT = 1
DEAREST = (64, 1 << 30)
"""A slot that asks for more passes or bytes than this was not written by this program."""


class Cost(msgspec.Struct, frozen=True):
    """What one guess costs: Argon2id passes and bytes of memory (FAULTS §3: 3 passes, 64 MiB, about 0.12 s)."""

    passes: int = 3
    memory: int = 64 * 1024 * 1024


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way to the file key; ``kind`` is ``password`` or ``recovery``, ``key`` names the file key (or is empty)."""

    kind: str
    operator: str
    salt: str
    cost: Cost
    box: str
    key: str = ""


class Slots(msgspec.Struct, frozen=True):
    """All ways to one office's file key; ``generation`` grows with every change."""

    office: str
    generation: int
    slots: tuple[Slot, ...]
    format: int = FORMAT
    digest: str = ""


def new_file_key() -> bytes:
    """Draw a file key of 256 bits."""
    return utils.random(KEY_BYTES)


def key_id(file_key: bytes) -> str:
    """Name a file key in 16 hexadecimal digits that tell nothing of it."""
    return hashlib.sha256(b"cunzhan file key\0" + file_key).hexdigest()[:16]


def seal(file_key: bytes, typed: str, kind: str, operator: str, cost: Cost) -> Slot:
    """Wrap the file key under a password or a recovery code."""
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    box = secret.SecretBox(_derive(typed, salt, cost)).encrypt(file_key)
    return Slot(kind, operator, base64.b64encode(salt).decode(), cost, base64.b64encode(box).decode(), key_id(file_key))


def unseal(slots: Slots, typed: str, *, kind: str = "password", operator: str | None = None) -> tuple[bytes, str]:
    """Give the file key and the operator whose slot opened; raises ``WrongKey``."""
    for slot in slots.slots:
        if slot.kind != kind or operator not in (None, slot.operator):
            continue
        try:
            derived = _derive(typed, base64.b64decode(slot.salt), slot.cost)
            return secret.SecretBox(derived).decrypt(base64.b64decode(slot.box)), slot.operator
        except ValueError as trouble:
            raise FileDamaged("钥匙文件里的内容不是本程序写的") from trouble
        except CryptoError:
            continue
    raise WrongKey if kind == "password" else WrongKey("恢复码打不开这份数据。")


def read_slots(copies: Iterable[Path]) -> Slots:
    """Read the newest copy that is whole; raises ``FileDamaged`` where none is."""
    whole = [slots for copy in copies if (slots := _read_copy(copy)) is not None]
    if not whole:
        raise FileDamaged("两份钥匙文件都读不出来，没有它们打不开数据")
    return max(whole, key=lambda slots: slots.generation)


def write_slots(
    slots: Slots, copies: tuple[Path, Path], *, write: Callable[[Path, bytes], None] = write_durably
) -> None:
    """Write both copies, the older or damaged one first, so that at every moment one is whole."""
    content = msgspec.json.format(msgspec.json.encode(_signed(slots)), indent=1)
    for copy in sorted(copies, key=_age):
        write(copy, content)


def _age(copy: Path) -> int:
    found = _read_copy(copy)
    return found.generation if found else -1


def _read_copy(copy: Path) -> Slots | None:
    try:
        slots = msgspec.json.decode(copy.read_bytes(), type=Slots)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return slots if slots == _signed(slots) else None


def _signed(slots: Slots) -> Slots:
    bare = msgspec.structs.replace(slots, digest="")
    return msgspec.structs.replace(bare, digest=hashlib.sha256(msgspec.json.encode(bare)).hexdigest())


def _derive(typed: str, salt: bytes, cost: Cost) -> bytes:
    if cost.passes > DEAREST[0] or cost.memory > DEAREST[1]:
        raise ValueError(cost)
    password = unicodedata.normalize("NFKC", typed).encode("utf-8", "surrogatepass")
    return pwhash.argon2id.kdf(KEY_BYTES, password, salt, opslimit=cost.passes, memlimit=cost.memory)
