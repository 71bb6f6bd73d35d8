"""The township's stations: inviting one, and enrolling it when its answer and its code have come."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import Refused
from app.packages.letters import Invitation, Party
from app.units.areas import read_unit_code
from app.units.units import Office
from ui.packages.reading import HELP, PLACE, read_stations
from ui.say import say
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import TickBox
from ui.widgets.desk import Desk, Goto
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.numbered import NumberedStep
from ui.widgets.parts import Part
from ui.widgets.verdict import FINE, Verdict, fault, hint
from ui.widgets.windowed import Column, WindowedModel

INVITATION = "村站通-邀请-{name}.czinvite"
_UNIT, _OWN = 12, 9
_CODE_DIGITS = 30


class StationsPart(Part):
    """Left over right at every width: invite, confirm, and who is enrolled."""

    def __init__(self, desk: Desk) -> None:
        """Begin with empty forms."""
        super().__init__(desk, "登记村站", scrolls=True)
        self._answer: Path | None = None
        self._own_area = ""
        self.inviting = Form()
        self.inviting.add("unit", "村站代码", TextEntry(letters=14, longest=20), needed=True, check=self._judge_unit,
                          advice="12 位，后 3 位是村代码")
        self.inviting.add("name", "村站名称", TextEntry(letters=18, longest=40), needed=True, advice="如 示例村")
        self.invite = Button("写出邀请文件…", self._ask_invitation)
        self.inviting.finished.connect(self._ask_invitation)
        self.choosing = Button("选回执文件…", self._ask_answer)
        self.answer = Label("还没有选", "soft", wraps=True)
        self.confirming = Form()
        self.confirming.add("code", "核对码", TextEntry(letters=30, longest=60), needed=True, check=_judge_code,
                            advice="电话里听到的六组数字，每组五位")
        self.replacing = TickBox("这个站换了电脑、重新建的，代替原来的那个（原来的数据留着）")
        self.confirm = Button("登记这个站", self._confirm)
        bar(desk, "packages.write", self.invite, self.choosing, self.confirm)
        self.help = Button("村站忘了密码，帮它找回钥匙…", lambda: self.goto.emit(Goto(PLACE, what=HELP)))
        self.confirming.finished.connect(self._confirm)
        self._trouble = Label(kind="fault", wraps=True)
        columns = [
            Column("村站", lambda one: one.name),
            Column("代码", lambda one: one.unit, 168),
            Column("登记日期", lambda one: one.enrolled_on or "", 136),
        ]
        self._model = WindowedModel(desk.work, columns, self)
        self.list = ListView(self._model, "登记过的村站", row_id=lambda one: one.id)
        self._none = Label("还没有登记过村站。", "soft")
        self._lay()

    def begin(self) -> None:
        """Begin anew, and read who is enrolled."""
        self._answer = None
        self.answer.setText("还没有选")
        self.inviting.show_typed({"unit": self._own_area, "name": ""})
        self.confirming.show_typed({"code": ""})
        for widget in (self._trouble, self.replacing):
            widget.hide()
        self.replacing.setChecked(False)
        self._read()

    def write_invitation(self, path: Path) -> None:
        """Write the invitation to ``path``."""
        typed = self.inviting.typed()
        invite = self.desk.session.packages.invite
        self.desk.work.write(
            self, invite, typed["unit"], typed["name"], path, done=lambda letter: self._invited(letter, path),
            refused=lambda refusal: self.inviting.tell("unit", fault(refusal.sentence)),
        )

    def take_answer(self, path: Path) -> None:
        """Take the answer that was chosen."""
        self._answer = path
        self.answer.setText(str(path))
        self._trouble.hide()
        self.confirming.entry("code").setFocus()

    def step_back(self) -> bool:
        """Go back to the summary."""
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the code of the station."""
        return self.inviting.entry("unit")

    def _lay(self) -> None:
        first = NumberedStep(1, "给村站写一份邀请文件", "每个站一份，写好后用移动盘交给村站。")
        first.column.insertWidget(2, self.inviting)
        second = NumberedStep(2, "村站带回回执文件，打电话核对", "核对码在村站的屏幕上，请对方念。", self.choosing)
        for widget in (self.answer, self.confirming, self.replacing, self._trouble):
            second.column.addWidget(widget)
        for step, button in ((first, self.invite), (second, self.confirm)):
            row = NumberedStep.row(button)
            step.column.addWidget(row)
            self.body.addWidget(step)
        self.body.addWidget(NumberedStep.row(self.help))
        self.body.addWidget(Label("登记过的村站", "heading"))
        self.body.addWidget(self._none)
        self.body.addWidget(self.list, 1)

    def _read(self) -> None:
        self.desk.work.read(self, read_stations, self.desk.session, done=self._show)

    def _show(self, found: tuple[Office, Sequence[Office]]) -> None:
        own, stations = found
        if not self._own_area:
            self._own_area = own.unit[:_OWN]
            self.inviting.show_typed({"unit": self._own_area})
        self._none.setVisible(not stations)
        self.list.setVisible(bool(stations))
        self.list.show_rows(GivenRows(stations))

    def _judge_unit(self, typed: str) -> Verdict:
        if len(typed) < _UNIT and typed.isdigit():
            return hint(f"还差 {_UNIT - len(typed)} 位")
        try:
            place = read_unit_code(typed)
        except Refused as refusal:
            return fault(refusal.sentence)
        if not place.code.startswith(self._own_area):
            return hint(f"{place.text}，不在本乡镇，请核对")
        return hint(place.warning or place.text)

    def _ask_invitation(self) -> None:
        if len(self.inviting.typed()["unit"]) < _UNIT:
            self.inviting.tell("unit", fault(f"要 {_UNIT} 位数字"))
        if self.inviting.complete():
            suggested = INVITATION.format(name=self.inviting.typed()["name"])
            chosen, _ = QFileDialog.getSaveFileName(self, "写出邀请文件", suggested, "邀请文件 (*.czinvite)")
            if chosen:
                self.write_invitation(Path(chosen))

    def _invited(self, letter: Invitation, path: Path) -> None:
        self.inviting.show_typed({"unit": self._own_area, "name": ""})
        say(self, f"给“{letter.name}”的邀请写好了：{path}。请交给村站。")

    def _ask_answer(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选回执文件", "", "回执文件 (*.czreply);;所有文件 (*)")
        if chosen:
            self.take_answer(Path(chosen))

    def _confirm(self) -> None:
        if self._answer is None:
            self._tell("请先选村站带来的回执文件。")
            self.choosing.setFocus()
            return
        if not self.confirming.complete():
            return
        code, replace = self.confirming.typed()["code"], self.replacing.isChecked()
        confirm = self.desk.session.packages.confirm
        self.desk.work.write(
            self, partial(confirm, self._answer, code, replace=replace), done=self._confirmed, refused=self._refused
        )

    def _confirmed(self, party: Party) -> None:
        self.begin()
        say(self, f"“{party.name}”（{party.unit}）登记好了，可以收它的报送包了。")

    def _refused(self, refusal: Refused) -> None:
        self._tell(str(refusal))
        self.replacing.setVisible("已经有一个站点" in refusal.sentence)

    def _tell(self, words: str) -> None:
        self._trouble.setText(f"！ {words}")
        self._trouble.show()


def _judge_code(typed: str) -> Verdict:
    digits = sum(sign.isdigit() for sign in typed)
    return FINE if digits == _CODE_DIGITS else hint(f"{digits} 位，一共 {_CODE_DIGITS} 位")
