"""One word of the headless door in poor surroundings: it gives an answer, or one sentence in Chinese."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.faults.judges import Facts, OfficeJudge
from tests.faults.lived import PASSWORD
from tests.faults.recording import ROOT, environ_of_child

REGISTER = ("case", "register", "--resident", "李四1", "--item", "D13")


class Answered(NamedTuple):
    """How a word ended: its code, its JSON value if it gave one, and what it said."""

    code: int
    value: Any
    said: str


def call(home: Path, *words: str, before: Sequence[str] = (), **variables: str) -> Answered:
    """Run a word, with ``before`` it on the command line (``prlimit …``, ``faketime …``)."""
    command = [*before, sys.executable, "-m", "app", "--home", str(home), "--json", *words]
    environ = {**environ_of_child(CUNZHAN_PASSWORD=PASSWORD), **variables}
    ended = subprocess.run(command, cwd=ROOT, env=environ, check=False, capture_output=True, timeout=120)
    value = msgspec.json.decode(ended.stdout) if ended.stdout.strip() else None
    return Answered(ended.returncode, value, ended.stderr.decode("utf-8", "replace"))


def check(folder: Path, facts: Facts, answers: Sequence[Answered], *, may_die: bool = False) -> None:
    """See that every case that was told of is there, no other half, and that refusals were told in Chinese.

    ``may_die``: the interpreter itself may not have come up, and says so in its own way.
    """
    judge = OfficeJudge(facts)
    assert list(judge.judge(folder, (), deep=False)) == []
    assert list(judge.judge(folder, (), deep=True)) == []
    registered = {one.value["number"] for one in answers if one.code == 0 and one.value and "number" in one.value}
    assert registered <= numbers(folder, facts)
    for one in answers:
        if one.code and not may_die:
            assert "Traceback" not in one.said, one.said
            assert not one.said.isascii(), one.said


def numbers(folder: Path, facts: Facts) -> set[str]:
    """Give the numbers of all cases."""
    from tests.faults.judges import open_store

    store = open_store(folder, facts.key)
    try:
        return {row["number"] for row in store.rows("SELECT number FROM cases")}
    finally:
        store.close()
