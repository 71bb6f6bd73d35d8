"""A station learns its township's keys: the invitation comes in, the answer goes out, the code is told by phone."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import Refused
from ui.packages.reading import PLACE
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import TickBox
from ui.widgets.desk import Desk, Goto
from ui.widgets.labels import Label
from ui.widgets.numbered import NumberedStep
from ui.widgets.parts import Part
from ui.widgets.scrolling import bring_into_view

ANSWER = "村站通-登记回执-{name}.czreply"


class EnrolPart(Part):
    """Three steps, the code shown large at the end."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the first step."""
        super().__init__(desk, "登记到乡镇", scrolls=True)
        self._invitation: Path | None = None
        self.invitation, self.answer = Label("还没有选", "soft", wraps=True), Label(kind="soft", wraps=True)
        self.choosing = Button("选邀请文件…", self._ask_invitation)
        self.writing = Button("写出回执文件…", self._ask_answer)
        bar(desk, "packages.write", self.choosing, self.writing)
        self.moving = TickBox("本站换了乡镇，改登记到发邀请的这个乡镇")
        self.code = Label(kind="code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._back = Button("好了，回到报送", lambda: self.goto.emit(Goto(PLACE)))
        self._trouble = Label(kind="fault", wraps=True)
        self._told = NumberedStep(
            3,
            "打电话把核对码念给乡镇听，再把回执文件交过去",
            "六组数字都要念。乡镇输进去对上了，才算登记好；对不上就是文件被换过，请重新要邀请。",
            self.code,
        )
        first = NumberedStep(1, "选乡镇给的邀请文件", "邀请是写给本站代码的，别的站的用不了。", self.choosing)
        first.column.addWidget(self.invitation)
        second = NumberedStep(2, "写出回执文件", "写到要交给乡镇的移动盘或文件夹。", self.moving, self.writing)
        second.column.addWidget(self._trouble)
        second.column.addWidget(self.answer)
        self._told.column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        for step in (first, second, self._told):
            self.body.addWidget(step)
        self.body.addStretch(1)

    def begin(self) -> None:
        """Begin anew."""
        self._invitation = None
        self.invitation.setText("还没有选")
        self.answer.hide()
        self._trouble.hide()
        self.moving.hide()
        self.moving.setChecked(False)
        self.writing.setEnabled(False)
        self._told.hide()

    def take_invitation(self, path: Path) -> None:
        """Take the invitation that was chosen."""
        self.begin()
        self._invitation = path
        self.invitation.setText(str(path))
        self.writing.setEnabled(True)
        self.writing.setFocus()

    def write_answer(self, path: Path) -> None:
        """Accept the invitation and write the answer to ``path``."""
        if self._invitation is None:
            return
        self._trouble.hide()
        accept = self.desk.session.packages.accept
        replace = self.moving.isChecked()
        self.desk.work.write(
            self,
            partial(accept, self._invitation, path, replace=replace),
            done=lambda code: self._accepted(code, path),
            refused=self._refused,
        )

    def step_back(self) -> bool:
        """Go back to the packages."""
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the first step."""
        return self.choosing

    def _accepted(self, code: str, path: Path) -> None:
        self.answer.setText(f"✓ 回执写好了：{path}")
        self.answer.show()
        self.code.setText(code)
        self.code.setAccessibleName(f"核对码 {code}")
        self._told.show()
        self._back.setFocus()
        bring_into_view(self._told)

    def _refused(self, refusal: Refused) -> None:
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
        self.moving.setVisible("已经登记在" in refusal.sentence)

    def _ask_invitation(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选邀请文件", "", "邀请文件 (*.czinvite);;所有文件 (*)")
        if chosen:
            self.take_invitation(Path(chosen))

    def _ask_answer(self) -> None:
        if self._invitation is None:
            return
        suggested = self._invitation.with_name(ANSWER.format(name=self.desk.session.office_name))
        chosen, _ = QFileDialog.getSaveFileName(self, "写出回执文件", str(suggested), "回执文件 (*.czreply)")
        if chosen:
            self.write_answer(Path(chosen))
