"""The section 值班: who is on duty today, and the roster of a month; T arranges a stand-in, Enter confirms it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.core.day_text import shown_day, shown_month
from app.units.on_duty import OnDuty
from app.units.roster import Pattern
from app.units.stand_ins import StandIn
from app.units.turns import HALVES, Per, Role
from ui.say import say
from ui.units.reading import PLACE, PRINT, DayRow, RosterSheet, read_roster
from ui.units.roster_acts import ACTS, DAY, DONE, ESTIMATED, LAY, STAND_IN, SWAP, add_lines, day_columns, today_columns
from ui.widgets.act_panel import ActPanel
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.months import months_back
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel

CONCERNED = ("duty_turns", "stand_ins", "units", "posts", "post_holders")
AHEAD, SHOWN, MOST_PLACES = 3, 15, 8
ROLES: tuple[Role, Role] = ("A", "B")


class RosterPart(Part):
    """Enter on a day changes it; the main button lays the month out."""

    def __init__(self, desk: Desk) -> None:
        """Begin at this month."""
        super().__init__(desk, "值班", "排班", scrolls=True)
        self.needs("units.write")
        self.sheet: RosterSheet | None = None
        self.panel = ActPanel(ACTS)
        self.instead = add_lines(self.panel.form, desk)
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        self.today = ListView(
            WindowedModel(desk.work, today_columns(), self), "今天谁在岗", row_id=lambda one: one.place
        )
        self.today.keep_small(MOST_PLACES)
        self.today.chosen.connect(self._stand_in)
        self.days = ListView(WindowedModel(desk.work, day_columns(), self), "值班表", row_id=lambda one: one.id)
        self.days.chosen.connect(self._change)
        self.month = ChoiceBox(self._months())
        self.month.setAccessibleName("月份")
        self.month.choose(f"{desk.session.clock.today():%Y-%m}")
        self.month.currentIndexChanged.connect(lambda _: self._read())
        self.stand_in = Button("替班…（T）", self._stand_in_current)
        self.back = Button("回来了", self._come_back)
        self.swap = Button("换班…", self._swap)
        self.paper = Button("打印值班表", self._print)
        bar(desk, "units.write", self.stand_in, self.back, self.swap)
        key = QShortcut(QKeySequence("T"), self.today)
        key.activated.connect(self._stand_in_current)
        self._told = Label(kind="soft", wraps=True)
        above, below = broken_row(), broken_row()
        for row, buttons in ((above, (self.stand_in, self.back)), (below, (self.month, self.swap, self.paper))):
            flow = FlowRow(row)
            for button in buttons:
                flow.addWidget(button)
        self._above, self._nobody = above, Label("今天没有排班，岗位上也没有人。", "soft")
        of_today = (Label("今天谁在岗", "heading"), self._nobody, self.today, above)
        for part in (*of_today, self.panel, Label("值班表", "heading"), below):
            self.body.addWidget(part)
        self.body.addWidget(self.days, 1)
        self.body.addWidget(self._told)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - the subject is the month
        """Read a month (``2026-10``), else the one that is chosen."""
        self.panel.close_panel()
        if subject:
            self.month.choose(subject)
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when the roster or the posts changed."""
        if changes.touches(*CONCERNED):
            self._read()

    def run_main(self) -> None:
        """Ask how the month shall be laid out."""
        sheet = self.sheet
        if sheet is None:
            return
        pattern = sheet.pattern
        people = "、".join(pattern.people)
        typed = {"people": people, "per": pattern.per, "second": "1" if pattern.second else ""}
        begin = self.desk.session.clock.today().isoformat() if sheet.is_laid else ""
        self.panel.open(LAY, {**typed, "begin": begin}, shown_month(self.month.value()))

    def step_back(self) -> bool:
        """Put the panel away."""
        closed = self.panel.close_panel()
        if closed:
            self.today.setFocus()
        return closed

    def first_focus(self) -> QWidget | None:
        """Begin with today, where anybody is on duty."""
        return self.today if self.sheet is not None and self.sheet.today else self.days

    def _months(self) -> list[Option]:
        today = self.desk.session.clock.today()
        last = today.year * 12 + today.month - 1 + AHEAD
        ahead = date(last // 12, last % 12 + 1, 1)
        return [Option(month, shown_month(month)) for month in months_back(ahead, SHOWN)]

    def _stand_in_current(self) -> None:
        row = self.today.current_row()
        if row is None:
            say(self, "请先在“今天谁在岗”里选一行。")
        else:
            self._stand_in(row)

    def _stand_in(self, row: OnDuty) -> None:
        if self.barred() or not row.planned.name:
            return
        today = self.desk.session.clock.today().isoformat()
        second = row.second.name if row.second.name != row.planned.name else ""
        typed = {"away": row.planned.name, "instead": second, "first": today, "last": today}
        self.panel.open(STAND_IN, typed, f"{row.place} {row.planned.name}", ready=bool(second))

    def _come_back(self) -> None:
        row = self.today.current_row()
        if row is None or not row.stand_in_id:
            say(self, "这一行没有替班。")
            return
        back = partial(self.desk.session.stand_ins.come_back, row.stand_in_id)
        self.desk.work.write(self, back, done=lambda _: say(self, f"{row.planned.name}回来了。"))

    def _change(self, row: DayRow) -> None:
        if self.barred():
            return
        typed = {f"{half}_{role}": row.names.get((half, role), "") for half in HALVES for role in ROLES}
        self.panel.open(DAY, {**typed, "day": row.day.isoformat()}, shown_day(row.day))

    def _swap(self) -> None:
        row = self.days.current_row()
        day = row.day.isoformat() if row is not None else self.desk.session.clock.today().isoformat()
        self.panel.open(SWAP, {"day": day})

    def _print(self) -> None:
        self.goto.emit(Goto(PLACE, "A4", f"{PRINT}:{self.month.value()}"))

    def _do(self, what: str, typed: dict[str, str]) -> None:
        self.desk.work.write(self, self._act(what, typed), done=lambda _: self._done(what))

    def _act(self, what: str, typed: dict[str, str]) -> Callable[[], object]:
        session = self.desk.session
        if what == LAY:
            names = tuple(one for one in typed["people"].replace("，", "、").replace(" ", "、").split("、") if one)
            per: Per = "half" if typed["per"] == "half" else "week" if typed["per"] == "week" else "day"
            begin = date.fromisoformat(typed["begin"]) if typed["begin"] else None
            pattern = Pattern(names, per, bool(typed["second"]))
            laid = self.sheet is not None and self.sheet.is_laid
            return partial(session.roster.lay, self.month.value(), pattern, begin=begin, replace=laid)
        if what == SWAP:
            return partial(session.roster.swap, date.fromisoformat(typed["day"]), date.fromisoformat(typed["other"]))
        if what == STAND_IN:
            first = date.fromisoformat(typed["first"])
            last = date.fromisoformat(typed["last"]) if typed["last"] else None
            away, row = typed["away"], self.today.current_row()
            told = StandIn(
                away=away,
                away_id=row.planned.id if row is not None and row.planned.name == away else "",
                instead=typed["instead"],
                instead_id=self.instead.picked_id(),
                first=first,
                last=last,
                reason=typed["why"],
            )
            return partial(session.stand_ins.arrange, told)
        day = date.fromisoformat(typed["day"])
        names_of = {(half, role): typed[f"{half}_{role}"] for half in HALVES for role in ROLES}
        return partial(session.roster.put_day, day, names_of)

    def _done(self, what: str) -> None:
        self.panel.close_panel()
        (self.today if what == STAND_IN else self.days).setFocus()
        say(self, DONE[what])

    def _read(self) -> None:
        month = self.month.value()
        self.desk.work.read(self, read_roster, self.desk.session, month, done=partial(self._show, month))

    def _show(self, month: str, sheet: RosterSheet) -> None:
        if month != self.month.value():
            return
        self.sheet = sheet
        self.head(main_words="重新排班" if sheet.is_laid else "排班")
        self.today.show_rows(GivenRows(sheet.today))
        for here in (self.today, self._above):
            here.setVisible(bool(sheet.today))
        self._nobody.setVisible(not sheet.today)
        self.days.show_rows(GivenRows(sheet.days))
        self.paper.setEnabled(sheet.is_laid)
        self.swap.setEnabled(sheet.is_laid)
        empty = f"{shown_month(month)}还没有排班。点“排班”按人轮流排好。"
        told = "回车改这一天。" if sheet.is_laid else empty
        self._told.setText(f"{told}{ESTIMATED.format(year=month[:4])}" if sheet.is_estimated else told)
        self.lay_out()
