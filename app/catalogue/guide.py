"""The facts of the board's 服务项目公开 (DOMAIN A07): one line an item, in words."""

from typing import TYPE_CHECKING

import msgspec

from app.catalogue.facts import MODES, Item

if TYPE_CHECKING:
    from app.catalogue.catalogue import Catalogue


class GuideLine(msgspec.Struct, frozen=True):
    """What the notice says of one item; ``mode`` and ``days`` are words."""

    number: int
    code: str
    category: str
    name: str
    department: str
    mode: str
    role: str
    materials: str
    days: str
    fee: str
    fee_basis: str
    conditions: str
    flow: str
    posting: str
    officer: str
    officer_phone: str
    complaint_phone: str
    trust: str


def guide_lines(catalogue: "Catalogue", *, category: str = "") -> list[GuideLine]:
    """Give the lines of all enabled items (of one category where named), numbered through."""
    departments = {code: one.name for code, one in catalogue.departments().items()}
    items = catalogue.items(category=category, enabled_only=True)
    return [_line(number, item, departments) for number, item in enumerate(items, start=1)]


def _line(number: int, item: Item, departments: dict[str, str]) -> GuideLine:
    version = item.version
    with_others = [version.department_code, *version.special.get("also", [])]
    return GuideLine(
        number,
        item.code,
        item.category,
        version.name,
        "、".join(departments.get(code, code) for code in with_others),
        MODES[version.mode],
        version.role,
        version.materials_text or "无",
        version.days_text,
        version.fee or "不收费",
        version.fee_basis,
        version.conditions,
        version.flow,
        version.posting_rule,
        version.officer,
        version.officer_phone,
        version.complaint_phone,
        version.trust,
    )
