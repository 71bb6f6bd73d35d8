"""The real window with a clerk who types case after case, until somebody kills it: ``… lived_window HOME``.

Each case that the window shows as registered is told by its number (:func:`tests.faults.lived.tell`).
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from tests.faults.lived import PASSWORD, tell
from tests.ui.hands import Hands
from ui.main_window.locking import LockedWindow
from ui.main_window.program import Program

TURNS = 4


def settle(program: Program) -> None:
    """Wait until every answer has come and been shown."""
    if not program.work.is_quiet():
        loop = QEventLoop()
        program.work.quiet.connect(loop.quit)
        loop.exec()
    for _ in range(TURNS):
        turn = QEventLoop()
        QTimer.singleShot(0, turn.quit)
        turn.exec()


def type_cases(home: Path) -> None:
    """Log in and register cases by keys alone, for as long as the process lives."""
    program = Program(home)
    program.open_first_window()
    login = program.window
    assert login is not None
    hands = Hands(login, lambda: settle(program))
    settle(program)
    hands.type(PASSWORD)
    hands.press(Qt.Key.Key_Return)
    window = program.window
    assert isinstance(window, LockedWindow), "the password did not open the office"
    opened = program._opened
    assert opened is not None
    cases = opened.session.cases
    hands = Hands(window, lambda: settle(program))
    tell("opened")
    while True:
        before = cases.count()
        hands.press(Qt.Key.Key_N, ctrl=True)
        hands.type("ls")
        hands.press(Qt.Key.Key_Return)
        hands.type("db")
        hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
        assert cases.count() == before + 1, "the window did not register the case"
        tell("done", case=cases.lines()[0].number)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    type_cases(Path(sys.argv[1]))
