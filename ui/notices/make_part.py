"""Making a notice: month, paper, day of posting; beside it the very bytes to be printed, and what the gate says."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.day_text import shown_day
from app.core.errors import Refused
from app.documents.reading import page_picture_across
from app.notices.facts import Posted
from ui.notices.gate_panel import GatePanel
from ui.notices.reading import CASES, KIND_WORDS, PLACE, PRINT, Drawn, Wanted, default_paper, draw, release
from ui.style import GRID
from ui.widgets.beside_paper import BesidePaper
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk, Goto
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.months import month_options
from ui.widgets.paper_view import PaperView
from ui.widgets.parts import Part
from ui.work import Ticket

CONCERNED = ("cases", "case_events", "settings", "residents", "service_items", "item_versions", "departments")
_LEAST_PAPER = 320
_ACROSS, _UP = "landscape", "portrait"


class MakePart(Part):
    """Every change draws the notice anew; it is released only when the gate found nothing."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a notice."""
        super().__init__(desk, "做公示", "放行，去打印", scrolls=True)
        self.needs("notices.write")
        self._asked: Ticket | None = None
        self._drawn: Drawn | None = None
        self._started, self._kind = False, CASES
        today = desk.session.clock.today()
        self.form = Form()
        self.form.add("kind", "哪一种", ChoiceEntry([Option(key, words) for key, words in KIND_WORDS.items()]))
        self.form.add("month", "月份", ChoiceEntry(month_options(today)))
        self.form.add("paper", "纸", ChoiceEntry([Option("A4", "A4"), Option("A3", "A3")]))
        self.form.add("way", "放法", ChoiceEntry([Option(_UP, "竖放"), Option(_ACROSS, "横放")]))
        self.form.add("day", "张贴日", DayEntry(desk.session.clock.today), needed=True)
        self.form.edited.connect(lambda _: self._draw())
        self.form.finished.connect(self.run_main)
        self.until = Label(kind="soft", wraps=True)
        self.gate = GatePanel()
        self._to_settings = Button("去“设置”填写", lambda: self.goto.emit(Goto("settings")))
        self._to_settings.hide()
        self.view = PaperView(desk.work, page_picture_across, "公示预览")
        self.enlarging = Button("放大看", self._enlarge, kind="quiet")
        self._lay()

    def start(self, kind: str = CASES, month: str = "") -> None:
        """Begin with a kind and a month."""
        self._started, self._kind = False, kind
        self.head(title="做公示", ready=False)
        session = self.desk.session
        today = session.clock.today()
        months = self.form.entry("month")
        if isinstance(months, ChoiceEntry):
            months.offer(month_options(today))
        self.form.show_typed({"kind": kind, "month": month or f"{today:%Y-%m}", "day": today.isoformat()})
        self.desk.work.read(self, default_paper, session, done=self._begin)

    def run_main(self) -> None:
        """Release the notice and go to print it."""
        if self.is_main_ready() and self._drawn is not None and self.form.complete():
            self.head(ready=False)
            self.desk.work.write(
                self, release, self.desk.session, self._drawn.draft, done=self._released, refused=self._refused
            )

    def changed(self, changes: Changes) -> None:
        """Draw again when what stands on the notice changed."""
        if self._started and changes.touches(*CONCERNED):
            self._draw()

    def step_back(self) -> bool:
        """Show the choices again, else go back to the board."""
        if self._choices.isHidden():
            self._enlarge()
            return True
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the kind."""
        return self.form.entry("kind")

    def wanted(self) -> Wanted | None:
        """Give what is asked for, ``None`` while the day is none."""
        typed = self.form.typed()
        if self.form.verdict("day").kind == "fault" or not typed["day"]:
            return None
        try:
            day = date.fromisoformat(typed["day"])
        except ValueError:
            return None
        return Wanted(typed["kind"], typed["month"], typed["paper"], typed["way"] == _ACROSS, day)

    def _lay(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for widget in (self.form, self.until, self.gate):
            column.addWidget(widget)
        column.addWidget(self._to_settings, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._choices, right = left, QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(self.enlarging, 0, Qt.AlignmentFlag.AlignRight)
        beside.addWidget(self.view, 1)
        self.body.addWidget(BesidePaper(left, right, shares=(5, 6), least=_LEAST_PAPER, sheet=self.view), 1)

    def _enlarge(self) -> None:
        large = not self._choices.isHidden()
        self._choices.setHidden(large)
        self.enlarging.setText("缩回去" if large else "放大看")

    def _begin(self, found: tuple[str, bool, dict[str, str]]) -> None:
        paper, across, words = found
        kinds = self.form.entry("kind")
        if isinstance(kinds, ChoiceEntry) and len(words) > len(KIND_WORDS):
            kinds.offer([Option(key, told) for key, told in words.items()])
            kinds.show_typed(self._kind)
        self.form.show_typed({"paper": paper, "way": _ACROSS if across else _UP})
        self._started = True
        self._draw()

    def _draw(self) -> None:
        if not self._started:
            return
        if self._asked is not None:
            self._asked.drop()
        self._drawn = None
        self.head(ready=False)
        wanted = self.wanted()
        if wanted is not None:
            self.gate.wait()
            self._asked = self.desk.work.read(
                self, draw, self.desk.session, wanted, done=self._show, refused=self._refused
            )

    def _show(self, drawn: Drawn) -> None:
        self._asked = None
        self._drawn = drawn
        self._to_settings.hide()
        draft = drawn.draft
        until = shown_day(draft.until_day, self.desk.session.clock.today()) if draft.until_day else ""
        self.until.setText(f"公示到{until}。" if until else "长期公开，有变动时换新的。")
        self.gate.show_findings(draft.findings, drawn.pages)
        self.view.show_paper(draft.pdf, drawn.pages)
        self.enlarging.show()
        self.head(title=f"做公示 · {draft.title}", ready=not draft.findings)

    def _released(self, posted: Posted) -> None:
        self.goto.emit(Goto(PLACE, posted.id, PRINT))

    def _refused(self, refusal: Refused) -> None:
        self._asked = None
        self.view.show_paper(b"", 0)
        if self._choices.isHidden():
            self._enlarge()
        self.enlarging.hide()
        self.until.setText("")
        self.gate.tell(str(refusal))
        self._to_settings.setVisible("设置" in str(refusal))
