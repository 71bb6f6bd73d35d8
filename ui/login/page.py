"""The password, and the way back in for those who forgot it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Refused, WrongKey
from app.operators.tries import TooSoon, WrongTry
from ui.say import Strip
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.labels import Label
from ui.widgets.password_entry import PasswordEntry
from ui.work import Work

Unlock = Callable[[str], Any]


class LoginPage(QWidget):
    """Asks for the password and hands it to ``unlock`` in the writing thread; ``passed(answer)`` tells its answer.

    After wrong ones it waits as long as the refusal says (:mod:`app.operators.tries`); nothing is ever locked for good.
    """

    passed = Signal(object)
    refused = Signal(object)
    forgotten = Signal()
    turned = Signal()

    def __init__(
        self, work: Work, unlock: Unlock, title: str, words: str, *, may_forget: bool, turn_words: str = ""
    ) -> None:
        """Show ``title`` and ``words``; ``may_forget`` offers the recovery code, ``turn_words`` another way on."""
        super().__init__()
        self._work, self._unlock = work, unlock
        self.strip = Strip()
        self._password = PasswordEntry()
        self._password.name_it("密码")
        self._password.entered.connect(self._try)
        self._beside = Label(kind="hint", wraps=True)
        self._password.edited.connect(lambda: self._beside.setText(self._password.verdict().shown))
        self._open = MainButton("打开", self._try)
        self._words = Label(words, "soft", wraps=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._again)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(Label("密码"))
        line.addWidget(self._password, 3)
        line.addWidget(self._beside, 2)
        row = QHBoxLayout()
        row.addWidget(self._open)
        if may_forget:
            row.addWidget(Button("忘了密码，用恢复码", self.forgotten.emit, kind="quiet"))
        if turn_words:
            row.addWidget(Button(turn_words, self.turned.emit, kind="quiet"))
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addStretch(1)
        whole.addWidget(Label(title, "title"))
        whole.addWidget(self._words)
        whole.addLayout(line)
        whole.addLayout(row)
        whole.addStretch(2)
        whole.addWidget(self.strip)

    def begin(self, words: str = "") -> None:
        """Be ready for the keys, with nothing of an earlier try; ``words`` in place of those that stand there."""
        if words:
            self._words.setText(words)
        self._password.show_typed("")
        self._password.setFocus()

    def is_waiting(self) -> bool:
        """Tell whether a try is under way or must wait."""
        return not self._open.isEnabled()

    def _try(self) -> None:
        if self.is_waiting():
            return
        password = self._password.typed()
        if not password:
            self.strip.tell("请先输入密码。", tone="refused")
            self._password.setFocus()
            return
        self._open.setEnabled(False)
        self._work.write(self, self._unlock, password, done=self._pass, refused=self._refuse)
        self.strip.tell("正在打开…")

    def _pass(self, answer: object) -> None:
        self._password.show_typed("")
        self._again()
        self.strip.clear()
        self.passed.emit(answer)

    def _refuse(self, refusal: Refused) -> None:
        self.refused.emit(refusal)
        if isinstance(refusal, WrongKey):
            self._password.show_typed("")
        self.strip.tell(str(refusal), tone="refused")
        wait = refusal.wait if isinstance(refusal, WrongTry | TooSoon) else 0
        if wait:
            self._pause.start(wait * 1000)
        else:
            self._again()
        self._password.setFocus()

    def _again(self) -> None:
        self._open.setEnabled(True)
