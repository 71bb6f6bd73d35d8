"""While the password is typed everything is imported that the opening and Today need, so that neither waits for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from app.opening import OfficeSetup, create_office

ROOT = Path(__file__).resolve().parents[3]
OPENED = """
import json, sys
from pathlib import Path
from ui.main_window import program as room
home, password = Path(sys.argv[1]), sys.argv[2]
program = room.Program(home)
program.open_first_window()
room._get_ready()
before = set(sys.modules)
from ui.login.opening import open_office
program.open_office(open_office(home, password))
while not program.window.shows_today():
    program.application.processEvents()
new = sorted(name for name in set(sys.modules) - before if name.split(".")[0] in {"app", "db", "ui"})
program.close()
print(json.dumps(new))
"""


def test_nothing_of_ours_is_imported_between_the_password_and_today(tmp_path: Path, setup: OfficeSetup) -> None:
    home = tmp_path / "home"
    create_office(home, setup)[0].close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", OPENED, str(home), setup.password],
        check=True, capture_output=True, text=True, env=environment, timeout=120,
    )  # fmt: skip
    assert json.loads(told.stdout) == []
