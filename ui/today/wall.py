"""The sheet for the wall before it is printed: this week's or until the month's end, with names or without."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.style import GRID
from ui.today.reading import make_sheet
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.row import broken_row

if TYPE_CHECKING:
    from app.agenda.wall_sheet import AgendaSheet, Span

SPANS = (Option("week", "这一周的"), Option("month", "到月底的"))
INTERNAL = (Option("internal", "内部用：写姓名"), Option("posted", "上墙：不写群众姓名"))


class WallPart(QWidget):
    """Made anew each time and for each choice; ``left`` tells to go back, what was printed is noted."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin without a sheet."""
        super().__init__()
        self._desk, self._person, self._begun = desk, "", False
        self._sheet: AgendaSheet | None = None
        self.span, self.names = ChoiceBox(SPANS), ChoiceBox(INTERNAL)
        self.span.setAccessibleName("哪一段")
        self.names.setAccessibleName("写不写姓名")
        row = broken_row()
        flow = FlowRow(row)
        for box in (self.span, self.names):
            flow.addWidget(box)
            box.currentIndexChanged.connect(lambda _: self._make())
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self.left)
        self.preview.printed.connect(self._note)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(row)
        whole.addWidget(self.preview, 1)

    def start(self, person: str) -> None:
        """Make the sheet of a person, or of all."""
        self._person, self._begun = person, True
        self._make()

    def first_focus(self) -> QWidget:
        """Begin at the print button."""
        return self.preview.first_focus()

    def _make(self) -> None:
        self.preview.clear()
        span, internal = cast("Span", self.span.value()), self.names.value() == "internal"
        make = partial(make_sheet, self._desk.session, span, self._person, internal=internal)
        self._desk.work.read(self, make, done=self._show, refused=self._refused)

    def _show(self, sheet: "AgendaSheet") -> None:
        self._sheet = sheet
        self.preview.show_sheet(Sheet(sheet.title, sheet.pdf, sheet.pages))
        if self._begun:
            self._begun = False
            self.preview.first_focus().setFocus()

    def _refused(self, refusal: Refused) -> None:
        self.left.emit()
        say_refusal(self, refusal)

    def _note(self, copies: int) -> None:
        if self._sheet is not None:
            note = partial(self._desk.session.agenda_sheets.note_printed, self._sheet, copies)
            self._desk.work.write(self, note)
