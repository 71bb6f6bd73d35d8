"""The upper edge of the window: the one search box, always in the same spot, and who sits at the desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.finder import Finder
from ui.widgets.hits import Hit
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from ui.widgets.desk import Desk

GROUPS = {"resident": "村民", "case": "代办", "item": "事项", "unit": "组织", "entry": "台账"}


class TopBar(QWidget):
    """``found(hit)`` tells what was taken from the search, ``locked`` that the clerk leaves the desk."""

    found = Signal(object)
    locked = Signal()

    def __init__(self, desk: "Desk", who: str) -> None:
        """Show ``who`` sits here."""
        super().__init__()
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = desk.session
        self.box = Finder(desk.work, self._find, "搜索")
        self.box.setPlaceholderText("找村民、代办件、事项、单位（Ctrl+K）")
        self.box.setClearButtonEnabled(False)
        self.box.found.connect(self._take)
        self._who = Label(who, "soft", wraps=True)
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lock = Button("锁屏", self.locked.emit, kind="quiet")
        lock.setToolTip("离开时锁上（Ctrl+L）")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.box, 3)
        row.addWidget(self._who, 2)
        row.addWidget(lock)

    def focus_search(self) -> None:
        """Put the focus into the search box and mark what stands there."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _find(self, text: str, most: int) -> Sequence[Hit]:
        return grouped([Hit(one.kind, one.id, one.title, one.detail) for one in self._session.search.find(text, most)])

    def _take(self, hit: Hit) -> None:
        self.box.show_text("")
        self.found.emit(hit)


def grouped(hits: Sequence[Hit]) -> list[Hit]:
    """Put what was found under its heads; the group of the best hit comes first where it is a case, named by number."""
    order = list(GROUPS)
    if hits and hits[0].kind == "case":
        order.insert(0, order.pop(order.index("case")))
    return [
        Hit(hit.kind, hit.id, hit.title, hit.detail, GROUPS[kind]) for kind in order for hit in hits if hit.kind == kind
    ]
