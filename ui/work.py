"""The one road off the UI thread: one thread writes, one reads and can be interrupted, one waits for devices."""

import sys
import threading
from collections.abc import Callable
from itertools import count
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from app.core.changes import Changes
from app.core.errors import Refused
from ui.collecting import Collecting
from ui.say import say_refusal

Task = Callable[..., Any]
LAST_PATIENCE = 2.0
"""Seconds that the end of the program waits for a device that does not answer."""


class Progress(QObject):
    """How far a long task is, and whether it is still wanted: a value that is passed to the task.

    The task calls it with (steps done, steps in all, words) and asks ``cancelled()``; both are safe in any thread.
    """

    told = Signal(int, int, str)

    def __init__(self) -> None:
        """Begin uncancelled."""
        super().__init__()
        self._cancelled = threading.Event()

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell the UI thread how far the task is."""
        self.told.emit(done, total, words)

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Tell the task whether it shall stop."""
        return self._cancelled.is_set()


class Ticket:
    """One task under way; ``drop`` gives it up: unstarted it never runs, and its answer goes nowhere."""

    def __init__(self, road: "Road", asker: QObject, done: Task | None, refused: Task | None) -> None:
        """Keep who asked and who waits for the answer."""
        self._road, self.asker, self.done, self.refused = road, asker, done, refused
        self.dropped = False
        self.answer: object = None
        self.error: Exception | None = None

    def drop(self) -> None:
        """Give the task up; a read that runs is interrupted."""
        self.dropped = True
        self._road.interrupt(self)

    def is_wanted(self) -> bool:
        """Tell whether somebody still waits; UI thread only."""
        return not self.dropped and isValid(self.asker)


class Road(QObject):
    """One thread that takes its tasks in order; ``answered(ticket)`` tells each end in the UI thread.

    What was asked is kept by the UI thread until then: the other thread has let go of it before it tells, so that it
    never is the one that frees a widget.
    """

    answered = Signal(object)
    _ended = Signal(int)

    def __init__(self, name: str) -> None:
        """Start the thread; it waits at no cost."""
        super().__init__()
        self.interrupting: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._running: Ticket | None = None
        self._asked: dict[int, tuple[Ticket, Task, tuple[Any, ...]]] = {}
        self._numbers = count()
        self._tasks: SimpleQueue[int | None] = SimpleQueue()
        self._ended.connect(self._tell)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, ticket: Ticket, task: Task, values: tuple[Any, ...]) -> None:
        """Queue a task."""
        number = next(self._numbers)
        self._asked[number] = ticket, task, values
        self._tasks.put(number)

    def interrupt(self, ticket: Ticket) -> None:
        """Interrupt this ticket's task, and no other, if it runs on a road that can be interrupted."""
        with self._lock:
            if self._running is ticket and self.interrupting is not None:
                self.interrupting()

    def close(self, patience: float | None = None) -> None:
        """Finish what is queued and end the thread; ``patience`` (seconds) gives up what takes longer."""
        self._tasks.put(None)
        self._thread.join(patience)

    def _run(self) -> None:
        while (number := self._tasks.get()) is not None:
            self._do(number)
            self._ended.emit(number)

    def _do(self, number: int) -> None:
        ticket, task, values = self._asked[number]
        with self._lock:
            self._running = ticket
        try:
            ticket.answer = None if ticket.dropped else task(*values)
        except Exception as trouble:  # noqa: BLE001 - carried to the UI thread, told or raised there
            ticket.error = trouble.with_traceback(_without_first(trouble))
        with self._lock:
            self._running = None

    @Slot(int)
    def _tell(self, number: int) -> None:
        ticket, _, _ = self._asked.pop(number)
        self.answered.emit(ticket)


class Work(QObject):
    """The roads. Built and called in the UI thread only; ``quiet`` tells that nothing is under way any more."""

    quiet = Signal()

    def __init__(self) -> None:
        """Open both roads."""
        super().__init__()
        self._emit: Callable[[Changes], None] | None = None
        self._hear: Callable[[Refused], None] | None = None
        self._under_way = 0
        self._collecting = Collecting(self)
        self._outside: Road | None = None
        self._beside: Road | None = None
        self._writing, self._reading = Road("writing"), Road("reading")
        for road in (self._writing, self._reading):
            road.answered.connect(self._deliver)

    def serve(
        self,
        emit: Callable[[Changes], None] | None,
        interrupt: Callable[[], None] | None,
        hear: Callable[[Refused], None] | None = None,
    ) -> None:
        """Learn from the session where changes are told, how a running read is interrupted, who notes refusals."""
        self._emit, self._reading.interrupting, self._hear = emit, interrupt, hear

    def write(
        self, asker: QObject, task: Task, *values: object, done: Task | None = None, refused: Task | None = None
    ) -> Ticket:
        """Run ``task(*values)`` on the writing thread, in the order of asking.

        ``done(answer)`` runs in the UI thread unless the asker is gone. ``Changes`` in the answer (alone, or last of a
        pair) are emitted once by the session; of a pair ``done`` gets the first. A ``Refused`` goes to
        ``refused(error)`` or, without one, to the strip of the asker's page; anything else to the excepthook.
        """
        return self._ask(self._writing, asker, task, values, done, refused)

    def read(
        self, asker: QObject, task: Task, *values: object, done: Task | None = None, refused: Task | None = None
    ) -> Ticket:
        """Run a task that only reads on the other thread; answers as ``write`` does."""
        return self._ask(self._reading, asker, task, values, done, refused)

    def wait_for(
        self, asker: QObject, task: Task, *values: object, done: Task | None = None, refused: Task | None = None
    ) -> Ticket:
        """Run a task that waits for a device outside (the print service, drives) on a thread opened when first needed.

        Such a task touches no office: a printer that does not answer holds up neither typing nor saving.
        """
        if self._outside is None:
            self._outside = Road("outside")
            self._outside.answered.connect(self._deliver)
        return self._ask(self._outside, asker, task, values, done, refused)

    def do_beside(
        self, asker: QObject, task: Task, *values: object, done: Task | None = None, refused: Task | None = None
    ) -> Ticket:
        """Run a long task that looks at the whole office on connections of its own: a backup, a rehearsal, a check.

        Its thread is opened when first needed; neither typing nor saving waits for it.
        """
        if self._beside is None:
            self._beside = Road("beside")
            self._beside.answered.connect(self._deliver)
        return self._ask(self._beside, asker, task, values, done, refused)

    def is_quiet(self) -> bool:
        """Tell whether every answer has been delivered."""
        return self._under_way == 0

    def close(self) -> None:
        """End the threads after what is queued; answers that are still on their way are dropped."""
        if self._outside is not None:
            self._outside.close(LAST_PATIENCE)
        for road in (self._writing, self._reading, self._beside):
            if road is not None:
                road.close()
        self._collecting.stop()

    def _ask(
        self, road: Road, asker: QObject, task: Task, values: tuple[Any, ...], done: Task | None, refused: Task | None
    ) -> Ticket:
        ticket = Ticket(road, asker, done, refused)
        self._under_way += 1
        road.ask(ticket, task, values)
        return ticket

    @Slot(object)
    def _deliver(self, ticket: Ticket) -> None:
        self._under_way -= 1
        try:
            self._give(ticket, ticket.answer, ticket.error)
        finally:
            if self._under_way == 0:
                self.quiet.emit()

    def _give(self, ticket: Ticket, answer: object, error: Exception | None) -> None:
        answer, changes = _without_changes(answer)
        if changes and self._emit is not None:
            self._emit(changes)
        if isinstance(error, Refused):
            if self._hear is not None:
                self._hear(error)
            if ticket.is_wanted():
                (ticket.refused or (lambda told: say_refusal(ticket.asker, told)))(error)
        elif error is not None:
            if not ticket.dropped:
                sys.excepthook(type(error), error, error.__traceback__)
        elif ticket.done is not None and ticket.is_wanted():
            ticket.done(answer)


def _without_first(error: Exception) -> TracebackType | None:
    """Give where it happened without the frame of the road, which holds what was asked."""
    return error.__traceback__ and error.__traceback__.tb_next


def _without_changes(answer: object) -> tuple[object, Changes]:
    if isinstance(answer, Changes):
        return answer, answer
    if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[1], Changes):
        return answer[0], answer[1]
    return answer, Changes()
