"""Another recovery code in place of one whose paper was lost or seen: on paper first, then it holds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from ui.operators.keys_reading import NewCode, draw_code, keep_code
from ui.printing.code_paper import CodePaper
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.numbered import NumberedStep
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.verdict import fault


class RecoveryPanel(QWidget):
    """``finished(words)`` tells that the new code holds, ``left`` that the old one stays."""

    finished = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin without a code."""
        super().__init__()
        self._desk = desk
        self.paper = CodePaper(desk.work)
        self.form = Form()
        self.form.add("password", "您的密码", PasswordEntry(), needed=True, advice="换恢复码要再输一次密码")
        self.keep = Button("换用新的恢复码", self._keep)
        self.paper.form.finished.connect(self.form.focus_first)
        self.form.finished.connect(self._keep)
        first = NumberedStep(1, "把新的恢复码印在或抄在纸上", "一式两份封好。换用以前，原来的恢复码一直有效。")
        first.column.addWidget(self.paper)
        last = NumberedStep(2, "换用", "换用以后，原来那张纸上的恢复码就打不开了，请当面销毁。")
        last.column.addWidget(self.form)
        last.column.addWidget(NumberedStep.row(self.keep, Button("不换了（Esc）", self.left.emit, kind="quiet")))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * GRID)
        whole.addWidget(Label("重新打印恢复码", "heading"))
        whole.addWidget(first)
        whole.addWidget(last)
        whole.addStretch(1)

    def begin(self) -> None:
        """Draw a code and show it."""
        self.form.show_typed({"password": ""})
        self.keep.setEnabled(False)
        self._desk.work.read(self, draw_code, self._desk.session, done=self._show)

    def forget(self) -> None:
        """Hold the code no longer."""
        self.paper.forget()

    def _show(self, new: NewCode) -> None:
        session = self._desk.session
        self.paper.begin(new.code, new.number, session.office_name, session.operator.name)
        self.keep.setEnabled(True)

    def _keep(self) -> None:
        if not self.keep.isEnabled() or not self.paper.is_done() or not self.form.complete():
            return
        self.keep.setEnabled(False)
        code, password = self.paper.code(), self.form.typed()["password"]
        self._desk.work.write(
            self, keep_code, self._desk.session, code, password, done=self._kept, refused=self._refused
        )

    def _kept(self, _: object) -> None:
        self.forget()
        self.finished.emit("新的恢复码已经生效，原来的作废。")

    def _refused(self, refusal: Refused) -> None:
        self.keep.setEnabled(True)
        self.form.show_typed({"password": ""})
        self.form.tell("password", fault(refusal.sentence))
        self.form.entry("password").setFocus()
