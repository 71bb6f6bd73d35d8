"""The way back over the township, at the PC whose password is forgotten: a request on a stick, and the answer taken in.

The clerk chooses the new password when asking: it wraps the one-time key that waits in the home, so that a stolen disk
and a stolen stick together open nothing. An answer fits one request, on this PC, once.
"""

import base64
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

import msgspec
from nacl.exceptions import CryptoError
from pyrage import DecryptError, x25519

from app.core.errors import DiskTrouble, FileDamaged, Refused, WrongKey
from app.core.passwords import SHORTEST_PASSWORD
from app.operators import slots
from app.operators.desk_keys import want_length
from app.operators.recovering import give_password, whose
from app.operators.township_letters import (
    HelpAnswer,
    HelpRequest,
    check_code,
    file_name,
    letter_bytes,
    read_letter,
    request_digest,
)
from app.operators.township_slot import open_with, township_slot_in
from app.operators.unlocking import Find, Open, open_with_key
from db.disk_words import disk_words
from db.durable import sync_folder, write_durably

if TYPE_CHECKING:
    from app.core.home import Home

WAITING = "township-request.json"
UNTOUCHED = "数据没有改动。"


class Landed(Protocol):
    """A file that lies on the stick."""

    @property
    def path(self) -> Path:
        """Where."""
        ...


Carry = Callable[[IO[bytes], Path, Callable[[int], str]], Landed]


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What waits in the home for the answer: the request, and its one-time secret under the new password."""

    request: HelpRequest
    salt: str
    cost: slots.Cost
    box: str


class Asked(NamedTuple):
    """A request on the stick, and the code that the clerk takes along on paper."""

    path: Path
    code: str


def can_ask(home: "Home", find: Find) -> bool:
    """Tell whether the station has given its township a key."""
    try:
        return township_slot_in(_slots(home, find)) is not None
    except FileDamaged:
        return False


def ask(home: "Home", new_password: str, day: date, folder: Path, carry: Carry, find: Find) -> Asked:
    """Write a request onto a stick; an earlier one is worth nothing from then on.

    Raises ``Refused`` where the township has no key of ours or the password is too short, ``DiskTrouble``.
    """
    want_length(new_password, SHORTEST_PASSWORD)
    kept = _slots(home, find)
    slot = township_slot_in(kept)
    if slot is None:
        raise Refused(
            "本站没有把钥匙交给乡镇代管，不能请乡镇找回。", untouched=UNTOUCHED, advice="请用恢复码，或从备份恢复。"
        )
    identity = x25519.Identity.generate()
    nonce = secrets.token_hex(32)
    public = str(identity.to_public())
    request = HelpRequest(kept.office, slot.operator, slot.key, slot.box, public, nonce, day.isoformat())
    waiting = _wrapped(request, str(identity), new_password, slots.cost_of(kept))
    write_durably(home.folder / WAITING, msgspec.json.encode(waiting))
    landed = carry(BytesIO(letter_bytes(request)), folder, lambda attempt: file_name("request", nonce, attempt))
    return Asked(landed.path, check_code(request))


def waiting(home: "Home") -> HelpRequest | None:
    """Give the request whose answer this PC waits for, if there is one."""
    found = _waiting(home)
    return found.request if found else None


def take_answer(home: "Home", path: Path, password: str, open_store: Open, find: Find, name: str = "") -> str:
    """Take the township's answer in: the password chosen when asking opens the office from now on; gives whose it is.

    Raises ``Refused`` for an answer to another request or another PC, ``WrongKey`` for another password; nothing is
    changed then, and the request goes on waiting.
    """
    found = _waiting(home)
    if found is None:
        raise Refused("这台电脑没有在等乡镇的答复，没有收。", untouched=UNTOUCHED, advice="请先写一份请求带到乡镇。")
    answer = read_letter(path, HelpAnswer, "答复")
    request = found.request
    if (answer.nonce, answer.request, answer.office) != (request.nonce, request_digest(request), request.office):
        sentence = "这份答复答的不是这台电脑最近的请求，没有收。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="每份答复只能用一次，请核对文件。")
    identity = _unwrapped(found, password)
    try:
        sealed = open_with(identity, answer.box)
    except (DecryptError, OSError, ValueError, msgspec.MsgspecError) as trouble:
        sentence = "答复打不开，已经损坏，没有收。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="请乡镇重新写一份答复。") from trouble
    if sealed.office != request.office:
        raise Refused("答复里是另一个办公点的钥匙，没有收。", untouched=UNTOUCHED, advice="请乡镇核对。")
    store = open_with_key(home, sealed.file_key, open_store)
    try:
        operator = whose(store, name)
        give_password(home, store, operator, password, f"经乡镇找回钥匙，给{operator.name}设了新密码", find)
    finally:
        store.close()
    with suppress(DiskTrouble):  # the password holds; what still waits fits no other answer
        give_up(home)
    return operator.name


def give_up(home: "Home") -> None:
    """Wait no longer: the one-time key is destroyed, and no answer fits any more."""
    try:
        (home.folder / WAITING).unlink(missing_ok=True)
        sync_folder(home.folder)
    except OSError as trouble:
        raise DiskTrouble(f"请求的文件删不掉（{disk_words(trouble)}）") from trouble


def _slots(home: "Home", find: Find) -> slots.Slots:
    whole = slots.whole_copies(home.slot_files)
    found = None if whole else find()
    if not whole and found is None:
        raise FileDamaged("两份钥匙文件都读不出来，没有它们打不开数据")
    return whole[0] if found is None else found.slots


def _waiting(home: "Home") -> Waiting | None:
    try:
        return msgspec.json.decode((home.folder / WAITING).read_bytes(), type=Waiting)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _wrapped(request: HelpRequest, secret: str, password: str, cost: slots.Cost) -> Waiting:
    salt, box = slots.lock_away(secret.encode(), password, cost)
    return Waiting(request, base64.b64encode(salt).decode(), cost, base64.b64encode(box).decode())


def _unwrapped(found: Waiting, password: str) -> x25519.Identity:
    try:
        secret = slots.take_out(base64.b64decode(found.salt), base64.b64decode(found.box), password, found.cost)
        return x25519.Identity.from_str(secret.decode())
    except CryptoError as trouble:
        raise WrongKey("这不是写请求时定的新密码。") from trouble
    except ValueError as trouble:
        raise FileDamaged(f"{WAITING} 读不出来") from trouble
