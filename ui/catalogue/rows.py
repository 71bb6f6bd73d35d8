"""Where the list of items gets its rows: the whole catalogue (some dozens), narrowed in the reading thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.facts import MODES, TRUSTS, Department, Item
from app.core.pinyin import pinyin_of_words
from ui.widgets.windowed import Column

if TYPE_CHECKING:
    from app.session import Session

OFFERED, STOPPED, OWN, EDITED, UNSETTLED, ALL = "offered", "stopped", "own", "edited", "unsettled", "all"
SCOPES = {
    ALL: "全部",
    OFFERED: "正在办的",
    STOPPED: "已停办的",
    OWN: "本站自己加的",
    EDITED: "本站改过的",
    UNSETTLED: "还没有核定的",
}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with its department in words."""

    item: Item
    department: str


@dataclass(frozen=True, slots=True)
class ItemRows:
    """The items that fit scope, category and text."""

    session: "Session"
    scope: str = ALL
    category: str = ""
    text: str = ""

    def count(self) -> int:
        """Count them."""
        return len(self._items())

    def page(self, offset: int, limit: int) -> Sequence[ItemLine]:
        """Give some of them, in the order of the catalogue."""
        departments = self.session.catalogue.departments()
        return [_line(item, departments) for item in self._items()[offset : offset + limit]]

    def _items(self) -> list[Item]:
        items = self.session.catalogue.items(category=self.category)
        wanted = self.text.strip().lower()
        return [item for item in items if _is_in(item, self.scope) and (not wanted or _fits(item, wanted))]


def marks(item: Item) -> str:
    """Say what is special about an item: stopped, our own, changed here, not settled by the township yet."""
    told = (
        "已停办" if not item.enabled else "",
        "本站自己加的" if item.own else "",
        "本站改过" if item.edited else "",
        "" if item.version.trust == "confirmed" else f"{TRUSTS[item.version.trust]}，待核定",
    )
    return "、".join(part for part in told if part)


def item_columns() -> list[Column]:
    """Give the columns of the list."""
    return [
        Column("代码", lambda line: line.item.code, 72, drop=3),
        Column("事项", lambda line: line.item.name),
        Column("类别", lambda line: line.item.category, 104, drop=2),
        Column("承办部门", lambda line: line.department, 144, drop=2),
        Column("办理方式", lambda line: MODES[line.item.version.mode], 104, drop=3),
        Column("时限", lambda line: line.item.version.days_text, 144, drop=1),
        Column("说明", lambda line: marks(line.item), 176),
    ]


def _line(item: Item, departments: Mapping[str, Department]) -> ItemLine:
    code = item.version.department_code
    return ItemLine(item, departments[code].name if code in departments else code)


def _is_in(item: Item, scope: str) -> bool:
    return {
        OFFERED: item.enabled,
        STOPPED: not item.enabled,
        OWN: item.own,
        EDITED: item.edited,
        UNSETTLED: item.enabled and item.version.trust != "confirmed",
    }.get(scope, True)


def _fits(item: Item, wanted: str) -> bool:
    pinyin = pinyin_of_words(item.name)
    return any(wanted in text for text in (item.code.lower(), item.name.lower(), pinyin.full, pinyin.initials))
