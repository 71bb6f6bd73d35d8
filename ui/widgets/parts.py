"""A place with several views, one shown at a time: a list, a form, the page of one thing."""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Changes
from ui.style import GRID
from ui.widgets.desk import Desk, Goto
from ui.widgets.page import Page
from ui.widgets.scrolling import lay_out, scrolling

if TYPE_CHECKING:
    from app.operators.rights import Right


class Part(QWidget):
    """One view of a place. ``headed`` tells that its title or main action changed, ``goto`` where to go."""

    headed = Signal()
    goto = Signal(Goto)

    def __init__(self, desk: Desk, title: str, main_words: str = "", *, scrolls: bool = False) -> None:
        """Carry ``title``; ``main_words`` stand on the main button, empty for none; a form scrolls."""
        super().__init__()
        self.desk = desk
        self._title, self._main_words, self._main_ready = title, main_words, True
        self._reason = ""
        self._area: QScrollArea | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GRID)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        if scrolls:
            self.body.setContentsMargins(0, 0, GRID, GRID)
            self._area = scrolling(self.body)
            whole.addWidget(self._area)
        else:
            self.body.setContentsMargins(0, 0, 0, 0)
            whole.addLayout(self.body)

    def head(self, title: str | None = None, main_words: str | None = None, *, ready: bool = True) -> None:
        """Change the title, the words of the main button, or whether it can be pressed."""
        self._title = self._title if title is None else title
        self._main_words = self._main_words if main_words is None else main_words
        self._main_ready = ready
        self.headed.emit()

    def needs(self, right: "Right") -> None:
        """Bar the main action for whoever has not the right."""
        self._reason = self.desk.session.rights.reason(right)

    def barred(self) -> str:
        """Say why the main action is barred, empty where it is not."""
        return self._reason

    def lay_out(self) -> None:
        """Lay out what was just put into a scrolling view, before it is painted."""
        if self._area is not None:
            lay_out(self._area)

    def title(self) -> str:
        """Give the title."""
        return self._title

    def main_words(self) -> str:
        """Give the words of the main button, empty for none."""
        return self._main_words

    def is_main_ready(self) -> bool:
        """Tell whether the main button can be pressed."""
        return self._main_ready

    def run_main(self) -> None:
        """Do what the main button says."""

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show ``subject`` in the way of ``what`` each time this view is gone to as a section of its place."""

    def changed(self, changes: Changes) -> None:
        """Reload if the changes concern this view."""

    def step_back(self) -> bool:
        """Take one step back inside the view; ``False`` where there is none."""
        return False

    def first_focus(self) -> QWidget | None:
        """Give the widget that takes the keys when the view is shown."""
        return None


Kind = TypeVar("Kind", bound=Part)


class PartedPage(Page):
    """A page that shows one of its parts, under that part's title and main action."""

    def __init__(self, desk: Desk, title: str) -> None:
        """Begin without parts."""
        super().__init__(desk, title)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._button = self.main_action("", self._run_main)

    def add_part(self, part: Kind) -> Kind:
        """Take one more part and give it back; the first one is shown."""
        self._stack.addWidget(part)
        part.goto.connect(self.goto)
        part.headed.connect(lambda: self._show_head(part))
        self._show_head(part)
        return part

    def show_part(self, part: Part) -> None:
        """Show a part."""
        self._stack.setCurrentWidget(part)
        self._show_head(part)

    def part(self) -> Part | None:
        """Give the part that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Part) else None

    def changed(self, changes: Changes) -> None:
        """Let the part that is shown reload."""
        part = self.part()
        if part is not None:
            part.changed(changes)

    def step_back(self) -> bool:
        """Step back inside the part."""
        part = self.part()
        return part is not None and part.step_back()

    def first_focus(self) -> QWidget | None:
        """Give the keys to the part, or to the main button where the part wants none."""
        part = self.part()
        first = None if part is None else part.first_focus()
        return first or (self._button if self._button.isEnabled() and self._button.text() else None)

    def _run_main(self) -> None:
        part = self.part()
        if part is not None:
            part.run_main()

    def _show_head(self, part: Part) -> None:
        if part is not self.part():
            return
        self.set_title(part.title())
        self._button.setText(part.main_words())
        self._actions.setVisible(bool(part.main_words()))
        self._button.bar(part.barred())
        self._button.setEnabled(part.is_main_ready())
        if self.isVisible() and self.window().focusWidget() in {None, self.parentWidget()}:
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()
