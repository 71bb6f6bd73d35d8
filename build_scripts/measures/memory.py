"""Resident memory of the window after every place was opened, beside a bare PySide6 window."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from build_scripts.measures.measure import Measure
from build_scripts.measures.offices import PASSWORD, child, demo

LIMIT_MB = 180
_BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication([])
field = QLineEdit()
field.show()
QTimer.singleShot(500, application.quit)
application.exec()
print(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
"""
_OURS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.main_window.program import Program
program = Program(Path(sys.argv[1]))
program.open_first_window()
seen = {}
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) // 1024
def sign_in():
    from ui.login.opening import open_office
    program.work.write(program, open_office, Path(sys.argv[1]), sys.argv[2], done=opened)
def opened(office):
    program.open_office(office)
    QTimer.singleShot(1500, visit)
def visit():
    seen["today_mb"] = resident()
    from ui.main_window.places import PLACES
    from ui.widgets.desk import Goto
    window = program.window.frame
    keys = [place.key for place in PLACES if window.has_place(place.key)]
    def step():
        if keys:
            window.go(Goto(keys.pop(0)))
            QTimer.singleShot(700, step)
        else:
            seen["all_places_mb"] = resident()
            program.application.quit()
    step()
QTimer.singleShot(1000, sign_in)
program.application.exec()
program.close()
print(json.dumps(seen))
"""


def measure(cases: int | None = None) -> Measure:
    """Measure with a village of ``cases`` cases (4,000 unless told)."""
    with tempfile.TemporaryDirectory() as folder:
        home = demo(Path(folder), cases or 4_000)
        seen = json.loads(child("-c", _OURS, str(home), PASSWORD))
    bare = int(child("-c", _BARE)) // 1024
    seen |= {"bare_mb": bare, "limit_mb": LIMIT_MB, "memory_kept": max(seen.values()) <= LIMIT_MB}
    return Measure("memory", seen["today_mb"] / bare, None, "窗口占用的内存，与一个空窗口相比", seen=seen)
