import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.core.changes import Changes
from app.core.errors import Refused
from ui.say import Strip
from ui.work import Progress, Work


class Corner(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.strip = Strip(self)


def test_a_task_runs_off_the_ui_thread_and_its_answer_comes_back_on_it(work: Work, settle: Callable[[], None]) -> None:
    here, told = threading.get_ident(), []

    def task(left: int, right: int) -> tuple[int, int]:
        return left + right, threading.get_ident()

    work.write(work, task, 2, 3, done=lambda answer: told.append((*answer, threading.get_ident())))
    settle()
    total, there, back = told[0]
    assert total == 5
    assert there != here
    assert back == here


def test_writing_and_reading_run_on_two_threads_and_writing_keeps_its_order(
    work: Work, settle: Callable[[], None]
) -> None:
    held, order, threads = threading.Event(), list[int](), set[int]()

    def note(number: int) -> None:
        order.append(number)
        threads.add(threading.get_ident())

    work.write(work, held.wait, 5)
    for number in range(20):
        work.write(work, note, number)
    read: list[int] = []
    work.read(work, threading.get_ident, done=read.append)
    work.read(work, held.set)
    settle()
    assert order == list(range(20))
    assert len(threads) == 1
    assert read[0] not in threads


def test_the_answer_for_a_page_that_is_gone_is_dropped_but_its_changes_are_told(
    work: Work, settle: Callable[[], None]
) -> None:
    told: list[Changes] = []
    work.serve(told.append, None)
    page, answers, held = QWidget(), list[object](), threading.Event()
    changes = Changes.of([("cases", "1")])
    work.write(page, lambda: (held.wait(5), changes), done=answers.append)
    delete(page)
    held.set()
    settle()
    assert answers == []
    assert told == [changes]


def test_a_dropped_ticket_never_runs_nor_answers(work: Work, settle: Callable[[], None]) -> None:
    held, ran, answers = threading.Event(), list[int](), list[object]()
    work.read(work, held.wait, 5)
    ticket = work.read(work, ran.append, 1, done=answers.append)
    ticket.drop()
    held.set()
    settle()
    assert ran == []
    assert answers == []


def test_dropping_a_running_read_interrupts_that_read_and_no_other(work: Work, settle: Callable[[], None]) -> None:
    interrupted = threading.Event()
    work.serve(None, interrupted.set)
    started, answers = threading.Event(), list[object]()

    def long_read() -> None:
        started.set()
        interrupted.wait(5)
        raise OSError("interrupted")

    ticket = work.read(work, long_read, done=answers.append)
    assert started.wait(5)
    ticket.drop()
    settle()
    assert interrupted.is_set()
    assert answers == []
    interrupted.clear()
    ticket.drop()
    assert not interrupted.is_set()


def test_changes_are_emitted_once_and_the_answer_comes_without_them(work: Work, settle: Callable[[], None]) -> None:
    told: list[Changes] = []
    answers: list[object] = []
    work.serve(told.append, None)
    changes = Changes.of([("residents", "r")])
    work.write(work, lambda: ("number", changes), done=answers.append)
    work.write(work, lambda: changes, done=answers.append)
    work.write(work, lambda: (1, 2), done=answers.append)
    work.write(work, Changes, done=answers.append)
    settle()
    assert told == [changes, changes]
    assert answers == ["number", changes, (1, 2), Changes()]


def test_a_refusal_goes_to_the_strip_of_the_page_or_to_who_asks_for_it(
    work: Work, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = Corner()
    qtbot.addWidget(page)
    inner = QWidget(page)
    taken: list[Refused] = []

    def refuse() -> None:
        raise Refused("盘满了。", untouched="没有动。", advice="请清一清。")

    work.write(inner, refuse)
    settle()
    assert page.strip.sentence() == "！ 盘满了。没有动。请清一清。"
    work.write(inner, refuse, refused=taken.append)
    settle()
    assert [one.sentence for one in taken] == ["盘满了。"]


def test_a_bug_goes_to_the_excepthook_and_the_road_stays_open(
    work: Work, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))
    answers: list[int] = []
    work.write(work, lambda: 1 // 0)
    work.write(work, lambda: 7, done=answers.append)
    settle()
    assert seen == [ZeroDivisionError]
    assert answers == [7]


def test_progress_and_cancel_are_values_that_cross_the_threads(
    work: Work, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    progress, told = Progress(), []
    progress.told.connect(lambda done, total, words: told.append((done, total, words)))

    def long_task(progress: Progress) -> int:
        for step in range(1000):
            if progress.cancelled():
                return step
            progress(step, 1000, "件")
            if step == 3:
                progress.cancel()
        return -1

    answers: list[int] = []
    work.write(work, long_task, progress, done=answers.append)
    settle()
    assert answers == [4]
    assert told[0] == (0, 1000, "件")
    assert len(told) == 4


def test_closing_finishes_what_is_queued(tmp_path: Path) -> None:
    road, done = Work(), list[int]()
    for number in range(5):
        road.write(road, done.append, number)
    road.close()
    assert done == [0, 1, 2, 3, 4]


def test_a_device_that_does_not_answer_holds_up_nothing(work: Work, qtbot: QtBot, settle: Callable[[], None]) -> None:
    printer, told = threading.Event(), list[str]()
    work.wait_for(work, printer.wait, 20, done=lambda _: told.append("printed"))
    work.write(work, told.append, "written")
    work.read(work, told.append, "read")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert sorted(told) == ["read", "written"]
    printer.set()
    settle()
    assert told[-1] == "printed"


def test_closing_does_not_wait_for_a_dead_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.work.LAST_PATIENCE", 0.01)
    made, printer = Work(), threading.Event()
    made.wait_for(made, printer.wait, 20)
    made.close()
    assert not printer.is_set()
    printer.set()
