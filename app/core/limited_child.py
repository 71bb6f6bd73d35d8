"""A child process with limits of memory and time, for files from outside and for long papers (FAULTS §4.3).

The child gets a function of a module and plain values, and answers with messages of bytes; nothing it sends is ever
unpickled. Whatever happens to it (abort, out of memory, endless work), the parent goes on and is told the cause.
"""

import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from app.core.progress import SILENT, Cancelled, Progress

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

Send = Callable[[bytes], None]
Task = Callable[[bytes, Send], None]
Cause = Literal["memory", "time", "crash"]

WAIT = 0.1
PATIENCE = 5.0
MESSAGE, DONE, NO_MEMORY, BUG = b"m", b"d", b"o", b"b"


class Limits(msgspec.Struct, frozen=True):
    """How much a child may take: bytes of memory, seconds by the clock and of the processor, bytes it may answer."""

    memory: int = 1 << 30
    seconds: int = 60
    answer: int = 1 << 29


class ChildLost(Exception):  # noqa: N818 - what happened to it, told to the room that sent it
    """The child ended without finishing; ``cause`` says why."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause: Cause = cause


class _UnheardError(Exception):
    """Nobody hears the child any more: it ends, and the parent takes it for lost."""


def ask_child(
    task: Task, question: bytes, limits: Limits | None = None, progress: Progress = SILENT
) -> Iterator[bytes]:
    """Run ``task(question, send)`` in a child and give every message it sends.

    Raises ``ChildLost`` where it died or went over a limit, ``Cancelled`` where the clerk stopped it. The child is
    always gone afterwards, also where the caller stops listening.
    """
    limits = limits or Limits()
    child, listening = _started(task, question, limits)
    try:
        yield from _listen(listening, limits, progress)
        child.join(PATIENCE)  # it has said its last word; let it end by itself
    except (EOFError, OSError) as ended:
        raise ChildLost(_cause_of_death(child)) from ended
    finally:
        listening.close()
        child.kill()
        child.join()
        child.close()


def _started(task: Task, question: bytes, limits: Limits) -> "tuple[SpawnProcess, Connection[bytes, bytes]]":
    context = multiprocessing.get_context("spawn")
    try:
        listening, speaking = context.Pipe(duplex=False)
    except OSError as trouble:
        raise ChildLost("crash") from trouble
    child = context.Process(target=_in_child, args=(task, question, limits, speaking), daemon=True)
    try:
        child.start()
    except OSError as trouble:
        listening.close()
        raise ChildLost("crash") from trouble
    finally:
        speaking.close()
    return child, listening


def _listen(listening: "Connection[bytes, bytes]", limits: Limits, progress: Progress) -> Iterator[bytes]:
    end = time.monotonic() + limits.seconds
    received = 0
    while True:
        if progress.cancelled():
            raise Cancelled
        if time.monotonic() > end:
            raise ChildLost("time")
        if not listening.poll(WAIT):
            continue
        message = listening.recv_bytes(limits.answer)
        kind, body = message[:1], message[1:]
        received += len(body)
        if kind == DONE:
            return
        if kind == NO_MEMORY or received > limits.answer:
            raise ChildLost("memory")
        if kind == BUG:
            raise RuntimeError(body.decode())
        yield body


def _cause_of_death(child: "SpawnProcess") -> Cause:
    child.join(PATIENCE)
    if sys.platform != "win32":
        import signal

        if child.exitcode in {-signal.SIGXCPU, -signal.SIGKILL}:
            return "time"
    return "crash"


def _in_child(task: Task, question: bytes, limits: Limits, speaking: "Connection[bytes, bytes]") -> None:
    """Set the limits, run the task, and say how it ended; what a dying library prints goes nowhere."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(silence, stream)
    _limit_this_process(limits)
    _speak(task, question, speaking)


def _speak(task: Task, question: bytes, speaking: "Connection[bytes, bytes]") -> None:
    def say(message: bytes) -> None:
        try:
            speaking.send_bytes(message)
        except OSError as trouble:
            raise _UnheardError from trouble

    with suppress(_UnheardError):
        try:
            task(question, lambda body: say(MESSAGE + body))
            say(DONE)
        except MemoryError:
            say(NO_MEMORY)
        except _UnheardError:
            raise
        except Exception as bug:  # noqa: BLE001 - told to the parent, which raises it there
            say(BUG + _told(bug).encode(errors="replace"))


def _told(bug: Exception) -> str:
    """Say what kind of bug and where, without its words: they may hold what stood in a person's row."""
    places = traceback.extract_tb(bug.__traceback__)[-4:]
    return " < ".join([type(bug).__name__, *(f"{Path(place.filename).name}:{place.lineno}" for place in places[::-1])])


def _limit_this_process(limits: Limits) -> None:
    if sys.platform == "win32":
        from app.core.windows_job import limit_by_job

        limit_by_job(limits.memory, limits.seconds)
    else:
        import resource

        from app.core.no_dumps import forbid_dumps

        forbid_dumps()
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
