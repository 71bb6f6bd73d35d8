"""One operator as a card: who, what they may, when they wrote last, and what can be done about them."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.operators.people_reading import Member
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row

ROLE, RENAME, PASSWORD, REMOVE = "role", "rename", "password", "remove"
_VERBS = {ROLE: "改权限…", RENAME: "改姓名…", PASSWORD: "设新密码…", REMOVE: "移去…"}


class MemberCard(QFrame):
    """``asked(what)`` tells which button was pressed."""

    asked = Signal(str)

    def __init__(self, member: Member, reason: str) -> None:
        """Show a member; ``reason`` bars what may not be done (empty: it may)."""
        super().__init__()
        self.setProperty("kind", "sheet")
        one = member.operator
        self.buttons = {what: Button(words, partial(self.asked.emit, what)) for what, words in _VERBS.items()}
        row = broken_row()
        flow = FlowRow(row)
        for what, button in self.buttons.items():
            button.setAccessibleName(f"{one.name}：{_VERBS[what].rstrip('…')}")
            button.bar(reason)
            flow.addWidget(button)
        self.buttons[PASSWORD].setVisible(not member.is_me)
        self.buttons[REMOVE].setVisible(not member.is_me)
        facts = Facts(f"操作员 {one.name}")
        facts.show_facts(
            [
                ("权限", f"{one.role}：{member.may}"),
                ("最近一次记录", member.last),
                ("密码", "" if member.has_password else "！还没有，登录不了"),
            ]
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        whole.addWidget(Label(f"{one.name}（现在坐在这里）" if member.is_me else one.name, "heading"))
        whole.addWidget(facts)
        whole.addWidget(row)
