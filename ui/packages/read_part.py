"""The township reads a folder of packages: how far it is, and in one line what became of each file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.packages.answers import Taken
from ui.packages.reading import PLACE
from ui.say import say_refusal
from ui.widgets.badge import Kind, signed
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.where import WherePicker
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Progress

STATES: dict[str, tuple[Kind, str]] = {
    "taken": ("done", "收下了"),
    "repeated": ("none", "以前收过"),
    "superseded": ("none", "已被代替"),
    "fork": ("overdue", "分叉，没有收"),
    "refused": ("overdue", "没有收"),
    "unfinished": ("overdue", "没写完，没有收"),
}


class ReadPart(Part):
    """Every file is checked before the first is merged; a bad one never holds up the others."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a folder."""
        super().__init__(desk, "收报送包", "检查并收下", scrolls=True)
        self.needs("packages.write")
        self._reading = False
        self.where = WherePicker(desk.work, "从哪里收")
        self.progress = ProgressStrip()
        self.words = Label("选好移动盘或文件夹，里面（包括下一层文件夹）的报送包一起检查、一起收。", "soft", wraps=True)
        columns = [
            Column("结果", state_words, 176),
            Column("村站", lambda one: one.sender or "看不出"),
            Column("包号", lambda one: f"第 {one.number} 号" if one.number else "", 96),
            Column("记录", lambda one: f"{one.rows} 行" if one.taken else "", 96, to_right=True, drop=2),
            Column("核对码", lambda one: one.check_code or "", 192, drop=1),
            Column("文件", lambda one: one.file, 336, drop=3),
        ]
        self._model = WindowedModel(desk.work, columns, self)
        self.list = ListView(self._model, "收包结果", row_id=lambda one: one.file)
        self.list.pointed.connect(self._point)
        self._model.arrived.connect(lambda _: self._arrived())
        self.reason = Label(wraps=True)
        self._back = Button("看汇总", lambda: self.goto.emit(Goto(PLACE)))
        for widget in (self.where, self.words, self.progress):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 4)
        self.body.addWidget(self.reason)
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.begin()

    def begin(self) -> None:
        """Begin anew, and look for drives."""
        if self._reading:
            return
        self.words.setText("选好移动盘或文件夹，里面（包括下一层文件夹）的报送包一起检查、一起收。")
        for widget in (self.list, self.reason, self._back):
            widget.hide()
        self.where.look()
        self.head(ready=True)

    def run_main(self) -> None:
        """Read the folder that is chosen."""
        folder = self.where.folder()
        if self._reading:
            return
        if folder is None:
            say_refusal(self, Refused("还没有选从哪里收。", advice="请插好移动盘后按“再找移动盘”，或者选一个文件夹。"))
            self.where.choosing.setFocus()
            return
        self.read(folder)

    def read(self, folder: Path) -> None:
        """Read a folder."""
        self._reading = True
        self.head(ready=False)
        self._back.hide()
        progress = Progress()
        self.progress.watch(progress, "正在检查和收包")
        self.desk.work.write(
            self, self.desk.session.packages.read, folder, progress, done=self._show, refused=self._refused
        )

    def step_back(self) -> bool:
        """Go back to the summary."""
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the place to read from."""
        return self.where.box

    def _show(self, answers: Sequence[Taken]) -> None:
        self._ended()
        self.words.setText(summed(answers))
        self.list.setVisible(bool(answers))
        self.list.show_rows(GivenRows(sorted(answers, key=lambda one: not one.is_finding)))
        self._back.setVisible(bool(answers))
        (self.list if answers else self.where.choosing).setFocus()

    def _refused(self, refusal: Refused) -> None:
        self._ended()
        say_refusal(self, refusal)

    def _ended(self) -> None:
        self._reading = False
        self.progress.end()
        self.head(ready=True)

    def _arrived(self) -> None:
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _point(self, one: Taken) -> None:
        told = one.reason or f"{one.rows} 行，其中新增或更新 {one.merged} 行。"
        self.reason.setText(f"{one.file}：{told}")
        self.reason.show()


def state_words(one: Taken) -> str:
    """Say with sign and words what became of a file."""
    kind, words = STATES[one.state]
    if one.taken and one.reason:
        return signed("waiting", f"{words}，有说明")
    return signed(kind, words)


def summed(answers: Sequence[Taken]) -> str:
    """Say what became of all files."""
    if not answers:
        return "这里没有报送包。请看看是不是选错了盘或文件夹。"
    taken = [one for one in answers if one.taken and one.state == "taken"]
    before = sum(1 for one in answers if one.state in {"repeated", "superseded"})
    findings = sum(1 for one in answers if one.is_finding)
    told = f"共 {len(answers)} 个文件：收下 {len(taken)} 个（{sum(one.rows for one in taken)} 行）"
    told += f"，以前收过 {before} 个" if before else ""
    return told + (f"，没有收 {findings} 个，原因在下面逐个写着。" if findings else "。")
