"""A paper of a case before it is printed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.cases.workflow import workflow
from app.core.changes import Changes
from app.core.errors import Refused
from app.documents.archive import Paper
from app.documents.reading import is_landscape
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part

if TYPE_CHECKING:
    from app.session import Session

HAND_OVER = "hand-over"


class SlipPart(Part):
    """Makes the paper (or finds it in the archive) and shows it; Esc goes back to the case."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a paper."""
        super().__init__(desk, "打印")
        self._case_id = ""
        self._paper: Paper | None = None
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self.step_back)
        self.preview.printed.connect(self._note)
        self.body.addWidget(self.preview, 1)

    def show_slip(self, slip: str, number: str, case_id: str) -> None:
        """Make the paper of a case, or the day's hand-over list that it stands on."""
        self._case_id, self._paper = case_id, None
        self.preview.clear()
        title = next(one.title for one in workflow().slips if one.key == slip)
        self.head(title=f"{title} · {number}")
        session = self.desk.session
        self.desk.work.write(self, make_slip, session, slip, number, done=self._show, refused=self._refused)

    def step_back(self) -> bool:
        """Go back to the case."""
        if not self._case_id:
            return False
        self.goto.emit(Goto("cases", self._case_id))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the print button."""
        return self.preview.first_focus()

    def _show(self, made: tuple[Paper, bool]) -> None:
        paper, landscape = made
        self._paper = paper
        self.head(title=f"{paper.title} {paper.number}")
        sheet = Sheet(f"{paper.title} {paper.number}", paper.pdf, paper.pages, landscape=landscape)
        self.preview.show_sheet(sheet)
        self.preview.first_focus().setFocus()

    def _refused(self, refusal: Refused) -> None:
        case_id = self._case_id
        self.goto.emit(Goto("cases", case_id))
        say_refusal(self, refusal)

    def _note(self, copies: int) -> None:
        session = self.desk.session
        if self._paper is not None:
            self.desk.work.write(self, session.slips.papers.note_printed, self._paper, copies, session.operator.id)


def make_slip(session: "Session", slip: str, number: str) -> tuple[tuple[Paper, bool], Changes]:
    """Make a paper of a case, or the list of what went to its window that day; and tell whether it lies across."""
    if slip == HAND_OVER:
        case = session.cases.find(number)
        day = case.handed_over_on or session.clock.today()
        paper, changes = session.slips.hand_over(day, case.department_code)
    else:
        paper, changes = session.slips.issue(slip, number)
    return (paper, is_landscape(paper.pdf)), changes
