"""The two steps of a hand-over that are forms: who takes over, and the passwords at its end."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.passwords import SHORTEST_PASSWORD
from app.operators.hand_over import Plan
from ui.operators.keys_reading import KeysState
from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.verdict import fault

SOMEBODY_NEW = "*"
LEAVES = ""


class WhoStep(QWidget):
    """Who takes over, and what becomes of who hands over."""

    def __init__(self) -> None:
        """Begin without names."""
        super().__init__()
        self.form = Form()
        self._who = ChoiceEntry([Option(SOMEBODY_NEW, "一位新的人")])
        self._former = ChoiceEntry([Option(LEAVES, "离开本站，不再登录")])
        self.form.add("who", "接任者", self._who)
        self.form.add("name", "接任者姓名", TextEntry(longest=30), needed=True)
        self.form.add("former", "您本人以后", self._former)
        self.form.add("township", "乡镇代管钥匙", TickEntry("新钥匙继续交给乡镇代管"))
        self._who.edited.connect(self._ask_name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        whole.addStretch(1)

    def begin(self, state: KeysState) -> None:
        """Offer who is there."""
        self._who.offer([Option(SOMEBODY_NEW, "一位新的人"), *(Option(name, name) for name in state.others)])
        stays = (Option(role, f"留下，改为{role}") for role in state.roles)
        self._former.offer([Option(LEAVES, "离开本站，不再登录"), *stays])
        held = bool(state.holder)
        self.form.show_typed({"who": SOMEBODY_NEW, "name": "", "former": LEAVES, "township": "1" if held else ""})
        self.form.show_line("township", there=held)
        self._ask_name()

    def plan(self) -> Plan | None:
        """Give the plan, ``None`` where something is missing; it is said beside the line."""
        if not self.form.complete():
            return None
        typed = self.form.typed()
        name = typed["name"] if typed["who"] == SOMEBODY_NEW else typed["who"]
        return Plan(name, typed["former"], bool(typed.get("township")))

    def refuse(self, refusal: Refused) -> None:
        """Hold it against the name."""
        line = "name" if self._who.typed() == SOMEBODY_NEW else "who"
        self.form.tell(line, fault(refusal.sentence))
        self.form.entry(line).setFocus()

    def _ask_name(self) -> None:
        self.form.show_line("name", there=self._who.typed() == SOMEBODY_NEW)


class PasswordsStep(QWidget):
    """The password of who hands over, and a new one of who takes over."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.form = Form()
        self.form.add("now", "您现在的密码", PasswordEntry(), needed=True, advice="交出人输入")
        self.form.heading("下面由接任者输入")
        add_new_password(self.form, SHORTEST_PASSWORD)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        whole.addStretch(1)

    def is_done(self) -> bool:
        """Want all three lines; say beside them what is missing."""
        return self.form.complete() and passwords_agree(self.form, SHORTEST_PASSWORD)

    def typed(self) -> tuple[str, str]:
        """Give the password now and the new one."""
        typed = self.form.typed()
        return typed["now"], typed["password"]

    def forget(self) -> None:
        """Empty the lines."""
        self.form.show_typed({"now": "", "password": "", "again": ""})
