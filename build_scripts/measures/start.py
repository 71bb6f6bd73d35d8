"""Start until the login takes keys against a bare PySide6 window; unlock to Today beside the key derivation.

Today comes in two steps: what is urgent at the counter first, then all of it with what the ledgers make due.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from build_scripts.measures.measure import Measure, in_turns, seconds
from build_scripts.measures.offices import PASSWORD, child, demo

ROUNDS = 9
LIMIT = 1.6
UNLOCKS = 5
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
from ui.today.page import TodayPage
home, password = Path(sys.argv[1]), sys.argv[2]
program = Program(home)
program.open_first_window()
begin = time.perf_counter()
slots.unseal(slots.read_slots(Home(home).slot_files), password)
derivation = time.perf_counter() - begin
seen = {}
show = TodayPage._show
def type_password():
    login = program.window.findChild(__import__("PySide6.QtWidgets", fromlist=["QLineEdit"]).QLineEdit)
    login.setText(password)
    seen["begin"] = time.perf_counter()
    login.entered.emit()
def shown(page, home):
    show(page, home)
    assert page.panels
    QTimer.singleShot(0, lambda: note(home.today.whole))  # after it was laid out and painted
def note(whole):
    seen["whole" if whole else "first"] = (time.perf_counter() - seen["begin"]) * 1000
    if whole:
        program.application.quit()
TodayPage._show = shown
QTimer.singleShot(2500, type_password)
program.application.exec()
program.close()
print(json.dumps({"first": seen["first"], "whole": seen["whole"], "derivation": derivation * 1000}))
"""


def measure(cases: int | None = None) -> Measure:
    """Measure both; ``cases`` is the size of the village (default 4,000)."""
    with tempfile.TemporaryDirectory() as folder:
        home = demo(Path(folder), cases or 4_000)
        login = ["-m", "ui", "--home", str(home), "--until-login"]
        ours, bare = in_turns(
            lambda: seconds(lambda: child(*login)), lambda: seconds(lambda: child("-c", BARE)), ROUNDS
        )
        unlocks = [json.loads(child("-c", UNLOCK, str(home), PASSWORD)) for _ in range(UNLOCKS)]
    first, whole = (min(one[key] - one["derivation"] for one in unlocks) for key in ("first", "whole"))
    seen = {
        "login_ms": round(ours * 1000),
        "bare_ms": round(bare * 1000),
        "unlock_to_today_ms_beside_derivation": round(first),
        "unlock_kept": first <= UNLOCK_LIMIT_MS,
        "unlock_to_all_of_today_ms_beside_derivation": round(whole),
    }
    return Measure("start", ours / bare, LIMIT, "启动到可以输入密码，与一个空窗口相比", seen=seen)
