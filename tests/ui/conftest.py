"""What a test of the window may ask for: a dressed application, both roads off its thread, a desk, a way to look."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.people.facts import Resident
from app.session import Session
from tests.ui.people_of import villager
from ui.main_window.window import MainWindow
from ui.style import apply_style, load_bold_face, show_text_size
from ui.widgets.desk import Desk
from ui.work import Work

LOOKS = (
    *("nothing_is_cut", "whole_at", "place_fits", "everything_fits", "every_word_fits"),
    *("every_paper_that", "keyboard_alone_in_every"),
)
"""In the names of tests that lay every page out to look at it: other tests walk the same code step by step."""
TURNS = 4
"""Turns of the event loop: a list grows, its row grows with it, the page scrolls to what has the focus."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that only look run without the tracer of the coverage."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and any(word in item.name for word in LOOKS):
            item.add_marker(pytest.mark.no_cover)


def turn(milliseconds: int = 0) -> None:
    """Let the event loop do what waits, and what comes meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(met: Callable[[], bool]) -> None:
    """Turn the event loop until something is met: looks every millisecond, where pytest-qt looks every ten."""
    patience = QDeadlineTimer(20_000)
    while not met():
        assert not patience.hasExpired(), "it did not come about within twenty seconds"
        turn(1)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Dress the application once, as the program does; what Python put on the clipboard must be gone before Python."""
    apply_style(qapp, 100)
    load_bold_face()
    yield qapp
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def at_usual_size(dressed: QApplication) -> Iterator[None]:
    """Begin every test at 100 %, with no window of the test before: what is dressed anew is every widget that lives."""
    yield
    for left in QApplication.topLevelWidgets():
        if left.parent() is None:
            left.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if dressed.property("text_percent") != 100:
        show_text_size(dressed, 100)


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work]:
    """Open both roads, and end them after the last answer."""
    made = Work()
    yield made
    wait_until(made.is_quiet)
    made.close()


@pytest.fixture
def desk(session: Session, work: Work) -> Desk:
    """Sit at the desk of a fresh station."""
    work.serve(session.emit, session.store.interrupt_reading)
    return Desk(session, work)


@pytest.fixture
def settle(work: Work) -> Callable[[], None]:
    """Give a function that waits until every answer has come and been shown, and the layouts it moved are done."""

    def wait() -> None:
        while True:
            wait_until(work.is_quiet)
            for _ in range(TURNS):
                turn()
            if work.is_quiet():  # a layout or a timer of those turns may have asked again
                return

    return wait


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Give a function that shows a window and waits until it takes the keys."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        wait_until(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def nameless() -> Callable[[QWidget], list[str]]:
    """Give a function that lists the focusable widgets without an accessible name."""
    return nameless_widgets


@pytest.fixture
def cut() -> Callable[[QWidget], list[str]]:
    """Give a function that lists the words that do not fit into their widgets."""
    return cut_words


def nameless_widgets(root: QWidget) -> list[str]:
    """List what takes the focus but says no name to a screen reader."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in [root, *root.findChildren(QWidget)]
        if widget.isVisibleTo(root)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QScrollArea)
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
        and not _named(widget)
    ]


def cut_words(root: QWidget) -> list[str]:
    """List the labels and buttons that are smaller than their words, and what reaches out of its parent."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not isinstance(widget, QLabel | QPushButton):
            continue
        words = widget.text()
        needed_width = widget.minimumSizeHint().width() if isinstance(widget, QLabel) else widget.sizeHint().width()
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        needed_height = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        if words and (widget.width() < needed_width or widget.height() < needed_height):
            found.append(f"{words!r} {widget.width()}x{widget.height()} < {needed_width}x{needed_height}")
        if words and _reaches_out(widget, root):
            found.append(f"{words!r} reaches out of its place")
    return found


def _named(widget: QWidget) -> bool:
    if isinstance(widget, QPushButton | QLabel):
        return bool(widget.accessibleName() or widget.text())
    return bool(widget.accessibleName()) or bool(getattr(widget, "text", str)() and not hasattr(widget, "echoMode"))


def _reaches_out(widget: QWidget, root: QWidget) -> bool:
    at = widget.parentWidget()
    while at is not None and at is not root:
        if isinstance(at, QAbstractScrollArea):
            return False
        at = at.parentWidget()
    corner = widget.mapTo(root, widget.rect().bottomRight())
    return corner.x() > root.width() or corner.y() > root.height()


@pytest.fixture
def window(desk: Desk, shown: Callable[[QWidget], QWidget], settle: Callable[[], None]) -> MainWindow:
    """Open the real window of a fresh station."""
    made = MainWindow(desk, "示例村")
    shown(made)
    settle()
    return made


@pytest.fixture
def li_shufen(session: Session) -> Resident:
    """Register a known villager."""
    return villager(session, "李淑芬")
