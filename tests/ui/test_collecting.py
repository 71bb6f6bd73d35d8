"""Nothing of Qt is ever freed in another thread: neither by Python's collector nor by a task that ends last."""

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer

from app.core.errors import Refused
from ui.collecting import PACE, Collecting
from ui.work import Work


class Freed(QTimer):
    """Notes in which thread it is freed."""

    def __init__(self, told: list[int]) -> None:
        super().__init__()
        self._told = told
        self.itself = self  # a cycle: only the collector frees it

    def __del__(self) -> None:
        self._told.append(threading.get_ident())


class Held(QObject):
    """As ``Freed``, without a cycle."""

    def __init__(self, told: list[int]) -> None:
        super().__init__()
        self._told = told

    def __del__(self) -> None:
        self._told.append(threading.get_ident())


@pytest.fixture
def often() -> Iterator[None]:
    kept = gc.get_threshold()
    gc.set_threshold(5, 2, 2)
    yield
    gc.set_threshold(*kept)


def _allocate() -> int:
    return len([[] for _ in range(20_000)])


@pytest.mark.usefixtures("often")
def test_a_thread_that_allocates_collects_nothing(work: Work, settle: Callable[[], None]) -> None:
    told = list[int]()
    for _ in range(20):
        Freed(told)
    for _ in range(5):
        work.read(work, _allocate)
        work.write(work, _allocate)
    settle()
    assert not gc.isenabled()
    gc.collect()
    assert set(told) == {threading.get_ident()}
    assert len(told) == 20


@pytest.mark.usefixtures("often")
def test_left_alone_python_collects_in_that_thread(work: Work, settle: Callable[[], None]) -> None:
    """Show that the test above can fail."""
    told, here = list[int](), threading.get_ident()
    for _ in range(20):
        _cycle(told)
    work.read(work, gc.enable)
    work.read(work, _allocate)
    work.read(work, gc.disable)
    settle()
    assert set(told) - {here}


def _cycle(told: list[int]) -> None:
    class Plain:
        def __del__(self) -> None:
            told.append(threading.get_ident())

    one = Plain()
    one.itself = one  # type: ignore[attr-defined]


def test_what_a_task_was_asked_with_is_freed_where_it_came_from(work: Work, settle: Callable[[], None]) -> None:
    told = list[int]()
    for _ in range(50):
        held = Held(told)
        work.read(work, bool, held, done=lambda _, also=held: also.objectName())
        work.read(work, _refuse, held, refused=lambda _, also=held: also.objectName())
        del held
        work.is_quiet()
    settle()
    gc.collect()
    assert len(told) == 50
    assert set(told) == {threading.get_ident()}


def _refuse(_held: object) -> None:
    raise Refused("不行")


@pytest.mark.usefixtures("qtbot")
def test_full_generations_are_collected_by_the_clock_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    parent, asked = QObject(), list[int]()
    collecting = Collecting(parent)
    assert not gc.isenabled()
    monkeypatch.setattr(gc, "collect", asked.append)
    for counts, wanted in (((0, 0, 0), []), ((701, 3, 2), [0]), ((701, 11, 2), [1]), ((9, 11, 11), [2])):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        asked.clear()
        collecting.timerEvent(None)  # type: ignore[arg-type]
        assert asked == wanted
    assert PACE <= 1_000
    collecting.stop()
    assert gc.isenabled()
