"""The key slots: the file key, wrapped once for each password and once for the recovery code (FAULTS §3).

Two copies of the slots are kept and written in turn, so that a power cut while writing leaves one that is whole.
No name stands in them: a slot knows only the id of its operator.

What is typed derives the secret half of a key pair whose public half stands in the slot, so that a new file key can be
wrapped for everybody who stays without anybody's password.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from nacl import pwhash, secret, utils
from nacl.exceptions import CryptoError
from nacl.exceptions import RuntimeError as DerivationFailed
from nacl.public import PrivateKey, PublicKey, SealedBox

from app.core.errors import DiskTrouble, FileDamaged, Refused, WrongKey
from db.durable import write_durably

KEY_BYTES = 32
FORMAT = 1
DEAREST = (64, 1 << 30)
"""A slot that asks for more passes or bytes than this was not written by this program."""
PASSWORD, RECOVERY, TOWNSHIP = "password", "recovery", "township"


class Cost(msgspec.Struct, frozen=True):
    """What one guess costs: Argon2id passes and bytes of memory (FAULTS §3: 3 passes, 64 MiB, about 0.12 s)."""

    passes: int = 3
    memory: int = 64 * 1024 * 1024


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way to the file key; ``kind`` is ``password``, ``recovery`` or ``township``.

    ``key`` names the file key (empty in slots of the first program), ``public`` is what another file key is wrapped to
    (empty there, too), ``mark`` the number printed on the paper with the recovery code.
    """

    kind: str
    operator: str
    salt: str
    cost: Cost
    box: str
    key: str = ""
    public: str = ""
    mark: str = ""


class Slots(msgspec.Struct, frozen=True):
    """All ways to one office's file key; ``generation`` grows with every change.

    While a new file key is being taken into use there are slots of both keys; whichever opens the file counts.
    """

    office: str
    generation: int
    slots: tuple[Slot, ...]
    format: int = FORMAT
    digest: str = ""


class Opening(NamedTuple):
    """A file key that a slot gave out; whether it is today's, only the data file can tell."""

    file_key: bytes
    slot: Slot


def new_file_key() -> bytes:
    """Draw a file key of 256 bits."""
    return utils.random(KEY_BYTES)


def key_id(file_key: bytes) -> str:
    """Name a file key in 16 hexadecimal digits that tell nothing of it."""
    return hashlib.sha256(b"cunzhan file key\0" + file_key).hexdigest()[:16]


def seal(file_key: bytes, typed: str, kind: str, operator: str, cost: Cost) -> Slot:
    """Wrap the file key under a password or a recovery code; raises ``Refused`` where the memory is not enough."""
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    public = PrivateKey.from_seed(_derive(typed, salt, cost)).public_key
    salt_text, public_text = base64.b64encode(salt).decode(), base64.b64encode(bytes(public)).decode()
    return reseal(Slot(kind, operator, salt_text, cost, "", public=public_text), file_key)


def reseal(slot: Slot, file_key: bytes) -> Slot:
    """Wrap another file key for whoever opens this slot; raises ``ValueError`` for one of the first program."""
    box = SealedBox(PublicKey(base64.b64decode(slot.public))).encrypt(file_key)
    return msgspec.structs.replace(slot, box=base64.b64encode(box).decode(), key=key_id(file_key))


def openings(slots: Slots, typed: str, *, kind: str = PASSWORD, operator: str | None = None) -> Iterator[Opening]:
    """Give each file key that the word opens; raises ``FileDamaged`` for a slot that this program did not write."""
    for slot in slots.slots:
        if slot.kind != kind or operator not in {None, slot.operator}:
            continue
        try:
            yield Opening(_opened(slot, typed), slot)
        except ValueError as trouble:
            raise FileDamaged("钥匙文件里的内容不是本程序写的") from trouble
        except CryptoError:
            continue


def unseal(slots: Slots, typed: str, *, kind: str = PASSWORD, operator: str | None = None) -> tuple[bytes, str]:
    """Give the first file key that opens and whose slot it was; raises ``WrongKey``."""
    for opening in openings(slots, typed, kind=kind, operator=operator):
        return opening.file_key, opening.slot.operator
    raise WrongKey if kind == PASSWORD else WrongKey("恢复码打不开这份数据。")


def read_slots(copies: Iterable[Path]) -> Slots:
    """Read the newest copy that is whole; raises ``FileDamaged`` where none is."""
    whole = whole_copies(copies)
    if not whole:
        raise FileDamaged("两份钥匙文件都读不出来，没有它们打不开数据")
    return whole[0]


def whole_copies(copies: Iterable[Path]) -> list[Slots]:
    """Read every copy that is whole, the newest first."""
    whole = [slots for copy in copies if (slots := read_copy(copy)) is not None]
    return sorted(whole, key=lambda slots: -slots.generation)


def read_copy(copy: Path) -> Slots | None:
    """Read one copy; ``None`` where it is missing or damaged."""
    try:
        slots = msgspec.json.decode(copy.read_bytes(), type=Slots)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return slots if slots == _signed(slots) else None


def write_slots(
    slots: Slots, copies: tuple[Path, Path], *, write: Callable[[Path, bytes], None] = write_durably
) -> None:
    """Write both copies, the older or damaged one first, so that at every moment one is whole.

    Raises ``DiskTrouble``; where the disk still lets us, both copies are then as they were.
    """
    content = msgspec.json.format(msgspec.json.encode(_signed(slots)), indent=1)
    first, second = sorted(copies, key=_age)
    before = _content_of(first)
    write(first, content)
    try:
        write(second, content)
    except DiskTrouble:
        if before is not None:
            with suppress(DiskTrouble):
                write(first, before)
        raise


def with_slot(slots: Slots, slot: Slot) -> Slots:
    """Give the slots with one more, in place of its operator's of the same kind, of the next generation."""
    others = tuple(one for one in slots.slots if (one.kind, one.operator) != (slot.kind, slot.operator))
    return changed(slots, (slot, *others))


def changed(slots: Slots, ways: Sequence[Slot]) -> Slots:
    """Give the next generation with these ways."""
    return msgspec.structs.replace(slots, generation=slots.generation + 1, slots=tuple(ways), digest="")


def cost_of(slots: Slots) -> Cost:
    """Give what a guess costs in this office, for a slot that joins the others."""
    return next((slot.cost for slot in slots.slots if slot.kind != TOWNSHIP), Cost())


def lock_away(content: bytes, typed: str, cost: Cost) -> tuple[bytes, bytes]:
    """Wrap any small secret under a password; gives salt and box."""
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    return salt, bytes(secret.SecretBox(_derive(typed, salt, cost)).encrypt(content))


def take_out(salt: bytes, box: bytes, typed: str, cost: Cost) -> bytes:
    """Give a secret back; raises ``CryptoError`` for another password, ``ValueError`` for what is no such box."""
    return secret.SecretBox(_derive(typed, salt, cost)).decrypt(box)


def _content_of(copy: Path) -> bytes | None:
    """Give what stands in a copy; nothing where there is none, or none that the disk gives back."""
    try:
        return copy.read_bytes()
    except OSError:
        return None


def _age(copy: Path) -> int:
    found = read_copy(copy)
    return found.generation if found else -1


def _opened(slot: Slot, typed: str) -> bytes:
    derived, box = _derive(typed, base64.b64decode(slot.salt), slot.cost), base64.b64decode(slot.box)
    if not slot.public:
        return secret.SecretBox(derived).decrypt(box)
    return SealedBox(PrivateKey.from_seed(derived)).decrypt(box)


def _signed(slots: Slots) -> Slots:
    bare = msgspec.structs.replace(slots, digest="")
    return msgspec.structs.replace(bare, digest=hashlib.sha256(msgspec.json.encode(bare)).hexdigest())


def _derive(typed: str, salt: bytes, cost: Cost) -> bytes:
    if cost.passes > DEAREST[0] or cost.memory > DEAREST[1]:
        raise ValueError(cost)
    password = unicodedata.normalize("NFKC", typed).encode("utf-8", "surrogatepass")
    try:
        return pwhash.argon2id.kdf(KEY_BYTES, password, salt, opslimit=cost.passes, memlimit=cost.memory)
    except DerivationFailed as trouble:  # the parameters are known to be good: what it lacks is memory
        sentence = "电脑的内存不够，密码算不出来。"
        raise Refused(sentence, untouched="什么都没有改动。", advice="请关掉别的程序，再试一次。") from trouble
