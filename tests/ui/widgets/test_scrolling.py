"""What has the focus is seen whole, wherever it lies in a page that scrolls."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.style import text_size
from ui.widgets.entry import TextEntry
from ui.widgets.given_rows import GivenRows
from ui.widgets.list_view import ListView
from ui.widgets.scrolling import scrolling
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Work

HIGH = 300


class Place:
    """A small page with more in it than it can show."""

    def __init__(self, widgets: Sequence[QWidget], show: Callable[[QWidget], QWidget]) -> None:
        body = QVBoxLayout()
        for widget in widgets:
            body.addWidget(widget)
        self.window = QWidget()
        whole = QVBoxLayout(self.window)
        self.area: QScrollArea = scrolling(body)
        whole.addWidget(self.area)
        self.window.resize(400, HIGH)
        show(self.window)

    def shows(self, widget: QWidget, top: int, bottom: int) -> bool:
        """Tell whether these lines of a widget are seen."""
        port = self.area.viewport()
        ends = [widget.mapTo(port, QPoint(0, edge)).y() for edge in (top, bottom)]
        return ends[0] >= 0 and ends[1] <= port.height()


@pytest.fixture
def entries() -> list[TextEntry]:
    return [TextEntry() for _ in range(20)]


def test_a_field_is_seen_whole_and_not_its_cursor_alone(
    entries: list[TextEntry], shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    place = Place(entries, shown)
    for entry in (*entries, *entries[::-1]):
        entry.setFocus()
        qtbot.waitUntil(lambda entry=entry: place.shows(entry, 0, entry.height()))  # type: ignore[misc]


def test_it_stays_in_view_when_the_room_becomes_small(
    entries: list[TextEntry], shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    place = Place(entries, shown)
    last = next(one for one in reversed(entries) if place.shows(one, 0, one.height()))
    last.setFocus()
    place.window.resize(400, HIGH - 60)
    qtbot.waitUntil(lambda: place.area.height() < HIGH - 60)
    qtbot.waitUntil(lambda: place.shows(last, 0, last.height()))


def test_the_line_of_a_long_list_is_followed(
    work: Work, shown: Callable[[QWidget], QWidget], settle: Callable[[], None], qtbot: QtBot
) -> None:
    rows = [str(number) for number in range(12)]
    model = WindowedModel(work, [Column("行", str)])
    view = ListView(model, "表", row_id=str)
    view.setFixedHeight(text_size().row * 14)
    place = Place([TextEntry(), view], shown)
    view.show_rows(GivenRows(rows))
    settle()
    view.setFocus()
    for at in range(len(rows)):
        view.setCurrentIndex(model.index(at, 0)) if at == 0 else QTest.keyClick(view, Qt.Key.Key_Down)
        line = view.visualRect(view.currentIndex())
        assert view.currentIndex().row() == at
        assert place.shows(view.viewport(), line.top(), line.bottom()), at
