"""The page of one unit: what is known of it, its posts with who holds them, links, households, and its ending."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.facts import TypedHolder, TypedLink
from app.units.kinds import word
from app.units.typed import UnitFaults
from ui.say import say, say_refusal
from ui.units.act_panel import ActPanel
from ui.units.acts import ACTS, CLOSE, DONE, LEAVE, LINK, MERGE, POST, REOPEN, TAKE, UNLINK, add_lines, unit_facts
from ui.units.reading import CONCERNED, EDIT, NETWORK, PLACE, POINT_LOG, PostRow, UnitSheet, read_unit
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.verdict import fault
from ui.widgets.windowed import Column, WindowedModel


class UnitPart(Part):
    """Enter on a post lets somebody take it over; the other steps are buttons."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a unit."""
        super().__init__(desk, "单位", "修改", scrolls=True)
        self.needs("units.write")
        self._id = ""
        self.sheet: UnitSheet | None = None
        self.facts, self.panel = Facts("单位资料"), ActPanel(ACTS)
        add_lines(self.panel.form)
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        self.posts = ListView(self._post_model(desk), "岗位", row_id=lambda row: row.id)
        self.posts.chosen.connect(self._take)
        self._past, self._homes_told = Label(kind="soft", wraps=True), Label(kind="soft", wraps=True)
        self.homes = ListView(self._home_model(desk), "住户", row_id=lambda one: one.id)
        self._homes_head = Label("住户", "heading")
        self.buttons = {what: Button(words, partial(self.ask, what)) for what, words in _BUTTONS.items()}
        bar(desk, "units.write", *self.buttons.values())
        self.log = Button("打开服务点日志", lambda: self.goto.emit(Goto("ledgers", POINT_LOG)))
        self._rows = [self._row(POST, LEAVE), self._row(LINK, UNLINK, MERGE, CLOSE, REOPEN, more=(self.log,))]
        head, posts = Label("岗位", "heading"), Label("回车换人。", "soft")
        for part in (self.facts, self._rows[1], self.panel, head, self.posts, posts, self._rows[0], self._past):
            self.body.addWidget(part)
        for part in (self._homes_head, self.homes, self._homes_told):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_unit(self, unit_id: str) -> None:
        """Read a unit and show it."""
        self.panel.close_panel()
        self._id = unit_id
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when something of it changed."""
        if self._id and changes.touches(*CONCERNED):
            self._read()

    def run_main(self) -> None:
        """Change what is known of it."""
        self.goto.emit(Goto(PLACE, self._id, EDIT))

    def step_back(self) -> bool:
        """Put the panel away, or go back to the tree."""
        if self.panel.close_panel():
            self.posts.setFocus()
        else:
            self.goto.emit(Goto(PLACE, what=NETWORK))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the posts."""
        return self.posts

    def ask(self, what: str) -> None:
        """Ask for what a step needs."""
        sheet = self.sheet
        if sheet is None:
            return
        row = self.posts.current_row()
        if what == LEAVE and (row is None or row.holder is None):
            say(self, "请先在岗位里选一个有人的。")
            return
        self._offer(sheet)
        name = row.holder.name if what == LEAVE and row is not None and row.holder is not None else sheet.unit.name
        today = self.desk.session.clock.today().isoformat()
        self.panel.open(what, {"since": today, "day": today}, name)

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
            into.offer([Option(unit.id, unit.name) for unit in sheet.same])
            links.offer([Option(one.id, f"{one.name} {one.title}".strip()) for one in sheet.links])

    def _do(self, what: str, typed: dict[str, str]) -> None:
        act = self._act(what, typed)
        self.desk.work.write(self, act, done=lambda _: self._done(what), refused=self._refused)

    def _act(self, what: str, typed: dict[str, str]) -> Callable[[], object]:
        session, row = self.desk.session, self.posts.current_row()
        network, posts = session.network, session.posts
        name, phone, is_open = typed.get("person", ""), typed.get("phone", ""), bool(typed.get("phone_open"))
        since = typed.get("since", "")
        if what == TAKE and row is not None:
            holder = TypedHolder(role=row.role, name=name, phone=phone, phone_open=is_open, since=since)
            return partial(posts.take, row.post.id, holder)
        if what == LEAVE and row is not None and row.holder is not None:
            return partial(posts.leave, row.holder.id)
        title = typed.get("title", "")
        link = TypedLink(target_id=self._id, name=name, phone=phone, phone_open=is_open, since=since, title=title)
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
        self.sheet = sheet
        unit = sheet.unit
        self.head(title=unit.name, ready=unit.is_open)
        self.facts.show_facts(unit_facts(sheet))
        self.posts.show_rows(GivenRows(sheet.posts))
        self._past.setText("以前：" + "；".join(sheet.past) if sheet.past else "")
        self._past.setVisible(bool(sheet.past))
        for what, button in self.buttons.items():
            there = unit.is_open != (what == REOPEN)
            button.setVisible(there and (what != UNLINK or bool(sheet.links)) and (what != MERGE or bool(sheet.same)))
        self.log.setVisible(unit.kind == "service_point")
        there = bool(sheet.households)
        for part in (self._homes_head, self.homes, self._homes_told):
            part.setVisible(there)
        self.homes.show_rows(GivenRows(sheet.households))
        people = sum(one.people for one in sheet.households)
        self._homes_told.setText(f"共 {len(sheet.households)} 户 {people} 人。")
        self.lay_out()

    def _row(self, *keys: str, more: tuple[Button, ...] = ()) -> QWidget:
        row = broken_row()
        flow = FlowRow(row)
        for button in (*(self.buttons[key] for key in keys), *more):
            flow.addWidget(button)
        return row

    def _post_model(self, desk: Desk) -> WindowedModel:
        columns = [
            Column("岗位", lambda row: row.post.name),
            Column("A/B", lambda row: word(row.role), 72),
            Column("姓名", lambda row: row.holder.name if row.holder else "（没有人）", 136),
            Column("电话", lambda row: row.phone, 152, drop=1),
            Column("到岗", lambda row: str(row.holder.since or "") if row.holder else "", 128, drop=2),
        ]
        return WindowedModel(desk.work, columns, self)

    def _home_model(self, desk: Desk) -> WindowedModel:
        columns = [
            Column("户主", lambda one: one.head_name, 160),
            Column("户号", lambda one: one.number, 104, drop=2),
            Column("村民小组", lambda one: one.villager_group, 120, drop=1),
            Column("住址", lambda one: one.address),
            Column("人数", lambda one: str(one.people), 72),
        ]
        return WindowedModel(desk.work, columns, self)


_BUTTONS = {
    POST: "添加岗位…",
    LEAVE: "离岗…",
    LINK: "添加联系人…",
    UNLINK: "结束联系…",
    MERGE: "并入…",
    CLOSE: "关闭…",
    REOPEN: "重新设立…",
}
