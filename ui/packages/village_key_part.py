"""A village that has forgotten its password: look who asks, check who came, compare the code, write the answer."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import Refused
from app.packages.village_keys import Asking
from ui.packages.reading import PLACE, STATIONS
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import TickBox
from ui.widgets.desk import Desk, Goto
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.numbered import NumberedStep
from ui.widgets.parts import Part
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.where import WherePicker

_LINES = ("code", "checked", "password")
NOTHING = "还没有选"


class VillageKeyPart(Part):
    """Three steps; nothing is written before the code fits and somebody was really there."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a request."""
        super().__init__(desk, "帮村站找回钥匙", scrolls=True)
        self._request: Path | None = None
        self.choosing = Button("选请求文件…", self._ask_request)
        self.who = Label(NOTHING, "soft", wraps=True)
        self.form = Form()
        self.form.add("code", "核对码", TextEntry(letters=30, longest=60), needed=True,
                      advice="来人纸上抄的，或电话里念的六组数字")
        self.form.add("checked", "怎样核对的身份", TextEntry(letters=30, longest=100), needed=True,
                      advice="如 站长本人身份证和村委会介绍信；记入流水")
        self.form.add("password", "您的密码", PasswordEntry(), needed=True, advice="再输一次您自己的密码")
        self.checked = TickBox("来人的身份我已经当面核对过")
        self.where = WherePicker(desk.work, "答复写到")
        self.writing = Button("写出答复", self._write)
        bar(desk, "operators.write", self.choosing, self.writing)
        self.form.finished.connect(self._write)
        self._trouble = Label(kind="fault", wraps=True)
        self.written = Label(wraps=True)
        words = "村站忘了密码，在登录窗口写出的请求文件（.czk），由村里的人带来。"
        first = NumberedStep(1, "选村里带来的请求文件", words, self.choosing)
        first.column.addWidget(self.who)
        words = "答复能打开这个村的数据：来人是谁、是不是村里派来的，一定要当面核对。"
        second = NumberedStep(2, "核对来人和核对码", words)
        second.column.addWidget(self.form)
        second.column.addWidget(self.checked)
        words = "答复只能在写请求的那台电脑上用一次，带回去在登录窗口装入。"
        third = NumberedStep(3, "写出答复，交来人带回", words)
        third.column.addWidget(self.where)
        third.column.addWidget(self.writing, 0, Qt.AlignmentFlag.AlignLeft)
        third.column.addWidget(self._trouble)
        third.column.addWidget(self.written)
        for step in (first, second, third):
            self.body.addWidget(step)
        self.body.addStretch(1)

    def begin(self) -> None:
        """Begin anew."""
        self._request = None
        self.who.setText(NOTHING)
        self.form.show_typed(dict.fromkeys(_LINES, ""))
        self.checked.setChecked(False)
        for widget in (self._trouble, self.written):
            widget.hide()
        self.where.look()
        self.head()

    def take_request(self, path: Path) -> None:
        """Look at the request that was chosen."""
        self.begin()
        self.desk.work.read(
            self, self.desk.session.village_keys.look, path,
            done=lambda asking: self._looked(path, asking), refused=self._refused,
        )

    def step_back(self) -> bool:
        """Go back to the stations."""
        self.begin()
        self.goto.emit(Goto(PLACE, what=STATIONS))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the first step."""
        return self.choosing

    def _looked(self, path: Path, asking: Asking) -> None:
        self._request = path
        self.who.setText(f"✓ {asking.name}（{asking.unit}），村里电脑上的日期 {asking.day}")
        self.form.focus_first()

    def _write(self) -> None:
        folder = self.where.folder()
        if self._request is None or folder is None or not self.form.complete() or not self.checked.isChecked():
            self._say_what_is_missing(folder)
            return
        self.writing.setEnabled(False)
        typed = self.form.typed()
        answer = self.desk.session.village_keys.answer
        self.desk.work.write(
            self, answer, self._request, typed["code"], typed["checked"], typed["password"], folder,
            done=self._written, refused=self._refused,
        )

    def _say_what_is_missing(self, folder: Path | None) -> None:
        if self._request is None:
            self._say("请先选请求文件。")
        elif self.form.is_ready():
            self._say("请插好移动盘，或者选一个文件夹。" if folder is None else "请当面核对来人的身份，再勾选那一句。")

    def _written(self, path: Path) -> None:
        self.begin()
        self.writing.setEnabled(True)
        self.written.setText(f"✓ 答复写好了：{path.name}。请交来人带回，在原来那台电脑的登录窗口装入。")
        self.written.show()

    def _refused(self, refusal: Refused) -> None:
        self.writing.setEnabled(True)
        self.form.show_typed({"password": ""})
        self._say(str(refusal))

    def _say(self, words: str) -> None:
        self._trouble.setText(f"！ {words}")
        self._trouble.show()

    def _ask_request(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选请求文件", "", "钥匙请求 (*.czk);;所有文件 (*)")
        if chosen:
            self.take_request(Path(chosen))
