import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.list_view import ListView
from ui.widgets.windowed import PAGE_ROWS, PAGES_KEPT, Column, WindowedModel
from ui.work import Work

COLUMNS = (Column("编号", lambda row: f"第{row}号", 120, to_right=True), Column("姓名", lambda row: f"人{row}"))


class Numbers:
    """Rows that are their own numbers; remembers what was asked."""

    def __init__(self, total: int, first: int = 0) -> None:
        self.total, self.first = total, first
        self.asked: list[int] = []
        self.held = threading.Event()
        self.held.set()

    def count(self) -> int:
        self.held.wait(5)
        return self.total

    def page(self, offset: int, limit: int) -> Sequence[int]:
        self.held.wait(5)
        self.asked.append(offset)
        return range(self.first + offset, self.first + min(self.total, offset + limit))


def test_a_million_rows_are_counted_but_only_pages_that_are_looked_at_are_read(
    work: Work, settle: Callable[[], None]
) -> None:
    model, rows = WindowedModel(work, COLUMNS), Numbers(1_000_000)
    model.show_rows(rows)
    settle()
    assert model.rowCount() == 1_000_000
    assert rows.asked == [0]
    far = model.index(900_000, 0)
    assert far.data() == "…"
    settle()
    assert far.data() == "第900000号"
    assert rows.asked == [0, 900_000 // PAGE_ROWS * PAGE_ROWS]


def test_only_the_pages_used_last_are_kept(work: Work, settle: Callable[[], None]) -> None:
    model, rows = WindowedModel(work, COLUMNS), Numbers(PAGE_ROWS * (PAGES_KEPT + 9))
    model.show_rows(rows)
    settle()
    last = PAGES_KEPT + 5
    for page in range(last + 1):
        model.index(page * PAGE_ROWS, 0).data()
        settle()
    assert len(model._pages) == PAGES_KEPT
    assert model.row(0) is None
    assert model.row(last * PAGE_ROWS) == last * PAGE_ROWS


def test_an_answer_of_an_older_choice_is_dropped(work: Work, settle: Callable[[], None]) -> None:
    model, old, new = WindowedModel(work, COLUMNS), Numbers(10), Numbers(3, first=500)
    arrived: list[int] = []
    model.arrived.connect(arrived.append)
    old.held.clear()
    model.show_rows(old)
    model.show_rows(new)
    old.held.set()
    settle()
    assert model.rowCount() == 3
    assert model.index(0, 1).data() == "人500"
    assert len(arrived) == 1


def test_scrolling_fast_gives_up_pages_that_nobody_looks_at_any_more(work: Work, settle: Callable[[], None]) -> None:
    model, rows = WindowedModel(work, COLUMNS), Numbers(PAGE_ROWS * 100)
    model.show_rows(rows)
    settle()
    rows.held.clear()
    for page in range(1, 60):
        model.index(page * PAGE_ROWS, 0).data()
    rows.held.set()
    settle()
    assert 59 * PAGE_ROWS in rows.asked
    assert len(rows.asked) <= 6


def test_the_model_says_titles_sides_and_words_for_a_screen_reader(work: Work, settle: Callable[[], None]) -> None:
    model = WindowedModel(work, COLUMNS)
    model.show_rows(Numbers(2))
    settle()
    role = Qt.ItemDataRole
    assert model.headerData(1, Qt.Orientation.Horizontal) == "姓名"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal, role.DecorationRole) is None
    assert model.index(1, 0).data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(1, 1).data(role.AccessibleTextRole) == "姓名：人1"
    assert model.index(1, 1).data(role.DecorationRole) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 2


def test_the_list_chooses_with_enter_and_stays_on_its_row_when_something_changed(
    work: Work, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    model, rows = WindowedModel(work, COLUMNS), Numbers(50)
    view = ListView(model, "数目", row_id=str)
    qtbot.addWidget(view)
    view.resize(600, 400)
    chosen: list[int] = []
    pointed: list[int] = []
    view.chosen.connect(chosen.append)
    view.pointed.connect(pointed.append)
    view.show()
    view.setFocus()
    view.show_rows(rows)
    settle()
    QTest.keyClick(view, Qt.Key.Key_Down)
    if view.currentIndex().row() == 0:
        QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen == [1]
    assert pointed[-1] == 1
    view.reload()
    settle()
    assert view.current_row() == 1
    rows.first = 1
    view.reload()
    settle()
    assert view.current_row() == 1
    assert view.currentIndex().row() == 0


def test_columns_share_the_width_and_nothing_scrolls_sideways(
    work: Work, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    model = WindowedModel(work, (*COLUMNS, Column("很宽", str, 900)))
    view = ListView(model, "数目", row_id=str)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.show_rows(Numbers(5))
    settle()
    assert sum(view.columnWidth(n) for n in range(3)) <= view.viewport().width()
    assert view.rowHeight(0) >= 32
    assert view.minimumSizeHint().width() < 200
    assert view.sizeHint().height() > 200
