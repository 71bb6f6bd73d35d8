"""The home page: everything that is due, in groups, each line with its reason and the button that does it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.agenda.facts import AgendaLine, Today
from app.backups.standing import Standing
from app.core.changes import Changes
from app.core.day_text import shown_day
from ui.style import GRID
from ui.today.group import GroupPanel
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.labels import Label
from ui.widgets.page import Page
from ui.widgets.scrolling import lay_out, scrolling

if TYPE_CHECKING:
    from app.session import Session

CONCERNED = (
    "cases", "residents", "settings", "calendar_years", "notices", "papers", "packages_out", "checkups",
    "second_copies",
)
REGISTER = Goto("cases", what="new")
IMPORT = Goto("people", what="import")
DOORS = {
    "notice-cases": ("notices", "cases"),
    "package-write": ("packages", "write"),
    "backup": ("settings", "backup"),
}
BACKUP = Goto("settings", what="backup")


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows: today, whether there is any villager or case at all, how the backups stand."""

    today: Today
    residents: bool
    cases: bool
    backups: Standing


def read_home(session: "Session") -> Home:
    """Compute Today, and look whether anything is there."""
    return Home(session.agenda.today(), *session.holds(), session.backups.glance().standing)


class TodayPage(Page):
    """Groups with nothing to do are told in one line at the end."""

    def __init__(self, desk: Desk) -> None:
        """Begin without lines."""
        super().__init__(desk, "今日")
        self.main_action("登记（Ctrl+N）", lambda: self.goto.emit(REGISTER))
        self._whole: set[str] = set()
        self.panels: list[GroupPanel] = []
        self._rest = Label(kind="soft", wraps=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GRID)
        self._column.setContentsMargins(0, 0, GRID, GRID)
        self._column.addWidget(self._rest)
        self._column.addStretch(1)
        self._area: QScrollArea = scrolling(self._column)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._empty: EmptyPage | None = None
        self.body.addWidget(self._stack)
        self.backups = Button("", lambda: self.goto.emit(BACKUP), kind="quiet")
        self.backups.hide()
        self.body.addWidget(self.backups, 0, Qt.AlignmentFlag.AlignLeft)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - this place shows one thing
        """Compute Today anew."""
        self._read()

    def changed(self, changes: Changes) -> None:
        """Compute Today anew when something it rests on changed."""
        if changes.touches(*CONCERNED):
            self._read()

    def first_focus(self) -> QWidget | None:
        """Begin with the most urgent line."""
        buttons = [button for panel in self.panels for button in panel.buttons().values()]
        if self._stack.currentWidget() is self._area and buttons:
            return buttons[0]
        return self._empty.button if self._empty is not None else self.main

    def _read(self) -> None:
        self.desk.work.read(self, read_home, self.desk.session, done=self._show)

    def _show(self, home: Home) -> None:
        day = home.today.day
        self.set_title(f"今日 · {shown_day(day)}{'' if home.today.working_day else '，休息日'}")
        self._show_backups(home.backups)
        if not home.cases or not home.today.total:
            self._show_nothing(home)
            return
        self._stack.setCurrentWidget(self._area)
        kept, at = self._focused(), self._area.verticalScrollBar().value()
        had_focus = self._has_focus()
        self._clear()
        for group in home.today.groups:
            if group.total:
                self._add(GroupPanel(group, whole=group.key in self._whole), len(self.panels))
        nothing = "".join(group.empty for group in home.today.groups if not group.total)
        self._rest.setText(nothing)
        self._rest.setVisible(bool(nothing))
        lay_out(self._area)
        self._area.verticalScrollBar().setValue(at)
        if had_focus:
            self._focus_again(kept)

    def _show_nothing(self, home: Home) -> None:
        had_focus = self._has_focus()
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        if not home.residents and not home.cases:
            told = ("还没有村民名册。", "先把村民名册放进来，登记办件时从名册里选人。", "导入村民名册")
            self._empty = EmptyPage(*told, lambda: self.goto.emit(IMPORT))
        elif not home.cases:
            told = ("还没有登记过办件。", "有人来办事，就按 Ctrl+N：选村民、选事项、回车。", "登记第一件")
            self._empty = EmptyPage(*told, lambda: self.goto.emit(REGISTER))
        else:
            told = ("今天没有要办的事。", "".join(group.empty for group in home.today.groups), "看全部办件")
            self._empty = EmptyPage(*told, lambda: self.goto.emit(Goto("cases", what="all")))
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)
        if had_focus and self._empty.button is not None:
            self._empty.button.setFocus()

    def _show_backups(self, found: Standing) -> None:
        """Say that they can be used; what is wrong with them is a line among the others."""
        self.backups.setVisible(bool(found.words) and not found.is_wrong)
        day = f" {shown_day(found.day)}演练" if found.day else ""
        self.backups.setText(f"{found.words}{day}")

    def _add(self, panel: GroupPanel, at: int) -> None:
        panel.pressed.connect(self._do)
        panel.opened.connect(self._open_group)
        self._column.insertWidget(at, panel)
        self.panels.append(panel)

    def _clear(self) -> None:
        for panel in self.panels:
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self.panels = []

    def _has_focus(self) -> bool:
        """Tell whether the keys are here, or nowhere that matters: not in the search box, not in the help."""
        holder: QWidget | None = self.window().focusWidget()
        return holder is None or self.isAncestorOf(holder) or holder is self.parentWidget()

    def _focused(self) -> tuple[str, int]:
        buttons = [(key, button) for panel in self.panels for key, button in panel.buttons().items()]
        return next(((key, at) for at, (key, button) in enumerate(buttons) if button.hasFocus()), ("", 0))

    def _focus_again(self, kept: tuple[str, int]) -> None:
        buttons = {key: button for panel in self.panels for key, button in panel.buttons().items()}
        key, at = kept
        button = buttons.get(key) or list(buttons.values())[min(at, len(buttons) - 1)]
        button.setFocus()

    def _open_group(self, key: str) -> None:
        self._whole.add(key)
        self._read()

    def _do(self, line: AgendaLine) -> None:
        if line.subject == "case":
            self.goto.emit(Goto("cases", line.id, line.action))
            return
        place, what = DOORS[line.action]
        self.goto.emit(Goto(place, line.number, what))
