"""Changing an item, or adding one of our own; what does not fit is told beside its field while it is typed."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.catalogue.facts import Department, Item
from app.core.errors import Refused
from ui.catalogue.fields import ItemForm
from ui.catalogue.reading import PLACE, ItemSheet, read_departments, read_item, save_item
from ui.say import say
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.work import Ticket


class ItemFormPart(Part):
    """The form of an item; saving writes a new version."""

    def __init__(self, desk: Desk) -> None:
        """Begin with a blank form."""
        super().__init__(desk, "新增事项", "保存", scrolls=True)
        self.needs("catalogue.write")
        self._code, self._version_id, self._filled = "", "", False
        self._asked: Ticket | None = None
        self.form = ItemForm()
        self.form.edited.connect(lambda _: self._judge())
        self.form.finished.connect(self.run_main)
        self._trouble = Label(kind="fault", wraps=True)
        self._trouble.hide()
        foot = broken_row()
        row = FlowRow(foot)
        row.addWidget(Button("保存", self.run_main))
        row.addWidget(Button("不存了（Esc）", self._leave, kind="quiet"))
        self.body.addWidget(self.form)
        self.body.addWidget(self._trouble)
        self.body.addWidget(foot)
        self.body.addStretch(1)

    def start(self) -> None:
        """Begin with a new item."""
        self._begin("")
        self.head(title="新增事项", ready=True)
        self.form.show_version(None)
        self._filled = True
        self.desk.work.read(self, read_departments, self.desk.session, done=self._offer)

    def show_item(self, code: str) -> None:
        """Show an item to change."""
        self._begin(code)
        self.head(title="修改事项", ready=False)
        self.desk.work.read(self, read_item, self.desk.session, code, done=self._show, refused=self._refused)

    def run_main(self) -> None:
        """Save."""
        if not self._filled or not self.is_main_ready() or not self.form.complete():
            return
        self.head(ready=False)
        self.desk.work.write(
            self, save_item, self.desk.session, self._code, self.form.values(), done=self._saved, refused=self._refused
        )

    def first_focus(self) -> QWidget | None:
        """Begin with the name."""
        return self.form.entry("name")

    def _begin(self, code: str) -> None:
        self._code, self._version_id, self._filled = code, "", False
        self._trouble.hide()

    def _show(self, sheet: ItemSheet) -> None:
        if sheet.item.code != self._code:
            return
        self._version_id, self._filled = sheet.item.version.id, True
        self.head(title=f"修改事项 · {sheet.item.name}", ready=True)
        self.form.offer_departments(sheet.departments.values())
        self.form.show_version(sheet.item.version)

    def _offer(self, departments: Sequence[Department]) -> None:
        self.form.offer_departments(departments)

    def _judge(self) -> None:
        self._trouble.hide()
        if not self._filled:
            return
        if self._asked is not None:
            self._asked.drop()
        problems = self.desk.session.catalogue.problems
        self._asked = self.desk.work.read(self, problems, self._code, self.form.values(), done=self._tell)

    def _tell(self, problems: Mapping[str, str]) -> None:
        self._asked = None
        self.form.show_problems(problems)

    def _saved(self, item: Item) -> None:
        self.head(ready=True)
        new_version = item.version.id != self._version_id
        changed = f"“{item.name}”改好了，是第 {item.version.version} 版。"
        told = changed if self._code else f"“{item.name}”加进了目录，代码 {item.code}。"
        self.goto.emit(Goto(PLACE, item.code))
        say(self, told if new_version else f"“{item.name}”的内容没有变，还是第 {item.version.version} 版。")

    def _refused(self, refusal: Refused) -> None:
        self.head(ready=self._filled)
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
        if self._filled:
            self.desk.work.read(
                self, partial(self.desk.session.catalogue.problems, self._code, self.form.values()), done=self._tell
            )

    def _leave(self) -> None:
        self.goto.emit(Goto(PLACE, self._code))
