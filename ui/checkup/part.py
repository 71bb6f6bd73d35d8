"""The section 体检: the last check in words, its findings with what to do, rebuilding, and the way to salvage."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.checkup.declaration import declared
from app.checkup.facts import Report
from app.core.changes import Changes
from app.core.errors import Refused
from ui.checkup.findings_list import FindingsList
from ui.checkup.reading import Overview, check_fully, read_overview, repair_and_check, repairs
from ui.say import say, say_refusal
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.row import broken_row
from ui.work import Progress


class CheckupPart(Part):
    """Shows what the checks found; a check runs beside the work and can be stopped."""

    def __init__(self, desk: Desk) -> None:
        """Lay the parts; nothing is read yet."""
        super().__init__(desk, "体检", "现在体检", scrolls=True)
        self._busy = False
        self._wanted: tuple[str, ...] = ()
        self.overview: Overview | None = None
        self.progress = ProgressStrip()
        self.summary = Label(wraps=True)
        self.findings, self.salvaged = FindingsList(), FindingsList()
        self.repair = Button("修复", self._repair)
        bar(desk, "repair", self.repair)
        self._repair_words = Label(kind="soft", wraps=True)
        self._repair_row = broken_row()
        FlowRow(self._repair_row).addWidget(self.repair)
        self._salvaged_heading = Label("抢救时没有读出来的", "heading")
        self._before_heading, self.before = Label("以前的检查", "heading"), Facts("以前的检查")
        for widget in (self.progress, self.summary, self._repair_words, self._repair_row, self.findings):
            self.body.addWidget(widget)
        for widget in (self._salvaged_heading, self.salvaged, self._before_heading, self.before):
            self.body.addWidget(widget)
        self.body.addWidget(Label("文件坏了怎么办，按这个次序", "heading"))
        for words in declared().order:
            self.body.addWidget(Label(words, "soft", wraps=True))
        self.body.addStretch(1)
        for shown in (self.findings, self.salvaged):
            shown.asked.connect(lambda place, row_id: self.goto.emit(Goto(place, row_id)))
        self._show(Overview("", (), (), ()))

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - a section without subjects
        """Read what was checked."""
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again after another check."""
        if changes.touches("checkups") and not self._busy:
            self._read()

    def run_main(self) -> None:
        """Look through everything now."""
        self._begin("正在体检", check_fully, self._checked)

    def first_focus(self) -> QWidget | None:
        """Leave the keys to the main button."""
        return None

    def _read(self) -> None:
        self.desk.work.read(self, read_overview, self.desk.session, done=self._show)

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        self.summary.setText(overview.told)
        self.findings.show_findings(overview.findings)
        self.salvaged.show_findings(overview.salvaged)
        self._salvaged_heading.setVisible(bool(overview.salvaged))
        self.before.show_facts(overview.before)
        self._before_heading.setVisible(bool(overview.before))
        self.before.setVisible(bool(overview.before))
        self._wanted = repairs(overview.findings)
        names = "、".join(declared().repair[key] for key in self._wanted)
        self._repair_words.setText(f"可以按数据重做：{names}。先自动做一份备份，再修复；修复记进流水。")
        self._repair_words.setVisible(bool(self._wanted))
        self._repair_row.setVisible(bool(self._wanted))
        self.lay_out()

    def _repair(self) -> None:
        task = partial(repair_and_check, wanted=self._wanted)
        self._begin("正在修复", task, partial(self._checked, before="修好了。"))

    def _begin(self, words: str, task: Callable[..., Any], done: Callable[[Report], None]) -> None:
        if self._busy:
            return
        self._busy = True
        self._ready()
        progress = Progress()
        self.progress.watch(progress, words)

        def ended(report: Report) -> None:
            self._end()
            done(report)

        def refused(refusal: Refused) -> None:
            self._end()
            say_refusal(self, refusal)

        self.desk.work.do_beside(self, task, self.desk.session, progress, done=ended, refused=refused)

    def _end(self) -> None:
        self._busy = False
        self.progress.end()
        self._ready()
        self._read()

    def _ready(self) -> None:
        self.head(ready=not self._busy)
        self.repair.setEnabled(not self._busy)

    def _checked(self, report: Report, before: str = "") -> None:
        faults = sum(one.is_fault for one in report.findings)
        words = f"有 {faults} 处问题，每一处都写着办法。" if faults else f"数据完好，看过 {report.rows} 条记录。"
        say(self, f"{before}{words}")
