"""The window: places, search, the page that is shown, the way back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.operators.operators import CHIEF
from ui.main_window.help_panel import HelpPanel
from ui.main_window.places import FOUND_AT, INSTEAD, Place, places_of
from ui.main_window.places_bar import PlacesBar
from ui.main_window.rhythm import Rhythm
from ui.main_window.top_bar import TopBar
from ui.main_window.undo_offer import UndoOffer
from ui.say import Strip
from ui.style import text_size
from ui.widgets.desk import Desk, Goto
from ui.widgets.hits import Hit
from ui.widgets.page import Page
from ui.widgets.tab_order import beside

if TYPE_CHECKING:
    from app.operators.operators import Operator

WIDE, HIGH = 1366, 768
_HELP_WIDTH = 400


class MainWindow(QWidget):
    """The frame. No page is handed it: a page emits ``goto``, the session's changes come by ``changes_came``."""

    changes_came = Signal(object)
    locked = Signal()

    def __init__(self, desk: Desk, office_name: str, places: Sequence[Place] = ()) -> None:
        """Stand around the pages of an opened office, at its first place; without ``places`` those of its kind."""
        super().__init__()
        places = places or places_of(desk.session.kind)
        self._desk, self._places = desk, {place.key: place for place in places}
        self._pages: dict[str, Page] = {}
        self._way: list[Goto] = []
        self.setWindowTitle(f"{office_name} — 村站通")
        self._bar = PlacesBar(places, "村站通")
        self._top = TopBar(desk, f"{office_name} · {_who(desk.session.operator)}")
        self._stack = QStackedWidget()
        self._help = HelpPanel()
        self._help.setParent(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top)
        right.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addLayout(right, 1)
        self._bar.gone_to.connect(lambda key: self.go(Goto(key)))
        self._top.found.connect(self._go_to_hit)
        self._top.locked.connect(self.locked)
        self._help.closed.connect(self.focus_page)
        self.changes_came.connect(self._changed)
        self._hearing = self.changes_came.emit
        desk.session.subscribe(self._hearing)
        self.rhythm = Rhythm(desk, self)
        self._undo_offer = UndoOffer(desk, self)
        self._set_keys()
        self.resize(WIDE, HIGH)
        self.go(Goto(places[0].key))

    @property
    def strip(self) -> Strip:
        """The strip of the page that is shown, for what concerns no page."""
        return self.page().strip

    def go(self, goto: Goto) -> None:
        """Go to a place, and there to a subject; going where one is already shows it afresh."""
        if not self.has_place(goto.place):
            goto = replace(goto, place=INSTEAD.get(goto.place, goto.place))
        if not self.has_place(goto.place):
            message = f"no place {goto.place!r}"
            raise LookupError(message)
        if not self._way or self._way[-1] != goto:
            self._way.append(goto)
        self._show(goto)

    def leave(self) -> None:
        """Hear of no change any more: another frame stands in this one's place."""
        self.rhythm.stop()
        self._desk.session.unsubscribe(self._hearing)

    def has_place(self, key: str) -> bool:
        """Tell whether there is such a place."""
        return key in self._places

    def page(self) -> Page:
        """Give the page that is shown."""
        page = self._stack.currentWidget()
        if not isinstance(page, Page):
            message = "the window shows no page"
            raise TypeError(message)
        return page

    def place(self) -> str:
        """Give the key of the place that is shown."""
        return self._way[-1].place

    def back(self) -> None:
        """Esc: close the help, else step back inside the page, else to where the clerk came from."""
        if self._help.isVisible():
            self._help.close_panel()
        elif self._top.box.hasFocus():
            self._top.box.show_text("")
            self.focus_page()
        elif not self.page().step_back() and len(self._way) > 1:
            self._way.pop()
            self._show(self._way[-1])

    def undo(self) -> None:
        """Ctrl+Z: take back what the page offers, else ask about the last step of whoever sits here."""
        page = self.page()
        if not page.undo():
            self._undo_offer.ask(page)

    def explain(self) -> None:
        """F1: explain the place, or put the help away."""
        if self._help.isVisible():
            self._help.close_panel()
            return
        self._lay_help()
        self._help.explain(self.place())
        self._help.raise_()

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - Qt hands it over so
        """Tab: go as the eye goes."""
        found = beside(self, self.focusWidget(), forwards=forwards)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
        return found is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the help at the right edge."""
        super().resizeEvent(event)
        self._top.box.put_away()
        self._lay_help()

    def _set_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self._top.focus_search),
            ("F1", self.explain),
            ("Ctrl+Z", self.undo),
            ("Esc", self.back),
            ("Ctrl+L", self.locked.emit),
        ]
        keys += [
            (f"Ctrl+{at}", partial(self.go, Goto(key))) for at, key in enumerate(self._places, start=1) if at <= 9
        ]
        if self.has_place("cases") and self._desk.session.may("cases.write"):
            keys.append(("Ctrl+N", partial(self.go, Goto("cases", what="new"))))
        for key, run in keys:
            QShortcut(QKeySequence(key), self).activated.connect(run)

    def _show(self, goto: Goto) -> None:
        page = self._pages.get(goto.place)
        if page is None:
            page = self._places[goto.place].build(self._desk)
            page.goto.connect(self.go)
            self._pages[goto.place] = page
            self._stack.addWidget(page)
        self._bar.show_place(goto.place)
        self._top.box.put_away()
        self._help.hide()
        page.strip.clear()
        self._stack.setCurrentWidget(page)
        page.opened(goto.subject, goto.what)
        self.focus_page()

    def _go_to_hit(self, hit: Hit) -> None:
        place = next((key for key in FOUND_AT[hit.kind] if self.has_place(key)), "")
        if place:
            self.go(Goto(place, hit.id))

    def _changed(self, changes: Changes) -> None:
        self.page().changed(changes)

    def focus_page(self) -> None:
        """Give the keys to the page."""
        first = self.page().first_focus()
        (first or self._stack).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_help(self) -> None:
        width = min(text_size().scaled(_HELP_WIDTH), self.width() * 2 // 3)
        self._help.setGeometry(self.width() - width, 0, width, self.height())


def _who(operator: "Operator") -> str:
    """Say who sits here, and as what where that is not the 站长."""
    return operator.name if operator.role == CHIEF else f"{operator.name}（{operator.role}）"
