"""All checks one after the other, the quick ones first; every one runs, and the summary says which failed.

Called by test.py inside the environment.
"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "coverage-floor"
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder that Linux keeps in memory
ROOM = 4 << 30
"""Bytes that must be free there: thousands of small offices are made and synced, which a disk answers slowly."""
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--config', 'setup.cfg'])"


@dataclass(frozen=True)
class Outcome:
    """How one check ended, and how long it took in seconds."""

    name: str
    passed: bool
    seconds: float


def run(name: str, *arguments: str) -> Outcome:
    """Run one check with this Python in the project's folder, its output going straight to the terminal."""
    print(f"\n── {name} ──", flush=True)
    begin = time.monotonic()
    with passing_folder() as folder:
        environ = {**os.environ, **({"TMPDIR": str(folder)} if folder else {})}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)  # some hundred processes would compile the program anew
        code = subprocess.call([sys.executable, *arguments], cwd=ROOT, env=environ)
    return Outcome(name, code == 0, time.monotonic() - begin)


@contextmanager
def passing_folder(memory: Path = MEMORY) -> Iterator[Path | None]:
    """Lend a folder in memory for what tests make and throw away; ``None`` where there is none or too little room."""
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="cunzhan-", dir=memory))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def static_checks() -> list[Outcome]:
    """Run what reads the code without running it."""
    return [
        run("项目规则", "-m", "build_scripts.rules"),
        run("ruff", "-m", "ruff", "check", "."),
        run("import-linter", "-c", LINT_IMPORTS),
        run("mypy", "-m", "mypy"),
    ]


def pytest_command(*, heavy: bool) -> tuple[str, ...]:
    """Give the whole suite's command: two and more processes, one file staying in one process, coverage taken along.

    Files run in their order: by the number of tests, the few long ones of the fault tests would be left for the end.
    """
    processes = max(2, min(os.cpu_count() or 2, 8))
    spread = ("-n", str(processes), "--dist=loadfile", "--no-loadscope-reorder")
    command = ("-m", "pytest", *spread, "--cov", "--cov-report=", "--durations=10")
    return (*command, "-m", "heavy or not heavy") if heavy else command


def floors() -> dict[str, int]:
    """Read from setup.cfg below which branch coverage (percent) each top folder fails."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    return {room: int(percent) for room, percent in settings[FLOOR].items()}


def coverage_checks() -> list[Outcome]:
    """Hold the measured coverage against the floors."""
    return [
        run(f"覆盖率 {room} ≥ {percent}%", "-m", "coverage", "report", f"--include={room}/*", f"--fail-under={percent}")
        for room, percent in floors().items()
    ]


def main(arguments: list[str]) -> int:
    """Run all checks, or only pytest with the arguments after ``--``; give 0 where everything passed."""
    if arguments[:1] == ["--"]:
        return 0 if run("pytest", "-m", "pytest", *arguments[1:]).passed else 1
    heavy = "--all" in arguments
    outcomes = [*static_checks(), run("pytest", *pytest_command(heavy=heavy)), *coverage_checks()]
    if heavy:
        outcomes.append(run("打包试跑", "build_scripts/package.py", "--smoke"))
    print("\n── 总结 ──")
    for outcome in outcomes:
        print(f"{'通过' if outcome.passed else '没有通过'}  {outcome.name}（{outcome.seconds:.0f} 秒）")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
