"""Keys at a desk that is set up already: unlocking the screen, and a new password with the recovery code."""

from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.operators import slots
from app.operators.recovery import read_recovery_code

if TYPE_CHECKING:
    from app.core.home import Home


def unlock_screen(home: "Home", password: str, operator_id: str) -> None:
    """Let the operator who locked the screen go on; raises ``WrongKey``, the office stays open and locked."""
    slots.unseal(slots.read_slots(home.slot_files), password, operator=operator_id)


def set_password_by_recovery(home: "Home", typed_code: str, password: str, shortest: int) -> None:
    """Give the operator whose recovery code it is a new password; the code stays good.

    Raises ``Refused`` where the code is misspelt or opens nothing, or the password is shorter than ``shortest``.
    """
    _want_length(password, shortest)
    kept = slots.read_slots(home.slot_files)
    file_key, operator_id = slots.unseal(kept, read_recovery_code(typed_code), kind="recovery")
    _replace_password(home, kept, file_key, operator_id, password)


def change_password(home: "Home", operator_id: str, before: str, password: str, shortest: int) -> None:
    """Give an operator who knows the password ``before`` another one; the recovery code stays good.

    Raises ``WrongKey``, or ``Refused`` where the new one is shorter than ``shortest``.
    """
    _want_length(password, shortest)
    kept = slots.read_slots(home.slot_files)
    file_key, _ = slots.unseal(kept, before, operator=operator_id)
    _replace_password(home, kept, file_key, operator_id, password)


def _want_length(password: str, shortest: int) -> None:
    if len(password) < shortest:
        raise Refused(f"密码至少 {shortest} 个字，没有改。", untouched="原来的密码照旧。")


def _replace_password(home: "Home", kept: slots.Slots, file_key: bytes, operator_id: str, password: str) -> None:
    others = tuple(slot for slot in kept.slots if (slot.kind, slot.operator) != ("password", operator_id))
    cost = next((slot.cost for slot in kept.slots), slots.Cost())
    fresh = slots.seal(file_key, password, "password", operator_id, cost)
    changed = msgspec.structs.replace(kept, generation=kept.generation + 1, slots=(fresh, *others))
    slots.write_slots(changed, home.slot_files)
