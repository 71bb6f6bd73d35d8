"""Handing over the chair: another 站长, another password, another recovery code and another file key, all at once."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from app.operators import slots
from app.operators.operators import CHIEF, Operator, Operators
from app.operators.recovering import sealed_code
from app.operators.recovery import code_number
from app.operators.rekeying import renew_file_key
from app.operators.rights import Rights, roles
from app.operators.township_slot import renewed, township_slot_in
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home
    from db.store import Store
    from db.writing import Writing

UNTOUCHED = "没有交接，什么也没有改。"


class Plan(msgspec.Struct, frozen=True):
    """Who takes over (an operator or a new name), and the role the former 站长 has afterwards (empty: leaves)."""

    successor: str
    former: str = ""
    keep_township: bool = False


class Done(msgspec.Struct, frozen=True):
    """What a hand-over came to; ``without_password`` names operators who need a new password from the new 站长."""

    successor: str
    code_number: str
    key: str
    without_password: tuple[str, ...]


class HandOver:
    """The act; ``before`` makes the forced backup, ``after`` brings the attachments from the old key to the new."""

    def __init__(
        self,
        home: "Home",
        store: "Store",
        clock: "Clock",
        operator: Operator,
        *,
        require: Callable[[], None],
        before: Callable[[str], object],
        after: Callable[[bytes, bytes], object],
    ) -> None:
        """Work on one open office; ``require`` raises ``Refused`` where the operator has no right to it."""
        self._home, self._store, self._clock, self._operator = home, store, clock, operator
        self._require, self._before, self._after = require, before, after

    def check(self, plan: Plan) -> Operator | None:
        """Refuse a plan that cannot be; gives the successor where they are at the desk already, else ``None``."""
        self._require()
        name = plan.successor.strip()
        if not name:
            raise Refused("没有写接任者是谁。", untouched=UNTOUCHED, advice="请填接任者的姓名。")
        if name == self._operator.name:
            raise Refused("接任者就是现在的站长，不用交接。", untouched=UNTOUCHED, advice="只换密码请用“改密码”。")
        if plan.former and plan.former not in roles():
            known = "、".join(roles())
            raise Refused(f"没有“{plan.former}”这种权限。", untouched=UNTOUCHED, advice=f"可以是：{known}。")
        return next((one for one in Operators(self._store).all() if one.name == name), None)

    def finish(self, plan: Plan, new_password: str, code: str, password_now: str | None = None) -> tuple[Done, Changes]:
        """Hand over: from here on the successor's password and the new code open the office, and nothing old does.

        ``password_now`` is asked again of who hands over at the window. Raises ``Refused`` (a plan that cannot be, a
        password too short, no backup), ``WrongKey``, ``DiskTrouble``; then all is as it was. Afterwards this session
        may only be looked at and left.
        """
        successor = self.check(plan)
        if len(new_password) < SHORTEST_PASSWORD:
            raise Refused(f"新密码至少 {SHORTEST_PASSWORD} 个字。", untouched=UNTOUCHED)
        kept = slots.read_slots(self._home.slot_files)
        if password_now is not None:
            slots.unseal(kept, password_now, operator=self._operator.id)
        act = _Act(plan, self._store, self._operator, successor, kept, new_password, code)
        key_before = self._store.key
        try:
            renew_file_key(self._home, self._store, act.ways, act.write_down, now=self._clock.now, before=self._before)
        finally:
            if self._store.key != key_before:
                self._store.permit = Rights(plan.former).permit
        with suppress(Refused):  # what is left of the attachments follows at the next opening
            self._after(key_before, self._store.key)
        done = Done(plan.successor.strip(), code_number(code), slots.key_id(self._store.key), act.without_password())
        return done, Changes.of([("operators", self._operator.id), ("operators", act.successor_id)])


class _Act:
    """One hand-over: the ways to the new file key, and what is written into the file under it."""

    def __init__(
        self,
        plan: Plan,
        store: "Store",
        former: Operator,
        successor: Operator | None,
        kept: slots.Slots,
        new_password: str,
        code: str,
    ) -> None:
        self._plan, self._store, self._former, self._successor = plan, store, former, successor
        self._kept, self._new_password, self._code = kept, new_password, code
        self.successor_id = successor.id if successor else new_id()

    def ways(self, file_key: bytes) -> tuple[slots.Slot, ...]:
        """Wrap the new key: for the successor, for everybody who stays, under the new code, and for the township."""
        cost = slots.cost_of(self._kept)
        taken = slots.seal(file_key, self._new_password, slots.PASSWORD, self.successor_id, cost)
        code = sealed_code(file_key, self._code, self.successor_id, cost)
        stays = [slots.reseal(slot, file_key) for slot in self._staying()]
        township = township_slot_in(self._kept) if self._plan.keep_township else None
        office = str(self._store.office["id"])
        return (taken, *stays, code, *([renewed(township, office, file_key)] if township else []))

    def write_down(self, write: "Writing") -> None:
        """Change the roles and say what was handed over, in the file that will count."""
        plan, values = self._plan, {"role": CHIEF, "active": 1}
        if self._successor is None:
            write.insert("operators", {"id": self.successor_id, "name": plan.successor.strip(), **values})
        else:
            write.update("operators", self.successor_id, values)
        if plan.former:
            write.update("operators", self._former.id, {"role": plan.former})
        else:
            write.remove("operators", self._former.id, "站长交接后离开")
        stays = f"改为{plan.former}" if plan.former else "离开"
        what = (
            f"{self._former.name}把站长交给{plan.successor.strip()}，本人{stays}；换了文件钥匙；"
            f"新恢复码 {code_number(self._code)}，原来的作废"
        )
        write.note("hand-over", "operators", self.successor_id, what)

    def without_password(self) -> tuple[str, ...]:
        """Name the operators who stay but whose slot was of the first program and cannot be wrapped anew."""
        have = {slot.operator for slot in self._staying()} | {self.successor_id}
        leaves = set() if self._plan.former else {self._former.id}
        active = [one for one in Operators(self._store).all() if one.active and one.id not in leaves]
        return tuple(one.name for one in active if one.id not in have)

    def _staying(self) -> list[slots.Slot]:
        active = {one.id for one in Operators(self._store).all() if one.active} - {self.successor_id}
        if not self._plan.former:
            active.discard(self._former.id)
        words = [slot for slot in self._kept.slots if slot.kind == slots.PASSWORD]
        return [slot for slot in words if slot.public and slot.operator in active]
