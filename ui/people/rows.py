"""Where the lists of this room get their rows: villagers by text and group, the cases of one villager."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.cases.listing import CaseFilter
from app.cases.shown import CaseLine
from app.core.day_text import listed_day
from app.core.masking import mask_id_number, mask_phone
from app.people.facts import Resident, is_minor
from ui.widgets.case_badge import badge_text
from ui.widgets.windowed import Column

if TYPE_CHECKING:
    from app.session import Session


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """The villagers whose name, pinyin, number or address has ``text`` in it, of one group or all."""

    session: "Session"
    text: str = ""
    group: str = ""

    def count(self) -> int:
        """Count them."""
        return self.session.people.page(self.text, self.group, 0).total

    def page(self, offset: int, limit: int) -> Sequence[Resident]:
        """Give some of them by pinyin."""
        return self.session.people.page(self.text, self.group, limit, offset).residents


@dataclass(frozen=True, slots=True)
class CasesOfOne:
    """Every case of one villager, the newest first."""

    session: "Session"
    resident_id: str

    def count(self) -> int:
        """Count them."""
        return self.session.cases.count(CaseFilter(applicant_id=self.resident_id))

    def page(self, offset: int, limit: int) -> Sequence[CaseLine]:
        """Give some of them."""
        return self.session.cases.lines(CaseFilter(applicant_id=self.resident_id, offset=offset, limit=limit))


def people_columns(today: Callable[[], date]) -> list[Column]:
    """Give the columns of the list; what belongs to a person alone is masked."""

    def marks(one: Resident) -> str:
        told = (
            "不上公示" if one.keep_private else "",
            "未成年" if is_minor(one.birth_day, today()) else "",
            "已迁出" if one.left_on else "",
        )
        return "、".join(part for part in told if part)

    return [
        Column("姓名", lambda one: f"{one.name}（{one.nickname}）" if one.nickname else one.name),
        Column("性别", lambda one: one.sex, 64, drop=2),
        Column("出生", lambda one: f"{one.birth_day.year}年" if one.birth_day else "", 88, drop=1),
        Column("村民小组", lambda one: one.villager_group, 120),
        Column("电话", lambda one: mask_phone(one.phone), 144, drop=2),
        Column("身份证号", lambda one: mask_id_number(one.id_number), 184, drop=4),
        Column("与户主关系", lambda one: one.household_role, 112, drop=3),
        Column("说明", marks, 136),
    ]


def case_columns(today: Callable[[], date]) -> list[Column]:
    """Give the columns of one villager's cases."""

    def came(line: CaseLine) -> str:
        return "" if line.registered is None else listed_day(line.registered, today())

    return [
        Column("编号", lambda line: line.number, 128),
        Column("事项", lambda line: line.item),
        Column("登记", came, 152, drop=1),
        Column("进度", badge_text, 208),
    ]
