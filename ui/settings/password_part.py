"""Who sits at the desk, and another password for them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from ui.say import say
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.verdict import fault

_LINES = ("before", "password", "again")


class PasswordPart(QWidget):
    """Changes the password of the operator at the desk."""

    def __init__(self, desk: Desk) -> None:
        """Begin with empty lines."""
        super().__init__()
        self._desk = desk
        operator = desk.session.operator
        self._form = Form()
        self._form.add("before", "现在的密码", PasswordEntry(), needed=True, advice="先输现在的密码")
        add_new_password(self._form, SHORTEST_PASSWORD)
        self._form.finished.connect(self._change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, GRID, 0, GRID)
        whole.setSpacing(GRID)
        whole.addWidget(Label("操作员", "heading"))
        whole.addWidget(Label(f"现在坐在这里的是 {operator.name}（{operator.role}）。", "soft", wraps=True))
        whole.addWidget(self._form)
        row = QWidget()
        FlowRow(row).addWidget(Button("改密码", self._change))
        whole.addWidget(row)

    def _change(self) -> None:
        if not self._form.complete() or not passwords_agree(self._form, SHORTEST_PASSWORD):
            return
        typed = self._form.typed()
        self._desk.work.write(
            self,
            _change_password,
            self._desk,
            typed["before"],
            typed["password"],
            done=self._done,
            refused=self._refused,
        )

    def _done(self, _: object) -> None:
        self._form.show_typed(dict.fromkeys(_LINES, ""))
        say(self, "密码已经改好，下次用新密码打开。恢复码继续有效。")

    def _refused(self, refusal: Refused) -> None:
        self._form.show_typed({"before": ""})
        self._form.tell("before", fault(refusal.sentence))
        self._form.entry("before").setFocus()


def _change_password(desk: Desk, before: str, password: str) -> None:
    from app.operators.desk_keys import change_password

    session = desk.session
    change_password(session.home, session.store, session.operator.id, before, password, SHORTEST_PASSWORD)
