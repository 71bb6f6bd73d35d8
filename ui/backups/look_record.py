"""One record of an opened backup: how it stood, and what bringing it back would change today."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.backups.looking import Past, Record
from ui.backups.restore_tasks import Looked, outlook_words, read_record, take_back, undo_last
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk
from ui.widgets.facts import Facts
from ui.widgets.labels import Label
from ui.widgets.parts import Part

TAKE = "取回这一条"


class LookRecordPart(Part):
    """Facts at the left, at the right what would change; the main button brings the record back."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin with no record."""
        super().__init__(desk, "备份里的记录", TAKE, scrolls=True)
        self._past: Past | None = None
        self._record: Record | None = None
        self.facts, self.changes = Facts("备份里的样子"), Facts("取回会改什么")
        self.parts = Facts("经过")
        self._parts_head, self._told = Label(kind="heading"), Label(kind="soft", wraps=True)
        self.refusal = Label(kind="fault", wraps=True)
        then = _column(Label("那时的样子", "heading"), self.facts, self._parts_head, self.parts)
        now = _column(Label("取回会改什么", "heading"), self._told, self.refusal, self.changes)
        self.body.addWidget(Columns(then, now, shares=(1, 1)))
        self.body.addStretch(1)

    def show_record(self, past: Past, record: Record) -> None:
        """Show a record of an opened backup."""
        self._past, self._record = past, record
        self.head(title=record.title, ready=False)
        self._read()

    def run_main(self) -> None:
        """Bring it back."""
        past, record = self._past, self._record
        if past is not None and record is not None:
            self.head(ready=False)
            self.desk.work.write(
                self, take_back, self.desk.session, past, record.kind, record.id,
                done=self._taken, refused=self._refused,
            )

    def step_back(self) -> bool:
        """Go back to the list of the backup."""
        self.left.emit()
        return True

    def _read(self) -> None:
        past, record = self._past, self._record
        if past is not None and record is not None:
            self.desk.work.read(self, read_record, self.desk.session, past, record.kind, record.id, done=self._show)

    def _show(self, looked: Looked) -> None:
        if self._record is None or looked.sheet.record.id != self._record.id:
            return
        sheet, outlook = looked.sheet, looked.outlook
        self.facts.show_facts(sheet.facts)
        there = [(words, lines) for words, lines in sheet.parts if lines]
        self._parts_head.setText("、".join(words for words, _ in there))
        self._parts_head.setVisible(bool(there))
        self.parts.show_facts(
            [(f"{words} {at}", line) for words, lines in there for at, line in enumerate(lines, start=1)]
        )
        self.refusal.setText(f"！ {outlook.refusal}")
        self.refusal.setVisible(bool(outlook.refusal))
        same = not outlook.changes_anything
        told = "和现在一样，不用取回。" if same else "现在的 → 备份里的。取回以后可以撤销。"
        self._told.setText(f"{told}{outlook.left_out}")
        self._told.setVisible(not outlook.refusal)
        self.changes.show_facts([] if same else outlook_words(outlook))
        self.head(ready=not (outlook.refusal or same))
        self.lay_out()

    def _taken(self, count: int) -> None:
        undo = Undo(self._take_back, "撤销取回")
        say(self, f"取回来了，改了 {count} 处。" if count else "和现在一样，没有改动。", undo if count else None)
        self._read()

    def _refused(self, refusal: Exception) -> None:
        self.refusal.setText(f"！ {refusal}")
        self.refusal.show()
        self._read()

    def _take_back(self) -> None:
        self.desk.work.write(self, undo_last, self.desk.session, done=self._undone)

    def _undone(self, _: object) -> None:
        say(self, "已经撤销，和取回以前一样。")
        self._read()


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(GRID)
    for widget in widgets:
        inside.addWidget(widget)
    inside.addStretch(1)
    return column
