"""Who may sit at this desk: somebody comes, leaves, gets another name, role or password.

A row and a slot belong together, and each change of both is one transaction with the slots written inside it, so that
a cut leaves one of two harmless halves: a slot without a row opens nothing (:meth:`Operators.find` refuses it), a row
without a slot is a person without a password. Both are told by :meth:`Joining.mismatches`.
"""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from app.operators import slots
from app.operators.desk_keys import change_password, want_length, want_own, with_password
from app.operators.operators import Operator, Operators
from app.operators.rights import Rights, roles
from db.file_keys import keep_generation
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home
    from db.store import Store
    from db.writing import Writing

LONGEST_NAME = 40
UNTOUCHED = "操作员名单没有改动。"


class Joining:
    """Adding, removing and changing the operators of one open office; every change needs ``operators.write``.

    ``again(operator)`` is told when whoever sits at the desk now has another name or role.
    """

    def __init__(
        self,
        home: "Home",
        store: "Store",
        clock: "Clock",
        operator: Operator,
        *,
        allow: Callable[[], None],
        again: Callable[[Operator], None],
    ) -> None:
        """Work on one open office with ``operator`` at its desk; ``allow`` refuses who may not change operators."""
        self._home, self._store, self._clock, self._operator = home, store, clock, operator
        self._allow, self._again = allow, again
        self._operators = Operators(store)

    def with_password(self) -> frozenset[str]:
        """Give the ids of those whose password opens the office."""
        return frozenset(slot.operator for slot in self._kept().slots if slot.kind == slots.PASSWORD)

    def add(self, name: str, role: str, password: str) -> tuple[Operator, Changes]:
        """Let somebody new sit at the desk; no data is encrypted anew.

        Raises ``Refused`` for a name that is there already, an unknown role, or a password too short or somebody's.
        """
        self._allow()
        operator = Operator(new_id(), self._checked_name(name), _checked_role(role), active=True)
        with self._changing(f"添加操作员“{operator.name}”（{role}）") as (write, change):
            write.insert("operators", {"id": operator.id, "name": operator.name, "role": role})
            change.slots = self._given(change.slots, operator.id, password)
        return operator, Changes.of(write.changed)

    def remove(self, operator_id: str, reason: str) -> Changes:
        """Remove somebody; their password opens nothing any more, what they wrote stays under their name.

        A recovery code that stood under their name goes over to who removes them. Raises ``Refused`` for oneself,
        without a reason, or for the last one who may change operators.
        """
        self._allow()
        leaving = self._operators.find(operator_id)
        if operator_id == self._operator.id:
            raise Refused("不能移去自己。", untouched=UNTOUCHED, advice="请另一位站长登录来做，或办理交接。")
        if not reason.strip():
            raise Refused("请写明原因。", untouched=UNTOUCHED)
        self._want_another(leaving)
        with self._changing(f"移去操作员“{leaving.name}”") as (write, change):
            write.remove("operators", operator_id, reason.strip())
            change.slots = _without(change.slots, {operator_id}, self._operator.id)
        return Changes.of(write.changed)

    def rename(self, operator_id: str, name: str) -> Changes:
        """Correct somebody's name; what they wrote so far is shown under the new one."""
        self._allow()
        operator = self._operators.find(operator_id)
        name = self._checked_name(name, operator_id)
        with self._store.writing(self._operator.id, f"操作员“{operator.name}”改名“{name}”") as write:
            write.update("operators", operator_id, {"name": name})
        self._tell(operator_id)
        return Changes.of(write.changed)

    def change_role(self, operator_id: str, role: str) -> Changes:
        """Give somebody another role; the last one who may change operators keeps theirs."""
        self._allow()
        operator = self._operators.find(operator_id)
        if not Rights(_checked_role(role)).may("operators.write"):
            self._want_another(operator)
        with self._store.writing(self._operator.id, f"“{operator.name}”由“{operator.role}”改为“{role}”") as write:
            write.update("operators", operator_id, {"role": role})
        self._tell(operator_id)
        return Changes.of(write.changed)

    def set_password(self, operator_id: str, password: str) -> Changes:
        """Give somebody who forgot it a new password, without the old one; the journal says by whom, never which."""
        self._allow()
        operator = self._operators.find(operator_id)
        with self._changing(f"给“{operator.name}”设了新密码") as (write, change):
            change.slots = self._given(change.slots, operator_id, password)
            write.note("password", "operators", operator_id, f"给“{operator.name}”设了新密码")
        return Changes.of(write.changed)

    def change_own_password(self, before: str, password: str) -> Changes:
        """Give whoever sits here another password; raises ``WrongKey`` where ``before`` is not theirs."""
        me = self._operator.id
        change_password(self._home, self._store, me, before, password, SHORTEST_PASSWORD, self._clock)
        return Changes.of([("operators", me)])

    def mismatches(self) -> list[str]:
        """Say where rows and slots do not fit, as a cut or an old copy of either may leave them."""
        active = {operator.id: operator.name for operator in self._active()}
        held = self.with_password()
        found = [f"“{name}”还没有密码，登录不了：请设一个，或移去。" for key, name in active.items() if key not in held]
        if strange := self._strangers():
            found.append(f"钥匙文件里有 {len(strange)} 个不在名单上的人的钥匙，打不开数据，可以清掉。")
        return found

    def mend(self) -> Changes:
        """Drop the slots whose owner is on no list; a recovery code among them goes over to who mends."""
        self._allow()
        strange = self._strangers()
        if not strange:
            return Changes()
        with self._changing("清掉名单以外的钥匙") as (write, change):
            change.slots = _without(change.slots, strange, self._operator.id)
            write.note("operator-key", "operators", self._operator.id, f"清掉名单以外的钥匙 {len(strange)} 个")
        return Changes.of(write.changed)

    def _kept(self) -> slots.Slots:
        return slots.read_slots(self._home.slot_files)

    def _active(self) -> list[Operator]:
        return [operator for operator in self._operators.all() if operator.active]

    def _strangers(self) -> set[str]:
        return _owners(self._kept()) - {operator.id for operator in self._active()}

    def _given(self, kept: slots.Slots, operator_id: str, password: str) -> slots.Slots:
        want_length(password, SHORTEST_PASSWORD)
        known = {operator.id for operator in self._active()} | {operator_id}
        tidy = _without(kept, _owners(kept) - known, self._operator.id)
        want_own(tidy, password, operator_id)
        return with_password(tidy, self._store.key, operator_id, password)

    def _want_another(self, operator: Operator) -> None:
        """Refuse to lose the last one who may change operators and can log in."""
        held = self.with_password()
        able = {one.id for one in self._active() if Rights(one.role).may("operators.write") and one.id in held}
        if able <= {operator.id}:
            raise Refused(
                f"“{operator.name}”是最后一位能登录的{operator.role}，不能移去，也不能改成别的权限。",
                untouched=UNTOUCHED,
                advice="请先添加一位站长，或办理交接。",
            )

    def _checked_name(self, name: str, operator_id: str = "") -> str:
        plain = " ".join(unicodedata.normalize("NFC", name).split())
        if not plain or len(plain) > LONGEST_NAME:
            raise Refused(f"姓名要填，最多 {LONGEST_NAME} 个字。", untouched=UNTOUCHED)
        if any(one.name == plain and one.id != operator_id for one in self._active()):
            advice = "同名的请加上能分清的字，例如“王芳（二组）”。"
            raise Refused(f"已经有一位“{plain}”了。", untouched=UNTOUCHED, advice=advice)
        return plain

    def _tell(self, operator_id: str) -> None:
        if operator_id == self._operator.id:
            self._again(self._operators.find(operator_id))

    @contextmanager
    def _changing(self, reason: str) -> "Iterator[tuple[Writing, _Change]]":
        """Write rows and slots as one: what cannot be kept of either leaves both as they were."""
        kept = self._kept()
        change, is_written = _Change(kept), False
        try:
            with self._store.writing(self._operator.id, reason) as write:
                yield write, change
                if change.slots.slots != kept.slots:
                    fresh = slots.changed(kept, change.slots.slots)
                    keep_generation(write, fresh.generation)
                    is_written = True
                    slots.write_slots(fresh, self._home.slot_files)
        except BaseException:
            if is_written:
                with suppress(Refused):
                    slots.write_slots(
                        msgspec.structs.replace(kept, generation=kept.generation + 2), self._home.slot_files
                    )
            raise


class _Change:
    """The slots as an action wants them; it puts others in their place."""

    def __init__(self, kept: slots.Slots) -> None:
        self.slots = kept


def _owners(kept: slots.Slots) -> set[str]:
    """Give whose slots there are; the township's is nobody's at this desk."""
    return {slot.operator for slot in kept.slots if slot.kind != slots.TOWNSHIP}


def _without(kept: slots.Slots, leaving: set[str], heir: str) -> slots.Slots:
    """Drop the passwords of those who leave; a recovery code under their name goes over to ``heir``."""
    stay = [slot for slot in kept.slots if slot.kind != slots.PASSWORD or slot.operator not in leaving]
    ways = (msgspec.structs.replace(slot, operator=heir) if slot.operator in leaving else slot for slot in stay)
    return msgspec.structs.replace(kept, slots=tuple(ways))


def _checked_role(role: str) -> str:
    if role not in roles():
        known = "、".join(roles())
        raise Refused(f"没有“{role}”这种权限。", untouched=UNTOUCHED, advice=f"可以是：{known}。")
    return role
