"""A ledger on paper: the register of a month or year, the bound year of one ledger or of all, before it is printed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from app.documents.registers.service import RegisterPaper
from app.ledgers.periods_of_time import period_of
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.style import GRID
from ui.widgets.beside_paper import BesidePaper
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.desk import Desk, Goto
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.work import Progress

YEARS = 12
_LEAST_PAPER = 460
REGISTER, VOLUME, ALL = "register", "volume", "all"
_WAYS = (
    Option(REGISTER, "登记簿", "djb"),
    Option(VOLUME, "装订成册（封面、目录）", "zdcc"),
    Option(ALL, "全站所有台账合订一册", "qz"),
)
_WHOLE_YEAR = Option("", "全年")
_MADE_BY_ITSELF = "改了上面的选择，点“生成”；几千条要等几秒，可以停下。"


class LedgerPapersPart(Part):
    """Made only when asked for, for a volume may be long; what is printed or saved is noted in the journal."""

    def __init__(self, desk: Desk, back: Callable[[str], Goto]) -> None:
        """``back`` says where the list of a ledger is."""
        super().__init__(desk, "打印登记簿", "生成", scrolls=True)
        self.needs("ledgers.write")
        self._back, self._key, self._ledger = back, "", ""
        self._paper: RegisterPaper | None = None
        self._progress: Progress | None = None
        today = desk.session.clock.today()
        self.form = Form()
        self.way, self.month = ChoiceEntry(_WAYS), ChoiceEntry([_WHOLE_YEAR, *_months()])
        self.year = ChoiceEntry([Option(str(year), f"{year}年") for year in range(today.year, today.year - YEARS, -1)])
        self.masked = TickEntry("遮住姓名、号码和住址（给外人看的）")
        self.form.add("way", "打印什么", self.way)
        self.form.add("year", "年份", self.year)
        self.form.add("month", "月份", self.month)
        self.form.add("masked", "遮挡", self.masked)
        self.form.edited.connect(lambda _: self._choices_changed())
        self.form.finished.connect(self.run_main)
        self._told = Label(_MADE_BY_ITSELF, "soft", wraps=True)
        self.strip_of_progress = ProgressStrip()
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self.step_back)
        self.preview.printed.connect(self._note_printed)
        self.preview.saved.connect(self._note_saved)
        self._lay()

    def start(self, key: str, title: str, way: str = REGISTER) -> None:
        """Begin with a ledger (``way`` register or volume); without a key with the volume of all."""
        today = self.desk.session.clock.today()
        self._key, self._ledger, self._paper = key, title, None
        self.way.offer(_WAYS if key else _WAYS[-1:])
        month = f"{today.month}" if way == REGISTER else ""
        self.form.show_typed(
            {"way": way if key else ALL, "year": str(today.year), "month": month, "masked": ""}
        )
        self.preview.clear()
        self.head(title=f"{title} · 打印" if title else "全年台账成册", ready=True)
        self._choices_changed()

    def run_main(self) -> None:
        """Make the paper that is asked for; it can be stopped."""
        if self._progress is not None:
            return
        self._progress = progress = Progress()
        self.preview.clear()
        self.head(ready=False)
        self.strip_of_progress.watch(progress, "正在生成")
        self.desk.work.read(self, partial(self._make(), progress=progress), done=self._show, refused=self._refused)

    def step_back(self) -> bool:
        """Go to the list of the ledger."""
        self.goto.emit(self._back(self._key))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the kind of paper, or at the print button once there is one."""
        return self.preview.first_focus() if self._paper is not None else self.form.entry("way")

    def _make(self) -> "partial[RegisterPaper]":
        typed, papers = self.form.typed(), self.desk.session.ledger_papers
        year = int(typed["year"])
        if typed["way"] != REGISTER:
            return partial(papers.volume, year, self._key if typed["way"] == VOLUME else "")
        month = int(typed["month"] or 0)
        span = period_of(date(year, month or 1, 1), "month" if month else "year")
        return partial(papers.register, self._key, span, masked=bool(typed["masked"]))

    def _choices_changed(self) -> None:
        is_register = self.form.typed()["way"] == REGISTER
        for key in ("month", "masked"):
            self.form.entry(key).setEnabled(is_register)

    def _show(self, paper: RegisterPaper) -> None:
        self._free()
        self._paper = paper
        self.preview.show_sheet(Sheet(paper.title, paper.pdf, paper.pages, landscape=paper.landscape))
        self._told.setText(f"{paper.title}：{paper.entries} 条，{paper.pages} 页。")
        self.preview.first_focus().setFocus()

    def _refused(self, refusal: Refused) -> None:
        self._free()
        say_refusal(self, refusal)

    def _free(self) -> None:
        self._progress = None
        self.strip_of_progress.end()
        self.head(ready=True)

    def _note_printed(self, copies: int) -> None:
        if self._paper is not None:
            self.desk.work.write(self, self.desk.session.ledger_papers.note_printed, self._paper, copies)

    def _note_saved(self) -> None:
        if self._paper is not None:
            self.desk.work.write(self, self.desk.session.ledger_papers.note_saved, self._paper)

    def _lay(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for widget in (self.form, self._told):
            column.addWidget(widget)
        column.addStretch(1)
        laid = BesidePaper(left, self.preview, shares=(2, 3), least=_LEAST_PAPER, sheet=self.preview)
        self.body.addWidget(self.strip_of_progress)
        self.body.addWidget(laid, 1)


def _months() -> list[Option]:
    return [Option(str(month), f"{month}月") for month in range(1, 13)]
