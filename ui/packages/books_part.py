"""The ledgers of one station as its packages brought them: a month's numbers, and the entries of the one chosen."""

from typing import Any

from app.core.changes import Changes
from app.core.errors import Refused
from ui.packages.reading import PLACE, StationBooks, StationEntries, read_books, read_entries
from ui.style import GRID
from ui.widgets.choice_entry import ChoiceBox
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.months import month_options
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel


class StationBooksPart(Part):
    """One line a ledger that has entries in the month; below, the entries of the ledger that is pointed at."""

    def __init__(self, desk: Desk) -> None:
        """Begin with the month of today and without a station."""
        super().__init__(desk, "村站的台账", scrolls=True)
        self._unit = self._key = ""
        self.month = ChoiceBox(month_options(desk.session.clock.today()))
        self.month.setAccessibleName("哪个月")
        self._books = WindowedModel(desk.work, _book_columns(), self)
        self._entries = WindowedModel(desk.work, _entry_columns(), self)
        self.books = ListView(self._books, "有登记的台账", row_id=lambda one: one.count.key)
        self.entries = ListView(self._entries, "登记", row_id=lambda one: one.id)
        self.words, self._head = Label(kind="soft", wraps=True), Label(kind="heading")
        tools = broken_row()
        FlowRow(tools, gap=2 * GRID).addWidget(self.month)
        for widget, share in ((tools, 0), (self.words, 0), (self.books, 2), (self._head, 0), (self.entries, 3)):
            self.body.addWidget(widget, share)
        self.month.currentIndexChanged.connect(lambda _: self._read())
        self.books.pointed.connect(self._point)
        self.books.chosen.connect(lambda _: self.entries.setFocus())
        self.entries.chosen.connect(lambda face: self.goto.emit(Goto(PLACE, f"{self._key}/{face.id}")))

    def show_station(self, unit: str) -> None:
        """Show a station by its code."""
        self._unit = unit
        self.head(title="村站的台账")
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when packages came."""
        if changes.touches("packages_in"):
            self._read()

    def step_back(self) -> bool:
        """Go back to the summary."""
        self.goto.emit(Goto(PLACE))
        return True

    def _read(self) -> None:
        if self._unit:
            asked = (self.desk.session, self._unit, self.month.value())
            self.desk.work.read(self, read_books, *asked, done=self._show, refused=self._gone)

    def _show(self, found: StationBooks) -> None:
        if (found.unit, found.month) != (self._unit, self.month.value()):
            return
        self.head(title=f"{found.name}的台账")
        total = sum(one.count.entries for one in found.books)
        self.words.setText(f"{len(found.books)} 本台账有登记，一共 {total} 条。" if total else "这个月没有台账登记。")
        self.books.show_rows(GivenRows(found.books))
        for widget in (self.books, self._head, self.entries):
            widget.setVisible(bool(total))
        if total:
            keys = [one.count.key for one in found.books]
            at = keys.index(self._key) if self._key in keys else 0
            self.books.setCurrentIndex(self._books.index(at, 0))
            self._point(found.books[at])
            self.books.setFocus()

    def _point(self, book: Any) -> None:
        if book is not None:
            self._key = book.count.key
            self._head.setText(book.count.title)
            asked = (self.desk.session, self._unit, self._key, self.month.value())
            self.desk.work.read(self, read_entries, *asked, done=self._show_entries, refused=self._gone)

    def _show_entries(self, found: StationEntries) -> None:
        if (found.key, found.month) == (self._key, self.month.value()):
            self.entries.show_rows(GivenRows(found.entries))

    def _gone(self, refusal: Refused) -> None:
        self.words.setText(f"！ {refusal}")
        for widget in (self.books, self._head, self.entries):
            widget.hide()


def _book_columns() -> list[Column]:
    return [
        Column("台账", lambda one: one.count.title, 176),
        Column("登记", lambda one: f"{one.count.entries} 条", 96, to_right=True),
        Column("合计", lambda one: one.figures),
    ]


def _entry_columns() -> list[Column]:
    return [
        Column("编号", lambda face: face.number, 144),
        Column("内容", lambda face: face.name),
        Column("状态", lambda face: face.state, 136, drop=1),
    ]
