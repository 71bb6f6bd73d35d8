"""The way back over the township: a request onto a stick, its code on paper, and the answer when it comes back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from ui.login.asking import Waiting, ask, take, waiting
from ui.say import Strip
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.numbered import NumberedStep
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.scrolling import bring_into_view, lay_out, scrolling
from ui.widgets.where import WherePicker
from ui.work import Work

_NEW = ("password", "again")
SEVERAL = "站长不止一位"


class TownshipPage(QWidget):
    """``changed(name)`` tells whose password is new, ``left`` that the clerk goes back."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, work: Work, home: Path) -> None:
        """Ask for the office in ``home``."""
        super().__init__()
        self._work, self._home = work, home
        self.strip = Strip()
        self.asking, self.taking = Form(), Form()
        add_new_password(self.asking, SHORTEST_PASSWORD)
        self.where = WherePicker(work, "请求写到")
        self.ask = Button("写出请求", self._ask)
        self.asking.finished.connect(self._ask)
        self.code, self._told = Label(kind="code", wraps=True), Label(wraps=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.taking.add("now", "新密码", PasswordEntry(), needed=True, advice="写请求时定的那个")
        self.taking.add("name", "给哪位站长", TextEntry(longest=30))
        self.take = Button("选答复文件，装入…", self._ask_answer)
        self.taking.finished.connect(self._ask_answer)
        why = "先定好以后要用的新密码：答复装入以后，就用它登录。写请求不会改动现在的密码。"
        self._first = NumberedStep(1, "写一份请求，带到乡镇", why)
        for widget in (self.asking, self.where):
            self._first.column.addWidget(widget)
        self._first.column.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        why = "乡镇要看这六组数字。请抄在纸上和移动盘一起带去，再带上身份证和村委会介绍信。"
        self._second = NumberedStep(2, "抄下核对码", why, self.code)
        self._second.column.addWidget(self._told)
        self._third = NumberedStep(3, "装入乡镇的答复", "答复只能在这台电脑上用一次。")
        self._third.column.addWidget(self.taking)
        self._third.column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(2 * GRID)
        for part in (Label("请乡镇找回", "title"), self._first, self._second, self._third):
            column.addWidget(part)
        column.addWidget(Button("返回（Esc）", self.left.emit, kind="quiet"), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = scrolling(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        whole.addWidget(self._area, 1)
        whole.addWidget(self.strip)

    def begin(self) -> None:
        """Show where the way stands."""
        self.asking.show_typed(dict.fromkeys(_NEW, ""))
        self.taking.show_typed({"now": "", "name": ""})
        self.taking.show_line("name", there=False)
        self._show(None)
        self.where.look()
        self.asking.focus_first()
        self._work.read(self, waiting, self._home, done=self._found)

    def take_in(self, path: Path) -> None:
        """Take the answer in."""
        typed = self.taking.typed()
        self._work.write(
            self, take, self._home, path, typed["now"], typed.get("name", ""),
            done=self.changed.emit, refused=self._refused,
        )

    def _ask(self) -> None:
        if not self.asking.complete() or not passwords_agree(self.asking, SHORTEST_PASSWORD):
            return
        folder = self.where.folder()
        if folder is None:
            self.strip.tell("请插好移动盘，或者选一个文件夹。", tone="refused")
            return
        self.ask.setEnabled(False)
        task = partial(ask, self._home, self.asking.typed()["password"], folder)
        self._work.write(self, task, done=self._asked, refused=self._not_asked)

    def _asked(self, asked: Waiting) -> None:
        self.ask.setEnabled(True)
        self.asking.show_typed(dict.fromkeys(_NEW, ""))
        self._show(asked)
        self.strip.tell(f"请求写好了：{asked.file}。请抄下核对码。")

    def _not_asked(self, refusal: Refused) -> None:
        self.ask.setEnabled(True)
        self.strip.tell(str(refusal), tone="refused")

    def _show(self, asked: Waiting | None) -> None:
        for step in (self._second, self._third):
            step.setVisible(asked is not None)
        if asked is not None:
            self.code.setText(asked.code)
            self.code.setAccessibleName(f"核对码 {asked.code}")
            self._told.setText(f"{asked.day} 写的请求正在等答复。重写一份，先前的就作废。")
        lay_out(self._area)

    def _found(self, asked: Waiting | None) -> None:
        self._show(asked)
        if asked is not None:
            self.taking.focus_first()
            bring_into_view(self._third)

    def _refused(self, refusal: Refused) -> None:
        several = refusal.sentence.startswith(SEVERAL) or bool(self.taking.typed().get("name"))
        self.taking.show_line("name", there=several)
        self.strip.tell(str(refusal), tone="refused")
        lay_out(self._area)

    def _ask_answer(self) -> None:
        if not self.taking.complete():
            return
        chosen, _ = QFileDialog.getOpenFileName(self, "选答复文件", "", "钥匙答复 (*.czk);;所有文件 (*)")
        if chosen:
            self.take_in(Path(chosen))
