"""The people who sit at the desk, as rows of the office; their names stand under every entry of the journal."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from db import operators as rows

if TYPE_CHECKING:
    from db.store import Store

CHIEF = "站长"


@dataclass(frozen=True, slots=True)
class Operator:
    """One person at the desk."""

    id: str
    name: str
    role: str
    active: bool


class Operators:
    """Who may sit at this desk."""

    def __init__(self, store: "Store") -> None:
        """Work on one open office."""
        self._store = store

    def all(self) -> list[Operator]:
        """Give everybody, in the order of joining."""
        return msgspec.convert(rows.operators(self._store), list[Operator], strict=False)

    def find(self, operator_id: str) -> Operator:
        """Give one operator by id; raises ``Refused`` where there is none."""
        for operator in self.all():
            if operator.id == operator_id and operator.active:
                return operator
        raise Refused(
            "这个密码属于一位已经不在名单上的操作员。", untouched="数据没有改动。", advice="请由站长登录后重新设置。"
        )

    def last_seen(self) -> dict[str, str]:
        """Give the moment (ISO, UTC) of each operator's last entry in the journal, by id."""
        return {operator.id: at for operator in self.all() if (at := rows.last_entry(self._store, operator.id))}

    def named(self, name: str) -> Operator:
        """Give the active operator of that name; raises ``Refused`` with the names there are."""
        active = [operator for operator in self.all() if operator.active]
        for operator in active:
            if operator.name == name:
                return operator
        known = "、".join(operator.name for operator in active)
        raise Refused(f"没有叫“{name}”的操作员。", untouched="什么也没有做。", advice=f"可以用的名字：{known}。")
