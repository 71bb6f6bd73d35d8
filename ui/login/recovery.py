"""A new password with the recovery code from the paper."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.say import Strip
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.work import Work

_LINES = ("code", "password", "again")


class RecoveryPage(QWidget):
    """``set_password(code, password)`` runs in the writing thread; ``changed`` tells that it was taken."""

    changed = Signal()
    left = Signal()
    township = Signal()

    def __init__(self, work: Work, set_password: Callable[[str, str], None], shortest: int) -> None:
        """``shortest`` letters make a password."""
        super().__init__()
        self._work, self._set_password, self._shortest = work, set_password, shortest
        self.strip = Strip()
        self._form = Form()
        self._form.add("code", "恢复码", TextEntry(longest=60), needed=True, advice="纸上的 7 组，每组 4 个字母或数字")
        add_new_password(self._form, shortest)
        self._form.finished.connect(self._set)
        row = QHBoxLayout()
        row.addWidget(MainButton("改成新密码", self._set))
        row.addWidget(Button("返回", self.left.emit, kind="quiet"))
        row.addStretch(1)
        self.other_way = Button("没有恢复码，请乡镇找回", self.township.emit, kind="quiet")
        self.other_way.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addStretch(1)
        whole.addWidget(Label("用恢复码改密码", "title"))
        whole.addWidget(self._form)
        whole.addLayout(row)
        whole.addWidget(self.other_way, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(2)
        whole.addWidget(self.strip)

    def begin(self) -> None:
        """Be ready for the keys, with nothing of an earlier try."""
        self.strip.clear()
        self._form.show_typed(dict.fromkeys(_LINES, ""))
        self._form.focus_first()

    def _set(self) -> None:
        if not self._form.complete() or not passwords_agree(self._form, self._shortest):
            return
        typed = self._form.typed()
        self._work.write(self, self._set_password, typed["code"], typed["password"], done=lambda _: self.changed.emit())
