"""How a ledger stands: open, winding down from a day on, ended; each with what follows from it, and back again."""

from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.ledgers.standing import CLOSED, OPEN, WINDING_DOWN, Standing
from ui.ledgers.addresses import ledger_at
from ui.ledgers.reading import change_status, read_ledger
from ui.say import Undo, say
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, spoken
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row

_STATUS, _SINCE = "status", "since"
FOLLOWS = MappingProxyType(
    {
        OPEN: "天天可以登记，要办的事照常上今日。",
        WINDING_DOWN: "从那一天以后的不再登记，那一天和以前漏登的还可以补；没办完的接着办，新的不再催。",
        CLOSED: "一条也不能再登记，今日里不再催；登记过的都在，照样查、打印、导出。目录里收起来，在类别“停用的”里找。",
    }
)


class StatusPart(Part):
    """Nothing is lost whichever is chosen, and it can be taken back."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a ledger."""
        super().__init__(desk, "台账的状态", "改为开放", scrolls=True)
        self.needs("settings.write")
        self._standing: Standing | None = None
        self._key = ""
        self._now, self._follows = Label(wraps=True), Label(kind="soft", wraps=True)
        self.form = Form()
        self.status = ChoiceEntry([spoken(one, one) for one in FOLLOWS])
        self.since = DayEntry(desk.session.clock.today)
        self.form.add(_STATUS, "改为", self.status)
        self.form.add(_SINCE, "从哪天起", self.since, needed=True, advice="不改就是今天")
        self.form.edited.connect(lambda _: self._say_what_follows())
        self.form.finished.connect(self.run_main)
        self._back = Button("不改了（Esc）", self.step_back, kind="quiet")
        foot = broken_row()
        FlowRow(foot).addWidget(self._back)
        for part in (self._now, self.form, self._follows, foot):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.form.setEnabled(not self.barred())

    def show_ledger(self, key: str) -> None:
        """Show how a ledger stands."""
        self._key = key
        self.desk.work.read(self, read_ledger, self.desk.session, key, done=self._show)

    def changed(self, changes: Changes) -> None:
        """Read again when it stands otherwise."""
        if changes.touches("ledger_declarations"):
            self.show_ledger(self._key)

    def step_back(self) -> bool:
        """Go to the list."""
        self.goto.emit(ledger_at(self._key))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the choice."""
        return self._back if self.barred() else self.status.inner

    def run_main(self) -> None:
        """Change it."""
        standing = self._standing
        if standing is None or not self.is_main_ready() or not self.form.complete():
            return
        typed = self.form.typed()
        day = typed[_SINCE] if typed[_STATUS] != OPEN else ""
        change = partial(change_status, self.desk.session, self._key, typed[_STATUS], day)
        self.desk.work.write(self, change, done=partial(self._done, standing))

    def _show(self, standing: Standing) -> None:
        if standing.declaration.key != self._key:
            return
        self._standing = standing
        self.head(title=f"{standing.declaration.title}：状态")
        self._now.setText(f"现在：{standing.words or standing.status}。")
        other = WINDING_DOWN if standing.status == OPEN else OPEN
        self.form.show_typed({_STATUS: other, _SINCE: self.desk.session.clock.today().isoformat()})
        self._say_what_follows()
        self.lay_out()

    def _say_what_follows(self) -> None:
        status = self.status.typed()
        self.form.show_line(_SINCE, there=status != OPEN)
        same = self._standing is not None and self._standing.status == status
        self._follows.setText("现在就是这样。" if same else FOLLOWS[status])
        self.head(main_words=f"改为{status}", ready=not same)

    def _done(self, before: Standing, after: Standing) -> None:
        title = after.declaration.title
        undo = Undo(partial(self._take_back, before))
        self.goto.emit(ledger_at(self._key))
        say(self, f"“{title}”{after.words or '开放了'}。", undo)

    def _take_back(self, before: Standing) -> None:
        day = before.since.isoformat() if before.since else ""
        key, title = before.declaration.key, before.declaration.title
        back = partial(change_status, self.desk.session, key, before.status, day)
        self.desk.work.write(self, back, done=lambda _: say(self, f"已改回：“{title}”{before.status}。"))
