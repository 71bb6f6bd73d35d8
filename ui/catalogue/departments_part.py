"""The windows to which papers are handed: a list, and the form of one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.catalogue.facts import Department
from app.core.changes import Changes
from app.core.errors import Refused
from ui.catalogue.reading import read_departments
from ui.say import say
from ui.style import GRID
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.verdict import fault
from ui.widgets.windowed import Column, WindowedModel

FIELDS = {"name": "部门", "window": "窗口", "contact": "联系人", "phone": "电话"}


@dataclass(frozen=True, slots=True)
class DepartmentRows:
    """The departments as they are now."""

    departments: Sequence[Department]

    def count(self) -> int:
        """Count them."""
        return len(self.departments)

    def page(self, offset: int, limit: int) -> Sequence[Department]:
        """Give some of them."""
        return self.departments[offset : offset + limit]


class DepartmentsPart(Part):
    """Every window; its name and contact stand on hand-over lists and notices."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a department chosen."""
        super().__init__(desk, "承办部门", "保存", scrolls=True)
        self.needs("catalogue.write")
        columns = [Column(words, attrgetter(field)) for field, words in FIELDS.items()]
        self._model = WindowedModel(desk.work, columns, self)
        self.list = ListView(self._model, "承办部门", row_id=lambda one: one.code)
        self._code = ""
        self._heading = Label(kind="heading")
        self.form = Form()
        for field, words in FIELDS.items():
            advice = {"window": "大厅里的窗口名", "phone": "送材料前先打"}.get(field, "")
            self.form.add(field, words, TextEntry(letters=14), needed=field == "name", advice=advice)
        self.form.finished.connect(self.run_main)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for widget in (self._heading, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        self.body.addWidget(Label("材料送到哪个窗口、找谁、电话多少，印在交接清单和公示上。", "soft", wraps=True))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(Columns(beside, QWidget(), from_width=640, shares=(1, 0)))
        self.list.pointed.connect(self._point)
        self.list.chosen.connect(lambda _: self.form.entry("name").setFocus())
        self._model.arrived.connect(lambda _: self._arrived())

    def begin(self, code: str = "") -> None:
        """Read the departments; ``code`` names the one to stand at."""
        self._code = code
        self._read()

    def run_main(self) -> None:
        """Save the department that the line stands at."""
        if self._code and self.is_main_ready() and self.form.complete():
            self.head(ready=False)
            edit = self.desk.session.catalogue.edit_department
            self.desk.work.write(self, edit, self._code, self.form.typed(), done=self._saved, refused=self._refused)

    def changed(self, changes: Changes) -> None:
        """Read again when a department changed."""
        if changes.touches("departments"):
            self._read()

    def step_back(self) -> bool:
        """Go from the form back to the list."""
        if any(self.form.entry(field).inner.hasFocus() for field in FIELDS):
            self.list.setFocus()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin in the list."""
        return self.list

    def _read(self) -> None:
        self.desk.work.read(self, read_departments, self.desk.session, done=self._offer)

    def _offer(self, departments: Sequence[Department]) -> None:
        self.list.show_rows(DepartmentRows(departments))

    def _arrived(self) -> None:
        rows = range(self._model.rowCount())
        codes = [row.code for at in rows if (row := self._model.row(at)) is not None]
        if codes:
            self.list.setCurrentIndex(self._model.index(codes.index(self._code) if self._code in codes else 0, 0))

    def _point(self, one: Department) -> None:
        self._code = one.code
        self._heading.setText(one.name)
        self.form.show_typed({field: getattr(one, field) for field in FIELDS})

    def _saved(self, one: Department) -> None:
        self.head(ready=True)
        say(self, f"“{one.name}”改好了。")

    def _refused(self, refusal: Refused) -> None:
        self.head(ready=True)
        self.form.tell("name", fault(refusal.sentence))
