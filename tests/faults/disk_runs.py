"""Live words on the forgetful disk: the power is cut at change 1, 2, 3 …, it fails or fills up at any byte (FAULTS §8).

``python -m tests.faults.disk_runs FILE`` is a process that no coverage watches; see :mod:`tests.faults.injection`.
"""

import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.faults.forgetful_disk import ForgetfulDisk
from tests.faults.injection import Broken
from tests.faults.judges import Judge, judge_of
from tests.faults.living import Life, live
from tests.faults.recording import ROOT, environ_of_child
from tests.faults.replay import Recorded, scratch_folder


class Fault(msgspec.Struct, frozen=True):
    """What goes wrong: ``words N`` is commanded with N = ``first``, ``first + step`` … until a run is untouched."""

    words: str
    step: int = 1
    first: int = 0


class DiskOutcome(msgspec.Struct, frozen=True):
    """What one loop came to."""

    fault: Fault
    runs: int
    bad: list[Broken]
    refused: int


class DiskPlan(msgspec.Struct, frozen=True):
    """What one process does."""

    recorded: Recorded
    times: int
    faults: list[Fault]


def run_on_disk(recorded: Recorded, times: int, faults: list[Fault], scratch: Path) -> list[DiskOutcome]:
    """Run each loop on an operation, in a process of its own."""
    file = scratch / f"{recorded.word}.disk"
    file.write_bytes(pickle.dumps(DiskPlan(recorded, times, faults)))
    command = [sys.executable, "-m", "tests.faults.disk_runs", str(file)]
    ended = subprocess.run(command, cwd=ROOT, env=environ_of_child(), check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()[-3000:]
    return msgspec.json.decode(ended.stdout, type=list[DiskOutcome])


class DiskLoop:
    """One loop of runs, each on a fresh disk."""

    def __init__(self, plan: DiskPlan, fault: Fault, scratch: Path) -> None:
        self._plan, self._fault, self._scratch = plan, fault, scratch
        self._judge: Judge = judge_of(plan.recorded.word)(plan.recorded.facts)
        self._refused = 0

    def run(self) -> DiskOutcome:
        """Let the fault come later and later, until a run ends untouched."""
        runs, bad, number = 0, list[Broken](), self._fault.first
        while True:
            disk = ForgetfulDisk(self._scratch, self._plan.recorded.base)
            try:
                disk.command(f"{self._fault.words} {number}")
                life = live(self._plan.recorded.word, self._plan.times, disk.mounted, self._scratch, _hold_nothing)
                is_touched = disk.was_touched()
                runs += 1
                bad += [Broken(number, why) for why in self._found(disk, life, is_touched=is_touched)]
            finally:
                disk.close()
            if not is_touched:
                return DiskOutcome(self._fault, runs, bad, self._refused)
            number += self._fault.step

    def _found(self, disk: ForgetfulDisk, life: Life, *, is_touched: bool) -> Iterator[str]:
        is_cut = self._fault.words == "cut" and is_touched
        self._refused += any(one.what == "refused" for one in life.told)
        if life.code and not is_cut:
            yield f"ended with {life.code}: {life.said[-1500:]}"
        if not is_cut:
            disk.command("heal")
            yield from self._judged(disk, life, "the disk is well again")
        disk.cut_power()
        yield from self._judged(disk, life, "the power was cut")

    def _judged(self, disk: ForgetfulDisk, life: Life, when: str) -> Iterator[str]:
        folder = self._scratch / "judged"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(disk.mounted, folder)
        (folder / "home" / "office.czdb-shm").unlink(missing_ok=True)
        try:
            yield from (f"{when}: {why}" for why in self._judge.judge(folder, life.told, deep=True))
        except Exception as trouble:  # noqa: BLE001 - whatever the program raises on such a disk is a finding
            yield f"{when}: {type(trouble).__name__}: {trouble}"


def _hold_nothing(_child: int) -> None:
    """Let the child begin at once."""


def main(file: str) -> None:
    """Run every loop of a plan and print what came of it."""
    plan: DiskPlan = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by our own parent
    with tempfile.TemporaryDirectory(dir=scratch_folder()) as folder:
        outcomes = [DiskLoop(plan, fault, Path(folder)).run() for fault in plan.faults]
    sys.stdout.buffer.write(msgspec.json.encode(outcomes))


if __name__ == "__main__":
    main(*sys.argv[1:])
