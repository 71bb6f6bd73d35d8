"""The section 钥匙: the recovery code, the key that the township keeps, and handing over the chair."""

from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Changes
from ui.operators.hand_over_panel import HandOverPanel
from ui.operators.keys_reading import KeysState, keys_state
from ui.operators.recovery_panel import RecoveryPanel
from ui.operators.township_panel import TownshipPanel
from ui.say import say
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.scrolling import lay_out, scrolling

ONLY_CHIEF = "只有站长能换恢复码、交给乡镇代管和办理交接。"


class KeysPart(Part):
    """An overview, and the two ways that begin at it."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the overview."""
        super().__init__(desk, "钥匙")
        self._state: KeysState | None = None
        self._number = Label(wraps=True)
        self._only = Label(ONLY_CHIEF, "soft", wraps=True)
        self.renew = Button("重新打印恢复码…", self._renew)
        self.hand = Button("开始交接…", self._hand_over)
        self.township = TownshipPanel(desk)
        self.township.switched.connect(self._back_with)
        self.recovery, self.hand_over = RecoveryPanel(desk), HandOverPanel(desk)
        self.recovery.finished.connect(self._back_with)
        self.recovery.left.connect(self._back)
        self.hand_over.left.connect(self._back)
        code = _sheet("恢复码", "忘了密码时用它。纸丢了，或者可能被别人看过，就换一个。", self._number, self.renew)
        words = "换站长时用：一张清单三方签字，换密码、换恢复码、换数据文件的钥匙，一次做完。"
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        for part in (self._only, code, self.township, _sheet("交接站长", words, self.hand)):
            column.addWidget(part)
        column.addStretch(1)
        self._areas = [_area(column), _area_of(self.recovery)]
        self._stack = QStackedWidget()
        for area in self._areas:
            self._stack.addWidget(area)
        self._stack.addWidget(self.hand_over)
        self.body.addWidget(self._stack, 1)
        self._only.hide()
        self.township.setVisible(desk.session.kind == "station")

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - there is one chair
        """Show the overview."""
        self._back()

    def changed(self, changes: Changes) -> None:
        """Read the state again where it may be another."""
        if changes.touches("operators") and self._stack.currentIndex() == 0:
            self._read()

    def step_back(self) -> bool:
        """Give up what was begun."""
        if self._stack.currentIndex() == 0:
            return False
        if self.hand_over.is_looking() and self._stack.currentWidget() is self.hand_over:
            self.hand_over.go_back()
        else:
            self._back()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the first thing that can be done."""
        return self.renew if self.renew.isVisibleTo(self) else None

    def _read(self) -> None:
        self.desk.work.read(self, keys_state, self.desk.session, done=self._show)

    def _show(self, state: KeysState) -> None:
        self._state = state
        self._number.setText(f"现在有效的编号：{state.number}" if state.number else "现在有效的没有编号。")
        self._only.setVisible(not state.may)
        self.renew.setVisible(state.may)
        self.hand.setVisible(state.may)
        self.township.show_state(state)
        lay_out(self._areas[0])

    def _renew(self) -> None:
        self._stack.setCurrentIndex(1)
        self.recovery.begin()
        lay_out(self._areas[1])

    def _hand_over(self) -> None:
        if self._state is not None:
            self._stack.setCurrentIndex(2)
            self.hand_over.begin(self._state)

    def _back(self) -> None:
        self.recovery.forget()
        self.hand_over.forget()
        self._stack.setCurrentIndex(0)
        self._read()
        if self.renew.isVisibleTo(self):
            self.renew.setFocus()

    def _back_with(self, words: str) -> None:
        self._back()
        say(self, words)


def _sheet(heading: str, why: str, *widgets: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "sheet")
    whole = QVBoxLayout(frame)
    whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
    whole.setSpacing(GRID)
    whole.addWidget(Label(heading, "heading"))
    whole.addWidget(Label(why, "soft", wraps=True))
    for widget in widgets:
        if isinstance(widget, Button):
            row = broken_row()
            FlowRow(row).addWidget(widget)
            whole.addWidget(row)
        else:
            whole.addWidget(widget)
    return frame


def _area_of(widget: QWidget) -> QScrollArea:
    column = QVBoxLayout()
    column.addWidget(widget)
    return _area(column)


def _area(column: QVBoxLayout) -> QScrollArea:
    column.setContentsMargins(0, 0, GRID, GRID)
    return scrolling(column)
