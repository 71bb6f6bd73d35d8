"""The limited child: whatever happens to it, the parent goes on and is told why."""

import ctypes
import errno
import multiprocessing
from collections.abc import Callable
from contextlib import nullcontext
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import pytest

from app.core import limited_child
from app.core.limited_child import ChildLost, Limits, ask_child
from app.core.progress import Cancelled
from app.core.windows_job import ACTIVE_PROCESS, KILL_ON_JOB_CLOSE, PROCESS_MEMORY, job_limits, limit_by_job
from tests.app.core import child_tasks

pytestmark = pytest.mark.watched_children


class Impatient:
    """A progress whose clerk stops the task after some questions."""

    def __init__(self, patience: int) -> None:
        self.patience = patience

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Hear it."""

    def cancelled(self) -> bool:
        self.patience -= 1
        return self.patience < 0


@pytest.fixture(autouse=True)
def _no_child_is_left() -> object:
    yield
    assert multiprocessing.active_children() == []


def test_messages_come_in_order() -> None:
    assert list(ask_child(child_tasks.echo, b"a")) == [b"a0", b"a1", b"a2"]


def test_a_caller_may_stop_listening() -> None:
    messages = ask_child(child_tasks.flood, b"")
    assert len(next(messages)) == 1 << 20
    messages.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("task", "limits", "cause"),
    [
        (child_tasks.abort, Limits(), "crash"),
        (child_tasks.leave, Limits(), "crash"),
        (child_tasks.eat_memory, Limits(), "memory"),
        (child_tasks.spin, Limits(seconds=1), "time"),
        (child_tasks.flood, Limits(answer=10 << 20), "memory"),
    ],
)
def test_the_cause_of_its_end_is_told(task: Callable[..., None], limits: Limits, cause: str) -> None:
    with pytest.raises(ChildLost) as lost:
        list(ask_child(task, b"", limits))
    assert lost.value.cause == cause


def test_what_came_before_the_end_is_given() -> None:
    messages = ask_child(child_tasks.abort, b"")
    assert next(messages) == b"before"
    with pytest.raises(ChildLost):
        next(messages)


def test_the_clerk_may_stop_it() -> None:
    with pytest.raises(Cancelled):
        list(ask_child(child_tasks.spin, b"", progress=Impatient(3)))


def test_a_bug_tells_its_place_but_not_its_words() -> None:
    with pytest.raises(RuntimeError, match=r"LookupError < child_tasks\.py") as told:
        list(ask_child(child_tasks.fail, b"440308199901101512"))
    assert "4403" not in str(told.value)


def test_what_it_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(ask_child(child_tasks.print_much, b"")) == [b"quiet"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("owner", "name"), [(SpawnProcess, "start"), (Connection, "recv_bytes")])
def test_a_child_that_cannot_be_started_or_heard_is_lost(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(ChildLost, match="crash"):
        list(ask_child(child_tasks.echo, b""))


def test_a_child_that_nobody_hears_ends_without_a_word() -> None:
    listening, speaking = multiprocessing.Pipe(duplex=False)
    listening.close()
    limited_child._speak(child_tasks.echo, b"", speaking)
    speaking.close()


def test_the_windows_job_carries_the_limits() -> None:
    limits = job_limits(1 << 30, 60)
    flags = limits.BasicLimitInformation.LimitFlags
    assert limits.ProcessMemoryLimit == 1 << 30
    assert limits.BasicLimitInformation.PerProcessUserTimeLimit == 600_000_000
    assert flags & (ACTIVE_PROCESS | KILL_ON_JOB_CLOSE | PROCESS_MEMORY) == flags & 0x2108
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(limits) == 144


class FakeKernel:
    """The calls of kernel32 that a job needs, counted."""

    def __init__(self, *, refuses: bool) -> None:
        self.asked: list[str] = []
        self._refuses = refuses

    def __getattr__(self, name: str) -> object:
        def called(*_given: object) -> int:
            self.asked.append(name)
            return 0 if self._refuses and name == "AssignProcessToJobObject" else 1

        return called


@pytest.mark.parametrize("refuses", [False, True])
def test_the_windows_job_is_made_or_refused_aloud(monkeypatch: pytest.MonkeyPatch, refuses: bool) -> None:
    kernel = FakeKernel(refuses=refuses)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_args, **_given: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 5, raising=False)
    with pytest.raises(OSError, match="job object") if refuses else nullcontext():
        limit_by_job(1 << 30, 60)
    assert "AssignProcessToJobObject" in kernel.asked
