"""What can be done with the one attachment under the line: look, rename, save a copy, remove."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.attachments.facts import Attachment
from ui.attachments.title_panel import TitlePanel
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.row import broken_row

SAVED = "已存到 {}。存出来的文件不加密，用完请删除。"


class Acts(QWidget):
    """``looked_at(attachment, content)`` brings what is to be seen; ``ended`` gives the keys back to the list.

    What a small form was opened for is what it does, wherever the line has moved since.
    """

    looked_at = Signal(Attachment, bytes)
    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin with none."""
        super().__init__()
        self._desk = desk
        self._one: Attachment | None = None
        self._asked: Attachment | None = None
        self.title, self.removal = TitlePanel(), ReasonPanel("删除附件", "进回收站，可以恢复。", "删除")
        self.see, self.rename = Button("看（Enter）", self.look), Button("改名…", self.ask_title)
        self.save, self.remove = Button("存一份出来…", self._ask_suffix), Button("删除…", self.ask_removal)
        self.buttons = broken_row()
        flow = FlowRow(self.buttons)
        for button in (self.see, self.rename, self.save, self.remove):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.buttons, self.title, self.removal):
            column.addWidget(part)
        self.title.given.connect(self._rename)
        self.removal.given.connect(self._remove)
        for panel in (self.title, self.removal):
            panel.left.connect(self._leave)

    def allow(self, *, writing: bool, seeing: bool) -> None:
        """Offer what whoever sits here may do."""
        for button in (self.rename, self.remove):
            button.setVisible(writing)
        for button in (self.see, self.save):
            button.setVisible(seeing)

    def point_at(self, one: Attachment | None) -> None:
        """Follow the line; a form that was opened for another one is put away."""
        self._one = one
        if self._asked is not None and (one is None or one.id != self._asked.id):
            self.close_panels()

    def look(self) -> None:
        """Bring the content to be seen; that is an entry of the journal."""
        if self._one is not None and self.see.isVisible():
            found = partial(self.looked_at.emit, self._one)
            self._desk.work.write(self, self._desk.session.attachments.look_at, self._one.id, done=found)

    def ask_title(self) -> None:
        """Ask for another title."""
        if self._one is not None and self.rename.isVisible():
            self.close_panels()
            self._asked = self._one
            self.title.open(self._one.title)

    def ask_removal(self) -> None:
        """Ask why it shall go."""
        if self._one is not None and self.remove.isVisible():
            self.close_panels()
            self._asked = self._one
            self.removal.open()

    def close_panels(self) -> bool:
        """Put the small forms away; ``False`` where none was open."""
        self._asked = None
        return any([self.title.close_panel(), self.removal.close_panel()])

    def save_to(self, one: Attachment, path: Path) -> None:
        """Write a copy to a file."""
        save = self._desk.session.attachments.save_copy
        self._desk.work.write(self, save, one.id, path, done=lambda at: say(self, SAVED.format(at)))

    def _leave(self) -> None:
        self.close_panels()
        self.ended.emit()

    def _rename(self, title: str) -> None:
        if self._asked is not None:
            rename = self._desk.session.attachments.rename
            done = partial(self._said, "名称改好了。", None)
            self._desk.work.write(self, rename, self._asked.id, title, done=lambda _: done())

    def _remove(self, reason: str) -> None:
        if self._asked is not None:
            remove = self._desk.session.attachments.remove
            undo = Undo(partial(self._revive, self._asked.id), "恢复")
            done = partial(self._said, f"附件“{self._asked.title}”已删除。", undo)
            self._desk.work.write(self, remove, self._asked.id, reason, done=lambda _: done())

    def _revive(self, attachment_id: str) -> None:
        revive = self._desk.session.attachments.revive
        self._desk.work.write(self, revive, attachment_id, done=lambda _: say(self, "附件恢复了。"))

    def _said(self, told: str, undo: Undo | None) -> None:
        self._asked = None
        say(self, told, undo)
        self.ended.emit()

    def _ask_suffix(self) -> None:
        if self._one is not None:
            suffix = self._desk.session.attachments.suffix
            self._desk.work.read(self, suffix, self._one.id, done=partial(self._ask_where, self._one))

    def _ask_where(self, one: Attachment, suffix: str) -> None:
        suggested = str(Path.home() / f"{one.title}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "存一份出来", suggested, f"(*{suffix})")
        if chosen:
            self.save_to(one, Path(chosen))
