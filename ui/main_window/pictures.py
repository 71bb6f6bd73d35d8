"""Draws every page into PNG files without a display: at 100 % and at 200 %, in a window of 1366 x 768."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from ui.login.opening import open_office
from ui.login.window import LoginWindow
from ui.main_window.places import Shot, places_of
from ui.main_window.program import Program
from ui.main_window.window import HIGH, WIDE, MainWindow
from ui.setup.window import SetupWindow
from ui.style import load_bold_face, show_text_size
from ui.widgets.desk import Desk, Goto
from ui.widgets.opened import Opened
from ui.work import Work

SIZES = (100, 200)
SAMPLE_ANSWERS = {
    "village": "示例村",
    "township_name": "示例镇",
    "county_name": "示例县",
    "name": "示例村",
    "operator_name": "示例人",
    "recovery_code": "-".join(["0000"] * 7),
}
_LONGEST_WAIT, _SETTLED, _LOOKS = 30_000, 40, 3


def draw_every_page(program: Program, folder: Path) -> int:
    """Draw login, set-up and, with the password in ``CUNZHAN_PASSWORD``, every place; gives the exit code.

    Prints the path of each file. 2 and a sentence where the office cannot be opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    load_bold_face()
    try:
        for percent in SIZES:
            show_text_size(program.application, percent)
            _draw_windows(program, folder, percent)
        if program.home.is_set_up():
            opened = open_office(program.home.folder, os.environ.get("CUNZHAN_PASSWORD", ""))
            program.work.serve(opened.session.emit, opened.session.store.interrupt_reading)
            try:
                for percent in SIZES:
                    show_text_size(program.application, percent)
                    _draw_places(opened, program.work, folder, percent)
            finally:
                program.work.write(program, _give_back, opened)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    finally:
        program.work.close()
    return 0


def _give_back(opened: Opened) -> None:
    """Close the office after whatever runs beside the desk; without a backup, for nothing was typed."""
    opened.session.backups.stop()
    opened.session.close()


def _draw_windows(program: Program, folder: Path, percent: int) -> None:
    login = LoginWindow(program.work, program.home.folder)
    _draw(login, program.work, folder / f"login-{percent}.png", keep=True)
    login.forget()
    _draw(login, program.work, folder / f"login-recovery-{percent}.png")
    with TemporaryDirectory() as nowhere:
        setup = SetupWindow(program.work, Path(nowhere))
        for at in range(len(setup.steps)):
            setup.show_step(at, SAMPLE_ANSWERS)
            _draw(setup, program.work, folder / f"setup-{at + 1}-{percent}.png", keep=True)
        setup.close()
        setup.deleteLater()


def _draw_places(opened: Opened, work: Work, folder: Path, percent: int) -> None:
    desk = Desk(opened.session, work)
    window = MainWindow(desk, opened.name)
    window.resize(WIDE, HIGH)
    for place in places_of(desk.session.kind):
        for shot in (Shot(place.key, Goto(place.key)), *place.shots(desk)):
            window.go(shot.goto)
            _draw(window, work, folder / f"{shot.name}-{percent}.png", keep=True)
    window.explain()
    _draw(window, work, folder / f"help-{percent}.png")


def _draw(window: QWidget, work: Work, path: Path, *, keep: bool = False) -> None:
    window.show()
    wait_until_quiet(work)
    window.grab().save(str(path))
    sys.stdout.write(f"{path}\n")
    if not keep:
        window.close()
        window.deleteLater()


def wait_until_quiet(work: Work) -> None:
    """Let the window live until every answer has come and been shown, at most half a minute."""
    loop, looking, seen = QEventLoop(), QTimer(), [0]

    def look() -> None:
        seen[0] = seen[0] + 1 if work.is_quiet() else 0
        if seen[0] == _LOOKS:
            loop.quit()

    looking.timeout.connect(look)
    looking.start(_SETTLED)
    QTimer.singleShot(_LONGEST_WAIT, loop, loop.quit)
    loop.exec()
