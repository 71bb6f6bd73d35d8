"""The window of the first run."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.home import Home
from ui.say import Strip
from ui.setup.founding import found_office, restore_office
from ui.setup.step import Step
from ui.setup.steps import ImportStep, KindStep, NamesStep, PasswordStep, RecoveryStep
from ui.setup.where import WhereStep
from ui.style import GRID, text_size
from ui.widgets.buttons import Button, MainButton
from ui.widgets.labels import Label
from ui.widgets.opened import Opened
from ui.work import Work

WIDTH, HEIGHT, HIGHER = 880, 520, 640
WIDEST, HIGHEST = 1280, 740
QUESTIONS = 5
_ONWARD: dict[type[Step], str] = {PasswordStep: "建立办公点", ImportStep: "开始使用"}


class SetupWindow(QWidget):
    """Five questions; ``founded(Opened, import_now)`` tells the office, ``ready`` that the window takes keys."""

    founded = Signal(object, bool)
    ready = Signal()

    def __init__(self, work: Work, home: Path) -> None:
        """Ask for an office that will live in ``home``."""
        super().__init__()
        self._work, self._home, self._painted = work, home, False
        self._answers: dict[str, Any] = {}
        self._opened: Opened | None = None
        self.strip = Strip()
        self.steps: list[Step] = [
            WhereStep(work), KindStep(), NamesStep(), PasswordStep(), RecoveryStep(work), ImportStep(),
        ]
        self._count = Label(kind="soft")
        self._title = Label(kind="title", wraps=True)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
            step.form.finished.connect(self.go_on)
        self._back, self._on = Button("上一步", self.go_back), MainButton("下一步", self.go_on)
        self.from_backup = Button("换了电脑、重装了？从备份恢复", self.restore, kind="quiet")
        row = QHBoxLayout()
        for button in (self._on, self._back, self.from_backup):
            row.addWidget(button)
        row.addStretch(1)
        self._asking, self._pages = QWidget(), QStackedWidget()
        self._pages.addWidget(self._asking)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._pages)
        whole = QVBoxLayout(self._asking)
        whole.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(self._count)
        whole.addWidget(self._title)
        whole.addWidget(self._stack, 1)
        whole.addLayout(row)
        whole.addWidget(self.strip)
        self.setWindowTitle("第一次使用")
        size = text_size()
        self.resize(min(WIDEST, size.scaled(WIDTH)), min(HIGHEST, size.scaled(HEIGHT)))
        self._show(0)

    def show_step(self, at: int, known: dict[str, Any]) -> None:
        """Ask one question with answers that are known already."""
        self._answers |= known
        self._show(at)

    def step(self) -> Step:
        """Give the question that is shown."""
        return self.steps[self._stack.currentIndex()]

    def go_on(self) -> None:
        """Take the answer and ask the next; after the password the office is made."""
        step = self.step()
        if not self._on.isEnabled() or not step.is_done():
            return
        self._answers |= step.answer()
        if isinstance(step, PasswordStep):
            self._found()
        elif isinstance(step, ImportStep):
            self.founded.emit(self._opened, self._answers["import_now"])
        else:
            self._show(self._stack.currentIndex() + 1)

    def go_back(self) -> None:
        """Ask the one before again; once the office is made there is no way back."""
        if self._back.isEnabled():
            self._show(self._stack.currentIndex() - 1)

    def restore(self) -> None:
        """Bring an office from a backup instead of answering questions."""
        from ui.widgets.from_backup import FromBackupPage

        words = "插上存有备份的移动盘，选一份。数据、操作员都照备份里的；旧电脑坏了、丢了也能接着用。"
        task = partial(restore_office, self._home)
        page = FromBackupPage(self._work, task, Home(self._home).backups, words)
        page.left.connect(self._leave_restore)
        page.restored.connect(lambda opened: self.founded.emit(opened, False))
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        size = text_size()
        self.resize(min(WIDEST, size.scaled(WIDTH)), min(HIGHEST, size.scaled(HIGHER)))
        page.begin()

    def _leave_restore(self) -> None:
        page = self._pages.currentWidget()
        self._pages.setCurrentWidget(self._asking)
        self._pages.removeWidget(page)
        page.deleteLater()
        self._show(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window stands."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.ready.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc, on with Enter where no field takes it."""
        if self._pages.currentWidget() is not self._asking:
            if event.key() == Qt.Key.Key_Escape:
                self._leave_restore()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give back an office that was made but not gone on to."""
        if self._opened is not None and "import_now" not in self._answers:
            self._work.write(self, self._opened.session.close)
        super().closeEvent(event)

    def _show(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        step = self.steps[at]
        asked = min(at + 1, 4) if at < len(self.steps) - 1 else QUESTIONS
        self._count.setText(f"第 {asked} 问，共 {QUESTIONS} 问")
        self._title.setText(step.title)
        self._back.setEnabled(at > 0 and self._opened is None)
        self.from_backup.setVisible(at == 0)
        self._on.setText(_ONWARD.get(type(step), "下一步"))
        self.strip.clear()
        self._on.setFocus()
        step.begin(self._answers)

    def _found(self) -> None:
        self._on.setEnabled(False)
        self.strip.tell("正在建立…")
        self._work.write(self, found_office, self._home, dict(self._answers), done=self._founded, refused=self._refuse)

    def _founded(self, answer: tuple[Opened, str]) -> None:
        self._opened, code = answer
        self._on.setEnabled(True)
        self._answers.pop("password", None)
        self._answers["recovery_code"] = code
        self._show(self._stack.currentIndex() + 1)
        self._answers.pop("recovery_code")

    def _refuse(self, refusal: Exception) -> None:
        self._on.setEnabled(True)
        self.strip.tell(str(refusal), tone="refused")
