"""Another password for who sits at the desk, asked with the one that holds now."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from app.operators.tries import TooSoon, WrongTry
from ui.say import say
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.row import broken_row
from ui.widgets.verdict import fault

if TYPE_CHECKING:
    from ui.widgets.desk import Desk

_LINES = ("before", "password", "again")


class OwnPassword(QWidget):
    """Three lines and a button."""

    def __init__(self, desk: "Desk") -> None:
        """Begin with empty lines."""
        super().__init__()
        self._desk = desk
        self.form = Form()
        self.form.add("before", "现在的密码", PasswordEntry(), needed=True, advice="先输现在的密码")
        add_new_password(self.form, SHORTEST_PASSWORD)
        self.form.finished.connect(self._change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, GRID, 0, GRID)
        whole.setSpacing(GRID)
        whole.addWidget(Label("我的密码", "heading"))
        whole.addWidget(self.form)
        row = broken_row()
        FlowRow(row).addWidget(Button("改我的密码", self._change))
        whole.addWidget(row)

    def _change(self) -> None:
        if not self.form.complete() or not passwords_agree(self.form, SHORTEST_PASSWORD):
            return
        typed, change = self.form.typed(), self._desk.session.joining.change_own_password
        self._desk.work.write(
            self, change, typed["before"], typed["password"], done=self._done, refused=self._refused
        )

    def _done(self, _: object) -> None:
        self.form.show_typed(dict.fromkeys(_LINES, ""))
        say(self, "密码已经改好，下次用新密码打开。恢复码继续有效。")

    def _refused(self, refusal: Refused) -> None:
        if isinstance(refusal, WrongTry | TooSoon):
            key, words = "before", refusal.advice if isinstance(refusal, WrongTry) and refusal.wait else ""
            self.form.show_typed({"before": ""})
        else:
            key, words = "password", ""
        self.form.tell(key, fault(f"{refusal.sentence}{words}"))
        self.form.entry(key).setFocus()
