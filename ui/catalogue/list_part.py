"""Every item of the catalogue, narrowed by category, scope and text; it also says what a village must not issue."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.catalogue.certificates import Certificate, asked_certificate
from app.catalogue.facts import CATEGORIES
from app.core.changes import Changes
from app.core.pinyin import pinyin_of_words
from ui.catalogue.reading import CERTIFICATES, CONCERNED, DEPARTMENTS, NEW, PLACE
from ui.catalogue.rows import ALL, SCOPES, ItemLine, ItemRows, item_columns
from ui.style import text_size
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.text_box import TextBox
from ui.widgets.windowed import WindowedModel

_TEXT_WIDTH = 264


class ItemListPart(Part):
    """The items; Enter opens one. A text that asks for a black-listed certificate is answered above the list."""

    def __init__(self, desk: Desk) -> None:
        """Begin with all of them."""
        super().__init__(desk, "事项", "新增事项")
        self.needs("catalogue.write")
        self._model = WindowedModel(desk.work, item_columns(), self)
        self.list = ListView(self._model, "事项目录", row_id=lambda line: line.item.code)
        self.list.chosen.connect(self._open)
        self.text = TextBox()
        self.text.setPlaceholderText("事项名称、拼音首字母，或一种证明")
        self.text.setAccessibleName("找事项")
        self.text.setClearButtonEnabled(True)
        self.category = ChoiceBox([Option("", "全部类别", "qb"), *map(_category, CATEGORIES)])
        self.category.setAccessibleName("类别（筛选）")
        self.scope = ChoiceBox([Option(key, words, pinyin_of_words(words).initials) for key, words in SCOPES.items()])
        self.scope.setAccessibleName("看哪些事项（筛选）")
        self.refusal = Label(kind="fault", wraps=True)
        self.refusal.hide()
        self._count = Label(kind="soft")
        self._no_match = EmptyPage("没有符合这些条件的事项。", "换一个字，或者看全部事项。", "看全部", self.show_all)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._no_match)
        self.body.addWidget(self._tools())
        self.body.addWidget(self.refusal)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._count)
        self.text.composed.connect(lambda _: self.show_again())
        self.text.entered.connect(self._enter_list)
        for box in (self.category, self.scope):
            box.currentIndexChanged.connect(lambda _: self.show_again())
            box.entered.connect(self._enter_list)
        self._model.arrived.connect(self._say_count)

    def begin(self) -> None:
        """Read the rows."""
        self.show_again()

    def show_again(self) -> None:
        """Show what is asked for now."""
        text = self.text.text().strip()
        self._tell(asked_certificate(text) if text else None)
        self.list.show_rows(ItemRows(self.desk.session, self.scope.value(), self.category.value(), text))

    def show_all(self) -> None:
        """Ask for every item."""
        self.category.choose("")
        self.scope.choose(ALL)
        self.text.clear()

    def run_main(self) -> None:
        """Add an item of our own."""
        self.goto.emit(Goto(PLACE, what=NEW))

    def changed(self, changes: Changes) -> None:
        """Read again when the catalogue changed."""
        if changes.touches(*CONCERNED):
            self.list.reload()

    def step_back(self) -> bool:
        """Clear what was looked for before going back."""
        if self.text.text():
            self.text.clear()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin where a name is typed."""
        return self.text

    def _tools(self) -> QWidget:
        self._fit()
        tools = broken_row()
        row = FlowRow(tools, gap=16)
        departments = Button("承办部门", lambda: self.goto.emit(Goto(PLACE, what=DEPARTMENTS)))
        refused = Button("村里不能开的证明", lambda: self.goto.emit(Goto(PLACE, what=CERTIFICATES)))
        for widget in (self.text, self.category, self.scope, departments, refused):
            row.addWidget(widget)
        return tools

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self._fit()

    def _fit(self) -> None:
        self.text.setMinimumWidth(text_size().scaled(_TEXT_WIDTH))

    def _tell(self, certificate: Certificate | None) -> None:
        self.refusal.setVisible(certificate is not None)
        if certificate is not None:
            told = f"！ “{certificate.name}”村里不能开。{certificate.reason}{certificate.instead}"
            self.refusal.setText(told)
            self.refusal.setAccessibleName(told)

    def _say_count(self) -> None:
        total = self._model.rowCount()
        self._stack.setCurrentWidget(self.list if total else self._no_match)
        self._count.setText(f"共 {total} 项。回车打开。" if total else "")

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _open(self, line: ItemLine) -> None:
        self.goto.emit(Goto(PLACE, line.item.code))


def _category(name: str) -> Option:
    return Option(name, name, pinyin_of_words(name).initials)
