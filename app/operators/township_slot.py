"""The slot that only the township can open: the file key sealed with age to the seal key known from the enrolment."""

import base64
from typing import TYPE_CHECKING

import msgspec
from pyrage import decrypt, encrypt, x25519

from app.core.errors import Refused
from app.operators.slots import TOWNSHIP, Cost, Slot, Slots, key_id
from db import enrolment

if TYPE_CHECKING:
    from db.store import Store

_NO_COST = Cost(0, 0)


class Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the township finds inside: whose file key it is, so that nobody passes one office off as another."""

    office: str
    key: str
    file_key: bytes


def township_of(store: "Store") -> tuple[str, str, str]:
    """Give id, name and seal key of the township we are enrolled with; raises ``Refused`` where there is none."""
    parent = enrolment.parent_office(store)
    if parent is None:
        raise Refused(
            "还没有登记到乡镇，不能交给乡镇保管。", untouched="什么也没有改。", advice="请先在“报送”里登记到乡镇。"
        )
    return parent["id"], parent["name"], enrolment.office_keys(store, parent["n"])[-1]["seal_key"]


def township_slot(office: str, township: str, seal_key: str, file_key: bytes) -> Slot:
    """Seal our file key to the township; ``operator`` of the slot is the township's office id."""
    box = seal_to(seal_key, Sealed(office, key_id(file_key), file_key))
    return Slot(TOWNSHIP, township, "", _NO_COST, box, key_id(file_key), public=seal_key)


def renewed(slot: Slot, office: str, file_key: bytes) -> Slot:
    """Seal another file key to the same township."""
    return township_slot(office, slot.operator, slot.public, file_key)


def township_slot_in(slots: Slots) -> Slot | None:
    """Give the township's slot, if the station has switched it on."""
    return next((slot for slot in slots.slots if slot.kind == TOWNSHIP), None)


def seal_to(recipient: str, sealed: Sealed) -> str:
    """Encrypt a file key to a public key (``age1…``), as text."""
    box = encrypt(msgspec.json.encode(sealed), [x25519.Recipient.from_str(recipient)])
    return base64.b64encode(box).decode()


def open_with(identity: x25519.Identity, box: str) -> Sealed:
    """Decrypt what was sealed to this identity; raises what age, base64 or JSON say (see ``BROKEN``)."""
    return msgspec.json.decode(decrypt(base64.b64decode(box), [identity]), type=Sealed)
