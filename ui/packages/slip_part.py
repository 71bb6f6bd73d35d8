"""The hand-over slip of a package before it is printed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.documents.archive import Paper
from ui.packages.reading import PLACE, find_slip
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part


class PackageSlipPart(Part):
    """Shows the very paper that was made when the package was written; Esc goes back."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a paper."""
        super().__init__(desk, "交接单")
        self._paper: Paper | None = None
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self.step_back)
        self.preview.printed.connect(self._note)
        self.body.addWidget(self.preview, 1)

    def show_slip(self, number: int) -> None:
        """Show the slip of one package."""
        self._paper = None
        self.preview.clear()
        self.head(title=f"交接单 · 第 {number} 号包")
        self.desk.work.read(self, find_slip, self.desk.session, number, done=self._show, refused=self._refused)

    def step_back(self) -> bool:
        """Go back to the packages."""
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the print button."""
        return self.preview.first_focus()

    def _show(self, paper: Paper) -> None:
        self._paper = paper
        self.preview.show_sheet(Sheet(f"{paper.title} 第 {paper.number} 号包", paper.pdf, paper.pages))
        self.preview.first_focus().setFocus()

    def _refused(self, refusal: Refused) -> None:
        self.goto.emit(Goto(PLACE))
        say_refusal(self, refusal)

    def _note(self, copies: int) -> None:
        if self._paper is not None:
            session = self.desk.session
            self.desk.work.write(self, session.slips.papers.note_printed, self._paper, copies, session.operator.id)
