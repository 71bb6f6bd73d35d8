"""FAULTS §8, tests 3, 9, 10, 14, 15: one system call after the other is broken, until the operation ends untouched.

The whole suite breaks a few; with ``test.py --all`` every call of every operation, once and forever.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.faults.injection import NO_MEMORY, Breaking, break_everywhere
from tests.faults.operations import OPERATIONS, for_other_runs, record_operation

LONG = {"found", "hand-over", "migrate", "restore", "import"}
"""Words with many hundred calls: every fifth of them is enough for a night."""
WORDS = sorted(word for word in OPERATIONS if not word.endswith("carelessly"))
FILES = ("home/office.czdb", "home/office.czdb-wal")
KILL, EIO, FULL = "signal=KILL", "error=EIO", "error=ENOSPC"
A_FEW = {
    "register": [
        Breaking("fsync", EIO, step=3),
        Breaking("pwrite64", FULL, forever=True, step=43),
        Breaking("pwrite64", KILL, step=43),
        Breaking("pread64", EIO, paths=FILES, step=37),
        Breaking("read", EIO, paths=FILES),
    ],
    "password": [Breaking("fsync", KILL, step=3), Breaking("rename", EIO), Breaking("write", FULL, step=3)],
    "backup": [Breaking("write", FULL, forever=True, step=3), Breaking("rename", KILL)],
}
EVERY = [
    *(Breaking(call, fault, forever=forever) for call in ("pwrite64", "write") for fault in (EIO, FULL)
      for forever in (False, True)),
    *(Breaking(call, EIO, forever=forever) for call in ("fsync", "rename", "unlink", "ftruncate", "mkdir")
      for forever in (False, True)),
    *(Breaking(call, KILL) for call in ("pwrite64", "write", "fsync", "rename", "unlink", "ftruncate", "mkdir")),
    *(Breaking(call, EIO, forever=forever, paths=FILES) for call in ("pread64", "read") for forever in (False, True)),
    *(Breaking(call, NO_MEMORY, forever=forever, step=5) for call in ("mmap", "brk") for forever in (False, True)),
]  # fmt: skip


@pytest.mark.parametrize("word", sorted(A_FEW))
def test_a_broken_call_is_told_and_leaves_nothing_half_done(tmp_path: Path, word: str) -> None:
    _break(word, 1, A_FEW[word], tmp_path)


@pytest.mark.heavy
@pytest.mark.parametrize("word", WORDS)
def test_every_call_of_every_operation(
    tmp_path: Path, word: str, record_property: Callable[[str, object], None]
) -> None:
    wider = 5 if word in LONG else 1
    breakings = [msgspec.structs.replace(one, step=one.step * wider) for one in EVERY]
    record_property("runs", _break(word, 1, breakings, tmp_path))


@pytest.mark.heavy
@pytest.mark.parametrize("word", [word for word in WORDS if word != "found"])
def test_every_file_that_does_not_give_itself_back(tmp_path: Path, word: str) -> None:
    """Each file that stood before is broken alone; copies of the keys are mended at the opening, which is an entry."""
    recorded = for_other_runs(record_operation(word, tmp_path))
    files = [path for path in sorted(recorded.base.rglob("*")) if path.is_file() and not path.match("slots-?.json")]
    names = [str(path.relative_to(recorded.base)) for path in files]
    assert "home/office.czdb" in names
    breakings = [Breaking("read", EIO, forever=forever, paths=(name,)) for name in names for forever in (False, True)]
    for outcome in break_everywhere(recorded, 1, breakings, tmp_path):
        assert not outcome.bad, (outcome.breaking, outcome.bad[:5])
        assert outcome.ended


def _break(word: str, times: int, breakings: list[Breaking], scratch: Path) -> int:
    recorded = for_other_runs(record_operation(word, scratch))
    outcomes = break_everywhere(recorded, times, breakings, scratch)
    for outcome in outcomes:
        assert not outcome.bad, (outcome.breaking.words, outcome.bad[:5])
        assert outcome.ended
    return sum(outcome.runs for outcome in outcomes)
