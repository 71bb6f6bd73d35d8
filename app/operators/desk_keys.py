"""Keys at a desk that is set up already: unlocking the screen, whose password it is, and new passwords.

Each of them is slower after wrong tries (:mod:`app.operators.tries`); ``clock`` is the machine's where none is given.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from app.core.clock import SystemClock
from app.core.errors import Refused, WrongKey
from app.operators import slots
from app.operators.slot_files import keep_slots
from app.operators.tries import Tries

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home
    from db.store import Store

KEPT = "原来的密码照旧。"


def unlock_screen(home: "Home", password: str, operator_id: str, clock: "Clock | None" = None) -> None:
    """Let the operator who locked the screen go on; raises ``WrongKey``, the office stays open and locked."""
    with _one_try(home, clock):
        slots.unseal(slots.read_slots(home.slot_files), password, operator=operator_id)


def whose_password(home: "Home", file_key: bytes, password: str, clock: "Clock | None" = None) -> str:
    """Give the id of the operator whose password opens the office that is open with ``file_key``; else ``WrongKey``."""
    with _one_try(home, clock):
        for opening in slots.openings(slots.read_slots(home.slot_files), password):
            if opening.file_key == file_key:
                return opening.slot.operator
        raise WrongKey


def change_password(
    home: "Home",
    store: "Store",
    operator_id: str,
    before: str,
    password: str,
    shortest: int,
    clock: "Clock | None" = None,
) -> None:
    """Give an operator who knows the password ``before`` another one; the recovery code stays good.

    Raises ``WrongKey``, or ``Refused`` where the new one is shorter than ``shortest`` or somebody else's.
    """
    want_length(password, shortest)
    kept = slots.read_slots(home.slot_files)
    with _one_try(home, clock):
        slots.unseal(kept, before, operator=operator_id)
    want_own(kept, password, operator_id)
    fresh = with_password(kept, store.key, operator_id, password)
    keep_slots(home, store, fresh, "password", operator_id, "改了自己的密码")


def want_length(password: str, shortest: int) -> None:
    """Refuse a password of fewer than ``shortest`` letters."""
    if len(password) < shortest:
        raise Refused(f"密码至少 {shortest} 个字，没有改。", untouched=KEPT)


def want_own(kept: slots.Slots, password: str, operator_id: str) -> None:
    """Refuse a password that opens another operator's slot: it is by the password that a person is known."""
    for opening in slots.openings(kept, password):
        if opening.slot.operator != operator_id:
            raise Refused("这个密码不能用，请换一个密码。", untouched=KEPT)


def with_password(kept: slots.Slots, file_key: bytes, operator_id: str, password: str) -> slots.Slots:
    """Give the slots with another password for one operator, of the next generation."""
    fresh = slots.seal(file_key, password, slots.PASSWORD, operator_id, slots.cost_of(kept))
    return slots.with_slot(kept, fresh)


def _one_try(home: "Home", clock: "Clock | None") -> AbstractContextManager[None]:
    return Tries(home.tries_file, clock or SystemClock()).one()
