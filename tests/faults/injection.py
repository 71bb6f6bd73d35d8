"""Break one call of an operation after the other under strace: at k = 1, 2, 3 … until it ends untouched (FAULTS §8).

``python -m tests.faults.injection FILE`` is a process that no coverage watches. It forks a child for each run, has
strace take hold of it, lets it live one word of :mod:`tests.faults.lived`, and judges what is left on the disk.
"""

import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import msgspec

from tests.faults.crash_disk import CrashDisk
from tests.faults.judges import Judge, judge_of
from tests.faults.living import KILLED, Life, live
from tests.faults.recording import ROOT, environ_of_child, needed
from tests.faults.replay import Recorded, Shelf, scratch_folder

NO_MEMORY = "error=ENOMEM"
DIED = {-signal.SIGSEGV, -signal.SIGABRT}
NO_MEMORY_WORDS = (
    *("MemoryError", "failed to map segment", "Cannot allocate memory", "out of memory"),
    "SystemError: error return without exception set",
)
"""How Python and the libraries under it end without memory: as if killed, so that what was told must still stand.

The last is CPython itself that lost its MemoryError on the way, seen where ``re`` compiles what an import needs.
"""


class Breaking(msgspec.Struct, frozen=True):
    """What is broken: ``calls`` as strace names them, ``fault`` as it injects it; ``k+`` where ``forever``.

    ``paths`` are the only files concerned (below the folder; empty: all), ``last`` ends the loop early (0: never).
    """

    calls: str
    fault: str
    forever: bool = False
    paths: tuple[str, ...] = ()
    last: int = 0
    step: int = 1

    @property
    def words(self) -> str:
        """Name it in a finding."""
        return f"{self.calls}:{self.fault}{' forever' if self.forever else ''}"


class Broken(msgspec.Struct, frozen=True):
    """One run that ended as it must not."""

    k: int
    why: str


class Outcome(msgspec.Struct, frozen=True):
    """What one loop came to; ``sentences`` are the refusals that were told, ``ended`` whether a run was untouched."""

    breaking: Breaking
    runs: int
    ended: bool
    bad: list[Broken]
    sentences: list[str]


class Plan(msgspec.Struct, frozen=True):
    """What one process does."""

    recorded: Recorded
    times: int
    breakings: list[Breaking]


def break_everywhere(recorded: Recorded, times: int, breakings: list[Breaking], scratch: Path) -> list[Outcome]:
    """Run each loop on an operation, in a process of its own."""
    file = scratch / f"{recorded.word}.plan"
    file.write_bytes(pickle.dumps(Plan(recorded, times, breakings)))
    command = [sys.executable, "-m", "tests.faults.injection", str(file)]
    ended = subprocess.run(command, cwd=ROOT, env=environ_of_child(), check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()[-3000:]
    return msgspec.json.decode(ended.stdout, type=list[Outcome])


class Loop:
    """One loop of runs in ``folder``, with its judge."""

    def __init__(self, plan: Plan, breaking: Breaking, scratch: Path) -> None:
        self._plan, self._breaking, self._scratch = plan, breaking, scratch
        self._folder, self._trace = scratch / "folder", scratch / "trace"
        self._folder.mkdir(exist_ok=True)
        self._shelf = Shelf(self._folder)
        self._base = CrashDisk.of(plan.recorded.base).after([], Random(0))
        self._judge: Judge = judge_of(plan.recorded.word)(plan.recorded.facts)
        self._sentences: set[str] = set()

    def run(self) -> Outcome:
        """Break call after call until a run ends untouched."""
        runs, bad, k = 0, list[Broken](), 1
        while not self._breaking.last or k <= self._breaking.last:
            life, is_touched = self._live(k)
            runs += 1
            bad += [Broken(k, why) for why in self._found(life, deep=runs % self._judge.deep_every == 0)]
            if not is_touched:
                return Outcome(self._breaking, runs, True, bad, sorted(self._sentences))
            k += self._breaking.step
        return Outcome(self._breaking, runs, False, bad, sorted(self._sentences))

    def _live(self, k: int) -> tuple[Life, bool]:
        """Live the word once with call ``k`` broken; tells also whether one was broken."""
        self._shelf.lay_out(self._base)
        with ExitStack() as stack:

            def hold(child: int) -> None:
                strace = stack.enter_context(subprocess.Popen(self._strace(child, k), stderr=subprocess.PIPE))
                assert strace.stderr is not None
                attached = strace.stderr.readline()
                assert b"attached" in attached, attached

            life = live(self._plan.recorded.word, self._plan.times, self._folder, self._scratch, hold)
        return life, b"(INJECTED)" in self._trace.read_bytes() or life.code == KILLED

    def _strace(self, child: int, k: int) -> list[str]:
        breaking = self._breaking
        when = f"{k}+" if breaking.forever else str(k)
        paths = [option for path in breaking.paths for option in ("-P", str(self._folder / path))]
        inject = f"inject={breaking.calls}:{breaking.fault}:when={when}"
        command = [needed("strace"), "-f", "-p", str(child), "-o", str(self._trace), *paths, "-s", "8"]
        return [*command, "-e", f"trace={breaking.calls}", "-e", inject]

    def _found(self, life: Life, *, deep: bool) -> Iterator[str]:
        if life.code not in {0, KILLED} and not self._is_out_of_memory(life):
            yield f"ended with {life.code}: {life.said[-1500:]}"
        for refused in (msgspec.json.decode(one.facts) for one in life.told if one.what == "refused"):
            self._sentences.add(refused["text"])
            if not refused["untouched"] or refused["text"].isascii():
                yield f"a refusal does not say what is untouched: {refused}"
        try:
            yield from self._judge.judge(self._folder, life.told, deep=deep)
        except Exception as trouble:  # noqa: BLE001 - whatever the program raises on such a disk is a finding
            yield f"{type(trouble).__name__}: {trouble}"

    def _is_out_of_memory(self, life: Life) -> bool:
        """Tell whether the life ended because it was refused memory, which no program can go on without."""
        ended = life.code in DIED or any(words in life.said for words in NO_MEMORY_WORDS)
        return self._breaking.fault == NO_MEMORY and ended


def main(file: str) -> None:
    """Run every loop of a plan and print what came of it."""
    plan: Plan = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by our own parent
    with tempfile.TemporaryDirectory(dir=scratch_folder()) as folder:
        outcomes = [Loop(plan, breaking, Path(folder)).run() for breaking in plan.breakings]
    sys.stdout.buffer.write(msgspec.json.encode(outcomes))


if __name__ == "__main__":
    main(*sys.argv[1:])
