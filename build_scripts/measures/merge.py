"""Merging a package at the township against a raw ``executemany`` of all its final rows into the same kind of file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from app.core.home import Home
from app.operators import slots
from build_scripts.measures.measure import Measure, seconds
from build_scripts.measures.offices import PASSWORD, child, demo, opened
from db.raw_copy import final_rows, write_raw

CASES = 8_000
LEAST = 0.5
ROUNDS = 3
MEMORY_LIMIT_MB = 300

_PEAK = """
import json, sys
from pathlib import Path
if sys.platform == "win32":
    raise SystemExit("this figure is read from /proc")
from build_scripts.measures.offices import opened
session = opened(Path(sys.argv[1]))
session.packages.read(Path(sys.argv[2]))
session.close()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps(int(peak.split()[1]) // 1024))
"""


def measure(cases: int | None = None) -> Measure:
    """Compare rates (rows a second); ``cases`` in the package 8,000 unless told."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = demo(folder, cases or CASES)
        stick = folder / "stick"
        stick.mkdir()
        station = opened(home)
        written, _ = station.packages.write(stick)
        station.close()
        before = home / "township"
        after = folder / "after"
        ours = min(_merge(before, after, stick) for _ in range(ROUNDS))
        key = slots.unseal(slots.read_slots(Home(after).slot_files), PASSWORD)[0]
        rows = final_rows(Home(before).office_file, Home(after).office_file, key)
        count = sum(len(one.rows) for one in rows)
        raw = min(_raw(before, folder / "raw", rows, key) for _ in range(ROUNDS))
        shutil.rmtree(after)
        shutil.copytree(before, after)
        peak = int(child("-c", _PEAK, str(after), str(stick)))
    seen = {
        "package_rows": sum(one.rows for one in written),
        "final_rows": count,
        "ours_s": round(ours, 2),
        "raw_s": round(raw, 2),
        "peak_mb": peak,
        "memory_kept": peak <= MEMORY_LIMIT_MB,
    }
    return Measure("merge", raw / ours, LEAST, "收一个包的速度，是直接写同样多行的几成", at_least=True, seen=seen)


def _merge(before: Path, after: Path, stick: Path) -> float:
    shutil.rmtree(after, ignore_errors=True)
    shutil.copytree(before, after)
    session = opened(after)
    try:
        return seconds(lambda: session.packages.read(stick))
    finally:
        session.close()


def _raw(before: Path, into: Path, rows: list, key: bytes) -> float:  # type: ignore[type-arg]
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(before, into)
    return seconds(lambda: write_raw(Home(into).office_file, key, rows))
