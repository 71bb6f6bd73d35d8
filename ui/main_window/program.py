"""The program from its first window to the last: set-up or login, then the window, and the lock in between."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.core.home import Home, default_home
from app.core.screen import remembered_text_size
from ui.say import strip_of
from ui.style import apply_style, load_bold_face
from ui.work import Work

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from app.core.crashes import Crashes
    from app.core.errors import Refused
    from ui.widgets.desk import Leaving
    from ui.widgets.opened import Opened

LAST_BACKUP = "正在做今天最后一份备份"
MOMENT = 800
"""Milliseconds after which a silent wait is explained."""


class Program(QObject):
    """Holds the application, the work and the one top window that is open."""

    def __init__(self, home: Path | None) -> None:
        """Dress the application; no window yet."""
        running = QApplication.instance()
        self.application = running if isinstance(running, QApplication) else QApplication(["cunzhantong"])
        super().__init__()
        self.home = Home(default_home() if home is None else home)
        self.work = Work()
        self.window: QWidget | None = None
        self._opened: Opened | None = None
        self._crashes: Crashes | None = None
        self.application.setApplicationDisplayName("村站通")
        _remember_no_folders(self.home)
        apply_style(self.application, remembered_text_size(self.home.folder))

    def run(self, *, until_login: bool = False) -> int:
        """Open the first window and stay until the last is closed; ``until_login`` leaves when it takes keys."""
        sys.excepthook = self._tell_fault
        self.open_first_window(leave=until_login)
        code = self.application.exec()
        self.close()
        sys.excepthook = sys.__excepthook__
        return code

    def open_first_window(self, *, leave: bool = False) -> None:
        """Show the login, or the set-up where no office ever lived."""
        if self.home.is_set_up() or self.home.held_an_office():
            from ui.login.window import LoginWindow

            login = LoginWindow(self.work, self.home.folder)
            login.opened.connect(self.open_office)
            login.anew.connect(self.set_up)
            login.ready.connect(_leave_at_once if leave else self._warm_up)
            self._show(login)
        else:
            self.set_up(leave=leave)

    def set_up(self, *, leave: bool = False) -> None:
        """Show the set-up of a new office."""
        from ui.setup.window import SetupWindow

        setup = SetupWindow(self.work, self.home.folder)
        setup.founded.connect(self.open_new_office)
        setup.ready.connect(_leave_at_once if leave else self._warm_up)
        self._show(setup)

    def open_office(self, opened: Opened) -> None:
        """Show the window of an opened office."""
        from ui.main_window.locking import LockedWindow
        from ui.style import show_text_size, text_size

        self._opened = opened
        session = opened.session
        self.work.serve(session.emit, session.store.interrupt_reading, session.hear)
        if opened.text_size != text_size().percent:
            show_text_size(self.application, opened.text_size)
        self._show(LockedWindow(session, self.work, opened.name, leave=self.leave_for))
        if opened.told:
            self._tell(opened.told, "told")

    def leave_for(self, words: str, task: Leaving) -> None:
        """Cover the window, do in the writing thread what closes the office, and open anew with what it tells.

        Where it was refused before the office was closed, the window comes back as it was opened.
        """
        from ui.main_window.waiting import WaitingWindow

        opened, self._opened = self._opened, None
        self.work.serve(None, None)
        waiting = WaitingWindow(words)
        self._show(waiting)

        def done(told: str) -> None:
            waiting.end()
            self.open_first_window()
            self._tell(told, "told")

        def refused(refusal: Refused) -> None:
            waiting.end()
            if opened is not None and not opened.session.is_closed():
                self.open_office(opened)
            else:
                self.open_first_window()
            self._tell(str(refusal), "refused")

        def begin() -> None:
            self.work.write(waiting, task, waiting.progress, done=done, refused=refused)

        if self.work.is_quiet():
            begin()
        else:  # what the window asked for before must not meet a closed office
            from PySide6.QtCore import Qt

            self.work.quiet.connect(begin, Qt.ConnectionType.SingleShotConnection)

    def _tell(self, words: str, tone: str) -> None:
        if self.window is not None:
            strip_of(self.window).tell(words, tone=tone)

    def open_new_office(self, opened: Opened, import_now: bool) -> None:  # noqa: FBT001 - a Qt signal carries it
        """Show the window of an office that was just made; where the clerk wants to import, at the villagers."""
        from ui.main_window.locking import LockedWindow

        self.open_office(opened)
        if import_now and isinstance(self.window, LockedWindow):
            self.window.go_to_import()

    def close(self) -> None:
        """Give the office back and end both threads."""
        if self._opened is not None:
            self.work.write(self, self._opened.session.leave)
            self._opened = None
            self._wait_for_the_last_backup()
        self.work.close()
        if self._crashes is not None:
            self._crashes.end()
            self._crashes = None

    def _wait_for_the_last_backup(self) -> None:
        """Say why the program is still there, where a large office takes longer than a moment."""
        from ui.main_window.waiting import WaitingWindow

        if self.work.is_quiet():
            return
        waiting = WaitingWindow(LAST_BACKUP, "请不要关电脑，做好以后这个窗口自己会关。", stoppable=False)
        loop, late = QEventLoop(), QTimer()
        late.setSingleShot(True)
        late.timeout.connect(waiting.show)
        self.work.quiet.connect(loop.quit)
        late.start(MOMENT)
        loop.exec()
        late.stop()
        waiting.end()
        waiting.close()
        waiting.deleteLater()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    def _tell_fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Keep a fault of our own in the log and say so on the page; the action ends there, nothing is half done."""
        sys.__excepthook__(kind, fault, trace)
        if not issubclass(kind, Exception):
            self.application.quit()
            return
        from app.core.clock import SystemClock
        from app.core.fault_log import keep_fault

        path = keep_fault(self.home.logs, SystemClock(), kind, trace)
        with suppress(LookupError):
            strip = strip_of(QApplication.focusWidget() or self.window or self)
            strip.tell(f"程序出了问题，刚才那一步没有做完。请核对后再做一次；经过记在 {path}。", tone="refused")

    def _warm_up(self) -> None:
        from app.core.crashes import Crashes

        load_bold_face()
        if self.home.is_set_up() and self._crashes is None:
            self._crashes = Crashes(self.home.logs)
        self.work.write(self, _get_ready)


def _remember_no_folders(home: Home) -> None:
    """Let Qt keep the folders of its file dialogs where everything passing is emptied, not in the user's own folder."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(home.temporary))


def _leave_at_once() -> None:
    """End the process where the login takes keys, so that a measurement of the start holds no tidying up."""
    os._exit(0)


def _get_ready() -> None:
    """Import and read, while the clerk types, what the office and its first page need."""
    import app.opening
    import ui.main_window.locking
    import ui.today.page
    from app.session.ahead import get_ready

    get_ready()
    del app, ui
