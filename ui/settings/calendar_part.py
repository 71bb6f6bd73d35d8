"""The years of the working calendar: which ones are announced, and the file that brings a new one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.core.brought_file import brought_bytes
from app.core.changes import Changes
from app.core.working_calendar import WorkingCalendar
from app.core.year_table import YearTable
from ui.say import say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from app.session import Session

_BEFORE, _AFTER = 1, 2


class CalendarPart(QWidget):
    """Shows the years around today and takes in the table of one."""

    def __init__(self, desk: Desk) -> None:
        """Ask the session's calendar."""
        super().__init__()
        self._desk = desk
        self._years = Facts("工作日历")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, GRID, 0, GRID)
        whole.setSpacing(GRID)
        whole.addWidget(Label("工作日历", "heading"))
        words = "没有公布的年份按法定节日推算，到期日标“预估”；导入当年的放假安排后自动重算。"
        whole.addWidget(Label(words, "soft", wraps=True))
        whole.addWidget(self._years)
        row = QWidget()
        taking = Button("导入放假安排…", self._ask_file)
        bar(desk, "settings.write", taking)
        FlowRow(row).addWidget(taking)
        whole.addWidget(row)

    def reload(self) -> None:
        """Show the years again."""
        self._desk.work.read(self, _years_of, self._desk.session, done=self._years.show_facts)

    def take_in(self, path: Path) -> None:
        """Take in the table of one year from a file."""
        self._desk.work.write(self, _take_in, self._desk.session, path, done=self._taken)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选放假安排表", "", "放假安排（*.json *.toml）")
        if chosen:
            self.take_in(Path(chosen))

    def _taken(self, table: YearTable) -> None:
        say(self, f"{table.year} 年放假安排已导入，到期日已经重算。")
        self.reload()


def _take_in(session: "Session", path: Path) -> "tuple[YearTable, Changes]":
    return session.take_in_calendar_year(brought_bytes(path, "放假安排表"), path.name)


def _years_of(session: "Session") -> list[tuple[str, str]]:
    this_year = session.clock.today().year
    years = range(this_year - _BEFORE, this_year + _AFTER + 1)
    return [(f"{year} 年", _words(session.calendar, year)) for year in years]


def _words(calendar: WorkingCalendar, year: int) -> str:
    if calendar.is_estimated(year):
        return "△ 预估（还没有公布，按法定节日推算）"
    table = calendar.table(year)
    return f"✓ 已公布{'，' + table.source if table is not None and table.source else ''}"
