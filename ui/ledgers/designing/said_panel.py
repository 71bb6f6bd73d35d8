"""What is said of a designed ledger, in three steps: the ledger itself, its fields, how it is printed and counted."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.ledgers.declaration import Field
from app.ledgers.designing.design import Design
from app.ledgers.designing.faults import LEDGER, DesignFault
from ui.ledgers.designing.field_form import FieldForm
from ui.ledgers.designing.fields_panel import FieldsPanel
from ui.ledgers.designing.head_form import HeadForm
from ui.ledgers.designing.paper_form import PaperForm
from ui.ledgers.entries import Tools
from ui.style import GRID
from ui.widgets.buttons import Button, ChosenButton
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.verdict import FINE, fault

HEAD, FIELDS, PAPER = "head", "fields", "paper"
_STEPS = ((HEAD, "1 叫什么"), (FIELDS, "2 有哪些栏目"), (PAPER, "3 打印和提醒"))
_NUMBERING = "编号由程序编，从 {year}-00001 起，每年从头编；代号也由程序起，不用管。"
_HEAD_PARTS = frozenset({"title", "group", "purpose", "day", "name", "close", "carry"})
_FIELD_PARTS = frozenset({"label", "kind", "choices", "columns", "unit", "least", "most", "letters", "default", "hint"})


class SaidPanel(QWidget):
    """``changed(design)`` tells that another one is meant now, ``finished`` Enter on the last line of the last step."""

    changed = Signal(object)
    finished = Signal()

    def __init__(self, tools: Tools) -> None:
        """Begin empty, at the first step."""
        super().__init__()
        self._design = Design()
        self._published: Mapping[str, Field] = {}
        self._faults: Sequence[DesignFault] = ()
        self._pressed, self._showing = False, False
        self.key = ""
        self.head, self.field, self.paper = HeadForm(), FieldForm(tools), PaperForm()
        self.fields = FieldsPanel()
        self._numbering = Label(_NUMBERING.format(year=tools.today().year), "soft", wraps=True)
        self._states = Label(kind="soft", wraps=True)
        self._trouble = Label(kind="fault", wraps=True)
        self._pages: dict[str, QWidget] = {
            HEAD: _page(self.head, self._numbering, self._next(FIELDS, "下一步：有哪些栏目")),
            FIELDS: _page(self.fields, self._trouble, self.field, self._next(PAPER, "下一步：打印和提醒")),
            PAPER: _page(self.paper, self._states),
        }
        self._buttons: dict[str, ChosenButton] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * GRID)
        whole.addWidget(self._row())
        for page in self._pages.values():
            whole.addWidget(page)
        whole.addStretch(1)
        self.show_step(HEAD)
        for form in (self.head, self.field, self.paper):
            form.edited.connect(lambda _, form=form: self._take(form))
        self.head.finished.connect(lambda: self.go_to(FIELDS))
        self.paper.finished.connect(self.finished)
        self.fields.chosen.connect(self.show_field)
        self.fields.entered.connect(self.field.focus_first)

    def show_design(self, design: Design, published: Mapping[str, Field]) -> None:
        """Show a design from its beginning; ``published`` are the fields that entries may rest on."""
        self._design, self._published, self._pressed, self._faults = design, published, False, ()
        self._showing = True
        self.head.show_design(design)
        self.paper.show_design(design)
        self._showing = False
        verbs = "、".join(one.verb for one in design.steps)
        states = "、".join(one.label for one in design.states)
        steps = f"；办理的步骤：{verbs}" if verbs else ""
        self._states.setText(f"状态照原来的：{states}{steps}。")
        self._states.setVisible(bool(states))
        self.show_step(HEAD)
        self.show_field(design.fields[0].key if design.fields else "")

    def update_design(self, design: Design, key: str) -> None:
        """Show another state of the same design with one of its fields; what is typed elsewhere stays."""
        self._design = design
        self.show_field(key)

    def show_field(self, key: str) -> None:
        """Work at a field."""
        self.key = key
        self._showing = True
        if key:
            self.field.show_field(self._design, key, self._published.get(key))
        self.field.setVisible(bool(key))
        self._showing = False
        self._offer()
        self._tell()

    def show_faults(self, faults: Sequence[DesignFault], *, pressed: bool = False) -> None:
        """Hold what is wrong against the lines; what is only missing when publishing was tried."""
        self._faults, self._pressed = faults, self._pressed or pressed
        self._offer()
        self._tell()

    def go_to_fault(self, one: DesignFault) -> None:
        """Go to the line that must be mended."""
        if one.at != LEDGER and one.at < len(self._design.fields):
            self.show_field(self._design.fields[one.at].key)
            self.show_step(FIELDS)
            self.field.entry(one.part if one.part in _FIELD_PARTS else "label").setFocus()
        elif one.part in _HEAD_PARTS:
            self.show_step(HEAD)
            self.head.entry(one.part).setFocus()
        else:
            self.show_step(FIELDS)
            self.fields.list.setFocus()

    def show_step(self, step: str) -> None:
        """Show one of the three steps."""
        self._buttons[step].setChecked(True)
        self._showing = True
        if step != FIELDS:
            (self.head if step == HEAD else self.paper).show_fields(self._design)
        self._showing = False
        for key, page in self._pages.items():
            page.setVisible(key == step)

    def step(self) -> str:
        """Give the step that is shown."""
        return next(key for key, page in self._pages.items() if not page.isHidden())

    def go_to(self, step: str) -> None:
        """Show a step and begin there."""
        self.show_step(step)
        self.focus_first()

    def focus_first(self) -> None:
        """Begin with the first line that is empty, or in the list of fields."""
        if self.step() != FIELDS:
            (self.head if self.step() == HEAD else self.paper).focus_first()
        elif self.key and not self._design.field(self.key).label:
            self.field.entry("label").setFocus()
        else:
            self.fields.list.setFocus()

    def _take(self, form: Form) -> None:
        if self._showing or (form is self.field and not self.key):
            return
        self._showing = True
        if form is self.head:
            self._design = self.head.taken(self._design)
        elif form is self.field:
            self._design = self.field.taken(self._design)
        else:
            self._design = self.paper.taken(self._design)
        self._showing = False
        self._offer()
        self.changed.emit(self._design)

    def _offer(self) -> None:
        faulty = {one.at for one in self._faults if one.at != LEDGER and (self._pressed or not one.missing)}
        self.fields.show_fields(self._design, self.key, faulty, self._published)

    def _tell(self) -> None:
        told = [one for one in self._faults if self._pressed or not one.missing]
        keys = [one.key for one in self._design.fields]
        at = keys.index(self.key) if self.key in keys else LEDGER - 1
        for part in sorted(_HEAD_PARTS):
            self._hold(self.head, part, [one for one in told if one.at == LEDGER and one.part == part])
        for part in sorted(_FIELD_PARTS):
            self._hold(self.field, part, [one for one in told if one.at == at and one.part == part])
        others = [one.words for one in told if one.at == LEDGER and one.part not in _HEAD_PARTS]
        self._trouble.setText(f"！ {'；'.join(dict.fromkeys(others))}" if others else "")
        self._trouble.setVisible(bool(others))

    def _hold(self, form: Form, part: str, faults: Sequence[DesignFault]) -> None:
        form.tell(part, fault(faults[0].words) if faults else FINE)

    def _next(self, step: str, words: str) -> QWidget:
        row = broken_row()
        FlowRow(row).addWidget(Button(words, lambda: self.go_to(step)))
        return row

    def _row(self) -> QWidget:
        row, group = broken_row(), QButtonGroup(self)
        flow = FlowRow(row, gap=0)
        for step, words in _STEPS:
            button = ChosenButton(words, "section")
            button.clicked.connect(lambda _checked=False, step=step: self.go_to(step))
            group.addButton(button)
            flow.addWidget(button)
            self._buttons[step] = button
        return row


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GRID)
    for part in parts:
        column.addWidget(part)
    return page
