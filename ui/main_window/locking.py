"""The top window of an opened office: the frame, and the lock that covers it when the clerk leaves the desk."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.login.day_page import DayPage
from ui.login.page import LoginPage
from ui.main_window.window import HIGH, WIDE, MainWindow
from ui.say import Strip
from ui.widgets.desk import Desk, Goto
from ui.work import Work

if TYPE_CHECKING:
    from app.core.clock_doubt import Doubt
    from app.session import Session

_AWAKE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
_MINUTE = 60_000


class LockedWindow(QStackedWidget):
    """Locks on Ctrl+L and after the idle minutes of the settings (0: never); what was being typed stays as it is."""

    def __init__(self, session: "Session", work: Work, office_name: str) -> None:
        """Show the frame, unlocked."""
        super().__init__()
        self._session, self._work = session, work
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self.frame = MainWindow(Desk(session, work), office_name)
        self.frame.locked.connect(self.lock)
        self._login = LoginPage(
            work, self._unlock, "已锁屏", f"请 {session.operator.name} 输入密码，回到刚才的地方。", may_forget=False
        )
        self._login.passed.connect(self._go_on)
        self._day = DayPage(session, work)
        self._day.settled.connect(self._show_frame)
        self._left: QWidget | None = None
        for page in (self.frame, self._login, self._day):
            self.addWidget(page)
        self.frame.focus_page()  # the frame had no window of its own yet when its page took the keys
        self.setWindowTitle(self.frame.windowTitle())
        self.resize(WIDE, HIGH)
        self.look_at_clock()
        session.subscribe(lambda changes: self._watch() if changes.touches("settings") else None)

    def lock(self) -> None:
        """Cover the frame."""
        if self.is_locked():
            return
        self._left = self.focusWidget()
        self._idle.stop()
        self.setCurrentWidget(self._login)
        self._login.begin()

    def is_locked(self) -> bool:
        """Tell whether the password is asked."""
        return self.currentWidget() is self._login

    @property
    def strip(self) -> Strip:
        """The strip of what is shown, for what concerns no page."""
        if self.currentWidget() is self._day:
            return self._day.strip
        return self._login.strip if self.is_locked() else self.frame.page().strip

    def shows_today(self) -> bool:
        """Tell whether the first place stands on the screen with everything it asked for."""
        return self.frame.isVisible() and self._work.is_quiet()

    def go_to_import(self) -> None:
        """Go where the villagers are imported, once that place exists."""
        if self.frame.has_place("people"):
            self.frame.go(Goto("people", what="import"))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to watch for idleness at the native window, which sees each key and movement once."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._watch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the idle time anew."""
        if event.type() in _AWAKE and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def _unlock(self, password: str) -> None:
        from app.operators.desk_keys import unlock_screen

        unlock_screen(self._session.home, password, self._session.operator.id)

    def look_at_clock(self) -> None:
        """Ask which day it is where the PC's clock does not fit what was saved last (FAULTS 18)."""
        self._work.read(self, self._session.clock_doubt, done=self._ask_day)

    def _ask_day(self, doubt: "Doubt | None") -> None:
        if doubt is not None and not self.is_locked():
            self.setCurrentWidget(self._day)
            self._day.ask(doubt)

    def _go_on(self, _: object) -> None:
        self._show_frame()
        self.look_at_clock()

    def _show_frame(self) -> None:
        self.setCurrentWidget(self.frame)
        if self._left is not None:
            self._left.setFocus()
        self._watch()

    def _watch(self) -> None:
        self._work.read(self, partial(self._session.settings.number, "screen.idle_lock_minutes"), done=self._wait)

    def _wait(self, minutes: int) -> None:
        if minutes and not self.is_locked():
            self._idle.start(minutes * _MINUTE)
        else:
            self._idle.stop()
