"""Freeze the program for machines without Python: PyInstaller makes dist/cunzhantong with the window and the door.

    python3 build_scripts/package.py           build
    python3 build_scripts/package.py --smoke   build, then run a demonstration month through what was built

PyInstaller cannot build for another system, so this runs on each one that is delivered (FAULTS §5.2).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from build_scripts import environment, pythons, system_packages
from build_scripts.terminal import NotReady, say

SPEC = environment.ROOT / "build_scripts" / "cunzhantong.spec"
BUNDLE = environment.ROOT / "dist" / "cunzhantong"


def build(python: str) -> int:
    """Run PyInstaller; the same sources give the same bundle."""
    commit_time = ["git", "log", "-1", "--format=%ct"]
    stamp = subprocess.run(commit_time, cwd=str(environment.ROOT), check=True, stdout=subprocess.PIPE).stdout
    environ = dict(pythons.clean_environ(), PYTHONHASHSEED="1", SOURCE_DATE_EPOCH=stamp.decode().strip())
    if BUNDLE.exists():
        shutil.rmtree(str(BUNDLE))
    command = [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", str(SPEC)]
    return subprocess.call(command, cwd=str(environment.ROOT), env=environ)


def main(arguments: list[str]) -> int:
    """Build, and try what was built where asked for; give the exit code."""
    if any(argument != "--smoke" for argument in arguments):
        say(__doc__ or "")
        return 2
    try:
        python = environment.ready("runtime", "check", "package")
    except NotReady as refusal:
        say(str(refusal))
        return 2
    if not system_packages.check_qt():  # it would be missing in the bundle
        return 2
    code = build(python)
    if code != 0:
        say("没有打成包。")
        return code
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"打好了：dist{os.sep}{BUNDLE.name}（{size // 1_000_000} MB）")
    if "--smoke" not in arguments:
        return 0
    command = [python, "-m", "build_scripts.frozen_month", str(BUNDLE)]
    return subprocess.call(command, cwd=str(environment.ROOT), env=pythons.clean_environ())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
