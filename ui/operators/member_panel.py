"""Adding somebody, or changing one thing about them: one form in the page, with the lines that the step needs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.passwords import SHORTEST_PASSWORD
from app.operators.rights import roles
from ui.operators.member_card import PASSWORD, REMOVE, RENAME, ROLE
from ui.operators.people_reading import Member, role_words
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view

ADD = "add"
_LINES = {
    ADD: ("name", "role", "password", "again"),
    ROLE: ("role",),
    RENAME: ("name",),
    PASSWORD: ("password", "again"),
    REMOVE: ("reason",),
}
_HEADINGS = {
    ADD: ("添加操作员", "请新来的人自己在这里输入密码。密码就是身份：每人一个，不要告诉别人。", "添加"),
    ROLE: ("改“{name}”的权限", "马上生效。", "改权限"),
    RENAME: ("改“{name}”的姓名", "以前做过的事也会显示新的姓名。", "改姓名"),
    PASSWORD: ("给“{name}”设新密码", "只在忘了密码时用，请本人在这里输入。原来的马上作废，日志会记下。", "设新密码"),
    REMOVE: ("移去“{name}”", "密码马上作废，再也打不开。以前做过的事仍写着这个名字。", "移去"),
}


class MemberPanel(QFrame):
    """``given(what, typed)`` tells that it shall be done, ``left`` that it shall not."""

    given = Signal(str, dict)
    left = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._what = ADD
        self._heading, self._told = Label(kind="heading", wraps=True), Label(kind="soft", wraps=True)
        self._role_words = Label(kind="soft", wraps=True)
        self.form = Form()
        self.form.add("name", "姓名", TextEntry(longest=40), needed=True, advice="和身份证上一样")
        self.form.add("role", "权限", ChoiceEntry([Option(title, title) for title in roles()]), needed=True)
        add_new_password(self.form, SHORTEST_PASSWORD)
        self.form.add("reason", "原因", TextEntry(), needed=True, advice="例如调走、退休；记入日志")
        self.form.entry("role").edited.connect(self._say_role)
        self.form.finished.connect(self._finish)
        self.confirm = Button("", self._finish)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("不做了（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._heading, self._told, self.form, self._role_words, row):
            whole.addWidget(part)
        self.hide()

    def open(self, what: str, member: Member | None = None) -> None:
        """Ask for what a step needs."""
        self._what = what
        name = member.operator.name if member else ""
        heading, told, verb = _HEADINGS[what]
        self._heading.setText(heading.format(name=name))
        self._told.setText(told)
        self.confirm.setText(verb)
        self.form.show_typed(
            {
                "name": name if what == RENAME else "",
                "role": member.operator.role if member else "代办员",
                **dict.fromkeys(("password", "again", "reason"), ""),
            }
        )
        for line in ("name", "role", "password", "again", "reason"):
            self.form.show_line(line, there=line in _LINES[what])
        self._say_role()
        self.show()
        self.form.focus_first()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away, with what was typed; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.form.show_typed(dict.fromkeys(("password", "again"), ""))
        self.hide()
        return was_open

    def _say_role(self) -> None:
        self._role_words.setVisible("role" in _LINES[self._what])
        self._role_words.setText(role_words(self.form.entry("role").typed()))

    def _finish(self) -> None:
        if not self.form.complete():
            return
        if "password" in _LINES[self._what] and not passwords_agree(self.form, SHORTEST_PASSWORD):
            return
        self.given.emit(self._what, self.form.typed())
