"""The section 流水: the journal to search, one action of it, the last steps to take back, its proof and its export."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.history.exporting import Exported
from app.history.facts import Action, Entry, Place, Verified
from ui.history.action_view import ActionView
from ui.history.export_panel import ExportPanel
from ui.history.journal_view import JournalView
from ui.history.reading import export, last_steps, offered, take_back, verify
from ui.history.steps_view import StepsView
from ui.say import Undo, say, say_refusal
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import scrolling
from ui.work import Progress, Task

RECENT = "recent"
_LIST_WORDS, _STEPS_WORDS = "最近的操作", "看全部流水"


class HistoryPart(Part):
    """Opened with ``recent`` for the last steps, else with the journal, where whoever sits here may read it."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the journal."""
        super().__init__(desk, "流水", _LIST_WORDS)
        self._busy = False
        self.journal = JournalView(desk)
        self.action, self.steps = ActionView(), StepsView()
        self.progress, self.panel = ProgressStrip(), ExportPanel(desk.session.clock.today)
        self._stack = QStackedWidget()
        column = QVBoxLayout()
        column.addWidget(self.panel)
        column.addStretch(1)
        self._question = scrolling(column)
        for view in (self.journal, self.action, self.steps, self._question):
            self._stack.addWidget(view)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._stack, 1)
        self._connect()

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - the journal has no subject
        """Show the journal, or the last steps."""
        if what == RECENT or not self.desk.session.may("journal.read"):
            self._show_steps()
            return
        self._show_view(self.journal)
        self.desk.work.read(self, offered, self.desk.session, done=lambda found: self.journal.filters.offer(*found))
        self.journal.read()

    def run_main(self) -> None:
        """Go between the journal and the last steps."""
        self.goto.emit(Goto("settings", what="history" if self._is_at(self.steps) else f"history:{RECENT}"))

    def changed(self, changes: Changes) -> None:  # noqa: ARG002 - every change is an entry
        """Read again what is shown."""
        if self._is_at(self.steps):
            self._read_steps()
        elif self._is_at(self.journal):
            self.journal.read()

    def step_back(self) -> bool:
        """Put the question away, else go from an action back to the list, else clear what was looked for."""
        if self._is_at(self.action) or self._is_at(self._question):
            self._show_view(self.journal)
            self.journal.list.setFocus()
            return True
        return self._is_at(self.journal) and self.journal.filters.clear()

    def first_focus(self) -> QWidget | None:
        """Begin in the list, or at the newest step."""
        return self.steps.first_focus() if self._is_at(self.steps) else self.journal.first_focus()

    def ask_export(self) -> None:
        """Ask which days, and whether persons may stand in the file."""
        self._stack.setCurrentWidget(self._question)
        self.panel.open()

    def verify(self) -> None:
        """Walk the chain."""
        self._begin("正在核对流水", partial(verify, self.desk.session), self._verified)

    def export_to(self, path: Path, span: tuple[date | None, date | None], *, with_values: bool) -> None:
        """Write the journal of these days to ``path``."""
        task = partial(export, self.desk.session, path=path, span=span, with_values=with_values)
        self._begin("正在导出流水", task, self._exported)

    def _connect(self) -> None:
        self.journal.chosen.connect(self._open_action)
        self.journal.verify.clicked.connect(lambda _=False: self.verify())
        self.journal.export.clicked.connect(lambda _=False: self.ask_export())
        self.panel.given.connect(self._ask_path)
        self.panel.left.connect(self.step_back)
        self.action.left.connect(self.step_back)
        self.action.opened.connect(self._go_to_record)
        for view in (self.action, self.steps):
            view.taken_back.connect(self._take_back)

    def _is_at(self, view: QWidget) -> bool:
        return self._stack.currentWidget() is view

    def _show_view(self, view: QWidget) -> None:
        self._stack.setCurrentWidget(view)
        may_read = self.desk.session.may("journal.read")
        words = (_STEPS_WORDS if may_read else "") if view is self.steps else _LIST_WORDS
        self.head("最近的操作" if view is self.steps else "流水", words)

    def _show_steps(self) -> None:
        self._show_view(self.steps)
        self._read_steps()

    def _read_steps(self) -> None:
        self.desk.work.write(self, last_steps, self.desk.session, done=self._steps_came)

    def _steps_came(self, steps: list[Action]) -> None:
        begin = not self.steps.buttons
        self.steps.show_steps(steps)
        first = self.steps.first_focus()
        if begin and first is not None and self._is_at(self.steps):
            first.setFocus()

    def _open_action(self, action: Action) -> None:
        self.desk.work.read(self, self.desk.session.history.entries, action, done=partial(self._show_action, action))

    def _show_action(self, action: Action, entries: list[Entry]) -> None:
        self._show_view(self.action)
        self.action.show_action(action, entries, own=action.operator == self.desk.session.operator.id)

    def _go_to_record(self, place: Place) -> None:
        self.goto.emit(Goto(place.place, place.subject, place.what))

    def _take_back(self, step: Action) -> None:
        self.desk.work.write(self, take_back, self.desk.session, step.seq, done=self._taken_back)

    def _taken_back(self, done: Action) -> None:
        if self._is_at(self.action):
            self._show_view(self.journal)
            self.journal.read()
        say(self, f"已{done.words}。", Undo(partial(self._take_back, done), "撤销" if not done.back else "重做"))

    def _begin(self, words: str, task: Task, done: Callable[..., None]) -> None:
        if self._busy:
            return
        self._busy = True
        progress = Progress()
        self.progress.watch(progress, words)

        def ended(answer: object) -> None:
            self._end()
            done(answer)

        def refused(refusal: Refused) -> None:
            self._end()
            say_refusal(self, refusal)

        self.desk.work.do_beside(self, task, progress, done=ended, refused=refused)

    def _end(self) -> None:
        self._busy = False
        self.progress.end()

    def _verified(self, found: Verified) -> None:
        self.journal.show_verdict(found.words, fine=found.broken is None)

    def _ask_path(self, since: date | None, until: date | None, with_values: bool) -> None:  # noqa: FBT001 - a signal's
        day = self.desk.session.clock.today()
        name = f"流水-{day.isoformat()}.jsonl"
        chosen, _ = QFileDialog.getSaveFileName(self, "流水导出到哪里", name, "流水（*.jsonl）")
        if chosen:
            self._show_view(self.journal)
            self.export_to(Path(chosen), (since, until), with_values=with_values)

    def _exported(self, done: Exported) -> None:
        say(self, f"已导出 {done.entries} 条流水到 {done.path}，写完又核对过，有本站的签名。")
