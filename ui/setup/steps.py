"""The questions after the first: kind of office, names, password, and whether to import now."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from ui.printing.recovery_sheet import print_recovery_sheet
from ui.say import say, say_refusal
from ui.setup.step import Step
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.code_groups import add_code_groups, groups_agree
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.work import Work

STATION, TOWNSHIP = "station", "township"
LATER, NOW = "later", "now"


class KindStep(Step):
    """Its answer: ``kind``, guessed from whether a village was named."""

    def __init__(self) -> None:
        """Offer both kinds."""
        super().__init__("这是哪一级的办公点", "村站登记和代办；乡镇（街道）和县里收各站的报送包，汇总查看。")
        self._kind = ChoiceEntry(
            [Option(STATION, "村（社区）服务站"), Option(TOWNSHIP, "乡镇（街道）或县便民服务中心")]
        )
        self.form.add("kind", "办公点", self._kind)

    def begin(self, known: dict[str, Any]) -> None:
        """Guess the kind."""
        self._kind.show_typed(STATION if known["village"] else TOWNSHIP)
        super().begin(known)


class NamesStep(Step):
    """Its answer: ``name`` of the office and ``operator_name``."""

    def __init__(self) -> None:
        """Ask both."""
        super().__init__("叫什么名字", "站点名称印在单据和公示上；您的姓名记在每一笔操作后面。")
        self.form.add("name", "站点名称", TextEntry(), needed=True)
        advice = "第一位操作员是站长，以后可以再加人"
        self.form.add("operator_name", "您的姓名", TextEntry(longest=30), needed=True, advice=advice)

    def begin(self, known: dict[str, Any]) -> None:
        """Propose the name of the village or township."""
        if not self.form.typed()["name"]:
            name = known["village"] or known["township_name"] or known["county_name"]
            self.form.show_typed({"name": name})
        super().begin(known)


class PasswordStep(Step):
    """Its answer: ``password``."""

    def __init__(self) -> None:
        """Ask twice."""
        super().__init__("定一个密码", "数据用它加密。几个字的短句最好记，也最安全。")
        add_new_password(self.form, SHORTEST_PASSWORD)

    def is_done(self) -> bool:
        """Want the same one twice."""
        return super().is_done() and passwords_agree(self.form, SHORTEST_PASSWORD)

    def answer(self) -> dict[str, Any]:
        """Give the password once."""
        return {"password": self.form.typed()["password"]}


class RecoveryStep(Step):
    """Shows the recovery code and lets two of its groups be typed from the paper; its answer is empty."""

    def __init__(self, work: Work) -> None:
        """Wait for the code; the sheet is printed on the writing road."""
        super().__init__(
            "把恢复码抄在纸上",
            "忘了密码时，只有它能打开数据。请抄两份封好，一份交村里保险柜，一份交乡镇；不要存在这台电脑里。",
        )
        self._groups: list[str] = []
        self._work = work
        self._names = ("", "")
        self._code = Label("", "code", wraps=True)
        self._code.setAccessibleName("恢复码")
        self.inside.insertWidget(1, self._code)
        row = QWidget()
        self.print_button = Button("打印两份", self._print)
        FlowRow(row).addWidget(self.print_button)
        self.inside.insertWidget(2, row)
        add_code_groups(self.form, lambda: self._groups)

    def begin(self, known: dict[str, Any]) -> None:
        """Show the code."""
        code = str(known["recovery_code"])
        self._names = (known["name"], known["operator_name"])
        self._groups = code.split("-")
        self._code.setText("   ".join(self._groups))
        super().begin(known)

    def is_done(self) -> bool:
        """Want both groups right."""
        return super().is_done() and groups_agree(self.form, lambda: self._groups)

    def answer(self) -> dict[str, Any]:
        """Give nothing: the code is kept nowhere."""
        return {}

    def _print(self) -> None:
        self.print_button.setEnabled(False)
        self._work.write(
            self, print_recovery_sheet, *self._names, "-".join(self._groups), done=self._printed, refused=self._refused
        )

    def _printed(self, printer: str) -> None:
        self.print_button.setEnabled(True)
        say(self, f"已经送到打印机 {printer}，两份。")

    def _refused(self, refusal: Refused) -> None:
        self.print_button.setEnabled(True)
        say_refusal(self, refusal)


class ImportStep(Step):
    """Its answer: ``import_now``; a township gets its villagers with the packages and is told so."""

    def __init__(self) -> None:
        """Offer both."""
        super().__init__("现有的花名册要不要现在导入", "站里已有的 Excel 花名册可以整张导入，什么格式都行。")
        options = [Option(LATER, "以后再说，先看看（随时可以在“村民”里导入）"), Option(NOW, "现在导入村民花名册")]
        self.form.add("when", "花名册", ChoiceEntry(options))
        self._packages = Label("乡镇不用导入：各村站的报送包收进来，就看得到了。", wraps=True)
        self.inside.insertWidget(self.inside.count() - 1, self._packages)
        self._packages.hide()

    def begin(self, known: dict[str, Any]) -> None:
        """Ask a station, tell a township."""
        is_township = known.get("kind") == TOWNSHIP
        self.form.show_line("when", there=not is_township)
        self._packages.setVisible(is_township)
        super().begin(known)

    def answer(self) -> dict[str, Any]:
        """Tell which."""
        return {"import_now": self.form.typed().get("when") == NOW}
