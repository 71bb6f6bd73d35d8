"""One backup that was chosen: what it is, what happened since, and the two ways back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.core.errors import Refused
from ui.backups.restore_tasks import Chosen, read_chosen, refused_words, restore_whole
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view

_LOOK = "打开这份备份，只看不改。里面可以找办件、村民、户、公示和设置；要哪一条，就把哪一条取回来，取回以后可以撤销。"
_WHOLE = "把全部数据换成那时的样子。现在的数据先另存一份备份，以后还可以从里面取回。"
_CLERK = "从备份恢复要站长来做：请站长登录。"


class RestorePart(Part):
    """``look_asked(path)`` tells that the clerk wants to look inside, ``left`` to go back to the list."""

    look_asked = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin with no backup."""
        super().__init__(desk, "备份", scrolls=True)
        self.path: Path | None = None
        self._chosen: Chosen | None = None
        self.facts, self.trouble = Facts("这份备份"), Label(kind="fault", wraps=True)
        self.look = Button("看看里面，取回几条", self._look)
        self.whole = Button("整个恢复…", self._ask)
        self.back = Button("返回备份列表（Esc）", self.left.emit, kind="quiet")
        self.question = _Question()
        self.question.agreed.connect(self._restore)
        self.question.left.connect(self._leave_question)
        self._told = Label(kind="soft", wraps=True)
        self._ways = (_way("看看里面，取回几条", _LOOK, self.look), _way("整个恢复", _WHOLE, self.whole))
        last = broken_row()
        FlowRow(last).addWidget(self.back)
        for widget in (self.facts, self.trouble, self._told, *self._ways, self.question, last):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_backup(self, path: Path) -> None:
        """Read a backup's own words."""
        self.path, self._chosen = path, None
        self.question.hide()
        self.trouble.hide()
        for way in self._ways:
            way.setEnabled(False)
        self.desk.work.wait_for(self, read_chosen, self.desk.session, path, done=self._show, refused=self._refuse)

    def step_back(self) -> bool:
        """Put the question away, or go back to the list."""
        if not self.question.isHidden():
            self._leave_question()
        else:
            self.left.emit()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with looking: it changes nothing."""
        return self.look if self.look.isEnabled() else self.back

    def _show(self, chosen: Chosen) -> None:
        if chosen.path != self.path:
            return
        self._chosen = chosen
        self.facts.show_facts(chosen.facts)
        self._told.setText("" if chosen.may else _CLERK)
        self._told.setVisible(not chosen.may)
        for way in self._ways:
            way.setEnabled(chosen.may)
        self.head(title=f"{chosen.moment} 的备份")
        self.lay_out()
        if not self.question.isAncestorOf(QApplication.focusWidget() or self):
            (self.look if chosen.may else self.back).setFocus()

    def _refuse(self, refusal: Refused) -> None:
        self.trouble.setText(refused_words(refusal))
        self.trouble.show()
        self.head(title="这份备份用不了")
        self.back.setFocus()

    def _look(self) -> None:
        if self.path is not None:
            self.look_asked.emit(self.path)

    def _ask(self) -> None:
        if self._chosen is not None:
            self.question.ask(self._chosen)

    def _leave_question(self) -> None:
        self.question.hide()
        self.whole.setFocus()

    def _restore(self) -> None:
        if self._chosen is not None:
            task = partial(restore_whole, self.desk.session, self._chosen.path)
            self.desk.leave(f"正在恢复到 {self._chosen.moment} 的备份", task)


class _Question(QFrame):
    """Asks once more, naming what is gone afterwards; ``agreed`` and ``left`` tell the answer."""

    agreed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sheet")
        self._head, self._told = Label(kind="heading", wraps=True), Label(wraps=True)
        self.yes = Button("", self.agreed.emit)
        self.no = Button("不恢复（Esc）", self.left.emit, kind="quiet")
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.yes)
        flow.addWidget(self.no)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._head, self._told, row):
            whole.addWidget(part)
        self.hide()

    def ask(self, chosen: Chosen) -> None:
        """Ask about one backup."""
        self._head.setText(f"把全部数据换成 {chosen.moment} 的样子？")
        later = "恢复以后这些都不在了，要用时从恢复前另存的那份备份里取回。"
        gone = chosen.since + (later if chosen.same_line else "")
        self._told.setText(
            f"{gone}新办件的编号换一个字母段，不会和以前重号；乡镇收到下一个报送包时会看出这里恢复过。"
            "操作员和密码还是现在的。恢复好了要重新输入密码。"
        )
        self.yes.setText(f"恢复到 {chosen.moment}")
        self.show()
        self.no.setFocus()
        bring_into_view(self)


def _way(heading: str, told: str, button: Button) -> QFrame:
    """Lay one of the ways: its name, what will happen, its button."""
    sheet = QFrame()
    sheet.setProperty("kind", "sheet")
    row = broken_row()
    FlowRow(row).addWidget(button)
    whole = QVBoxLayout(sheet)
    whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    whole.setSpacing(GRID)
    for part in (Label(heading, "heading"), Label(told, "soft", wraps=True), row):
        whole.addWidget(part)
    return sheet
