"""The home page: everything that is due, in groups, each line with its reason and the button that does it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.agenda.declared import declared
from app.agenda.facts import AgendaLine
from app.backups.standing import Standing
from app.core.changes import Changes
from app.core.day_text import shown_day
from app.core.pinyin import pinyin_of
from ui.say import Undo, say
from ui.style import GRID
from ui.today.doors import door_of
from ui.today.group import Asked, GroupPanel
from ui.today.question import Question
from ui.today.reading import Home, close_due, read_home, reopen_due
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.labels import Label
from ui.widgets.page import Page
from ui.widgets.scrolling import lay_out, scrolling

if TYPE_CHECKING:
    from app.operators.rights import Right
    from ui.today.wall import WallPart

CONCERNED = (
    *("cases", "residents", "settings", "calendar_years", "notices", "papers", "packages_out", "checkups"),
    *("second_copies", "due_reasons", "ledger_declarations", "units", "posts", "post_holders", "households"),
    *("duty_turns", "stand_ins"),
)
ENTRIES, AGAIN = "entries_", "again"
REGISTER = Goto("cases", what="new")
IMPORT = Goto("people", what="import")
BACKUP = Goto("settings", what="backup")
ROSTER = Goto("units", what="roster")
EVERYBODY = Option("", "谁办的：全部")
PRINTING: "tuple[Right, ...]" = ("cases.write", "notices.write", "units.write")
"""Whoever has one of these may print the sheet for the wall."""


class TodayPage(Page):
    """Groups with nothing to do are told in one line at the end; duties of ledgers come after the first sight."""

    def __init__(self, desk: Desk) -> None:
        """Begin without lines."""
        super().__init__(desk, "今日")
        self.print_button = self.side_action("打印上墙", self._print)
        rights = desk.session.rights
        self.print_button.bar("" if any(rights.may(one) for one in PRINTING) else rights.reason(PRINTING[0]))
        self._barred = rights.reason("ledgers.write")
        self.main_action("登记（Ctrl+N）", lambda: self.goto.emit(REGISTER))
        self._whole: set[str] = set()
        self._all_seen, self._person = False, ""
        self._wall: WallPart | None = None
        self._empty: EmptyPage | None = None
        self.panels: list[GroupPanel] = []
        self._laid: list[QWidget] = []
        self.people = ChoiceBox([EVERYBODY])
        self.people.setAccessibleName("只看谁办的")
        self.people.currentIndexChanged.connect(self._choose_person)
        self.people.hide()
        self._rest = Label(kind="soft", wraps=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GRID)
        self._column.setContentsMargins(0, 0, GRID, GRID)
        self._column.addWidget(self._rest)
        self._column.addStretch(1)
        self._area: QScrollArea = scrolling(self._column)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self.backups = Button("", lambda: self.goto.emit(BACKUP), kind="quiet")
        self.backups.hide()
        self.on_duty = Label(kind="soft", wraps=True)
        self.roster = Button("值班表", lambda: self.goto.emit(ROSTER), kind="quiet")
        for part in (self.on_duty, self.roster):
            part.hide()
        row = QHBoxLayout()
        row.addWidget(self.people)
        row.addWidget(self.on_duty, 1)
        row.addWidget(self.roster)
        row.addStretch(0)
        self.question = Question()
        self.question.given.connect(self._close_due)
        self.question.left.connect(self._close_question)
        self.body.addLayout(row)
        self.body.addWidget(self.question)
        self.body.addWidget(self._stack)
        self.body.addWidget(self.backups, 0, Qt.AlignmentFlag.AlignLeft)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - this place shows one thing
        """Compute Today anew."""
        self._close_wall()
        self._read()

    def changed(self, changes: Changes) -> None:
        """Compute Today anew when something it rests on changed."""
        if changes.touches(*CONCERNED) or any(table.startswith(ENTRIES) for table, _ in changes.rows):
            self._read()

    def step_back(self) -> bool:
        """Close what is open in the page."""
        return self._close_wall() or self._close_question()

    def first_focus(self) -> QWidget | None:
        """Begin with the most urgent line."""
        if self._stack.currentWidget() is self._wall and self._wall is not None:
            return self._wall.first_focus()
        buttons = [button for panel in self.panels for button in panel.buttons().values()]
        if self._stack.currentWidget() is self._area and buttons:
            return buttons[0]
        return self._empty.button if self._empty is not None else self.main

    def _read(self) -> None:
        """Read everything; before anything was shown what comes at first sight goes ahead."""
        for whole in (True,) if self._all_seen else (False, True):
            read = partial(read_home, self.desk.session, self._person, whole=whole)
            self.desk.work.read(self, read, done=self._show)

    def _show(self, home: Home) -> None:
        day = home.today.day
        self.set_title(f"今日 · {shown_day(day)}{'' if home.today.working_day else '，休息日'}")
        self._show_backups(home.backups)
        self._show_on_duty(home)
        self._all_seen = True
        self._offer_people(home)
        if self._wall is not None and self._stack.currentWidget() is self._wall:
            return
        if home.has_something:
            self._show_lines(home)
        else:
            self._show_nothing(home)

    def _show_lines(self, home: Home) -> None:
        self._stack.setCurrentWidget(self._area)
        kept, at = self._focused(), self._area.verticalScrollBar().value()
        had_focus = self._has_focus() and not self.question.has_focus()
        former, self.panels, self._laid = self._laid, [], []
        shown = {one.group.key: one for one in former if isinstance(one, GroupPanel)}
        if had_focus:
            self._area.setFocus()  # not from one line that goes to the next
        span, several = "", len(home.today.people) > 1
        for group in home.today.groups:
            if not group.lines:
                continue
            if group.span != span:
                span = group.span
                self._lay(Label(declared().spans[span], "heading"))
            asked = Asked(group, group.key in self._whole, self._barred, several)
            panel = shown.get(group.key)
            if panel is None or panel.asked != asked:
                panel = self._panel(asked)
            self.panels.append(panel)
            self._lay(panel)
        for widget in [one for one in former if one not in self._laid]:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        nothing = "".join(group.empty for group in home.today.groups if not group.lines)
        self._rest.setText(nothing)
        self._rest.setVisible(bool(nothing))
        lay_out(self._area)
        self._area.verticalScrollBar().setValue(at)
        if had_focus:
            self._focus_again(kept)

    def _panel(self, asked: Asked) -> GroupPanel:
        panel = GroupPanel(asked)
        panel.pressed.connect(self._do)
        panel.refused.connect(self.question.ask)
        panel.opened.connect(self._open_group)
        return panel

    def _lay(self, widget: QWidget) -> None:
        self._column.insertWidget(len(self._laid), widget)
        self._laid.append(widget)

    def _show_nothing(self, home: Home) -> None:
        had_focus = self._has_focus() and not self.question.has_focus()
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

    def _show_on_duty(self, home: Home) -> None:
        """Say who is on duty today; what was said stays until the whole of Today is read."""
        if home.today.whole:
            self.on_duty.setText(f"今天{home.on_duty}。" if home.on_duty else "")
            there = bool(home.on_duty) and self._stack.currentWidget() is not self._wall
            for part in (self.on_duty, self.roster):
                part.setVisible(there)

    def _offer_people(self, home: Home) -> None:
        """Offer those who have something to do, whoever was chosen among them."""
        names = sorted({*home.today.people, *([self._person] if self._person else [])})
        self.people.offer([EVERYBODY, *(Option(name, name, pinyin_of(name).initials) for name in names)])
        self.people.choose(self._person)
        offered = len(names) > 1 or bool(self._person)
        self.people.setVisible(offered and self._stack.currentWidget() is not self._wall)

    def _choose_person(self) -> None:
        if self.people.value() != self._person:
            self._person = self.people.value()
            self._read()

    def _has_focus(self) -> bool:
        """Tell whether the keys are here, or nowhere that matters: not in the search box, not in the help."""
        holder: QWidget | None = self.window().focusWidget()
        return holder is None or self.isAncestorOf(holder) or holder is self.parentWidget()

    def _focused(self) -> tuple[str, int]:
        buttons = [(key, button) for panel in self.panels for key, button in panel.buttons().items()]
        return next(((key, at) for at, (key, button) in enumerate(buttons) if button.hasFocus()), ("", 0))

    def _focus_again(self, kept: tuple[str, int]) -> None:
        if self.people.hasFocus():
            return
        buttons = {key: button for panel in self.panels for key, button in panel.buttons().items()}
        key, at = kept
        if buttons:
            button = buttons.get(key) or list(buttons.values())[min(at, len(buttons) - 1)]
            button.setFocus()

    def _open_group(self, key: str) -> None:
        self._whole.add(key)
        self._read()

    def _do(self, line: AgendaLine) -> None:
        if line.action == AGAIN:
            self._reopen(line)
        else:
            self.goto.emit(door_of(line))

    def _reopen(self, line: AgendaLine) -> None:
        again = partial(reopen_due, self.desk.session, line)
        self.desk.work.write(self, again, done=lambda _: say(self, f"又要做了：{line.title}。"))

    def _close_due(self, line: AgendaLine, reason: str) -> None:
        self._close_question()
        done = partial(self._told_closed, line)
        self.desk.work.write(self, partial(close_due, self.desk.session, line, reason), done=done)

    def _told_closed(self, line: AgendaLine, _: object) -> None:
        say(self, f"写明了做不了：{line.title}。", Undo(partial(self._reopen, line)))

    def _close_question(self) -> bool:
        """Put the question away, the keys back to its line; ``False`` where nothing was asked."""
        if not self.question.close_panel():
            return False
        buttons = {key: button for panel in self.panels for key, button in panel.cannot.items()}
        if self.question.asked in buttons:
            buttons[self.question.asked].setFocus()
        return True

    def _print(self) -> None:
        """Show the sheet for the wall in place of the lines."""
        if self._wall is None:
            from ui.today.wall import WallPart

            self._wall = WallPart(self.desk)
            self._wall.left.connect(self._close_wall)
            self._stack.addWidget(self._wall)
        self._stack.setCurrentWidget(self._wall)
        for part in (self.people, self.on_duty, self.roster):
            part.hide()
        self._wall.start(self._person)

    def _close_wall(self) -> bool:
        if self._wall is None or self._stack.currentWidget() is not self._wall:
            return False
        self._stack.setCurrentWidget(self._area)
        self.print_button.setFocus()
        self._read()
        return True
