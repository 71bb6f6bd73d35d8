"""The inside of one backup: its records by kind and text; only to be read."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.backups.looking import Held, Past, Record
from app.core.errors import Refused
from app.core.pinyin import pinyin_of_words
from ui.backups.restore_tasks import PastRows, open_past, refused_words
from ui.style import text_size
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.row import broken_row
from ui.widgets.text_box import TextBox
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Progress, Ticket

_TEXT_WIDTH = 240


class LookPart(Part):
    """``chosen(past, record)`` tells that a record shall be seen, ``left`` that the backup was closed again."""

    chosen = Signal(object, object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing opened."""
        super().__init__(desk, "备份里面")
        self.past: Past | None = None
        self._opening: Ticket | None = None
        self.progress = ProgressStrip()
        self.kind, self.text = ChoiceBox([]), TextBox()
        self.kind.setAccessibleName("看哪一类记录")
        self.text.setPlaceholderText("编号、姓名、拼音、事项")
        self.text.setAccessibleName("在备份里找")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(text_size().scaled(_TEXT_WIDTH))
        columns = [Column("记录", lambda one: one.title), Column("说明", lambda one: one.line, drop=1)]
        self._model = WindowedModel(desk.work, columns, self)
        self.list = ListView(self._model, "备份里的记录", row_id=lambda one: one.id)
        self.list.chosen.connect(self._choose)
        self._none = EmptyPage("备份里没有这样的记录。", "换一个字，或者看别的一类。", "看全部", self.text.clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self._count, self.trouble = Label(kind="soft", wraps=True), Label(kind="fault", wraps=True)
        self._tools = broken_row()
        row = FlowRow(self._tools, gap=16)
        row.addWidget(self.kind)
        row.addWidget(self.text)
        for widget in (self.progress, self.trouble, self._tools):
            self.body.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._count)
        self.kind.currentIndexChanged.connect(lambda _: self._show_rows())
        self.kind.entered.connect(self._enter_list)
        self.text.composed.connect(lambda _: self._show_rows())
        self.text.entered.connect(self._enter_list)
        self._model.arrived.connect(self._say_count)

    def open_backup(self, path: Path) -> None:
        """Take a backup out and show what it holds."""
        self.close_backup()
        self.trouble.hide()
        self._show_inside(there=False)
        self.head(title="备份里面")
        progress = Progress()
        self.progress.watch(progress, "正在打开备份")
        self._opening = self.desk.work.write(
            self, _opened, self.desk, path, progress, done=self._opened, refused=self._refuse
        )

    def close_backup(self) -> None:
        """Leave the backup; what was taken out is removed."""
        past, self.past = self.past, None
        if past is not None:
            self.desk.work.write(self, past.close)

    def step_back(self) -> bool:
        """Clear what was looked for, then leave the backup."""
        if self.text.text():
            self.text.clear()
        else:
            self.close_backup()
            self.left.emit()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin where a name is typed."""
        return self.text if self.past is not None else None

    def _opened(self, answer: tuple[Past, list[Held]]) -> None:
        self.progress.end()
        self.past, held = answer
        self.head(title=f"{self.past.moment} 的备份里面")
        self.kind.offer(
            [Option(one.kind, f"{one.words} {one.count}", pinyin_of_words(one.words).initials) for one in held]
        )
        self._show_inside(there=True)
        self._show_rows()
        self.text.setFocus()

    def _refuse(self, refusal: Refused) -> None:
        self.progress.end()
        self.trouble.setText(refused_words(refusal))
        self.trouble.show()

    def _show_inside(self, *, there: bool) -> None:
        for widget in (self._tools, self._stack, self._count):
            widget.setVisible(there)

    def _show_rows(self) -> None:
        if self.past is not None and self.kind.value():
            self.list.show_rows(PastRows(self.past, self.kind.value(), self.text.text().strip()))

    def _say_count(self) -> None:
        total = self._model.rowCount()
        self._stack.setCurrentWidget(self.list if total else self._none)
        self._count.setText(f"共 {total} 条，只能看，不能改。回车打开一条，可以取回。" if total else "")

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _choose(self, record: Record) -> None:
        self.chosen.emit(self.past, record)


def _opened(desk: Desk, path: Path, progress: Progress) -> tuple[Past, list[Held]]:
    """Open it in the writing thread, which writes the look down."""
    past, changes = open_past(desk.session, path, progress)
    del changes
    return past, past.holds()
