"""Designing a ledger: what is said of it at the left, what comes of it at the right, kept as it stands meanwhile."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.ledgers.designing.design import Design
from app.ledgers.designing.drafts import Draft
from app.ledgers.designing.faults import design_faults, published_fields
from app.ledgers.designing.fields import add_field, move_field, put_back, remove_field
from app.ledgers.facts import Entry
from app.ledgers.standing import Standing
from ui.ledgers.addresses import DESIGN, ledger_at
from ui.ledgers.designing.look_panel import LookPanel
from ui.ledgers.designing.publish_panel import PublishPanel
from ui.ledgers.designing.reading import (
    Given,
    Look,
    Place,
    keep_design,
    publish_design,
    read_draft,
    read_look,
    try_entry,
)
from ui.ledgers.designing.said_panel import FIELDS, SaidPanel
from ui.ledgers.entries import Tools
from ui.say import Undo, say, say_refusal
from ui.style import GRID
from ui.widgets.beside_paper import BesidePaper
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.work import Ticket

PAUSE = 300
"""Milliseconds without a key after which the draft is kept and its look is made anew."""
_LEAST_HEIGHT = 460
Known = Mapping[str, Standing]


class DesignPart(Part):
    """One part serves every design; ``start`` goes on with the one that is there where the same is asked for again."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a design."""
        super().__init__(desk, "自己做一本台账", "发布…", scrolls=True)
        self.needs("settings.write")
        self._asked: tuple[str, str, int] | None = None
        self._place, self._design, self._dirty = Place(), Design(), False
        self._known: Known = {}
        self._tried: list[Given] = []
        self._unseen = False
        self._looking: Ticket | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._settle)
        tools = Tools(desk.work, desk.session, desk.session.clock.today)
        self.said, self.look = SaidPanel(tools), LookPanel(desk.work, tools)
        self.question = PublishPanel()
        foot = broken_row()
        FlowRow(foot).addWidget(Button("以后再做（Esc）", self.step_back, kind="quiet"))
        laid = BesidePaper(self.said, self.look, shares=(1, 1), least=_LEAST_HEIGHT, sheet=self.look.sheet)
        self.body.setSpacing(2 * GRID)
        self.body.addWidget(self.question)
        self.body.addWidget(laid, 1)
        self.body.addWidget(foot)
        self.said.changed.connect(self._change)
        self.said.finished.connect(self.run_main)
        self.said.field.finished.connect(self._add)
        self.said.fields.wanted.connect(self._add)
        self.said.fields.unwanted.connect(self._remove)
        self.said.fields.moved.connect(self._move)
        self.look.tried.connect(self._try)
        self.look.forgotten.connect(self._forget_tried)
        self.question.wanted.connect(self._publish)
        self.question.left.connect(self.step_back)

    def start(self, what: str, key: str, n: int) -> None:
        """Begin a design (``addresses`` says what), or go on with a kept draft (``n``)."""
        if self._asked == (what, key, n):
            return
        self._keep()
        self._asked = (what, key, n)
        self.head(ready=False)
        read, show, gone = partial(read_draft, self.desk.session, what, key, n), self._show_draft, self._gone
        self.desk.work.read(self, read, done=show, refused=gone)

    def forget(self) -> None:
        """Begin anew the next time, whatever is asked for."""
        self._keep()
        self._asked = None

    def run_main(self) -> None:
        """Ask before publishing, or go to the first line that keeps it from being published."""
        self._settle()
        faults = design_faults(self._design, self._known)
        if not faults:
            self.question.ask(self._design)
            return
        self.said.show_faults(faults, pressed=True)
        self.said.go_to_fault(faults[0])
        more = f"，另外还有 {len(faults) - 1} 处" if faults[1:] else ""
        say(self, f"还不能发布：{faults[0].words}{more}。")

    def step_back(self) -> bool:
        """Put the question away, else go where drafts are listed; what is designed is kept."""
        if self.question.close_panel():
            self.said.focus_first()
            return True
        self.forget()
        self.goto.emit(ledger_at("", DESIGN))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the first line that is empty."""
        self.said.focus_first()
        return self.window().focusWidget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed last when another view is shown; the look at it waits until this one is shown again."""
        super().hideEvent(event)
        self._unseen = self._unseen or self._timer.isActive()
        self._timer.stop()
        self._keep()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at what was typed last before another view was shown."""
        super().showEvent(event)
        if self._unseen:
            self._see()

    def _show_draft(self, answer: tuple[Draft, Known]) -> None:
        draft, self._known = answer
        self._place, self._design = Place(draft.n), draft.design
        self._dirty, self._tried = False, []
        self.question.close_panel()
        self._name_it()
        self.said.show_design(self._design, published_fields(self._design, self._known))
        self._see()
        self.lay_out()
        if self.isVisible():
            self.said.focus_first()

    def _name_it(self) -> None:
        title = self._design.title.strip() or "自己做一本台账"
        which = f"改成第 {self._design.version} 版" if self._design.key else "还没有发布"
        self.head(title=f"{title} · {which}", ready=True)

    def _change(self, design: Design) -> None:
        if design == self._design:
            return
        self._design, self._dirty = design, True
        self.question.close_panel()
        self._name_it()
        self._timer.start()

    def _settle(self) -> None:
        """Keep the draft and look at it anew."""
        self._timer.stop()
        if self._asked is not None:
            self._keep()
            self._see()

    def _keep(self) -> None:
        if self._dirty:
            self._dirty = False
            self.desk.work.write(self, keep_design, self.desk.session, self._place, self._design)

    def _see(self) -> None:
        self._unseen = False
        if self._looking is not None:
            self._looking.drop()
        read = partial(read_look, self.desk.session, self._design, tuple(self._tried))
        self._looking = self.desk.work.read(self, read, done=self._show_look)

    def _show_look(self, look: Look) -> None:
        self._looking = None
        self.said.show_faults(look.faults)
        self.look.show_look(look)

    def _add(self) -> None:
        design, key = add_field(self._design, self.said.key)
        self.said.update_design(design, key)
        self.said.go_to(FIELDS)
        self._change(design)

    def _remove(self) -> None:
        before, key = self._design, self.said.key
        at, label = before.place(key), before.field(key).label.strip()
        design = remove_field(before, key)
        self._show_other(design, design.fields[min(at, len(design.fields) - 1)].key)
        undo = Undo(lambda: self._show_other(put_back(self._design, before, key), key))
        say(self, f"去掉了第 {at + 1} 栏{f'“{label}”' if label else ''}。", undo)

    def _show_other(self, design: Design, key: str) -> None:
        self.said.update_design(design, key)
        self.said.go_to(FIELDS)
        self._change(design)

    def _move(self, by: int) -> None:
        design = move_field(self._design, self.said.key, by)
        self.said.update_design(design, self.said.key)
        self._change(design)

    def _try(self, given: Given) -> None:
        attempt = partial(try_entry, self.desk.session, self._design, given)

        def taken(entry: Entry) -> None:
            self._tried.append(given)
            self.look.taken()
            self._see()
            say(self, f"试好了：{entry.name}。在“清单”和“登记簿”里看得到，没有存进台账。")

        def refused(refusal: Refused) -> None:
            self.look.show_faults(getattr(refusal, "faults", ()), str(refusal))

        self.desk.work.read(self, attempt, done=taken, refused=refused)

    def _forget_tried(self) -> None:
        self._tried = []
        self._see()

    def _publish(self) -> None:
        self._timer.stop()
        self._dirty = False
        self.head(ready=False)
        publish = partial(publish_design, self.desk.session, self._place, self._design)
        self.desk.work.write(self, publish, done=self._published, refused=self._refused)

    def _published(self, standing: Standing) -> None:
        self.question.close_panel()
        self._asked, self._tried = None, []
        one = standing.declaration
        self.goto.emit(ledger_at(one.key))
        again = "以前登记的都照新的样子显示。" if one.version > 1 else "现在就可以登记了。"
        say(self, f"“{one.title}”第 {one.version} 版发布好了，{again}")

    def _refused(self, refusal: Refused) -> None:
        self.question.close_panel()
        self._dirty = True
        self._name_it()
        say_refusal(self, refusal)

    def _gone(self, refusal: Refused) -> None:
        self._asked = None
        self.goto.emit(ledger_at("", DESIGN))
        say_refusal(self, refusal)
