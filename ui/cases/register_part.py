"""Registering at the counter: a villager, an item, Enter; everything else is there when it is needed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.catalogue.facts import ItemVersion
from app.core.errors import Refused
from ui.cases.item_panel import ItemPanel
from ui.cases.register_form import RegisterForm
from ui.cases.registering import Registered, Wish, open_twins, read_item, read_villager, register
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button, MainButton
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part


class RegisterPart(Part):
    """``registered(answer)`` tells what was written."""

    registered = Signal(Registered)

    def __init__(self, desk: Desk) -> None:
        """Begin with an empty form."""
        super().__init__(desk, "登记", scrolls=True)
        self.form = RegisterForm(desk.work, desk.session, desk.session.clock.today)
        self.panel = ItemPanel()
        self.confirm = MainButton("登记", self._confirm)
        bar(desk, "cases.write", self.confirm)
        self._more = Button("更多：渠道、代理人、补录…", self._turn_more, kind="quiet")
        self._trouble = Label(kind="fault", wraps=True)
        self._twins = Label(kind="hint", wraps=True)
        self._asked = ("", "")
        self._lay()
        self.form.who.picked.connect(lambda _: self._ask_twins())
        self.form.item.edited.connect(self._item_edited)
        self.form.edited.connect(lambda _: self._trouble.hide())
        self.form.finished.connect(self._confirm)
        self.panel.edited.connect(self._say_confirm)

    def start(self, resident_id: str = "") -> None:
        """Begin a new case, for a villager where one is named."""
        self.form.start()
        self.panel.show_item(None)
        self._asked = ("", "")
        for label in (self._trouble, self._twins):
            label.hide()
        self.confirm.setEnabled(True)
        self._say_more()
        if resident_id:
            self.desk.work.read(self, read_villager, self.desk.session, resident_id, done=self._show_villager)

    def first_focus(self) -> QWidget | None:
        """Begin with the villager, or with the item where the villager is known."""
        return self.form.item if self.form.resident_id() else self.form.who

    def _lay(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        foot = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        row = FlowRow(foot)
        for button in (self.confirm, self._more):
            row.addWidget(button)
        for part in (self.form, self._twins, self._trouble, foot):
            column.addWidget(part)
        self.body.addWidget(Columns(left, self.panel))
        self.body.addStretch(1)

    def _show_villager(self, hit: object) -> None:
        self.form.who.show_hit(hit)  # type: ignore[arg-type]
        self.form.item.setFocus()

    def _item_edited(self) -> None:
        code = self.form.item.typed()
        if code == self._asked[1]:
            return
        self._ask_twins()
        self.panel.show_item(None)
        if code:
            self.desk.work.read(self, read_item, self.desk.session, code, done=partial(self._show_item, code))

    def _show_item(self, code: str, version: ItemVersion) -> None:
        if self.form.item.typed() == code:
            self.panel.show_item(version)
            self._say_confirm()

    def _ask_twins(self) -> None:
        self._asked = (self.form.resident_id(), self.form.item.typed())
        self._twins.hide()
        if all(self._asked):
            self.desk.work.read(
                self, open_twins, self.desk.session, *self._asked, done=partial(self._say_twins, self._asked)
            )

    def _say_twins(self, asked: tuple[str, str], numbers: Sequence[str]) -> None:
        if numbers and asked == self._asked:
            self._twins.setText(f"这位村民的同一事项还有在办的：{'、'.join(numbers)}。确实是另一件再登记。")
            self._twins.show()

    def _say_confirm(self) -> None:
        words = "登记"
        if self.panel.accepts():
            words = "登记并受理"
        elif self.panel.missing():
            words = "登记，再开补正通知"
        self.confirm.setText(words)

    def _turn_more(self) -> None:
        self.form.show_more(there=not self.form.shows_more())
        self._say_more()

    def _say_more(self) -> None:
        self._more.setText("收起更多" if self.form.shows_more() else "更多：渠道、代理人、补录…")

    def _confirm(self) -> None:
        if not self.confirm.isEnabled() or not self.form.complete():
            return
        self.confirm.setEnabled(False)
        wish = Wish(self.form.new_case(self.panel.papers.ticked()), accept=self.panel.accepts())
        self.desk.work.write(
            self, register, self.desk.session, wish, done=self._written, refused=self._refused
        )

    def _written(self, answer: Registered) -> None:
        self.confirm.setEnabled(True)
        self.registered.emit(answer)

    def _refused(self, refusal: Refused) -> None:
        self.confirm.setEnabled(True)
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
