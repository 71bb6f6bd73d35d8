"""A new password without the old one: with the recovery code, or with a file key that came back from the township.

The office is opened for it, so that the journal says who got a new password, and how.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.operators import slots
from app.operators.desk_keys import want_own, with_password
from app.operators.operators import CHIEF, Operator, Operators
from app.operators.recovery import code_number, new_recovery_code, read_recovery_code
from app.operators.slot_files import keep_slots
from app.operators.unlocking import Find, Open, Typed, unlock

if TYPE_CHECKING:
    from app.core.home import Home
    from db.store import Store


def recover(home: "Home", typed_code: str, password: str, open_store: Open, find: Find, name: str = "") -> str:
    """Give an operator a new password with the recovery code, which stays good; gives the operator's name.

    ``name`` chooses whose password it is; without it it is whose code it is. Raises ``Refused`` where the code is
    misspelt or opens nothing, or nobody or several could be meant; nothing is changed then.
    """
    unlocked = unlock(home, Typed(read_recovery_code(typed_code), slots.RECOVERY), open_store, find)
    try:
        operator = whose(unlocked.store, name, unlocked.operator)
        give_password(home, unlocked.store, operator, password, f"用恢复码给{operator.name}设了新密码")
    finally:
        unlocked.store.close()
    return operator.name


def whose(store: "Store", name: str = "", operator_id: str = "") -> Operator:
    """Choose who gets a new password: the one who is named, else that id, else the only 站长."""
    operators = Operators(store)
    if name:
        return operators.named(name)
    active = [operator for operator in operators.all() if operator.active]
    chiefs = [operator for operator in active if operator.role == CHIEF]
    own = [operator for operator in active if operator.id == operator_id]
    if len(own or chiefs) != 1:
        names = "、".join(operator.name for operator in chiefs)
        raise Refused("站长不止一位，没有改密码。", untouched="数据没有改动。", advice=f"请选一位：{names}。")
    return (own or chiefs)[0]


def give_password(
    home: "Home", store: "Store", operator: Operator, password: str, what: str, find: Find = lambda: None
) -> None:
    """Put a new password in place of an operator's; ``what`` is the entry. Raises ``DiskTrouble``, ``Refused``.

    Where the key files are lost, ``find`` gives the slots of the newest backup to go on with.
    """
    store.operator = store.operator or operator.id
    kept = _kept(home, store, find)
    want_own(kept, password, operator.id)
    keep_slots(home, store, with_password(kept, store.key, operator.id, password), "password", operator.id, what)


def _kept(home: "Home", store: "Store", find: Find) -> slots.Slots:
    whole = slots.whole_copies(home.slot_files)
    if not whole and (found := find()) is not None:
        today = [slot for slot in found.slots.slots if slot.key == slots.key_id(store.key)]
        return slots.changed(found.slots, today)
    return slots.read_slots(home.slot_files)


class RecoveryCode:
    """The code on paper of an open office: its number, and another one where the paper was lost or seen."""

    def __init__(self, home: "Home", store: "Store", operator: Operator, *, require: Callable[[], None]) -> None:
        """Work on one open office; ``require`` raises ``Refused`` where the operator has no right to it."""
        self._home, self._store, self._operator, self._require = home, store, operator, require

    def number(self) -> str:
        """Give the number of the code that holds now; empty where it was drawn before numbers were kept."""
        return number_in_use(self._home)

    def draw(self) -> str:
        """Draw a code; nothing holds of it until :meth:`keep`. Raises ``Refused`` for who has no right to it."""
        self._require()
        return new_recovery_code()

    def keep(self, code: str, password: str) -> None:
        """Have a code that stands on paper hold in place of the old one; ``password`` is that of who asks.

        Raises ``WrongKey`` for the password, ``DiskTrouble``; then the old code holds, or both do.
        """
        self._require()
        kept = slots.read_slots(self._home.slot_files)
        slots.unseal(kept, password, operator=self._operator.id)
        others = [slot for slot in kept.slots if slot.kind != slots.RECOVERY]
        fresh = sealed_code(self._store.key, code, self._operator.id, slots.cost_of(kept))
        what = f"换了恢复码，新的编号 {code_number(code)}，原来的作废"
        ways = slots.changed(kept, (*others, fresh))
        keep_slots(self._home, self._store, ways, "operator-key", self._operator.id, what)


def number_in_use(home: "Home") -> str:
    """Give the number of the recovery code that holds; empty where it was drawn before numbers were kept."""
    kept = slots.read_slots(home.slot_files)
    return next((slot.mark for slot in kept.slots if slot.kind == slots.RECOVERY), "")


def sealed_code(file_key: bytes, code: str, operator: str, cost: slots.Cost) -> slots.Slot:
    """Give the slot of a recovery code, with the number that is printed beside it."""
    return msgspec.structs.replace(slots.seal(file_key, code, slots.RECOVERY, operator, cost), mark=code_number(code))
