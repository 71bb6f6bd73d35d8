"""Taking in a table from Excel: choose the file, look at the columns, check every row, take it or save the errors."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.sheets.importing import Checked, ImportResult, Looked
from app.sheets.workbook import write_file
from ui.importing.columns_panel import ColumnsPanel
from ui.importing.preview_panel import PreviewPanel
from ui.say import say, say_refusal
from ui.style import GRID
from ui.widgets.desk import Desk
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import scrolling
from ui.work import Progress

TABLES = "表格 (*.xlsx *.xls *.xlsb *.ods *.csv)"


class ImportSteps(Part):
    """Nothing is written before the last step; every long step shows how far it is and can be stopped.

    A place says with ``kind`` what is taken in, shows its own first step, and hears with ``told_taken`` what came in.
    """

    def __init__(self, desk: Desk, title: str, first: QWidget) -> None:
        """Begin at the first step, which lets the file be chosen."""
        super().__init__(desk, title)
        self._path: Path | None = None
        self._looked: Looked | None = None
        self._checked: Checked | None = None
        self.first_step, self.columns, self.preview = first, ColumnsPanel(), PreviewPanel(desk.work)
        self.strip_of_progress = ProgressStrip()
        self._stack = QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, GRID, GRID)
        column.addWidget(self.columns)
        column.addStretch(1)
        self._columns_area = scrolling(column)
        for panel in (first, self._columns_area, self.preview):
            self._stack.addWidget(panel)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.strip_of_progress)
        self._connect()

    def kind(self) -> str:
        """Name the kind of table, as the imports of the office know it."""
        raise NotImplementedError

    def told_taken(self, result: ImportResult) -> None:
        """Hear what came in."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Show the first step."""
        self._show(self.first_step)

    def take_file(self, path: Path, sheet: str = "") -> None:
        """Read a file and show its columns."""
        self._path = path
        look = partial(self.desk.session.imports.look, self.kind(), path, sheet)
        self._run(look, f"正在读“{path.name}”", self._show_looked)

    def save_errors(self, path: Path) -> None:
        """Write the copy of the table with red cells and reasons."""
        if self._checked is not None:
            named = path if path.suffix else path.with_suffix(".xlsx")
            write = partial(_write_errors, self.desk, self._checked, named)
            self.desk.work.read(self, write, done=lambda _: say(self, f"错误表已存成 {named}，改好后再导入。"))

    def step_back(self) -> bool:
        """Go one step back in the taking in."""
        if self._stack.currentWidget() is self.preview and self._looked is not None:
            self._show_looked(self._looked)
            return True
        if self._stack.currentWidget() is self._columns_area:
            self.begin_anew()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin at the next step."""
        shown = self._stack.currentWidget()
        if shown is self.preview:
            return self.preview.first_focus()
        return self.columns.first_focus() if shown is self._columns_area else self.first_step.focusProxy()

    def _connect(self) -> None:
        self.columns.checked.connect(self._check)
        self.columns.row_chosen.connect(self._take_row)
        self.columns.sheet_chosen.connect(self._take_sheet)
        self.columns.left.connect(self.step_back)
        self.preview.taken.connect(self._take)
        self.preview.errors_wanted.connect(self._ask_where)
        self.preview.back.connect(self.step_back)
        self.preview.left.connect(self.begin_anew)

    def _ask_where(self) -> None:
        if self._path is None:
            return
        suggested = str(self._path.with_name(f"{self._path.stem}-错误.xlsx"))
        chosen, _ = QFileDialog.getSaveFileName(self, "把错误存成表", suggested, "Excel (*.xlsx)")
        if chosen:
            self.save_errors(Path(chosen))

    def _take_sheet(self, name: str) -> None:
        if self._path is not None and self._looked is not None and name != self._looked.sheet.name:
            self.take_file(self._path, name)

    def _take_row(self, row: int) -> None:
        if self._looked is not None:
            correct = partial(self.desk.session.imports.correct, self._looked, {}, row)
            self.desk.work.read(self, correct, done=self._show_looked)

    def _check(self, mapping: dict[str, str]) -> None:
        if self._looked is None:
            return
        self._looked = self.desk.session.imports.correct(self._looked, mapping)
        self._run(partial(self.desk.session.imports.check, self._looked), "正在检查每一行", self._show_checked)

    def _take(self, only_good: bool) -> None:  # noqa: FBT001 - the signal hands it over so
        if self._checked is None:
            return
        session, progress = self.desk.session, Progress()
        take = partial(
            session.imports.take, self._checked, session.operator.id, only_good=only_good, progress=progress
        )
        self._busy("正在导入", progress)
        self.desk.work.write(self, take, done=self._taken, refused=self._refused)

    def _run(self, task: partial[Looked] | partial[Checked], words: str, done: object) -> None:
        progress = Progress()
        self._busy(words, progress)

        def show(answer: object) -> None:
            self._free()
            done(answer)  # type: ignore[operator]

        self.desk.work.read(self, partial(task, progress=progress), done=show, refused=self._refused)

    def _show_looked(self, looked: Looked) -> None:
        self._looked = looked
        self.columns.show_looked(looked)
        self._show(self._columns_area)

    def _show_checked(self, checked: Checked) -> None:
        self._checked = checked
        self.preview.show_checked(checked)
        self._show(self.preview)

    def _taken(self, result: ImportResult) -> None:
        self._free()
        self.told_taken(result)

    def _refused(self, refusal: Refused) -> None:
        self._free()
        say_refusal(self, refusal)

    def _busy(self, words: str, progress: Progress) -> None:
        self._stack.setEnabled(False)
        self.strip_of_progress.watch(progress, words)

    def _free(self) -> None:
        self.strip_of_progress.end()
        self._stack.setEnabled(True)

    def _show(self, panel: QWidget) -> None:
        self._stack.setCurrentWidget(panel)
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()


def left_words(result: ImportResult) -> str:
    """Say what was not taken in; nothing where all was."""
    present = f"，{result.present} 行早已登记过" if result.present else ""
    return present + (f"，有错的 {result.bad} 行没有导入" if result.bad else "")


def _write_errors(desk: Desk, checked: Checked, path: Path) -> None:
    write_file(path, desk.session.imports.errors_workbook(checked))
