"""Start until the login takes keys against a bare PySide6 window; unlock to Today beside the key derivation."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from build_scripts.measures.measure import Measure, in_turns, seconds
from build_scripts.measures.offices import PASSWORD, child, demo

ROUNDS = 9
LIMIT = 1.6
UNLOCK_LIMIT_MS = 150

# The bare window leaves as ours does with --until-login: at once, without taking anything down.
BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget, QVBoxLayout
class Bare(QWidget):
    painted = False
    def paintEvent(self, event):
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: os._exit(0))
application = QApplication(sys.argv)
window = Bare()
QVBoxLayout(window).addWidget(QLineEdit())
window.show()
application.exec()
"""

UNLOCK = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from app.core.home import Home
from app.operators import slots
from ui.main_window.program import Program
home, password = Path(sys.argv[1]), sys.argv[2]
program = Program(home)
program.open_first_window()
begin = time.perf_counter()
slots.unseal(slots.read_slots(Home(home).slot_files), password)
derivation = time.perf_counter() - begin
seen = {}
def type_password():
    login = program.window.findChild(__import__("PySide6.QtWidgets", fromlist=["QLineEdit"]).QLineEdit)
    login.setText(password)
    program.work.quiet.connect(look)
    seen["begin"] = time.perf_counter()
    login.entered.emit()
def look():
    from ui.main_window.locking import LockedWindow
    window = program.window
    if isinstance(window, LockedWindow) and window.shows_today():
        program.work.quiet.disconnect(look)
        QTimer.singleShot(0, finish)  # after what was shown was laid out and painted
def finish():
    seen["unlock"] = time.perf_counter() - seen["begin"]
    program.application.quit()
QTimer.singleShot(1500, type_password)
program.application.exec()
program.close()
print(json.dumps({"unlock_ms": seen["unlock"] * 1000, "derivation_ms": derivation * 1000}))
"""


def measure(cases: int | None = None) -> Measure:
    """Measure both; ``cases`` is the size of the village (default 4,000)."""
    with tempfile.TemporaryDirectory() as folder:
        home = demo(Path(folder), cases or 4_000)
        login = ["-m", "ui", "--home", str(home), "--until-login"]
        ours, bare = in_turns(
            lambda: seconds(lambda: child(*login)), lambda: seconds(lambda: child("-c", BARE)), ROUNDS
        )
        unlocks = [json.loads(child("-c", UNLOCK, str(home), PASSWORD)) for _ in range(3)]
    beside = min(one["unlock_ms"] - one["derivation_ms"] for one in unlocks)
    seen = {
        "login_ms": round(ours * 1000),
        "bare_ms": round(bare * 1000),
        "unlock_to_today_ms_beside_derivation": round(beside),
        "unlock_kept": beside <= UNLOCK_LIMIT_MS,
    }
    return Measure("start", ours / bare, LIMIT, "启动到可以输入密码，与一个空窗口相比", seen=seen)
