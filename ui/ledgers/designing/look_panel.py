"""What a designed ledger looks like: its form to try, its list, its printed register, all by the code of real ones."""

from collections.abc import Mapping, Sequence

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QVBoxLayout, QWidget

from app.documents.reading import page_picture_across
from app.ledgers.declaration import Declaration, Field
from app.ledgers.facts import FieldFault
from ui.ledgers.designing.reading import Look
from ui.ledgers.entries import Tools
from ui.ledgers.form import LedgerForm
from ui.ledgers.rows import ledger_columns
from ui.style import GRID
from ui.widgets.buttons import Button, ChosenButton
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.paper_view import PaperView
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel
from ui.work import Work

FORM, LIST, PAPER = "form", "list", "paper"
_FORM = "登记时就是这个样子。可以试着填一填，不会存进台账。"
_SAMPLES = "这几条是样子，不是真的登记。在“登记表单”里试一条，这里就换成你试的。"


class TrialForm(LedgerForm):
    """A form of which nothing is ever kept, so that nothing is lost with it."""

    def is_begun(self) -> bool:
        """Hold nothing that somebody would miss."""
        return False


class LookPanel(QWidget):
    """``tried(given)`` tells that an entry shall be tried, ``forgotten`` that those tried shall go."""

    tried = Signal(object)
    forgotten = Signal()

    def __init__(self, work: Work, tools: Tools) -> None:
        """Begin with nothing to see."""
        super().__init__()
        self._work, self._tools = work, tools
        self._look = Look(())
        self._fields: tuple[Field, ...] = ()
        self._shown: Declaration | None = None
        self.form: TrialForm | None = None
        self.list: ListView | None = None
        self.paper = PaperView(work, page_picture_across, "登记簿的样子")
        self._told = Label(kind="soft", wraps=True)
        self._trouble = Label(kind="fault", wraps=True)
        self.try_button = Button("试着登记（不保存）", self._try)
        self.forget = Button("把试的清掉", self.forgotten.emit, kind="quiet")
        self._form_place, self._list_place = QVBoxLayout(), QVBoxLayout()
        self.sheet = QWidget()
        self._pages = {FORM: self._form_page(), LIST: self._list_page(), PAPER: self.paper}
        self._buttons: dict[str, ChosenButton] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(self._row())
        whole.addWidget(self._told)
        whole.addWidget(self.sheet, 1)
        self.show_page(FORM)
        for part in (self._trouble, self.forget):
            part.hide()
        self.try_button.setEnabled(False)

    def show_page(self, page: str) -> None:
        """Show form, list or paper."""
        self._buttons[page].setChecked(True)
        for key, part in self._pages.items():
            part.setVisible(key == page)
        self._tell()

    def page(self) -> str:
        """Give which one is shown."""
        return next(key for key, part in self._pages.items() if not part.isHidden())

    def show_look(self, look: Look) -> None:
        """Show what a design looks like now; what was typed into the form stays where its field is still there."""
        self._look = look
        self._tell()
        self.forget.setVisible(bool(look.tried))
        self.try_button.setEnabled(look.declared is not None)
        if look.declared is None:
            self._show_form(())
            if self.list is not None:
                self.list.show_rows(GivenRows(()))
            self.paper.show_paper(b"", 0)
            return
        fields = look.declared.field
        if self.form is not None and [_frame(one) for one in fields] == [_frame(one) for one in self._fields]:
            if fields != self._fields:
                self._fields = fields
                self.form.reword_fields(fields)
        else:
            self._show_form(fields)
        self._show_list(look.declared, look)
        if look.paper is not None:
            self.paper.show_paper(look.paper.pdf, look.paper.pages)

    def show_faults(self, faults: Sequence[FieldFault], words: str) -> None:
        """Say why an entry could not be tried."""
        if self.form is not None:
            self.form.show_faults(faults, pressed=True)
        self._trouble.setText(f"！ {words}")
        self._trouble.show()

    def taken(self) -> None:
        """Begin the next entry, after one was tried."""
        self._trouble.hide()
        fields, self._fields = self._fields, ()
        if self.form is not None:
            self.form.show_values({})
        self._show_form(fields, keeps=False)
        if self.form is not None and self.isVisible():
            self.form.focus_first()

    def _tell(self) -> None:
        look = self._look
        if look.declared is None:
            told = "先加一栏日期或月份，这里就能看到台账的样子。"
        elif look.tried:
            told = f"试了 {look.tried} 条，只在这里看，不会存进台账，离开就没有了。"
        else:
            told = _FORM if self.page() == FORM else _SAMPLES
        if look.turned_away:
            told += f"有 {look.turned_away} 条和改过的栏目对不上，没有显示。"
        if self.page() == PAPER:
            told += "".join(f"！ {one.words}" for one in look.faults if one.part == PAPER)
        self._told.setText(told)

    def _show_form(self, fields: tuple[Field, ...], *, keeps: bool = True) -> None:
        before = self._typed() if keeps else {}
        self._fields = fields
        focused = QApplication.focusWidget()
        had_focus = self.form is not None and focused is not None and self.form.isAncestorOf(focused)
        if self.form is not None:
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if not fields:
            return
        form = TrialForm(fields, self._tools)
        defaults = {one.key: _default(one, self._tools) for one in fields if one.default}
        kinds = {one.key: one.kind for one in fields}
        form.show_typed({**defaults, **{key: text for (key, kind), text in before.items() if kinds.get(key) == kind}})
        form.finished.connect(self._try)
        form.edited.connect(lambda _: self._trouble.hide())
        self.form = form
        self._form_place.addWidget(form)
        if had_focus:
            form.focus_first()

    def _typed(self) -> Mapping[tuple[str, str], str]:
        if self.form is None:
            return {}
        typed = self.form.typed()
        return {(one.key, one.kind): typed[one.key] for one in self._fields if typed.get(one.key)}

    def _show_list(self, ledger: Declaration, look: Look) -> None:
        if self.list is None or self._shown != ledger or ledger.money is not None:
            if self.list is not None:
                self._list_place.removeWidget(self.list)
                self.list.hide()
                self.list.deleteLater()
            self._shown = ledger
            model = WindowedModel(self._work, ledger_columns(ledger, look.balances or {}), self)
            self.list = ListView(model, "清单的样子", row_id=lambda one: one.number)
            self._list_place.addWidget(self.list, 1)
        self.list.show_rows(GivenRows(look.entries))

    def _try(self) -> None:
        if self.form is not None and self.form.complete():
            self.tried.emit(self.form.given())

    def _form_page(self) -> QWidget:
        foot = broken_row()
        flow = FlowRow(foot)
        flow.addWidget(self.try_button)
        flow.addWidget(self.forget)
        page, column = _page()
        column.addLayout(self._form_place)
        column.addWidget(self._trouble)
        column.addWidget(foot)
        column.addStretch(1)
        return page

    def _list_page(self) -> QWidget:
        page, column = _page()
        column.addLayout(self._list_place, 1)
        return page

    def _row(self) -> QWidget:
        row, group = broken_row(), QButtonGroup(self)
        flow = FlowRow(row, gap=0)
        sheet = QVBoxLayout(self.sheet)
        sheet.setContentsMargins(0, 0, 0, 0)
        for page, words in ((FORM, "登记表单"), (LIST, "清单"), (PAPER, "登记簿")):
            button = ChosenButton(words, "section")
            button.clicked.connect(lambda _checked=False, page=page: self.show_page(page))
            group.addButton(button)
            flow.addWidget(button)
            self._buttons[page] = button
            sheet.addWidget(self._pages[page], 1)
        return row


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    return page, column


def _frame(field: Field) -> Field:
    """Give what of a field decides which entry asks for it, without its words and what it is judged by."""
    return structs.replace(
        field, label="", hint="", required=False, least=None, most=None, search=False, privacy="plain"
    )


def _default(field: Field, tools: Tools) -> str:
    if field.default != "today":
        return field.default
    return f"{tools.today():%Y-%m}" if field.kind == "month" else f"{tools.today():%Y-%m-%d}"
