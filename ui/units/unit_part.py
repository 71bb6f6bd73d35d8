"""The page of one unit: what is known of it, its posts with who holds them, links, households, and its ending."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.facts import TypedHolder, TypedLink
from app.units.kinds import keeps_homes, word
from app.units.typed import UnitFaults
from ui.say import say, say_refusal
from ui.units.acts import (
    ACTS,
    CLOSE,
    DONE,
    END,
    LEAVE,
    LINK,
    MERGE,
    POST,
    RENAME,
    REOPEN,
    TAKE,
    UNLINK,
    add_lines,
    unit_facts,
)
from ui.units.homes_panel import HomesPanel
from ui.units.reading import CONCERNED, EDIT, LEDGERS, NETWORK, NEW, PLACE, POINT_LOG, PostRow, UnitSheet, read_unit
from ui.widgets.act_panel import ActPanel
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option, spoken
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.known import with_known
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.verdict import fault
from ui.widgets.windowed import Column, WindowedModel

OF_POST = (RENAME, LEAVE, END)
MOST_POSTS = 8
"""So many lines of posts are seen at once."""


class UnitPart(Part):
    """Enter on a post lets somebody take it over; the other steps are buttons."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a unit."""
        super().__init__(desk, "单位", "修改", scrolls=True)
        self.needs("units.write")
        self._id, self._back = "", Goto(PLACE, what=NETWORK)
        self.sheet: UnitSheet | None = None
        self.facts, self.panel = Facts("单位资料"), ActPanel(ACTS)
        self.person = add_lines(self.panel.form, desk)
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        self.posts = ListView(self._post_model(desk), "岗位", row_id=lambda row: row.id)
        self.posts.keep_small(MOST_POSTS)
        self.posts.chosen.connect(self._take)
        self._past = Label(kind="soft", wraps=True)
        self.homes = HomesPanel(desk)
        self.homes.goto.connect(self.goto)
        self.buttons = {what: Button(words, partial(self.ask, what)) for what, words in _BUTTONS.items()}
        bar(desk, "units.write", *self.buttons.values())
        self.write = Button("记一笔服务日志", partial(self._log, NEW))
        self.log = Button("看服务点日志", partial(self._log, ""))
        bar(desk, "ledgers.write", self.write)
        of_unit = self._row(LINK, UNLINK, MERGE, CLOSE, REOPEN, before=(self.write, self.log))
        self._rows = [self._row(POST, RENAME, LEAVE, END), of_unit]
        self._posts_head, self._posts_told = Label("岗位", "heading"), Label(kind="soft", wraps=True)
        posts = (self._posts_head, self.posts, self._posts_told, self._rows[0], self._past)
        for part in (self.facts, self._rows[1], self.panel, *posts):
            self.body.addWidget(part)
        self.body.addWidget(self.homes)
        self.body.addStretch(1)

    def show_unit(self, unit_id: str, back: Goto) -> None:
        """Read a unit and show it; ``back`` is where the clerk came from."""
        self.panel.close_panel()
        self.homes.panel.close_panel()
        self._id, self._back = unit_id, back
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when something of it changed."""
        if self._id and changes.touches(*CONCERNED):
            self._read()

    def run_main(self) -> None:
        """Change what is known of it."""
        self.goto.emit(Goto(PLACE, self._id, EDIT))

    def step_back(self) -> bool:
        """Put the panel away, or go back to where the clerk came from."""
        if self.panel.close_panel():
            self.posts.setFocus()
        elif not self.homes.step_back():
            self.goto.emit(self._back)
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the posts; one that has ended has only its way back."""
        ended = self.sheet is not None and not self.sheet.unit.is_open
        return self.buttons[REOPEN] if ended else self.posts

    def ask(self, what: str) -> None:
        """Ask for what a step needs."""
        sheet = self.sheet
        if sheet is None:
            return
        row = self.posts.current_row()
        if what in OF_POST and (row is None or (what == LEAVE and row.holder is None)):
            say(self, f"请先在岗位里选一个{'有人的' if what == LEAVE else ''}。")
            return
        self._offer(sheet)
        name, today = sheet.unit.name, self.desk.session.clock.today().isoformat()
        typed = {"since": today, "last": today}
        if what in OF_POST and row is not None:
            name = row.holder.name if what == LEAVE and row.holder is not None else row.post.name
            typed |= {"post": row.post.name, "duties": row.post.duties} if what == RENAME else {}
        self.panel.open(what, typed, name)

    def _take(self, row: PostRow) -> None:
        if self.barred() or self.sheet is None or not self.sheet.unit.is_open:
            return
        self._offer(self.sheet)
        today = self.desk.session.clock.today().isoformat()
        name = f"{row.post.name}（{word(row.role)}）"
        self.panel.open(TAKE, {"since": today}, name)

    def _offer(self, sheet: UnitSheet) -> None:
        into, links = self.panel.form.entry("into"), self.panel.form.entry("link")
        if isinstance(into, ChoiceEntry) and isinstance(links, ChoiceEntry):
            into.offer([spoken(unit.id, unit.name) for unit in sheet.same])
            links.offer([Option(one.id, f"{one.name} {one.title}".strip()) for one in sheet.links])

    def _log(self, what: str) -> None:
        """Open the point's daily log: its own entries, or a new one with the point filled in."""
        self.goto.emit(Goto(LEDGERS, POINT_LOG, with_known(what, [("point", self._id)])))

    def _do(self, what: str, typed: dict[str, str]) -> None:
        act = self._act(what, typed)
        self.desk.work.write(self, act, done=lambda _: self._done(what), refused=self._refused)

    def _act(self, what: str, typed: dict[str, str]) -> Callable[[], object]:
        session, row = self.desk.session, self.posts.current_row()
        network, posts = session.network, session.posts
        name, phone, is_open = typed.get("person", ""), typed.get("phone", ""), bool(typed.get("phone_open"))
        since, resident = typed.get("since", ""), self.person.picked_id()
        if what == TAKE and row is not None:
            holder = TypedHolder(
                role=row.role, resident_id=resident, name=name, phone=phone, phone_open=is_open, since=since
            )
            return partial(posts.take, row.post.id, holder)
        if what == LEAVE and row is not None and row.holder is not None:
            return partial(posts.leave, row.holder.id)
        if what in {RENAME, END} and row is not None:
            if what == RENAME:
                return partial(posts.edit, row.post.id, typed["post"], typed["duties"])
            return partial(posts.end, row.post.id, date.fromisoformat(typed["last"]))
        title = typed.get("title", "")
        link = TypedLink(
            target_id=self._id,
            resident_id=resident,
            name=name,
            phone=phone,
            phone_open=is_open,
            since=since,
            title=title,
        )
        acts: dict[str, Callable[[], object]] = {
            POST: partial(posts.add, self._id, typed.get("post", ""), typed.get("duties", "")),
            LINK: partial(posts.link, link),
            UNLINK: partial(posts.unlink, typed.get("link", "")),
            MERGE: partial(network.merge, self._id, typed.get("into", ""), typed.get("reason", "")),
            CLOSE: partial(network.close, self._id, typed.get("reason", "")),
            REOPEN: partial(network.reopen, self._id, typed.get("reason", "")),
        }
        return acts[what]

    def _done(self, what: str) -> None:
        self.panel.close_panel()
        self.posts.setFocus()
        say(self, DONE[what])

    def _refused(self, refusal: Refused) -> None:
        if isinstance(refusal, UnitFaults):
            for one in refusal.faults:
                key = {"name": "person" if self.panel.form.typed().get("person") is not None else "post"}
                line = key.get(one.field, one.field)
                if line in self.panel.form.typed():
                    self.panel.form.tell(line, fault(one.sentence))
        say_refusal(self, refusal)

    def _read(self) -> None:
        self.desk.work.read(self, read_unit, self.desk.session, self._id, done=self._show, refused=self._gone)

    def _gone(self, refusal: Refused) -> None:
        self.goto.emit(Goto(PLACE))
        say_refusal(self, refusal)

    def _show(self, sheet: UnitSheet) -> None:
        if sheet.unit.id != self._id:
            return
        was, self.sheet, unit = self.sheet, sheet, sheet.unit
        self.head(title=unit.name, ready=unit.is_open)
        self.facts.show_facts(unit_facts(sheet))
        self.posts.show_rows(GivenRows(sheet.posts))
        self._past.setText("以前：" + "；".join(sheet.past) if sheet.past else "")
        self._past.setVisible(bool(sheet.past))
        for what, button in self.buttons.items():
            there = unit.is_open != (what == REOPEN)
            button.setVisible(there and (what != UNLINK or bool(sheet.links)) and (what != MERGE or bool(sheet.same)))
        for what in OF_POST:
            self.buttons[what].setVisible(unit.is_open and bool(sheet.posts))
        point = unit.kind == "service_point"
        self.log.setVisible(point)
        self.write.setVisible(point and unit.is_open)
        self.posts.setVisible(bool(sheet.posts))
        self._posts_told.setText(_told_of_posts(sheet))
        for part in (self._posts_told, self._rows[0]):
            part.setVisible(unit.is_open)
        self._posts_head.setVisible(unit.is_open or bool(sheet.past))
        if keeps_homes(unit.kind):
            self.homes.show_homes(sheet)
        else:
            self.homes.hide()
        self.lay_out()
        if self.isVisible() and (was is None or was.unit.id != unit.id or was.unit.is_open != unit.is_open):
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()

    def _row(self, *keys: str, before: tuple[Button, ...] = ()) -> QWidget:
        row = broken_row()
        flow = FlowRow(row)
        for button in (*before, *(self.buttons[key] for key in keys)):
            flow.addWidget(button)
        return row

    def _post_model(self, desk: Desk) -> WindowedModel:
        columns = [
            Column("岗位", lambda row: row.post.name),
            Column("A/B", lambda row: word(row.role), 72),
            Column("姓名", _holder_words),
            Column("电话", lambda row: row.phone, 152, drop=1),
            Column("到岗", lambda row: str(row.holder.since or "") if row.holder else "", 128, drop=2),
        ]
        return WindowedModel(desk.work, columns, self)


def _holder_words(row: PostRow) -> str:
    return f"{row.holder.name}{f'（{row.gone}）' if row.gone else ''}" if row.holder else "（没有人）"


def _told_of_posts(sheet: UnitSheet) -> str:
    gone = "、".join(dict.fromkeys(row.holder.name for row in sheet.posts if row.gone and row.holder is not None))
    told = f"！{gone}已经不在村里，请换人或离岗。" if gone else ""
    if not sheet.unit.is_open:
        return ""
    return f"{told}回车换人。" if sheet.posts else "还没有岗位。"


_BUTTONS = {
    POST: "添加岗位…",
    RENAME: "改叫法…",
    LEAVE: "离岗…",
    END: "撤岗…",
    LINK: "添加联系人…",
    UNLINK: "结束联系…",
    MERGE: "并入…",
    CLOSE: "关闭…",
    REOPEN: "重新设立…",
}
