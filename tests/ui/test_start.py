"""The start stays short: what the login must not have imported when it takes the keys (FAULTS §6.1)."""

import json
import os
import subprocess
import sys
from pathlib import Path

from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office

ROOT = Path(__file__).resolve().parents[2]
LATER = {
    "msgspec", "nacl", "openpyxl", "platformdirs", "pypdfium2", "pypinyin", "python_calamine", "pyrage", "reportlab",
    "sqlcipher3", "sqlite_utils", "tomllib", "xlsxwriter",
}
NEVER = {"PySide6.QtSql", "PySide6.QtNetwork", "sqlite3"}
LOOK = """
import json, os, sys
from pathlib import Path
import PySide6.QtCore
from ui.main_window import program
def leave():
    touched = "Qt" in PySide6.QtCore.__dict__
    os.write(1, json.dumps([sorted(sys.modules), touched]).encode())
    os._exit(0)
program._leave_at_once = leave
made = program.Program(Path(sys.argv[1]))
made.open_first_window(leave=True)
made.application.exec()
"""


def looked_at(home: Path, environ: dict[str, str]) -> tuple[set[str], bool]:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(home)], check=True, capture_output=True, timeout=60, cwd=ROOT,
        env={**environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )
    modules, touched = json.loads(done.stdout)
    return set(modules), touched


def test_the_login_imports_nothing_heavy(
    tmp_path: Path, clock: FixedClock, setup: OfficeSetup, unwatched: dict[str, str]
) -> None:
    session, _ = create_office(tmp_path / "home", setup, clock=clock)
    session.close()
    modules, touched = looked_at(tmp_path / "home", unwatched)
    assert {name.split(".")[0] for name in modules} & LATER == set()
    assert modules & NEVER == set()
    assert "ui.login.page" in modules
    assert not touched, "the name space Qt costs 28 ms at the start (see ui.widgets.keys)"


def test_the_set_up_imports_nothing_heavy(tmp_path: Path, unwatched: dict[str, str]) -> None:
    modules, _ = looked_at(tmp_path / "nothing", unwatched)
    assert {name.split(".")[0] for name in modules} & LATER == set()
    assert modules & NEVER == set()


def test_the_program_ends_at_the_login_when_it_is_only_measured(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "ui", "--home", str(tmp_path / "nothing"), "--until-login"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, check=False, timeout=60, cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0
