"""The attachments of one record, on its page: list, adding, looking, renaming, removing, saving a copy."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from app.attachments.facts import Attachment
from app.attachments.rules import shown_size
from app.core.changes import Changes
from ui.attachments.adding import Adding, sources_of
from ui.attachments.look_panel import LookPanel
from ui.attachments.reading import NOBODY, PanelSheet, Subject, columns, read_panel
from ui.attachments.title_panel import TitlePanel
from ui.say import Undo, say
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel

KINDS = "照片和 PDF (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp *.pdf);;所有文件 (*)"
_MOST_LINES = 8


class AttachmentsPanel(QWidget):
    """A page hands it its record with ``show_subject`` and passes ``changed`` and ``step_back`` on.

    Files can be dropped on it, a picture or files pasted into it.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin without a record."""
        super().__init__()
        self.desk = desk
        self._subject: Subject = NOBODY
        self._ours = False
        self._sheet: PanelSheet | None = None
        clock = desk.session.clock
        self._model = WindowedModel(desk.work, columns(clock.today(), clock.wall().tzinfo), self)
        self.list = ListView(self._model, "附件", row_id=lambda one: one.id)
        self.look, self.title, self.adding = LookPanel(desk), TitlePanel(), Adding(desk, self)
        self.removal = ReasonPanel("删除附件", "进回收站，可以恢复。", "删除")
        self.heading, self._told = Label("附件", "heading"), Label("", "soft", wraps=True)
        self.add, self.paste = Button("加文件…", self._ask_files), Button("粘贴照片", self.paste_it)
        self.see, self.rename = Button("看（Enter）", self._look), Button("改名…", self._open_title)
        self.save, self.remove = Button("存一份出来…", self._ask_where), Button("删除…", self.removal.open)
        self._below = broken_row()
        self.setAcceptDrops(True)
        self._lay()
        self._connect()
        self.hide()

    def show_subject(self, table: str, row_id: str, *, ours: bool) -> None:
        """Show the attachments of a record; only what is ours takes any, and what came in packages brings none."""
        if (table, row_id) != self._subject:
            self._close_all()
            self._sheet = None
        self._subject, self._ours = (table, row_id), ours
        self._read()

    def clear(self) -> None:
        """Show nothing: there is no record."""
        self._subject, self._sheet = NOBODY, None
        self._close_all()
        self.hide()

    def changed(self, changes: Changes) -> None:
        """Read again when attachments changed."""
        if self._subject != NOBODY and changes.touches("attachments"):
            self._read()

    def step_back(self) -> bool:
        """Close what is open, one thing at a time; the list takes the keys again."""
        for part in (self.title, self.removal, self.look):
            if part.close_panel():
                (self.add if self.list.isHidden() else self.list).setFocus()
                return True
        return False

    def paste_it(self) -> None:
        """Take in what the clipboard holds."""
        sources = sources_of(QGuiApplication.clipboard().mimeData())
        if sources:
            self.adding.add(self._subject, sources)
        else:
            say(self, "剪贴板里没有照片。请先在看图的程序里复制，或者用手机传过来以后按“加文件…”。")

    def current(self) -> Attachment | None:
        """Give the attachment under the line."""
        row = self.list.current_row()
        return row if isinstance(row, Attachment) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V; in the list, F2 renames and Delete removes."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._takes():
            self.paste_it()
        elif event.key() == Qt.Key.Key_F2 and self.rename.isVisible():
            self._open_title()
        elif event.key() == Qt.Key.Key_Delete and self.remove.isVisible():
            self.removal.open()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if self._takes() and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        sources = sources_of(event.mimeData()) if self._takes() else []
        if sources:
            event.acceptProposedAction()
            self.adding.add(self._subject, sources)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "remove"):
            self._fit()

    def _lay(self) -> None:
        above, below = broken_row(), self._below
        for row, buttons in ((above, (self.add, self.paste)), (below, (self.see, self.rename, self.save, self.remove))):
            flow = FlowRow(row)
            for button in buttons:
                flow.addWidget(button)
        listed = QWidget()
        column = QVBoxLayout(listed)
        whole = QVBoxLayout(self)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(GRID)
        for part in (above, self.list, below, self.title, self.removal):
            column.addWidget(part)
        for part in (self.heading, self._told, Columns(listed, self.look)):
            whole.addWidget(part)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _: self._look())
        self.adding.busy.connect(self._say_busy)
        self.title.given.connect(self._rename)
        self.removal.given.connect(self._remove)
        self._model.arrived.connect(self._show_line)
        for part in (self.title, self.removal, self.look):
            part.left.connect(self.step_back)

    def _read(self) -> None:
        self.desk.work.read(self, read_panel, self.desk.session, self._subject, done=self._show)

    def _show(self, sheet: PanelSheet) -> None:
        if sheet.subject != self._subject:
            return
        self._sheet = sheet
        self._model.show_rows(sheet)
        there, takes = bool(sheet.attachments), self._takes()
        size = shown_size(sum(one.bytes for one in sheet.attachments))
        self.heading.setText(f"附件（{sheet.count()} 个，{size}）" if there else "附件")
        for button in (self.add, self.paste, self.rename, self.remove):
            button.setVisible(takes)
        for button in (self.see, self.save):
            button.setVisible(sheet.may_see)
        had_keys = self._was_in_list()
        for part in (self.list, self._below):
            part.setVisible(there)
        if had_keys and not there:
            self.add.setFocus()
        if self.look.shown() not in {"", *(one.id for one in sheet.attachments)}:
            self.look.close_panel()
        self._say_busy("")
        self._fit()
        self.setVisible(there or takes)

    def _show_line(self) -> None:
        if self._model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _say_busy(self, words: str) -> None:
        sheet = self._sheet
        if not words and sheet is not None:
            words = sheet.warning
            if not sheet.attachments:
                words = "还没有附件。照片、扫描件和 PDF 可以拖到这里，也可以按“加文件…”。"
            elif not sheet.may_see:
                words = "附件里可能有完整的证件号，您的权限不能看。"
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def _was_in_list(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.list or self._below.isAncestorOf(focused))

    def _takes(self) -> bool:
        return self._ours and self._sheet is not None and self._sheet.may_write

    def _look(self) -> None:
        one = self.current()
        if one is not None and self.see.isVisible():
            attachments = self.desk.session.attachments
            self.desk.work.write(self, attachments.look_at, one.id, done=partial(self.look.show_attachment, one))

    def _open_title(self) -> None:
        one = self.current()
        if one is not None:
            self.title.open(one.title)

    def _rename(self, title: str) -> None:
        one, attachments = self.current(), self.desk.session.attachments
        if one is not None:
            self.desk.work.write(self, attachments.rename, one.id, title, done=lambda _: self._said("名称改好了。"))

    def _remove(self, reason: str) -> None:
        one, attachments = self.current(), self.desk.session.attachments
        if one is not None:
            undo = Undo(partial(self._revive, one.id), "恢复")
            told = f"附件“{one.title}”已删除。"
            self.desk.work.write(self, attachments.remove, one.id, reason, done=lambda _: self._said(told, undo))

    def _revive(self, attachment_id: str) -> None:
        attachments = self.desk.session.attachments
        self.desk.work.write(self, attachments.revive, attachment_id, done=lambda _: say(self, "附件恢复了。"))

    def _said(self, told: str, undo: Undo | None = None) -> None:
        say(self, told, undo)
        (self.add if self.list.isHidden() else self.list).setFocus()

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择照片或 PDF", str(Path.home()), KINDS)
        if chosen:
            self.adding.add(self._subject, [Path(one) for one in chosen])

    def _ask_where(self) -> None:
        one, attachments = self.current(), self.desk.session.attachments
        if one is not None:
            self.desk.work.read(self, attachments.suffix, one.id, done=partial(self._ask_where_to, one))

    def _ask_where_to(self, one: Attachment, suffix: str) -> None:
        suggested = str(Path.home() / f"{one.title}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(self, "存一份出来", suggested, f"(*{suffix})")
        if chosen:
            self.save_to(one, Path(chosen))

    def save_to(self, one: Attachment, path: Path) -> None:
        """Write a copy to a file."""
        told = "已存到 {}。存出来的文件不加密，用完请删除。"
        save = self.desk.session.attachments.save_copy
        self.desk.work.write(self, save, one.id, path, done=lambda at: say(self, told.format(at)))

    def _close_all(self) -> None:
        for part in (self.title, self.removal, self.look):
            part.close_panel()

    def _fit(self) -> None:
        lines = min(_MOST_LINES, max(1, self._model.rowCount() if self._sheet is None else self._sheet.count()))
        self.list.setFixedHeight(text_size().row * (lines + 1) + GRID)
