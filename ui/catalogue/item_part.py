"""The page of one item: every field, every version, and what may be done with it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.catalogue.editing import LABELS
from app.catalogue.facts import Item, ItemVersion
from app.core.changes import Changes
from app.core.errors import Refused
from ui.catalogue.item_facts import item_facts, version_steps
from ui.catalogue.reading import CONCERNED, EDIT, PLACE, ItemSheet, read_item, save_item
from ui.catalogue.rows import marks
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.timeline import Timeline


class ItemPart(Part):
    """Shows one item; a change, a stop, a restoring are each one step that can be taken back."""

    def __init__(self, desk: Desk) -> None:
        """Begin without an item."""
        super().__init__(desk, "事项", "修改", scrolls=True)
        self.needs("catalogue.write")
        self._code = ""
        self._sheet: ItemSheet | None = None
        self.badge, self.facts, self.versions = Badge(), Facts("事项内容"), Timeline("各个版本")
        self.enabling = Button("停办", self._turn)
        self.restoring = Button("恢复出厂内容", self._restore)
        bar(desk, "catalogue.write", self.enabling, self.restoring)
        self._trouble = Label(kind="fault", wraps=True)
        self._trouble.hide()
        self._lay()

    def show_item(self, code: str) -> None:
        """Show an item."""
        if code != self._code:
            self._sheet = None
            self.head(title="事项", ready=False)
        self._code = code
        self._read()

    def run_main(self) -> None:
        """Open the form."""
        if self._sheet is not None:
            self.goto.emit(Goto(PLACE, self._code, EDIT))

    def changed(self, changes: Changes) -> None:
        """Read again when the catalogue changed."""
        if self._code and changes.touches(*CONCERNED):
            self._read()

    def first_focus(self) -> QWidget | None:
        """Begin at the main button of the page: Enter must not stop an item by chance."""
        return None

    def _lay(self) -> None:
        tools = broken_row()
        row = FlowRow(tools)
        for widget in (self.badge, self.enabling, self.restoring):
            row.addWidget(widget)
        left, right = QWidget(), QWidget()
        for holder, words, inner in ((left, "内容", self.facts), (right, "版本", self.versions)):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GRID)
            column.addWidget(Label(words, "heading"))
            column.addWidget(inner)
            if inner is self.versions:
                told = "改一次就是新的一版；已经受理的件仍照受理时的那一版办。"
                column.addWidget(Label(told, "soft", wraps=True))
        self.body.addWidget(self._trouble)
        self.body.addWidget(tools)
        self.body.addWidget(Columns(left, right, shares=(5, 2)))
        self.body.addStretch(1)

    def _read(self) -> None:
        self.desk.work.read(self, read_item, self.desk.session, self._code, done=self._show, refused=self._gone)

    def _show(self, sheet: ItemSheet) -> None:
        if sheet.item.code != self._code:
            return
        self._sheet = sheet
        item = sheet.item
        self.head(title=item.name, main_words="修改", ready=True)
        self._trouble.hide()
        told = marks(item)
        self.badge.show_badge("waiting" if told else "done", told or "正在办")
        self.enabling.show()
        self.enabling.setText("停办" if item.enabled else "重新办理")
        self.restoring.setVisible(item.edited)
        self.facts.show_facts(item_facts(sheet))
        self.versions.show_steps(version_steps(sheet))

    def _gone(self, refusal: Refused) -> None:
        self._sheet = None
        self.head(title="事项", main_words="")
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
        self.badge.show_badge("none", "")
        self.enabling.hide()
        self.restoring.hide()
        self.facts.show_facts([])
        self.versions.show_steps([])

    def _turn(self) -> None:
        if self._sheet is not None:
            self._enable(self._sheet.item, enabled=not self._sheet.item.enabled, undoing=False)

    def _enable(self, item: Item, *, enabled: bool, undoing: bool) -> None:
        take_back = partial(self._enable, item, enabled=not enabled, undoing=True)
        words = f"“{item.name}”{'又可以办了' if enabled else '停办了，在办的件照旧'}。"
        task = partial(self.desk.session.catalogue.enable, item.code, enabled=enabled)
        undo = None if undoing else Undo(take_back)
        self.desk.work.write(self, task, done=lambda _: say(self, words, undo))

    def _restore(self) -> None:
        if self._sheet is None:
            return
        before = version_values(self._sheet.item.version)
        undo = Undo(partial(self._write_again, self._code, before))
        words = f"“{self._sheet.item.name}”恢复成了出厂内容。"
        task = self.desk.session.catalogue.restore
        self.desk.work.write(self, task, self._code, done=lambda _: say(self, words, undo))

    def _write_again(self, code: str, values: Mapping[str, object]) -> None:
        self.desk.work.write(
            self, save_item, self.desk.session, code, values, done=lambda _: say(self, "本站的内容写回来了。")
        )


def version_values(version: ItemVersion) -> dict[str, object]:
    """Give every field of a version that can be written, as it is."""
    return {field: getattr(version, field) for field in LABELS}
