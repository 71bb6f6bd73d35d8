"""The last backup of a large office takes a while after the window was closed: it is said why."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.backups.listing import backups_in
from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office
from app.session import Session
from tests.app.backups.conftest import change
from ui.main_window import program as programs
from ui.main_window.program import LAST_BACKUP, Program
from ui.main_window.waiting import WaitingWindow
from ui.widgets.opened import opened


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Session:
    return create_office(tmp_path / "new", setup, clock=clock)[0]


def test_closing_the_program_leaves_a_backup(office: Session, dressed: QApplication, qtbot: QtBot) -> None:
    program = Program(office.home.folder)
    program.open_office(opened(office))
    qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
    assert program.window is not None
    program.window.close()
    program.close()
    (made,) = backups_in(office.home.backups)
    assert made.about is not None
    assert made.about.reason == "close"


def test_a_long_wait_is_explained_and_ends_by_itself(
    office: Session, dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, seen = threading.Event(), list[str]()

    def slow() -> None:
        assert go_on.wait(20)
        office.close()

    def look() -> None:
        waiting = [one for one in QApplication.topLevelWidgets() if isinstance(one, WaitingWindow) and one.isVisible()]
        if waiting:
            seen.extend(label.text() for label in waiting[0].findChildren(QLabel))
            waiting[0].close()  # it stays until the backup is there
            assert waiting[0].isVisible()
            go_on.set()

    monkeypatch.setattr(programs, "MOMENT", 10)
    monkeypatch.setattr(office, "leave", slow)
    change(office)
    program = Program(office.home.folder)
    program.open_office(opened(office))
    qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(20)
    assert program.window is not None
    program.window.close()
    program.close()
    looking.stop()
    assert LAST_BACKUP in seen
    assert not any(isinstance(one, WaitingWindow) and one.isVisible() for one in QApplication.topLevelWidgets())
