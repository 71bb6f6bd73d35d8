"""The top window of an opened office: the frame, and the lock that covers it when the clerk leaves the desk."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolTip, QWidget
from shiboken6 import isValid

from ui.login.day_page import DayPage
from ui.login.page import LoginPage
from ui.main_window.system_lock import SystemLock, bus_addresses
from ui.main_window.window import HIGH, WIDE, MainWindow
from ui.main_window.windows_lock import listen
from ui.say import Strip
from ui.widgets.desk import Desk, Goto, no_way_out
from ui.widgets.id_clipboard import IdClipboard
from ui.widgets.unfinished import unfinished
from ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.clock_doubt import Doubt
    from app.session import Session
    from ui.widgets.desk import Leaving

_AWAKE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
_MINUTE = 60_000


class LockedWindow(QStackedWidget):
    """Locks on Ctrl+L, with the system's screen, and after the idle minutes of the settings (0: never).

    What was being typed stays as it is, unless another operator goes on at the desk.
    """

    def __init__(
        self,
        session: "Session",
        work: Work,
        office_name: str,
        *,
        leave: "Callable[[str, Leaving], None]" = no_way_out,
    ) -> None:
        """Show the frame, unlocked; ``leave`` is handed to the desk."""
        super().__init__()
        self._session, self._work, self._office_name = session, work, office_name
        self._leave = leave
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._clipboard = IdClipboard(QGuiApplication.clipboard())
        self._system: tuple[object, ...] = ()
        self.frame = self._new_frame()
        self._left: QWidget | None = None
        self.addWidget(self.frame)
        self.frame.focus_page()  # the frame had no window of its own yet when its page took the keys
        self.setWindowTitle(self.frame.windowTitle())
        self.resize(WIDE, HIGH)
        self.look_at_clock()
        session.subscribe(lambda changes: self._watch() if changes.touches("settings") else None)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._clipboard.clear)

    def lock(self) -> None:
        """Cover the frame, and put away what stands in front of it or was copied from it."""
        if self.is_locked():
            return
        self._left = self.focusWidget()
        self._idle.stop()
        self._clipboard.clear()
        _put_away_others(self)
        self.setCurrentWidget(self._login)
        self._ask_again()

    def is_locked(self) -> bool:
        """Tell whether a password is asked."""
        return isinstance(self.currentWidget(), LoginPage)

    @property
    def strip(self) -> Strip:
        """The strip of what is shown, for what concerns no page."""
        shown = self.currentWidget()
        return shown.strip if isinstance(shown, LoginPage | DayPage) else self.frame.page().strip

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
        if not self._system:
            system = SystemLock(self, self._work, bus_addresses())
            system.heard.connect(self.lock)
            self._system = (system, listen(int(self.winId()), self.lock))
        self._watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave no number on the clipboard."""
        self._clipboard.clear()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from taking over on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.is_locked() and self.currentWidget() is self._turn:
            self._ask_again()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the idle time anew."""
        if event.type() in _AWAKE and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    @cached_property
    def _login(self) -> LoginPage:
        """The page that asks for the password of whoever sits here; like the others made when it is first needed."""
        made = LoginPage(self._work, self._unlock, "已锁屏", "", may_forget=False, turn_words="换人")
        made.passed.connect(self._go_on)
        made.turned.connect(self._offer_turn)
        self.addWidget(made)
        return made

    @cached_property
    def _turn(self) -> LoginPage:
        task, way_back = partial(_take_place, self._session), "返回（Esc）"
        made = LoginPage(self._work, task, "换人", "", may_forget=False, turn_words=way_back)
        made.passed.connect(self._turned)
        made.turned.connect(self._ask_again)
        self.addWidget(made)
        return made

    @cached_property
    def _day(self) -> DayPage:
        made = DayPage(self._session, self._work)
        made.settled.connect(self._show_frame)
        self.addWidget(made)
        return made

    def _unlock(self, password: str) -> None:
        from app.operators.desk_keys import unlock_screen

        session = self._session
        unlock_screen(session.home, password, session.operator.id, session.clock)

    def _new_frame(self) -> MainWindow:
        made = MainWindow(Desk(self._session, self._work, self._leave), self._office_name)
        made.locked.connect(self.lock)
        return made

    def _ask_again(self) -> None:
        self.setCurrentWidget(self._login)
        self._login.begin(f"请 {self._session.operator.name} 输入密码，回到刚才的地方。别人要用，请点“换人”。")

    def _offer_turn(self) -> None:
        words, left = "请输入您自己的密码，程序不用关。", unfinished(self.frame)
        if left:
            name = self._session.operator.name
            words = f"{name} 还有没写完的：{'、'.join(left)}。换人以后这些不会保留，要保留请先返回。{words}"
        self.setCurrentWidget(self._turn)
        self._turn.begin(words)

    def _turned(self, somebody_else: bool) -> None:  # noqa: FBT001 - a Qt signal carries it
        """Go on for another operator with pages of their own: nothing of the one before stays on them."""
        if somebody_else:
            before, self.frame, self._left = self.frame, self._new_frame(), None
            self.addWidget(self.frame)
            self.removeWidget(before)
            before.leave()
            before.deleteLater()
        self._go_on(None)

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
        if self._left is not None and isValid(self._left):
            self._left.setFocus()
        else:  # what had the keys was drawn anew behind the lock
            self.frame.focus_page()
        self._watch()

    def _watch(self) -> None:
        self._work.read(self, partial(self._session.settings.number, "screen.idle_lock_minutes"), done=self._wait)

    def _wait(self, minutes: int) -> None:
        if minutes and not self.is_locked():
            self._idle.start(minutes * _MINUTE)
        else:
            self._idle.stop()


def _take_place(session: "Session", password: str) -> bool:
    """Let whose password it is go on; tells whether that is somebody else than before."""
    before = session.operator.id
    session.change_places(password)
    return session.operator.id != before


def _put_away_others(window: QWidget) -> None:
    """Close every dialog, list and hint that stands beside the window."""
    QToolTip.hideText()
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible() and widget.windowType() != Qt.WindowType.Window:
            widget.close()
