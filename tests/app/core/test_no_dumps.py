"""No core file of the program, and no other program of this user reads its memory."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOOK = (
    "import ctypes, resource; from app.core.no_dumps import forbid_dumps; forbid_dumps();"
    "print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
)


def test_the_process_leaves_no_image_of_itself(unwatched: dict[str, str]) -> None:
    told = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, env=unwatched, capture_output=True, check=True)
    assert told.stdout.split() == [b"0", b"0", b"0"]


def test_both_doors_forbid_it_before_anything_else() -> None:
    frozen = ("build_scripts/entries/door.py", "build_scripts/entries/window.py")
    for entry in ("app/__main__.py", "ui/__main__.py", *frozen):
        assert "forbid_dumps()\n" in (ROOT / entry).read_text(encoding="utf-8"), entry
