"""The township's page: the month of every station, what is overdue, what waits for a person."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from ui.packages.inbox_rows import late_columns, late_lines, station_columns, twin_columns
from ui.packages.reading import BOOKS, PLACE, READ, STATIONS, Inbox, read_inbox
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.months import month_options
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel

CONCERNED = ("cases", "case_events", "packages_in", "twins", "calendar_years")


class InboxPart(Part):
    """One line a station; below, the overdue cases of all of them and the rows with two versions."""

    def __init__(self, desk: Desk) -> None:
        """Begin with the month of today."""
        super().__init__(desk, "收包和汇总", scrolls=True)
        today = desk.session.clock.today()
        self._inbox: Inbox | None = None
        self.month = ChoiceBox(month_options(today))
        self.month.setAccessibleName("哪个月")
        self.total = Label(kind="soft", wraps=True)
        self._stations = WindowedModel(desk.work, station_columns(), self)
        self._late = WindowedModel(desk.work, late_columns(today), self)
        self._twins = WindowedModel(desk.work, twin_columns(), self)
        self.stations = ListView(self._stations, "各村站", row_id=lambda one: one.unit)
        self.late = ListView(self._late, "超期的件", row_id=lambda line: f"{line.station} {line.case.number}")
        self.twins = ListView(self._twins, "等人决定的", row_id=lambda twin: f"{twin.row_id} {twin.revision}")
        self._late_head, self._twins_head = Label(kind="heading"), Label(kind="heading")
        self._twins_words = Label(
            "同一条记录收到了两个版本，两个都留着。请打电话问村站哪一个是对的，让村站改一次后再报。", "soft", wraps=True
        )
        self.enrolling = Button("登记村站", lambda: self.goto.emit(Goto(PLACE, what=STATIONS)))
        self.strange = EmptyPage(
            "这里收各村站的报送包，看一个月的汇总。",
            "先登记村站：给每个站写一份邀请文件，等它带回回执。",
            "登记第一个村站",
            lambda: self.goto.emit(Goto(PLACE, what=STATIONS)),
        )
        self._known = QWidget()
        self._lay()
        self.stations.chosen.connect(lambda one: self.goto.emit(Goto(PLACE, one.unit, BOOKS)))
        self.late.chosen.connect(lambda line: self.goto.emit(Goto(PLACE, line.case.id)))
        self.month.currentIndexChanged.connect(lambda _: self.read())

    def begin(self) -> None:
        """Offer the months as they are today, and read the one that is chosen."""
        self.month.blockSignals(True)
        self.month.offer(month_options(self.desk.session.clock.today()))
        self.month.blockSignals(False)
        self.read()

    def read(self) -> None:
        """Read the month that is chosen."""
        self.desk.work.read(self, read_inbox, self.desk.session, self.month.value(), done=self._show)

    def run_main(self) -> None:
        """Go and read packages."""
        self.goto.emit(Goto(PLACE, what=READ))

    def changed(self, changes: Changes) -> None:
        """Read again when packages came."""
        if changes.touches(*CONCERNED):
            self.read()

    def first_focus(self) -> QWidget | None:
        """Begin at the list of stations."""
        return self.strange.button if self._known.isHidden() else self.stations

    def _lay(self) -> None:
        tools = broken_row()
        row = FlowRow(tools, gap=2 * GRID)
        row.addWidget(self.month)
        row.addWidget(self.enrolling)
        column = QVBoxLayout(self._known)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(tools)
        column.addWidget(self.total)
        column.addWidget(self.stations, 3)
        column.addWidget(Label("回车看这个村站报来的台账。", "soft"))
        column.addWidget(self._late_head)
        column.addWidget(self.late, 2)
        column.addWidget(self._twins_head)
        column.addWidget(self._twins_words)
        column.addWidget(self.twins, 2)
        self.body.addWidget(self._known, 1)
        self.body.addWidget(self.strange, 1)
        self._known.hide()
        self.strange.hide()

    def _show(self, inbox: Inbox) -> None:
        if inbox.month != self.month.value():
            return
        first = self._inbox is None
        self._inbox = inbox
        there = bool(inbox.stations)
        self._known.setVisible(there)
        self.strange.setVisible(not there)
        self.head(main_words="收报送包" if there else "")
        self.stations.show_rows(GivenRows(inbox.stations))
        self.total.setText(_total(inbox))
        late = late_lines(inbox.stations)
        self._late_head.setText(f"现在超期的件　{len(late)}" if late else "现在没有超期的件")
        self.late.setVisible(bool(late))
        self.late.show_rows(GivenRows(late))
        self._twins_head.setText(f"等人决定的　{len(inbox.twins)}")
        for widget in (self._twins_head, self._twins_words, self.twins):
            widget.setVisible(bool(inbox.twins))
        self.twins.show_rows(GivenRows(inbox.twins))
        if first and self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()


def _total(inbox: Inbox) -> str:
    sums = [sum(getattr(one, name) for one in inbox.stations) for name in ("cases", "concluded", "on_time", "overdue")]
    silent = sum(1 for one in inbox.stations if not one.last_number)
    gaps = sum(1 for one in inbox.stations if one.gap)
    told = f"{len(inbox.stations)} 个站合计：办件 {sums[0]}，办结 {sums[1]}，按时 {sums[2]}，超期 {sums[3]}。"
    entries = sum(one.entries for one in inbox.stations)
    told += f"台账登记 {entries} 条。" if entries else ""
    told += f"{silent} 个站还没有报过。" if silent else ""
    return told + (f"{gaps} 个站中间缺包。" if gaps else "")
