"""The first window: it takes keys before anything heavy is imported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import FileDamaged, Refused
from app.core.home import Home
from app.core.passwords import SHORTEST_PASSWORD
from ui.login.asking import can_ask
from ui.login.opening import office_of_keys, open_office, restore_and_open, set_new_password
from ui.login.page import LoginPage
from ui.say import Strip
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.row import broken_row
from ui.work import Work

WIDTH, HEIGHT = 640, 400
WIDER, HIGHER = 880, 640
WIDEST, HIGHEST = 1280, 740


class LoginWindow(QWidget):
    """Opens the office in ``home``; ``opened(Opened)`` tells it, ``ready`` that the window takes keys.

    Where the data file is damaged or gone it offers the way back; ``anew`` tells that a new office is wanted instead.
    """

    opened = Signal(object)
    anew = Signal()
    ready = Signal()

    def __init__(self, work: Work, home: Path) -> None:
        """Show the login."""
        super().__init__()
        self._work, self._home, self._painted = work, home, False
        words = "请输入您的密码。数据是加密的，没有密码谁也打不开。"
        self._login = LoginPage(work, partial(open_office, home), "村站通", words, may_forget=True)
        self._login.passed.connect(self.opened)
        self._login.forgotten.connect(self.forget)
        self._login.refused.connect(self._offer_way_back)
        self.way_back = Button("从备份恢复", self.restore)
        self.begin_anew = Button("不恢复，新建办公点", self.anew.emit, kind="quiet")
        self._offers = broken_row()
        row = FlowRow(self._offers)
        for button in (self.way_back, self.begin_anew):
            row.addWidget(button)
        self._offers.setContentsMargins(5 * GRID, 0, 5 * GRID, GRID)
        self._offers.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._login)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._pages)
        whole.addWidget(self._offers)
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
        page.township.connect(self.ask_township)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.begin()
        self._work.read(page, can_ask, self._home, done=page.other_way.setVisible)

    def ask_township(self) -> None:
        """Go on to the way over the township, with a window that holds its steps."""
        from ui.login.township import TownshipPage

        self._back()
        page = TownshipPage(self._work, self._home)
        page.left.connect(self._back)
        page.changed.connect(self._changed_by_township)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        size = text_size()
        self.resize(min(WIDEST, size.scaled(WIDER)), min(HIGHEST, size.scaled(HIGHER)))
        page.begin()

    def restore(self) -> None:
        """Go on to the backups."""
        from ui.widgets.from_backup import FromBackupPage

        words = "数据文件打不开时，用备份换上它；原来的文件整个留着，不会删。密码用现在的。"
        task, office = partial(restore_and_open, self._home), office_of_keys(self._home)
        page = FromBackupPage(self._work, task, Home(self._home).backups, words, office)
        page.left.connect(self._back)
        page.restored.connect(self.opened)
        self._offers.hide()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        size = text_size()
        self.resize(min(WIDEST, size.scaled(WIDER)), min(HIGHEST, size.scaled(HIGHER)))
        page.begin()

    def _offer_way_back(self, refusal: Refused) -> None:
        from app.operators.slot_files import KeysLost

        if isinstance(refusal, FileDamaged | KeysLost) and self._pages.currentWidget() is self._login:
            self._offers.show()
            self.begin_anew.setVisible(not Home(self._home).is_set_up())

    def _changed(self) -> None:
        self._back()
        self._login.strip.tell("密码已经改好，请用新密码打开。原来的恢复码继续有效。")

    def _changed_by_township(self, name: str) -> None:
        self._back()
        self._login.strip.tell(f"{name}的密码已经改好，请用新密码打开。")

    def _back(self) -> None:
        page = self._pages.currentWidget()
        if page is self._login:
            return
        self._pages.setCurrentWidget(self._login)
        self._pages.removeWidget(page)
        page.deleteLater()
        self._login.begin()
