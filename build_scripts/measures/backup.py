"""A backup of a 15-year office while the clerk types into the form of a case: the worst frame, and what it costs."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from build_scripts.measures.measure import Measure, seconds
from build_scripts.measures.offices import PASSWORD, child, demo, opened
from db.raw_copy import vacuum_raw

CASES = 60_000
FRAME_LIMIT_MS = 50
ROUNDS = 3

# Every 8 ms a key goes into the text box of the form; a frame is the time from the moment at which it was to go until
# the box is painted with it, so that whatever holds up the event loop counts.
_TYPING = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from ui.cases.register_part import RegisterPart
from ui.main_window.program import Program
from ui.widgets.desk import Goto
EVERY, ROUNDS = 0.008, 2
program = Program(Path(sys.argv[1]))
program.open_first_window()
seen, frames, alone, took = {}, [], [], []
state = {"next": 0.0, "left": 0, "begun": 0.0, "into": alone}
def sign_in():
    from ui.login.opening import open_office
    program.work.write(program, open_office, Path(sys.argv[1]), sys.argv[2], done=opened)
def opened(office):
    program.open_office(office)
    window = program.window
    window.resize(1366, 768)
    window.frame.go(Goto("cases", what="new"))
    QTimer.singleShot(3000, begin)
def begin():
    part = program.window.frame.page().findChild(RegisterPart)
    state["box"] = part.form.entry("content").inner
    state["box"].setFocus()
    state["next"] = time.perf_counter() + EVERY
    timer.start(0)
    QTimer.singleShot(3000, back_up)
def type_key():
    now = time.perf_counter()
    if now < state["next"]:
        time.sleep(min(0.001, state["next"] - now))
        return
    box = state["box"]
    text = "abcdefgh"[len(state["into"]) % 8]
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(box, QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, text))
    if len(box.text()) > 40:
        box.setText("")
    box.repaint()
    done = time.perf_counter()
    state["into"].append(done - state["next"])
    state["next"] = max(state["next"] + EVERY, done)
def back_up():
    state["into"] = frames
    state["begun"] = time.perf_counter()
    backups = program._opened.session.backups
    program.work.do_beside(program, backups.now, done=made)
def made(backup):
    took.append(time.perf_counter() - state["begun"])
    seen["size_mb"] = backup.size // 1024 // 1024
    seen["records"] = backup.records
    if len(took) < ROUNDS:
        QTimer.singleShot(200, back_up)
    else:
        timer.stop()
        program.application.quit()
timer = QTimer()
timer.timeout.connect(type_key)
QTimer.singleShot(1000, sign_in)
program.application.exec()
program.close()
def told(times):
    times = sorted(1000 * one for one in times)
    return {"n": len(times), "median": times[len(times) // 2], "p99": times[len(times) * 99 // 100], "worst": times[-1]}
print(json.dumps({**seen, "took_s": sorted(took)[len(took) // 2], "with": told(frames), "without": told(alone)}))
"""


def measure(cases: int | None = None) -> Measure:
    """Measure with an office of ``cases`` cases (60,000 unless told)."""
    with tempfile.TemporaryDirectory() as folder:
        home = demo(Path(folder), cases or CASES)
        typed = json.loads(child("-c", _TYPING, str(home), PASSWORD))
        ours, raw = _made(home, Path(folder) / "raw.czdb")
    worst = typed["with"]["worst"]
    seen = {
        "cases": cases or CASES,
        "size_mb": typed["size_mb"],
        "ours_s": round(ours, 2),
        "raw_s": round(raw, 2),
        "while_typing_s": round(typed["took_s"], 2),
        "keys": typed["with"]["n"],
        "frame_median_ms": round(typed["with"]["median"], 2),
        "frame_p99_ms": round(typed["with"]["p99"], 2),
        "worst_frame_ms": round(worst, 1),
        "worst_frame_without_ms": round(typed["without"]["worst"], 1),
        "frame_kept": worst <= FRAME_LIMIT_MS,
    }
    return Measure("backup", ours / raw, None, "一份核对过的备份，与直接 VACUUM INTO 相比", seen=seen)


def _made(home: Path, target: Path) -> tuple[float, float]:
    session = opened(home)
    try:
        ours = min(seconds(session.backups.now) for _ in range(ROUNDS))
        raw = min(_raw(session.store.path, session.store.key, target) for _ in range(ROUNDS))
    finally:
        session.close()
    return ours, raw


def _raw(path: Path, key: bytes, target: Path) -> float:
    target.unlink(missing_ok=True)
    return seconds(lambda: vacuum_raw(path, key, target))
