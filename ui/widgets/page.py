"""The frame of every page: one title, one main action, a body, and the strip that speaks at the foot."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.changes import Changes
from ui.say import Strip
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.scrolling import scrolling


class Page(QWidget):
    """A page of the window. A subject page fills ``body`` and overrides what it needs of the hooks below.

    The window builds a page on demand with its ``Desk``, calls ``opened`` each time it is gone to, ``changed`` when
    the session emits changes, ``step_back`` on Esc. ``goto`` asks the window to go elsewhere.
    """

    goto = Signal(Goto)

    def __init__(self, desk: Desk, title: str, *, scrolls: bool = False) -> None:
        """Show ``title``; ``scrolls`` puts the body into a scroll area (forms), lists scroll by themselves."""
        super().__init__()
        self.desk = desk
        self.strip = Strip()
        self._title = Label(title, "title")
        self._title.setWordWrap(True)
        self._actions = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._actions.setSizePolicy(policy)
        self._action_row = FlowRow(self._actions, to_right=True)
        self.main: MainButton | None = None
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._title)
        head.addWidget(self._actions, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GRID)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addLayout(head)
        if scrolls:
            self.body.setContentsMargins(0, 0, GRID, 0)
            whole.addWidget(scrolling(self.body), 1)
        else:
            whole.addLayout(self.body, 1)
        whole.addWidget(self.strip)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Name what the page shows now."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def title(self) -> str:
        """Give the title."""
        return self._title.text()

    def main_action(self, words: str, run: Callable[[], object]) -> MainButton:
        """Give the page its one main action, at the right end of the title."""
        if self.main is not None:
            message = f"{type(self).__name__} has a main action already"
            raise RuntimeError(message)
        self.main = MainButton(words, run)
        self._action_row.addWidget(self.main)
        return self.main

    def side_action(self, words: str, run: Callable[[], object]) -> Button:
        """Add a plain action beside the main one; call it before ``main_action`` to stand left of it."""
        button = Button(words, run)
        self._action_row.addWidget(button)
        return button

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show ``subject`` (an id; empty means the place itself) in the way of ``what``; reload what is shown."""

    def changed(self, changes: Changes) -> None:
        """Reload if the changes concern this page; called only while it is shown, else ``opened`` follows anyway."""

    def step_back(self) -> bool:
        """Take one step back inside the page on Esc; ``False`` lets the window go back."""
        return False

    def undo(self) -> bool:
        """Take back on Ctrl+Z what the strip offers; ``False`` when nothing is offered."""
        if not self.strip.offers_undo():
            return False
        self.strip.take_back()
        return True

    def first_focus(self) -> QWidget | None:
        """Give the widget that takes the keys when the page opens."""
        return None
