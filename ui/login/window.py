"""The first window: it takes keys before anything heavy is imported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.passwords import SHORTEST_PASSWORD
from ui.login.opening import open_office, set_new_password
from ui.login.page import LoginPage
from ui.say import Strip
from ui.style import text_size
from ui.work import Work

WIDTH, HEIGHT = 640, 400
WIDEST, HIGHEST = 1280, 740


class LoginWindow(QWidget):
    """Opens the office in ``home``; ``opened(Opened)`` tells it, ``ready`` that the window takes keys."""

    opened = Signal(object)
    ready = Signal()

    def __init__(self, work: Work, home: Path) -> None:
        """Show the login."""
        super().__init__()
        self._work, self._home, self._painted = work, home, False
        words = "请输入您的密码。数据是加密的，没有密码谁也打不开。"
        self._login = LoginPage(work, partial(open_office, home), "村站通", words, may_forget=True)
        self._login.passed.connect(self.opened)
        self._login.forgotten.connect(self.forget)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._login)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._back)
        self.setWindowTitle("登录")
        size = text_size()
        self.resize(min(WIDEST, size.scaled(WIDTH)), min(HIGHEST, size.scaled(HEIGHT)))
        self._login.begin()

    @property
    def strip(self) -> Strip:
        """The strip of the login."""
        return self._login.strip

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window stands."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.ready.emit)

    def forget(self) -> None:
        """Go on to the recovery code."""
        from ui.login.recovery import RecoveryPage

        page = RecoveryPage(self._work, partial(set_new_password, self._home), SHORTEST_PASSWORD)
        page.left.connect(self._back)
        page.changed.connect(self._changed)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.begin()

    def _changed(self) -> None:
        self._back()
        self._login.strip.tell("密码已经改好，请用新密码打开。原来的恢复码继续有效。")

    def _back(self) -> None:
        page = self._pages.currentWidget()
        if page is self._login:
            return
        self._pages.setCurrentWidget(self._login)
        self._pages.removeWidget(page)
        page.deleteLater()
        self._login.begin()
