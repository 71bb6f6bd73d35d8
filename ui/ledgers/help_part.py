"""The help page of one ledger: what it is for, what goes into each field, its steps, its duties, its closing."""

from PySide6.QtWidgets import QWidget

from app.ledgers.standing import Standing
from ui.ledgers.addresses import NEW, ledger_at
from ui.ledgers.help_words import closing_words, duty_words, field_words, fill_words, step_words
from ui.ledgers.reading import read_ledger
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row


class HelpPart(Part):
    """Nothing here is written by hand: another declaration gives another page."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a ledger."""
        super().__init__(desk, "这本台账怎么记", "新登一条", scrolls=True)
        self.needs("ledgers.write")
        self._key = ""
        self._shown: list[QWidget] = []
        self._labels: list[str] = []
        self._back = Button("回到列表（Esc）", self.step_back, kind="quiet")
        foot = broken_row()
        FlowRow(foot).addWidget(self._back)
        self._foot = foot
        self.body.addWidget(foot)
        self.body.addStretch(1)

    def show_ledger(self, key: str) -> None:
        """Explain a ledger."""
        self._key = key
        self.desk.work.read(self, read_ledger, self.desk.session, key, done=self._show)

    def run_main(self) -> None:
        """Begin an entry."""
        self.goto.emit(ledger_at(self._key, NEW))

    def step_back(self) -> bool:
        """Go to the list."""
        self.goto.emit(ledger_at(self._key))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the way back."""
        return self._back

    def words(self) -> str:
        """Give everything that is said, for a test."""
        found = []
        for part in self._shown:
            if isinstance(part, Label):
                found.append(part.text())
            elif isinstance(part, Facts):
                found += [f"{name}：{value}" for name, value in part.shown().items()]
        return "\n".join(found)

    def _show(self, standing: Standing) -> None:
        ledger = standing.declaration
        if ledger.key != self._key:
            return
        for part in self._shown:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._shown = []
        self._labels = [field.label for field in ledger.field]
        self.head(title=f"{ledger.title}：怎么记")
        self._say(Label(ledger.purpose, wraps=True))
        if told := fill_words(ledger):
            self._say(Label(told, wraps=True))
        section = ""
        facts: list[tuple[str, str]] = []
        for field in ledger.field:
            if field.section and field.section != section:
                self._add_facts(section, facts)
                section, facts = field.section, []
            facts.append((field.label, field_words(field)))
        self._add_facts(section, facts)
        self._add_lines("办理步骤", step_words(ledger))
        self._add_lines("什么时候要办", [duty_words(ledger, duty) for duty in ledger.duty])
        self._add_lines("结账", [closing_words(ledger)])
        self.lay_out()

    def _add_facts(self, heading: str, facts: list[tuple[str, str]]) -> None:
        if facts:
            self._say(Label(heading or "栏目", "heading"))
            shown = Facts(heading or "栏目", names_as_wide_as=self._labels)
            shown.show_facts(facts)
            self._say(shown)

    def _add_lines(self, heading: str, lines: list[str]) -> None:
        if lines:
            self._say(Label(heading, "heading"))
            for line in lines:
                self._say(Label(line, wraps=True))

    def _say(self, part: QWidget) -> None:
        self.body.insertWidget(self.body.indexOf(self._foot), part)
        self._shown.append(part)
