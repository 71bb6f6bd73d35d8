"""Kill the real program at random moments, again and again on one office, and look at it after each (FAULTS §8, 3)."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import msgspec

from app.backups.container import verify_container
from app.core.clock import SystemClock
from app.core.home import Home
from app.opening import open_session
from tests.faults.judges import Facts, chain_after, whole_file
from tests.faults.lived import PASSWORD, TOLD
from tests.faults.recording import ROOT, environ_of_child

DOOR = (
    ("case", "register", "--resident", "李四1", "--item", "D13"),
    ("case", "register", "--resident", "李四2", "--item", "D13"),
    ("backup", "now"),
    ("undo",),
)
SLOWEST = 60


class Killed:
    """One office whose program is killed; ``told`` are the numbers and names that it gave before."""

    def __init__(self, folder: Path, facts: Facts, seed: int) -> None:
        self._home, self._facts, self._random = Home(folder / "home"), facts, Random(seed)
        self._said = folder / "told"
        self.cases: set[str] = set()
        self.backups: set[str] = set()
        self.kills = 0
        self._slowest = self._measure()

    def kill_door(self) -> None:
        """Begin one word of the headless door and kill it somewhere between its first and its last moment."""
        word = self._random.choice(DOOR)
        with self._door(word) as process:
            self._kill_later(process, self._random.uniform(0.3, 1.0) * self._slowest)
            answer = process.communicate()[0]
        with suppress(msgspec.DecodeError):
            given = msgspec.json.decode(answer)
            if word[0] == "case":
                self.cases.add(given["number"])
            elif word[0] == "backup":
                self.backups.add(given["name"])

    def kill_window(self) -> None:
        """Open the window, let its clerk type cases, and kill it at any moment of the first dozen cases."""
        self._said.write_bytes(b"")
        command = [sys.executable, "-m", "tests.faults.lived_window", str(self._home.folder)]
        with subprocess.Popen(command, cwd=ROOT, env=environ_of_child(**{TOLD: str(self._said)}),
                              stderr=subprocess.PIPE) as window:  # fmt: skip
            self._kill_later(window, self._random.uniform(0.8, 3.5) * self._slowest)
            trouble = window.communicate()[1].decode()
            assert window.returncode == -9, trouble
        for line in self._said.read_text().splitlines():
            word, facts = line.split(" ", 1)
            if word == "done":
                self.cases.add(msgspec.json.decode(facts)["case"])

    def findings(self, *, deep: bool) -> Iterator[str]:
        """Open the office again and give what is wrong: what was told is there, nothing is half, the file is sound."""
        for name in self.backups:
            verify_container(self._home.backups / name)
        session = open_session(self._home.folder, PASSWORD, clock=SystemClock())
        try:
            if session.ending is not None:
                yield from (f"the office says: {one.what}" for one in session.ending.findings if one.is_fault)
            store = session.store
            there = {row["number"] for row in store.rows("SELECT number FROM cases")}
            yield from (f"case {number} was told of and is gone" for number in self.cases - there)
            half = "SELECT number FROM cases WHERE id NOT IN (SELECT case_id FROM case_events) AND deleted = 0"
            yield from (f"case {row['number']} has no first event" for row in store.rows(half))
            yield from whole_file(store) if deep else chain_after(store, self._facts.first)
        finally:
            session.close()

    def _kill_later(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
        if process.poll() is None:
            process.kill()
            self.kills += 1

    def _door(self, word: tuple[str, ...]) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "app", "--home", str(self._home.folder), "--json", *word]
        environ = environ_of_child(CUNZHAN_PASSWORD=PASSWORD)
        return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def _measure(self) -> float:
        """Give how many seconds a word takes on this machine, from start to end."""
        begin = time.monotonic()
        with self._door(DOOR[0]) as process:
            self.cases.add(msgspec.json.decode(process.communicate(timeout=SLOWEST)[0])["number"])
        return time.monotonic() - begin
