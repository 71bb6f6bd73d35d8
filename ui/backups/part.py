"""The section of backups: where they are, making, carrying, rehearsing, and the list of what lies there."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.backups.facts import Backup
from app.backups.policy import declared
from app.backups.rehearsing import Rehearsal
from app.backups.shelf import Shelved
from app.backups.standing import grouped
from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from ui.backups.place_panel import PlacePanel
from ui.backups.reading import (
    Overview,
    change_place,
    fill_second,
    last_words,
    make_backup,
    moment_words,
    place_words,
    read_overview,
    rehearse,
    second_words,
    standing_words,
)
from ui.say import say, say_refusal
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk
from ui.widgets.drives import shown_size
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Progress, Task

CONCERNED = ("settings", "checkups", "second_copies")
FIRST, SECOND = "first", "second"


class BackupPart(Part):
    """``restore_asked(backup)`` tells that a backup of the list was chosen: to look into it or to go back to it."""

    restore_asked = Signal(Backup)

    def __init__(self, desk: Desk) -> None:
        """Begin without knowing anything."""
        super().__init__(desk, "备份", "现在备份", scrolls=True)
        self.needs("backups.make")
        self.overview: Overview | None = None
        self._busy = False
        self.facts = Facts("备份")
        self.progress = ProgressStrip()
        self.place = PlacePanel(desk.work)
        self.place.chosen.connect(self._change_place)
        self.place.left.connect(self._leave_place)
        self.carry = Button("抄到第二处", self._fill_second)
        self.rehearse = Button("演练一次", self._rehearse)
        bar(desk, "backups.make", self.carry)
        self.moving = Button("换备份位置", lambda: self._ask_place(second=False), kind="quiet")
        self.second = Button("选第二处", lambda: self._ask_place(second=True), kind="quiet")
        bar(desk, "settings.write", self.moving, self.second)
        self.which = ChoiceBox([Option(FIRST, "备份位置里的", "bf"), Option(SECOND, "第二处的", "de")])
        self.which.setAccessibleName("看哪一处的备份")
        self.which.currentIndexChanged.connect(lambda _: self._show_list())
        self._model = WindowedModel(desk.work, self._columns(), self)
        self.list = ListView(self._model, "做过的备份", row_id=lambda one: one.backup.name)
        self.list.chosen.connect(lambda one: self.restore_asked.emit(one.backup))
        self.list.pointed.connect(self._explain)
        self.hint, self._head = Label(kind="soft", wraps=True), broken_row()
        self._lay()

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - what is for the way back
        """Look into both places."""
        self._read()

    def run_main(self) -> None:
        """Make a backup now."""
        self._begin("正在备份", make_backup, self._made)

    def changed(self, changes: Changes) -> None:
        """Look again when a place was changed, something rehearsed or carried."""
        if changes.touches(*CONCERNED):
            self._read()

    def step_back(self) -> bool:
        """Put the question for a place away."""
        if self.place.isHidden():
            return False
        self._leave_place()
        return True

    def first_focus(self) -> QWidget | None:
        """Leave the keys to the main button."""
        return None

    def _lay(self) -> None:
        tools = broken_row()
        row = FlowRow(tools)
        for button in (self.carry, self.rehearse, self.moving, self.second):
            row.addWidget(button)
        head = FlowRow(self._head, gap=16)
        head.addWidget(Label("做过的备份", "heading"))
        head.addWidget(self.which)
        for widget in (self.facts, tools, self.progress, self.place, self._head):
            self.body.addWidget(widget)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.list, 1)
        self.body.addStretch(0)

    def _columns(self) -> list[Column]:
        return [
            Column("日期", lambda one: "" if self.overview is None else moment_words(one.backup, self.overview), 208),
            Column("为什么做", _made_words, 128),
            Column("条数", lambda one: grouped(one.backup.records), 88, to_right=True, drop=2),
            Column("大小", lambda one: shown_size(one.backup.size), 88, to_right=True, drop=3),
            Column("为什么留着", lambda one: one.verdict.why),
            Column("大约留到", self._until, 144, drop=1),
        ]

    def _until(self, one: Shelved) -> str:
        if one.until is None or self.overview is None:
            return "—"
        same_year = one.until.year == self.overview.today.year
        return long_day(one.until).partition("年")[2] if same_year else long_day(one.until)

    def _read(self) -> None:
        self.desk.work.wait_for(self, read_overview, self.desk.session, done=self._show)

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        self.facts.show_facts(
            [
                ("备份位置", place_words(overview.first)),
                ("第二处", second_words(overview)),
                ("上一次", last_words(overview)),
                ("演练", standing_words(overview)),
            ]
        )
        self._head.setVisible(bool(overview.shelf or overview.second_shelf))
        self.which.setVisible(overview.second.folder is not None)
        self.second.setText("选第二处" if overview.second.folder is None else "换第二处")
        self._ready()
        self._show_list()
        self.lay_out()

    def _show_list(self) -> None:
        if self.overview is None:
            return
        shown = self.overview.second_shelf if self.which.value() == SECOND else self.overview.shelf
        self.list.show_rows(GivenRows(shown))
        self.list.setVisible(bool(shown))
        at_first = "这里每天自动放一份加密的备份：工作中隔半小时、关闭时、导入和收包以前。现在就可以做第一份。"
        words = "回车打开一份：看里面有什么、恢复成那时的样子，或者只取回一条记录。"
        self.hint.setText(words if shown else at_first if not self.overview.shelf else "这里还没有备份。")

    def _explain(self, one: Shelved) -> None:
        if one.backup.trouble:
            self.hint.setText(f"！ {one.backup.trouble}")

    def _begin(self, words: str, task: Task, done: Callable[..., None]) -> None:
        if self._busy:
            return
        self._busy = True
        self._ready()
        progress = Progress()
        self.progress.watch(progress, words)

        def ended(answer: object) -> None:
            self._end()
            done(answer)

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
        known, free = self.overview, not self._busy
        self.head(ready=free)
        self.carry.setEnabled(free and known is not None and known.second.folder is not None)
        self.rehearse.setEnabled(free and known is not None and bool(known.shelf))

    def _made(self, backup: Backup) -> None:
        say(self, f"备份好了：{grouped(backup.records)} 条，{shown_size(backup.size)}，写完又读回来核对过。")

    def _fill_second(self) -> None:
        self._begin("正在抄到第二处", fill_second, self._carried)

    def _carried(self, backup: Backup) -> None:
        say(self, f"抄好了，并且读回来核对过：{backup.name}。现在可以弹出移动盘了。")

    def _rehearse(self) -> None:
        self._begin("正在演练：取出来、打开、逐条核对", rehearse, self._rehearsed)

    def _rehearsed(self, done: Sequence[Rehearsal]) -> None:
        good = next((one for one in done if one.is_good), None)
        if good is not None and len(done) == 1:
            say(self, f"备份可用：{grouped(good.records)} 条 ✔")
            return
        what = done[0].findings[0]
        rest = f"再前面一份可用：{grouped(good.records)} 条" if good else "也没有找到别的能用的备份"
        say_refusal(self, Refused(f"最新的备份用不了：{what}。{rest}。", advice="请马上按“现在备份”，再演练一次。"))

    def _ask_place(self, *, second: bool) -> None:
        known = self.overview
        now = None if known is None else (known.second if second else known.first).folder
        self.place.open(now, second=second)

    def _leave_place(self) -> None:
        self.place.close_panel()
        self.moving.setFocus()

    def _change_place(self, folder: Path | None, second: bool) -> None:  # noqa: FBT001 - a Qt signal carries it
        self._leave_place()
        told = "第二处改好了，请按“抄到第二处”。" if second else "备份位置改好了，请按“现在备份”在新位置做第一份。"
        words = told if folder else "改好了。"
        self.desk.work.write(self, change_place, self.desk.session, folder, second, done=lambda _: say(self, words))


def _made_words(one: Shelved) -> str:
    return declared().made_words(one.backup.about.reason) if one.backup.about else "！ 读不出来"
