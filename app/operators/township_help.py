"""Whether the township may help when the password is forgotten: off until the 站长 switches it on, in plain words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.operators import slots
from app.operators.slot_files import keep_slots
from app.operators.township_slot import township_of, township_slot, township_slot_in
from db import enrolment

if TYPE_CHECKING:
    from app.core.home import Home
    from app.operators.operators import Operator
    from db.store import Store

MEANING = (
    "打开以后，忘了密码可以带着请求文件去乡镇：乡镇核对身份后写一份答复，回来就能设新密码。"
    "这也意味着乡镇的钥匙加上这台电脑，能打开本站的数据。随时可以关。"
)


class TownshipHelp:
    """Switches the township's slot on and off; ``require`` raises ``Refused`` for who has no right to it."""

    def __init__(self, home: "Home", store: "Store", operator: "Operator", *, require: Callable[[], None]) -> None:
        """Work on one open office."""
        self._home, self._store, self._operator, self._require = home, store, operator, require

    def holder(self) -> str:
        """Give the name of the township that has a key of ours; empty where none has."""
        slot = township_slot_in(slots.read_slots(self._home.slot_files))
        if slot is None:
            return ""
        office = enrolment.office_by_id(self._store, slot.operator)
        return str(office["name"]) if office else "乡镇"

    def can_be_on(self) -> bool:
        """Tell whether we are enrolled with a township at all."""
        return enrolment.parent_office(self._store) is not None

    def switch_on(self, password: str) -> str:
        """Give the township a key, in place of one given before; gives its name.

        Raises ``Refused`` where we are not enrolled, ``WrongKey`` for the operator's own password, ``DiskTrouble``.
        """
        self._require()
        township, name, seal_key = township_of(self._store)
        kept = slots.read_slots(self._home.slot_files)
        slots.unseal(kept, password, operator=self._operator.id)
        fresh = township_slot(str(self._store.office["id"]), township, seal_key, self._store.key)
        self._keep(kept, (fresh,), f"把一把钥匙交给“{name}”代管：忘了密码时可以请乡镇找回")
        return name

    def switch_off(self) -> None:
        """Take the township's key away; raises ``Refused`` where it has none."""
        self._require()
        kept = slots.read_slots(self._home.slot_files)
        if township_slot_in(kept) is None:
            raise Refused("乡镇没有本站的钥匙，不用关。", untouched="数据没有改动。")
        name = self.holder()
        self._keep(kept, (), f"收回“{name}”代管的钥匙（以前的备份里还有，乡镇打得开那些备份）")

    def _keep(self, kept: slots.Slots, added: tuple[slots.Slot, ...], what: str) -> None:
        others = tuple(slot for slot in kept.slots if slot.kind != slots.TOWNSHIP)
        ways = slots.changed(kept, (*others, *added))
        keep_slots(self._home, self._store, ways, "operator-key", self._operator.id, what)
