"""One notice: how it stands, and telling that it was posted, objected to, taken down."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.notices.facts import Posted
from ui.notices.notice_facts import notice_facts
from ui.notices.reading import PLACE, PRINT, STATES, NoticeSheet, read_notice
from ui.notices.step_forms import ObjectionForm, PostForm, TakeDownForm
from ui.say import say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row

WORDS = {"released": "登记张贴", "posted": "登记撤下", "taken_down": ""}


class NoticePart(Part):
    """The main button is the next step; its form stands open beside the facts."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a notice."""
        super().__init__(desk, "公示", scrolls=True)
        self.needs("notices.write")
        self._id = ""
        self._sheet: NoticeSheet | None = None
        self.badge, self.facts = Badge(), Facts("公示内容")
        self.printing = Button("再看、打印", lambda: self.goto.emit(Goto(PLACE, self._id, PRINT)))
        today = desk.session.clock.today
        self.posting, self.taking, self.objecting = PostForm(today), TakeDownForm(today), ObjectionForm()
        self.posting.finished.connect(self.run_main)
        self.taking.finished.connect(self.run_main)
        self.objecting.finished.connect(self._object)
        self._object_button = Button("记下异议", self._object)
        bar(desk, "notices.write", self._object_button)
        self._step_head, self._objection_head = Label(kind="heading"), Label("村民有异议时", "heading")
        self._trouble = Label(kind="fault", wraps=True)
        self._lay()

    def show_notice(self, notice_id: str) -> None:
        """Show a notice."""
        self._id, self._sheet = notice_id, None
        self._trouble.hide()
        self._read()

    def run_main(self) -> None:
        """Tell that it was posted or taken down."""
        if self._sheet is None or not self.is_main_ready():
            return
        notice, notices = self._sheet.notice, self.desk.session.notices
        form = self.posting if notice.state == "released" else self.taking
        if notice.state not in WORDS or not WORDS[notice.state] or not form.complete():
            return
        typed = form.typed()
        told = (notice.id, date.fromisoformat(typed["day"]), typed.get("place") or typed.get("reason", ""))
        self.head(ready=False)
        if notice.state == "released":
            self._run(partial(notices.post, *told), "张贴登记好了。")
        else:
            self._run(partial(notices.take_down, *told), "撤下登记好了。")

    def changed(self, changes: Changes) -> None:
        """Read again when notices changed."""
        if self._id and changes.touches("notices", "papers"):
            self._read()

    def step_back(self) -> bool:
        """Go back to the board."""
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the step that comes next."""
        if self._sheet is None or self._sheet.notice.state == "taken_down":
            return self.printing
        form = self.posting if self._sheet.notice.state == "released" else self.taking
        return form.entry("day")

    def _lay(self) -> None:
        tools = broken_row()
        row = FlowRow(tools)
        row.addWidget(self.badge)
        row.addWidget(self.printing)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        beside = QVBoxLayout(right)
        for one in (column, beside):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(GRID)
        column.addWidget(self.facts)
        objection_row = broken_row()
        FlowRow(objection_row).addWidget(self._object_button)
        for widget in (self._step_head, self.posting, self.taking, self._trouble):
            beside.addWidget(widget)
        beside.addSpacing(GRID)
        beside.addWidget(self._objection_head)
        beside.addWidget(self.objecting)
        beside.addWidget(objection_row)
        beside.addStretch(1)
        self.body.addWidget(tools)
        self.body.addWidget(Columns(left, right, shares=(1, 1)))
        self.body.addStretch(1)

    def _read(self) -> None:
        self.desk.work.read(self, read_notice, self.desk.session, self._id, done=self._show, refused=self._gone)

    def _show(self, sheet: NoticeSheet) -> None:
        notice = sheet.notice
        if notice.id != self._id:
            return
        first = self._sheet is None or self._sheet.notice.state != notice.state
        self._sheet = sheet
        self.head(title=notice.title, main_words=WORDS[notice.state], ready=True)
        self.badge.show_badge(*STATES[notice.state])
        self.printing.setVisible(sheet.paper is not None)
        self.facts.show_facts(notice_facts(sheet, self.desk.session.clock.today()))
        self._show_forms(notice, fresh=first)
        if first and self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()

    def _show_forms(self, notice: Posted, *, fresh: bool) -> None:
        released, posted = notice.state == "released", notice.state == "posted"
        self._step_head.setText("贴好以后，登记张贴" if released else "公示期满，登记撤下")
        self._step_head.setVisible(released or posted)
        self.posting.setVisible(released)
        self.taking.setVisible(posted)
        for widget in (self._objection_head, self.objecting, self._object_button):
            widget.setVisible(not released)
        if fresh:
            self.posting.begin(notice)
            self.taking.begin(notice)
            self.objecting.show_typed({"text": ""})

    def _gone(self, refusal: Refused) -> None:
        self._sheet = None
        self.head(title="公示", main_words="")
        self.badge.show_badge("none", "")
        self.facts.show_facts([])
        for widget in (
            self.printing, self._step_head, self.posting, self.taking, self._objection_head, self.objecting,
            self._object_button,
        ):
            widget.hide()
        self._tell(refusal)

    def _object(self) -> None:
        if self._sheet is not None and self.objecting.complete():
            text = self.objecting.typed()["text"]
            task = partial(self.desk.session.notices.note_objection, self._sheet.notice.id, text)
            self._run(task, "异议记下了。")
            self.objecting.show_typed({"text": ""})

    def _run(self, task: partial[tuple[Posted, Changes]], words: str) -> None:
        self._trouble.hide()
        self.desk.work.write(self, task, done=lambda _: say(self, words), refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.head(ready=True)
        self._tell(refusal)

    def _tell(self, refusal: Refused) -> None:
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
