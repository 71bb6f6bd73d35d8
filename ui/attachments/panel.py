"""The attachments of one record, on its page: list, adding, looking, renaming, removing, saving a copy."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from app.attachments.facts import Attachment
from app.attachments.rules import shown_size
from app.core.changes import Changes
from ui.attachments.acts import Acts
from ui.attachments.adding import Adding, sources_of
from ui.attachments.look_panel import LookPanel
from ui.attachments.reading import NOBODY, PanelSheet, Subject, columns, read_panel
from ui.say import say
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
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
        self.look, self.acts, self.adding = LookPanel(desk), Acts(desk), Adding(desk, self)
        self.heading, self._told = Label("附件", "heading"), Label("", "soft", wraps=True)
        self.add, self.paste = Button("加文件…", self._ask_files), Button("粘贴照片", self.paste_it)
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
        closed = self.acts.close_panels() or self.look.close_panel()
        if closed:
            self._give_keys()
        return closed

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
        elif event.key() == Qt.Key.Key_F2:
            self.acts.ask_title()
        elif event.key() == Qt.Key.Key_Delete:
            self.acts.ask_removal()
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
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "paste"):
            self._fit()

    def _lay(self) -> None:
        above = broken_row()
        flow = FlowRow(above)
        for button in (self.add, self.paste):
            flow.addWidget(button)
        listed = QWidget()
        column = QVBoxLayout(listed)
        whole = QVBoxLayout(self)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(GRID)
        for part in (above, self.list, self.acts):
            column.addWidget(part)
        for part in (self.heading, self._told, Columns(listed, self.look)):
            whole.addWidget(part)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _: self.acts.look())
        self.list.pointed.connect(self.acts.point_at)
        self.acts.looked_at.connect(self.look.show_attachment)
        self.acts.ended.connect(self._give_keys)
        self.look.left.connect(self.step_back)
        self.adding.busy.connect(self._say_busy)
        self._model.arrived.connect(self._show_line)

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
        for button in (self.add, self.paste):
            button.setVisible(takes)
        self.acts.allow(writing=takes, seeing=sheet.may_see)
        had_keys = self._was_in_list()
        for part in (self.list, self.acts):
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
        self.acts.point_at(self.current())

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
        return focused is not None and (focused is self.list or self.acts.isAncestorOf(focused))

    def _takes(self) -> bool:
        return self._ours and self._sheet is not None and self._sheet.may_write

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择照片或 PDF", str(Path.home()), KINDS)
        if chosen:
            self.adding.add(self._subject, [Path(one) for one in chosen])

    def _close_all(self) -> None:
        self.acts.close_panels()
        self.look.close_panel()

    def _give_keys(self) -> None:
        (self.add if self.list.isHidden() else self.list).setFocus()

    def _fit(self) -> None:
        lines = min(_MOST_LINES, max(1, self._model.rowCount() if self._sheet is None else self._sheet.count()))
        self.list.setFixedHeight(text_size().row * (lines + 1) + GRID)
