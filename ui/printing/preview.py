"""The preview of one paper: the very bytes that are printed, with the printer, the copies and the way to a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.documents.reading import page_picture_across, page_pictures
from app.documents.saving import save_pdf
from ui.printing.queues import Queue, print_pdf, queues
from ui.say import say, say_refusal
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.paper_view import PaperView
from ui.widgets.row import broken_row
from ui.work import Work

MOST_COPIES = 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished paper as it is shown: what it is called, its bytes, its size; ``paper`` is A4 or A3."""

    title: str
    pdf: bytes
    pages: int
    paper: str = "A4"
    landscape: bool = False


class Preview(QWidget):
    """``printed(copies)`` tells that the print service took it, ``saved`` that it is a file, ``left`` to go back."""

    printed = Signal(int)
    saved = Signal()
    left = Signal()

    def __init__(
        self, work: Work, *, find_queues: Callable[[], Sequence[Queue]] = queues, preferred: Callable[[], str] = str
    ) -> None:
        """Begin without a paper; ``preferred`` reads the name of the queue that the office has set, off this thread."""
        super().__init__()
        self._work, self._find_queues, self._preferred, self._wished = work, find_queues, preferred, ""
        self._sheet: Sheet | None = None
        self.view = PaperView(work, page_picture_across, "预览")
        self.queue = ChoiceBox([])
        self.queue.setAccessibleName("打印机")
        self.copies = ChoiceBox([Option(str(count), f"{count} 份") for count in range(1, MOST_COPIES + 1)])
        self.copies.setAccessibleName("份数")
        self.print_button = MainButton("打印", self.print_it)
        self._save = Button("存成 PDF…", self._ask_where)
        self._leave = Button("返回（Esc）", self.left.emit, kind="quiet")
        self._none = Label("没有找到打印机，可以存成 PDF 拿到别处打。", "hint", wraps=True)
        self._none.hide()
        row = broken_row()
        flow = FlowRow(row)
        for part in (self.print_button, self.queue, self.copies, self._save, self._leave):
            flow.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(row)
        whole.addWidget(self._none)
        whole.addWidget(self.view, 1)
        self._ready(there=False)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a paper and look for printers."""
        self._sheet = sheet
        self.copies.choose("1")
        self.view.show_paper(sheet.pdf, sheet.pages)
        self._save.setEnabled(True)
        self._work.read(self, self._preferred, done=self._wish)

    def clear(self) -> None:
        """Show nothing while the next paper is being made."""
        self._sheet = None
        self.view.show_paper(b"", 0)
        self._ready(there=False)
        self._save.setEnabled(False)

    def first_focus(self) -> QWidget:
        """Begin at the print button, or where the paper can be saved."""
        return self.print_button if self.print_button.isEnabled() else self._save

    def print_it(self) -> None:
        """Hand the bytes to the queue that is chosen."""
        sheet, queue = self._sheet, self.queue.value()
        if sheet is None or not queue:
            return
        copies = int(self.copies.value())
        self.print_button.setEnabled(False)
        hand_over = partial(
            print_pdf,
            sheet.pdf,
            queue,
            sheet.paper,
            copies=copies,
            landscape=sheet.landscape,
            pictures=partial(page_pictures, sheet.pdf),
        )
        self._work.wait_for(self, hand_over, done=lambda _: self._done(copies), refused=self._refused)

    def save_to(self, path: Path) -> None:
        """Write the bytes to a file."""
        if self._sheet is not None:
            self._work.write(self, save_pdf, path, self._sheet.pdf, done=self._kept)

    def _kept(self, path: Path) -> None:
        say(self, f"已存成 {path}。")
        self.saved.emit()

    def _wish(self, name: str) -> None:
        self._wished = name
        self._work.wait_for(self, self._find_queues, done=self._offer_queues)

    def _offer_queues(self, found: Sequence[Queue]) -> None:
        before = self.queue.value()
        self.queue.offer([Option(one.name, one.words) for one in found])
        names = [one.name for one in found]
        wished = (name for name in (before, self._wished) if name in names)
        self.queue.choose(next(wished, names[0] if names else ""))
        had_focus = self._save.hasFocus()
        self._ready(there=bool(found))
        if found and had_focus:
            self.print_button.setFocus()

    def _ready(self, *, there: bool) -> None:
        self.print_button.setEnabled(there)
        for part in (self.queue, self.copies):
            part.setVisible(there)
        self._none.setVisible(not there and self._sheet is not None)

    def _done(self, copies: int) -> None:
        self.print_button.setEnabled(True)
        say(self, f"已经送到打印机：{self._sheet.title if self._sheet else ''}，{copies} 份。")
        self.printed.emit(copies)

    def _refused(self, refusal: Refused) -> None:
        self.print_button.setEnabled(True)
        say_refusal(self, refusal)

    def _ask_where(self) -> None:
        if self._sheet is None:
            return
        suggested = str(Path.home() / f"{self._sheet.title}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "存成 PDF", suggested, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))
