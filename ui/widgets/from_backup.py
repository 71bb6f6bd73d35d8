"""Restoring from a backup where no office is open: where it lies, which one, and a password or the recovery code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from ui.say import Strip
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.row import broken_row
from ui.widgets.scrolling import lay_out, scrolling
from ui.widgets.where import WherePicker
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Progress, Work

if TYPE_CHECKING:
    from app.backups.unlocking import Given
    from app.backups.within_reach import Reached

Restore = Callable[[Path, "Given", Progress], object]
_WITH_CODE, _WITH_PASSWORD = "没有密码，用恢复码", "有密码，用密码"


class FromBackupPage(QWidget):
    """``restore(path, given, progress)`` runs in the writing thread; ``restored(answer)`` tells its answer."""

    restored = Signal(object)
    left = Signal()

    def __init__(self, work: Work, restore: Restore, own: Path, words: str, office: str = "") -> None:
        """Look first into ``own``, the folder of the backups here; ``office`` narrows the list to one office's."""
        super().__init__()
        self._work, self._restore, self._own, self._office = work, restore, own, office
        self._by_code = False
        self.strip, self.progress = Strip(), ProgressStrip()
        self.where = WherePicker(work, "备份在哪里")
        self.where.edited.connect(self._look)
        columns = [
            Column("日期", lambda one: one.moment, 200),
            Column("站点代码", lambda one: one.unit, 136, drop=1),
            Column("里面有", lambda one: f"！ {one.trouble}" if one.trouble else one.holds),
        ]
        self._model = WindowedModel(work, columns, self)
        self.list = ListView(self._model, "找到的备份", row_id=lambda one: str(one.path))
        self.list.chosen.connect(lambda _: self._focus_form())
        self._none = Label("这里没有备份。请插上存有备份的移动盘，或者选放备份的文件夹。", "soft", wraps=True)
        self.by_password, self.by_code = Form(), Form()
        self.turn = Button(_WITH_CODE, self._turn, kind="quiet")
        self.go = MainButton("恢复选中的这一份", self._try)
        self._fill_forms()
        self._lay(words)

    def begin(self) -> None:
        """Look into the folder of the backups here, and for drives."""
        self._show_way(by_code=False)
        self.where.offer_folder(str(self._own))
        self.where.choose(self._own)
        self.where.look()
        self.where.box.setFocus()

    def show_folder(self, folder: Path) -> None:
        """Look into a folder."""
        self.where.choose(folder)

    def _fill_forms(self) -> None:
        self.by_password.add("password", "密码", PasswordEntry(), needed=True, advice="这份备份里任何一位操作员的密码")
        self.by_password.add("then", "当时的密码", PasswordEntry(), advice="换钥匙（如交接）以前的备份才要")
        self.by_password.show_line("then", there=False)
        advice = "纸上的 7 组，每组 4 个字母或数字"
        self.by_code.add("code", "恢复码", TextEntry(longest=60), needed=True, advice=advice)
        add_new_password(self.by_code, SHORTEST_PASSWORD)
        for form in (self.by_password, self.by_code):
            form.finished.connect(self._try)

    def _lay(self, words: str) -> None:
        row, body = broken_row(), QVBoxLayout()
        flow = FlowRow(row)
        for button in (self.go, self.turn, Button("返回（Esc）", self.left.emit, kind="quiet")):
            flow.addWidget(button)
        body.setContentsMargins(0, 0, GRID, 0)
        body.setSpacing(2 * GRID)
        told = Label(words, "soft", wraps=True)
        for widget in (told, self.where, self._none, self.list, self.by_password, self.by_code):
            body.addWidget(widget)
        body.addStretch(1)
        self._area = scrolling(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(Label("从备份恢复", "title", wraps=True))
        whole.addWidget(self._area, 1)
        for below in (self.progress, row, self.strip):
            whole.addWidget(below)

    def _look(self) -> None:
        folder = self.where.folder()
        if folder is not None:
            self._work.wait_for(self, _reach, folder, self._office, done=self._show)

    def _show(self, found: Sequence[Reached]) -> None:
        self.list.show_rows(GivenRows(found))
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self.go.setEnabled(bool(found))
        lay_out(self._area)

    def _turn(self) -> None:
        self._show_way(by_code=not self._by_code)
        self._focus_form()

    def _show_way(self, *, by_code: bool) -> None:
        self._by_code = by_code
        self.by_code.setVisible(by_code)
        self.by_password.setVisible(not by_code)
        self.turn.setText(_WITH_PASSWORD if by_code else _WITH_CODE)
        lay_out(self._area)

    def _focus_form(self) -> None:
        (self.by_code if self._by_code else self.by_password).focus_first()

    def _try(self) -> None:
        from app.backups.unlocking import Given

        one: Reached | None = self.list.current_row() or self._model.row(0)
        form = self.by_code if self._by_code else self.by_password
        if one is None or not self.go.isEnabled() or not form.complete():
            return
        if self._by_code and not passwords_agree(form, SHORTEST_PASSWORD):
            return
        if one.trouble:
            self.strip.tell(f"{one.trouble}请选另一份备份。", tone="refused")
            return
        typed = form.typed()
        given = Given(typed["password"], typed.get("code", ""), typed.get("then", ""))
        self.go.setEnabled(False)
        self.strip.clear()
        progress = Progress()
        self.progress.watch(progress, f"正在恢复到 {one.moment} 的备份")
        self._work.write(self, self._restore, one.path, given, progress, done=self._done, refused=self._refuse)

    def _done(self, answer: object) -> None:
        self._end()
        self.restored.emit(answer)

    def _refuse(self, refusal: Refused) -> None:
        from app.backups.unlocking import KeyOfThen

        self._end()
        if isinstance(refusal, KeyOfThen):
            self.by_password.show_line("then", there=True)
            self.by_password.entry("then").setFocus()
        self.strip.tell(str(refusal), tone="refused")

    def _end(self) -> None:
        self.progress.end()
        self.go.setEnabled(True)


def _reach(folder: Path, office: str) -> Sequence[Reached]:
    from app.backups.within_reach import backups_within_reach
    from app.core.clock import SystemClock

    return backups_within_reach(folder, SystemClock(), office)
