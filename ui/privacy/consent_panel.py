"""A person's consents, and keeping one more."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.privacy.declared import declared, purpose
from app.privacy.facts import Consent
from ui.privacy.lines import Doing, Lines
from ui.privacy.reading import OfPerson
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row


class ConsentPanel(QWidget):
    """``given(typed)`` asks to keep what was typed, ``withdrawn(id)`` to end one."""

    given = Signal(dict)
    withdrawn = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin without a person; ``today`` gives the clerk's day."""
        super().__init__()
        self.lines = Lines("同意", "还没有记下同意。")
        self.form = Form()
        choices = [Option(one.key, f"{one.title}（{one.article}）") for one in declared().purpose]
        self.purpose = ChoiceEntry(choices)
        self.form.add("purpose", "用途", self.purpose, needed=True)
        self.form.add("given_by", "谁签的", TextEntry(letters=8), advice="本人签的可以不填")
        self.form.add("guardian", "监护人", TextEntry(letters=8), advice="不满 14 周岁的要填")
        self._today = today
        self.day = DayEntry(today, latest=today())
        self.form.add("day", "哪天", self.day)
        self.form.finished.connect(self._keep)
        self.form.edited.connect(lambda _: self._tell_text())
        self._text = Label(kind="soft", wraps=True)
        self.keep = Button("记下这份同意", self._keep)
        row = broken_row()
        FlowRow(row).addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        for part in (self.lines, Label("再记一份", "heading"), self.form, self._text, row):
            whole.addWidget(part)

    def show_person(self, one: OfPerson) -> None:
        """Show another person's consents, and an empty form."""
        self.lines.show_lines([(_told(kept), self._doings(kept)) for kept in one.consents])
        self.day.keep_between(None, self._today())
        self.form.show_typed({"given_by": "", "guardian": "", "day": self._today().isoformat()})
        self.form.show_line("guardian", there=one.child)
        self._tell_text()

    def _doings(self, kept: Consent) -> list[Doing]:
        return [("撤回", partial(self.withdrawn.emit, kept.id))] if kept.stands else []

    def _tell_text(self) -> None:
        self._text.setText(purpose(self.purpose.typed()).text if self.purpose.typed() else "")

    def _keep(self) -> None:
        if self.form.complete():
            self.given.emit(self.form.typed())


def _told(kept: Consent) -> str:
    what = purpose(kept.purpose).title
    day = kept.given_on.isoformat() if kept.given_on else ""
    ended = f"，{kept.withdrawn_on.isoformat()} 撤回" if kept.withdrawn_on else ""
    return f"{what}：{day} {kept.given_by} 同意（{kept.form}）{ended}"
