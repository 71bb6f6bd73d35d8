"""What happened last: the log in words, and the sheet for whoever helps from afar."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ui.say import say
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.scrolling import lay_out, scrolling
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from app.core.event_log import Event
    from ui.widgets.desk import Desk

SHOWN = 100
REPORT_NAME = "村站通-说明.txt"


class HappenedPart(Part):
    """The last events, newest first; no person stands in them."""

    def __init__(self, desk: "Desk") -> None:
        """Begin without lines."""
        super().__init__(desk, "最近发生")
        self._lines = Timeline("最近发生的事")
        column = QVBoxLayout()
        column.addWidget(self._lines)
        column.addStretch(1)
        self._column_area = scrolling(column)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._column_area)
        self._stack.addWidget(EmptyPage("还没有记下什么。", "程序打开、备份、检查、出了什么问题，都会写在这里。"))
        self.save = Button("存一份给帮忙的人", self._ask_path)
        row = QWidget()
        FlowRow(row).addWidget(self.save)
        words = "程序最近做了什么、哪里没有做成。这里没有任何人的姓名、证件号和电话，可以放心交给帮你看问题的人。"
        self.body.addWidget(Label(words, "soft", wraps=True))
        self.body.addWidget(row)
        self.body.addWidget(self._stack, 1)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - there is one log
        """Read the log."""
        self.desk.work.read(self, self.desk.session.log.last, SHOWN, done=self._show)

    def first_focus(self) -> QWidget | None:
        """Begin at the one button."""
        return self.save

    def save_to(self, path: Path) -> None:
        """Write the sheet."""
        done = f"已存到 {path.name}，拷给帮忙的人就行。"
        self.desk.work.read(self, self.desk.session.save_help_report, path, done=lambda _: say(self, done))

    def _show(self, events: "list[Event]") -> None:
        self._stack.setCurrentIndex(0 if events else 1)
        self._lines.show_steps([Step(event.moment, event.words) for event in events])
        lay_out(self._column_area)

    def _ask_path(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "存一份给帮忙的人", REPORT_NAME, "文本 (*.txt)")
        if chosen:
            self.save_to(Path(chosen))
