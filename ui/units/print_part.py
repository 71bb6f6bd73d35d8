"""A sheet for the wall before it is printed: the network, the list of grids, the roster of a month."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.units.reading import GRIDS, NETWORK, PLACE, ROSTER, make_sheet
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part

if TYPE_CHECKING:
    from app.documents.wall.service import WallSheet


class WallPrintPart(Part):
    """Made anew each time it is shown; what went to the printer is noted."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a sheet."""
        super().__init__(desk, "打印上墙")
        self._what, self._sheet = "", ""
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self.step_back)
        self.preview.printed.connect(self._note)
        self.body.addWidget(self.preview, 1)

    def show_sheet(self, what: str, paper: str) -> None:
        """Make a sheet and show it."""
        self._what = what
        self.preview.clear()
        self.desk.work.read(
            self, make_sheet, self.desk.session, what, paper, done=partial(self._show, what), refused=self._refused
        )

    def step_back(self) -> bool:
        """Go back to what was printed."""
        section = self._what if self._what in {NETWORK, GRIDS} else ROSTER
        self.goto.emit(Goto(PLACE, self._what if section == ROSTER else "", section))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the print button."""
        return self.preview.first_focus()

    def _show(self, what: str, sheet: "WallSheet") -> None:
        if what != self._what:
            return
        self._sheet = sheet.title
        self.head(title=sheet.title)
        self.preview.show_sheet(Sheet(sheet.title, sheet.pdf, sheet.pages, sheet.paper, landscape=sheet.landscape))
        self.preview.first_focus().setFocus()

    def _refused(self, refusal: Refused) -> None:
        self.step_back()
        say_refusal(self, refusal)

    def _note(self, copies: int) -> None:
        self.desk.work.write(self, self.desk.session.walls.note_printed, self._sheet, copies)
