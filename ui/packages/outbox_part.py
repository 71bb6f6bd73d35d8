"""The station's page: what the next package carries, where it goes, and what was written before."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.packages.received import is_entries
from app.packages.service import OutgoingReceipt
from ui.packages.full_question import FullQuestion
from ui.packages.reading import ENROL, PLACE, SLIP, Outbox, WrittenOut, read_outbox, shown_moment, write_packages
from ui.packages.written_panel import WrittenPanel
from ui.say import say_refusal
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view
from ui.widgets.where import WherePicker
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Progress

CONCERNED = ("cases", "case_events", "item_versions", "service_items", "notices", "packages_out", "papers")


class OutboxPart(Part):
    """Writes the next package; each of the packages written can have its slip printed again."""

    def __init__(self, desk: Desk) -> None:
        """Begin without knowing whether the station is enrolled."""
        super().__init__(desk, "报送", scrolls=True)
        self.needs("packages.write")
        self._outbox: Outbox | None = None
        self._writing = False
        self.facts = Facts("下一个包")
        self.where = WherePicker(desk.work, "写到")
        self.progress = ProgressStrip()
        self.result = WrittenPanel()
        self.result.print_wanted.connect(lambda number: self.goto.emit(Goto(PLACE, str(number), SLIP)))
        self._columns = [
            Column("包号", lambda one: f"第 {one.number} 号", 104),
            Column("写盘日期", lambda one: shown_moment(one.written_at), 152),
            Column("记录", lambda one: f"{one.rows} 行", 96, to_right=True, drop=2),
            Column("核对码", lambda one: one.check_code),
            Column("文件", lambda one: one.file_name, 400, drop=3),
        ]
        self._model = WindowedModel(desk.work, self._columns, self)
        self.list = ListView(self._model, "写过的包", row_id=lambda one: str(one.number))
        self.list.chosen.connect(self._open)
        self.full = Button("从头写一份完整的…", self._ask_full, kind="quiet")
        self._moving = Button("改登记到别的乡镇", lambda: self.goto.emit(Goto(PLACE, what=ENROL)), kind="quiet")
        bar(desk, "packages.write", self.full, self._moving)
        self._sure = FullQuestion(self._write_full, self._leave_full)
        self.strange = EmptyPage(
            "这里把每个月的新内容加密装进报送包，用移动盘送到乡镇。",
            "先和乡镇互相登记一次：向乡镇要一个给本站的邀请文件。",
            "用邀请文件登记",
            lambda: self.goto.emit(Goto(PLACE, what=ENROL)),
        )
        self._known = QWidget()
        self._lay()

    def begin(self) -> None:
        """Read everything, and look for drives."""
        self.where.look()
        self._read()

    def run_main(self) -> None:
        """Write the next package."""
        self._write(full=False)

    def changed(self, changes: Changes) -> None:
        """Read again when something waits to be sent, or was."""
        if not self._writing and (changes.touches(*CONCERNED) or any(is_entries(one) for one, _ in changes.rows)):
            self._read()

    def step_back(self) -> bool:
        """Leave the question whether to begin again."""
        if self._sure.isHidden():
            return False
        self._leave_full()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the place to write to."""
        return self.strange.button if self._known.isHidden() else self.where.box

    def _lay(self) -> None:
        column = QVBoxLayout(self._known)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        tools = broken_row()
        row = FlowRow(tools)
        row.addWidget(self.full)
        row.addWidget(self._moving)
        for widget in (self.facts, self.where, self.progress, self.result, self._sure):
            column.addWidget(widget)
        self._head = Label("写过的包", "heading")
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        self._hint = Label("回车重新打印交接单。", "soft")
        column.addWidget(self._hint)
        column.addWidget(tools)
        column.addStretch(0)
        self.body.addWidget(self._known, 1)
        self.body.addWidget(self.strange, 1)
        self._known.hide()
        self.strange.hide()

    def _read(self) -> None:
        self.desk.work.read(self, read_outbox, self.desk.session, done=self._show)

    def _show(self, outbox: Outbox) -> None:
        other = self._outbox is None or bool(self._outbox.parent) != bool(outbox.parent)
        self._outbox = outbox
        enrolled = bool(outbox.parent)
        self._known.setVisible(enrolled)
        self.strange.setVisible(not enrolled)
        self.head(main_words="写报送包" if enrolled else "", ready=enrolled and not self._writing)
        number = outbox.written[0].number + 1 if outbox.written else 1
        last = outbox.written[0] if outbox.written else None
        self.facts.show_facts(
            [
                ("报送到", outbox.parent),
                ("下一个包", f"第 {number} 号"),
                ("要带的", _carried(outbox)),
                ("上一次", f"{shown_moment(last.written_at)}，第 {last.number} 号" if last else "还没有写过"),
            ]
        )
        self.where.offer_folder(outbox.folder)
        self.list.show_rows(GivenRows(outbox.written))
        for widget in (self._head, self.list, self._hint, self.full):
            widget.setVisible(bool(outbox.written))
        if other and self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()

    def _write(self, *, full: bool) -> None:
        folder = self.where.folder()
        if self._writing or self._outbox is None or not self._outbox.parent:
            return
        if folder is None:
            say_refusal(self, Refused("还没有选写到哪里。", advice="请插好移动盘后按“再找移动盘”，或者选一个文件夹。"))
            self.where.choosing.setFocus()
            return
        self._writing = True
        self.head(ready=False)
        self.result.hide()
        progress = Progress()
        self.progress.watch(progress, "正在写报送包")
        self.desk.work.write(
            self, write_packages, self.desk.session, folder, progress, full, done=self._written, refused=self._refused
        )

    def _written(self, out: WrittenOut) -> None:
        self._ended()
        self.result.show_written(out)
        bring_into_view(self.result)

    def _refused(self, refusal: Refused) -> None:
        self._ended()
        say_refusal(self, refusal)

    def _ended(self) -> None:
        self._writing = False
        self.progress.end()
        self._read()

    def _ask_full(self) -> None:
        self._sure.show()
        self._sure.yes.setFocus()
        bring_into_view(self._sure)

    def _leave_full(self) -> None:
        self._sure.hide()
        self.full.setFocus()

    def _write_full(self) -> None:
        self._sure.hide()
        self._write(full=True)

    def _open(self, one: OutgoingReceipt) -> None:
        self.goto.emit(Goto(PLACE, str(one.number), SLIP))


def _carried(outbox: Outbox) -> str:
    if outbox.waiting:
        return f"上次以后新增和改动的 {outbox.waiting} 行（办件、过程、事项、公示、台账；村民和住户不随包报送）"
    return "没有新的内容，这个月可以不写"
