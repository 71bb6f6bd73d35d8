"""Whether the township keeps a key for the day when the password is forgotten, in plain words."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.errors import Refused
from app.operators.township_help import MEANING
from ui.operators.keys_reading import KeysState, switch_township
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.row import broken_row
from ui.widgets.verdict import fault

NOT_ENROLLED = "还没有登记到乡镇，先在“报送”里登记，才能交给乡镇代管。"


class TownshipPanel(QFrame):
    """``switched(words)`` tells that it is on or off now."""

    switched = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Begin without a state."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._desk = desk
        self._state = Label(wraps=True)
        self.form = Form()
        self.form.add("password", "您的密码", PasswordEntry(), needed=True)
        self.form.finished.connect(partial(self._switch, on=True))
        self.give = Button("交给乡镇代管", partial(self._switch, on=True))
        self.take = Button("收回乡镇代管的钥匙", partial(self._switch, on=False))
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.give)
        flow.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (Label("乡镇代管钥匙", "heading"), self._state, Label(MEANING, "soft", wraps=True), self.form, row):
            whole.addWidget(part)

    def show_state(self, state: KeysState) -> None:
        """Show who holds a key, and what can be done about it."""
        if state.holder:
            self._state.setText(f"✓ “{state.holder}”代管着一把。")
        else:
            self._state.setText("现在没有交给乡镇。" if state.can_hold else NOT_ENROLLED)
        offers = state.may and state.can_hold and not state.holder
        self.form.show_typed({"password": ""})
        self.form.setVisible(offers)
        self.give.setVisible(offers)
        self.take.setVisible(state.may and bool(state.holder))

    def _switch(self, *, on: bool) -> None:
        if on and not self.form.complete():
            return
        task = partial(switch_township, self._desk.session, self.form.typed().get("password", ""), on=on)
        self._desk.work.write(self, task, done=self.switched.emit, refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.form.show_typed({"password": ""})
        self.form.tell("password", fault(refusal.sentence))
        self.form.focus_first()
