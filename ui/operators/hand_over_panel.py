"""Handing over the chair in four steps: who, the code on paper, the sheet to sign, and the two passwords."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.documents.archive import Paper
from app.operators.hand_over import Plan
from ui.operators.hand_over_steps import PasswordsStep, WhoStep
from ui.operators.keys_reading import KeysState, NewCode, check_passwords, check_plan, finish_hand_over, make_sheet
from ui.printing.code_paper import CodePaper
from ui.printing.preview import Preview, Sheet
from ui.say import say_refusal
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.choice_entry import TickBox
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view, lay_out, scrolling
from ui.widgets.verdict import fault

TITLES = ("谁来接任", "新恢复码写到纸上", "交接清单，三方签字", "两个密码，完成交接")
WHY = (
    "接任者成为站长。交接要换：站长、密码、恢复码，还有数据文件的钥匙——以前备份里的钥匙打不开今后的数据。",
    "一式两份封好，一份放村里保险柜，一份交乡镇。完成交接以前，原来的恢复码一直有效。",
    "把清单打印两份，当面点清，交出人、接任人、见证人签字。",
    "先由您输现在的密码，再由接任者自己定一个新密码。按下“完成交接”以后，您的密码就打不开了。",
)


class HandOverPanel(QStackedWidget):
    """``left`` tells that it was given up; when it is finished the window closes and asks the successor in."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin at the first step."""
        super().__init__()
        self._desk, self._plan, self._new = desk, Plan(""), NewCode("", "")
        self._title, self._why = Label(kind="heading", wraps=True), Label(kind="soft", wraps=True)
        self.who, self.code, self.passwords = WhoStep(), CodePaper(desk.work), PasswordsStep()
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self.preview.left.connect(self._leave_sheet)
        self.preview.printed.connect(self._note)
        self._paper: Paper | None = None
        self.signed = TickBox("清单已经当面点清，三方签了字")
        self.look = Button("看清单，打印…", self._look)
        self._step, self._steps = 0, (self.who, self.code, _signing(self.look, self.signed), self.passwords)
        self.on, self.back = MainButton("下一步", self.go_on), Button("上一步", self.go_back)
        for form in (self.who.form, self.code.form, self.passwords.form):
            form.finished.connect(self.go_on)
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.on, self.back, Button("不交接了（Esc）", self.left.emit, kind="quiet")):
            flow.addWidget(button)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, GRID, GRID)
        whole.setSpacing(2 * GRID)
        for part in (self._title, self._why, *self._steps, row):
            whole.addWidget(part)
        whole.addStretch(1)
        self._guide = scrolling(whole)
        self.addWidget(self._guide)
        self.addWidget(self.preview)

    def begin(self, state: KeysState) -> None:
        """Begin anew."""
        self.forget()
        self.who.begin(state)
        self.signed.setChecked(False)
        self._show(0)

    def forget(self) -> None:
        """Hold no code and no password."""
        self.code.forget()
        self.passwords.forget()
        self.preview.clear()

    def step(self) -> int:
        """Give which step is shown, from 0."""
        return self._step

    def is_looking(self) -> bool:
        """Tell whether the sheet is looked at."""
        return self.currentWidget() is self.preview

    def go_on(self) -> None:
        """Go to the next step, once this one is done."""
        if self.on.isEnabled():
            (self._plan_it, self._write_it, self._sign_it, self._finish)[self.step()]()

    def go_back(self) -> None:
        """Go one step back; from the first one the hand-over is given up."""
        if self.is_looking():
            self._leave_sheet()
        elif self.step() == 0:
            self.left.emit()
        else:
            self._show(self.step() - 1)

    def _show(self, step: int) -> None:
        self._step = step
        for at, part in enumerate(self._steps):
            part.setVisible(at == step)
        self._title.setText(f"第 {step + 1} 步，共 {len(TITLES)} 步：{TITLES[step]}")
        self._why.setText(WHY[step])
        self.back.setEnabled(step > 0)
        self.on.setText("完成交接" if step == len(TITLES) - 1 else "下一步")
        self.on.setEnabled(True)
        self.setCurrentIndex(0)
        lay_out(self._guide)
        self._guide.verticalScrollBar().setValue(0)
        first = (self.who.form.entry("who"), self.code.print_button, self.look, None)[step]
        if first is None:
            self.passwords.form.focus_first()
        else:
            first.setFocus()
            bring_into_view(first)

    def _plan_it(self) -> None:
        plan = self.who.plan()
        if plan is None:
            return
        self._plan = plan
        self.on.setEnabled(False)
        self._desk.work.read(
            self, check_plan, self._desk.session, plan, done=self._planned, refused=self._refused_plan
        )

    def _planned(self, new: NewCode) -> None:
        self._new = new
        self.code.begin(new.code, new.number, self._desk.session.office_name, self._plan.successor)
        self._show(1)

    def _refused_plan(self, refusal: Refused) -> None:
        self.on.setEnabled(True)
        self.who.refuse(refusal)

    def _write_it(self) -> None:
        if self.code.is_done():
            self.on.setEnabled(False)
            self._desk.work.write(
                self, make_sheet, self._desk.session, self._plan, self._new.code,
                done=self._made, refused=self._refused,
            )

    def _made(self, paper: Paper) -> None:
        self._paper = paper
        self.preview.show_sheet(Sheet(paper.title, paper.pdf, paper.pages))
        self._show(2)

    def _look(self) -> None:
        self.setCurrentWidget(self.preview)
        self.preview.first_focus().setFocus()

    def _leave_sheet(self) -> None:
        self.setCurrentIndex(0)
        self.signed.setFocus()

    def _note(self, copies: int) -> None:
        if self._paper is not None:
            session = self._desk.session
            self._desk.work.write(self, session.slips.papers.note_printed, self._paper, copies, session.operator.id)

    def _sign_it(self) -> None:
        if self.signed.isChecked():
            self._show(3)
        else:
            self._why.setText("请先打印清单、当面点清、签字，再勾选下面这一句。")
            self.signed.setFocus()

    def _finish(self) -> None:
        if self.passwords.is_done():
            self.on.setEnabled(False)
            now, new = self.passwords.typed()
            self._desk.work.read(
                self, check_passwords, self._desk.session, now, new, done=self._go, refused=self._refused_password
            )

    def _go(self, _: object) -> None:
        _, new = self.passwords.typed()
        task = partial(finish_hand_over, self._desk.session, self._plan, new, self._new.code)
        self.forget()
        self._desk.leave(f"正在把站长交给{self._plan.successor}，请不要关机", task)

    def _refused_password(self, refusal: Refused) -> None:
        self.on.setEnabled(True)
        self.passwords.form.tell("now", fault(refusal.sentence))
        self.passwords.form.entry("now").setFocus()

    def _refused(self, refusal: Refused) -> None:
        self.on.setEnabled(True)
        say_refusal(self, refusal)




def _signing(look: Button, signed: TickBox) -> QWidget:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GRID)
    row = broken_row()
    FlowRow(row).addWidget(look)
    column.addWidget(row)
    column.addWidget(signed)
    return step
