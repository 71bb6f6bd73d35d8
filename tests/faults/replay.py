"""Replay a recorded operation as thousands of power cuts and judge what each of them leaves (FAULTS §8, test 1).

Several processes share the moments among themselves; none is watched by the coverage, whose second SQLite would drop
our locks. ``python -m tests.faults.replay FILE WANTED PART PARTS`` is one of them; it prints its report as JSON.
"""

import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import msgspec

from tests.faults.crash_disk import CrashDisk, Tear, Tree
from tests.faults.crash_states import State, states
from tests.faults.judges import Facts, Judge, judge_of
from tests.faults.recording import ROOT, environ_of_child
from tests.faults.steps_on_disk import Done, Step, Synced

PARTS = 2
SHOWN = 20
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory, where there is one: thousands of small files are written


class Bad(msgspec.Struct, frozen=True):
    """One state that must not be, and why."""

    moment: int
    style: str
    digest: str
    why: str


class Report(msgspec.Struct, frozen=True):
    """How many different states were judged, and which of them were bad (the first few of them)."""

    judged: int
    steps: int
    told: int
    bad: int
    shown: list[Bad]


class Recorded(msgspec.Struct, frozen=True):
    """One operation: what stood before, what was done, and what its judge must know."""

    word: str
    base: Path
    steps: list[Step]
    facts: Facts


def scratch_folder() -> Path | None:
    """Give where passing files are written fastest."""
    return IN_MEMORY if IN_MEMORY.is_dir() else None


def replay(recorded: Recorded, wanted: int, scratch: Path) -> Report:
    """Judge up to ``wanted`` different states of an operation in several processes."""
    file = scratch / f"{recorded.word}.recorded"
    file.write_bytes(pickle.dumps(recorded))
    share = -(-wanted // PARTS)
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.faults.replay", str(file), str(share), str(part), str(PARTS)],
                    cwd=ROOT, env=environ_of_child(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                )
            )
            for part in range(PARTS)
        ]  # fmt: skip
        answers = [worker.communicate() for worker in workers]
        for worker, (_, said) in zip(workers, answers, strict=True):
            assert worker.returncode == 0, said.decode()[-3000:]
    reports = [msgspec.json.decode(answer, type=Report) for answer, _ in answers]
    return Report(
        sum(report.judged for report in reports),
        *(reports[0].steps, reports[0].told),
        sum(report.bad for report in reports),
        [bad for report in reports for bad in report.shown],
    )


def judge_states(recorded: Recorded, wanted: int, part: int, parts: int, folder: Path) -> Report:
    """Judge our part of the states, each laid out in ``folder``."""
    judge = judge_of(recorded.word)(recorded.facts)
    shelf = Shelf(folder)
    for told, tree in _quiet_moments(recorded.base, recorded.steps):
        shelf.lay_out(tree)
        judge.learn(folder, told)
    judged, shown, bad = 0, list[Bad](), 0
    for state in states(recorded.base, recorded.steps, wanted, part, parts):
        shelf.lay_out(state.tree)
        judged += 1
        if reasons := _reasons(judge, folder, state, deep=judged % judge.deep_every == 0):
            bad += 1
            shown += [Bad(state.moment, state.style, state.digest.hex(), "；".join(reasons))]
    steps, told_count = len(recorded.steps), sum(isinstance(step, Done) for step in recorded.steps)
    return Report(judged, steps, told_count, bad, shown[:SHOWN])


def _reasons(judge: Judge, folder: Path, state: State, *, deep: bool) -> list[str]:
    try:
        return list(judge.judge(folder, state.told, deep=deep))
    except Exception as trouble:  # noqa: BLE001 - whatever the program raises on such a disk is a finding
        return [f"{type(trouble).__name__}: {trouble}"]


def _quiet_moments(base: Path, steps: Sequence[Step]) -> Iterator[tuple[tuple[Done, ...], Tree]]:
    """Give the disk with all that was done, at the beginning and after each sync: whatever is seen is one of these."""
    disk, told = CrashDisk.of(base), list[Done]()
    for step in [Synced(""), *steps]:
        disk.take(step)
        if isinstance(step, Done):
            told.append(step)
        elif isinstance(step, Synced):
            yield tuple(told), disk.after([Tear(change) for change in disk.waiting], Random(0))


class Shelf:
    """A folder that is made to hold one tree after another; files that nobody touched are left alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._laid: dict[str, tuple[bytes | None, int]] = {}

    def lay_out(self, tree: Tree) -> None:
        """Make the folder hold exactly this tree."""
        for path in sorted(self._folder.rglob("*"), reverse=True):
            name = path.relative_to(self._folder).as_posix()
            if name not in tree or path.is_dir() != (tree[name] is None):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
                self._laid.pop(name, None)
        for name in sorted(tree):
            content, path = tree[name], self._folder / name
            if content is None:
                path.mkdir(exist_ok=True)
                continue
            laid = self._laid.get(name)
            if laid is None or laid[0] is not content or not path.exists() or path.stat().st_mtime_ns != laid[1]:
                path.write_bytes(content)
                self._laid[name] = content, path.stat().st_mtime_ns


def main(file: str, wanted: str, part: str, parts: str) -> None:
    """Judge one part and print the report."""
    recorded: Recorded = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by our own parent
    with tempfile.TemporaryDirectory(dir=scratch_folder()) as folder:
        report = judge_states(recorded, int(wanted), int(part), int(parts), Path(folder))
    sys.stdout.buffer.write(msgspec.json.encode(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
