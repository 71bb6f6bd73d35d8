"""How a ledger of one's own is begun: from nothing or like another one; and those that are not finished yet."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.day_text import shown_day
from app.core.pinyin import pinyin_of_words
from app.ledgers.designing.drafts import Draft
from app.ledgers.standing import Standing
from ui.ledgers.addresses import BLANK, COPY, PLACE, draft_at, ledger_at
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel

if TYPE_CHECKING:
    from app.session import Session

_WHY = "没有合适的台账，就自己做一本：起名称、写栏目，旁边马上看到登记表单、清单和登记簿的样子，试好了再发布。"
_FROM_NOTHING = Option("", "从头做一本", "ct")


class StartPart(Part):
    """``begun`` tells that whatever was designed before is left."""

    begun = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin without drafts."""
        super().__init__(desk, "自己做一本台账", "开始做", scrolls=True)
        self.needs("settings.write")
        self._drafts: Sequence[Draft] = ()
        self.form = Form()
        like = ChoiceEntry([_FROM_NOTHING])
        self.form.add("like", "从哪里做起", like, advice="和哪本差不多，就照着哪本改", stays=True)
        self.form.finished.connect(self.run_main)
        self._model = WindowedModel(desk.work, _columns(desk), self)
        self.list = ListView(self._model, "还没有做完的台账", row_id=lambda one: str(one.n))
        self.list.chosen.connect(lambda one: self._go(draft_at(one.n)))
        self.away = Button("扔掉光标所在的这份", self._drop, kind="quiet")
        bar(desk, "settings.write", self.away)
        self._unfinished = QWidget()
        column = QVBoxLayout(self._unfinished)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Label("还没有做完的", "heading"))
        column.addWidget(self.list, 1)
        column.addWidget(_row(self.away))
        self.body.addWidget(Label(_WHY, wraps=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self._unfinished, 1)
        self.body.addWidget(_row(Button("全部台账（Esc）", self.step_back, kind="quiet")))
        self.body.addStretch(1)
        self._unfinished.hide()
        self._model.arrived.connect(self._arrived)

    def show_again(self) -> None:
        """Read the ledgers and the drafts."""
        self.desk.work.read(self, _read, self.desk.session, done=self._show)

    def run_main(self) -> None:
        """Begin to design."""
        key = self.form.typed()["like"]
        self._go(ledger_at(key, COPY if key else BLANK))

    def step_back(self) -> bool:
        """Go to all ledgers."""
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with what is not finished, else with the choice."""
        return self.list if self._drafts else self.form.entry("like")

    def _go(self, where: Goto) -> None:
        self.begun.emit()
        self.goto.emit(where)

    def _show(self, answer: tuple[Sequence[Standing], Sequence[Draft]]) -> None:
        ledgers, self._drafts = answer
        like = self.form.entry("like")
        if isinstance(like, ChoiceEntry):
            titles = [(one.declaration.key, one.declaration.title) for one in ledgers]
            offered = (Option(key, f"照着“{it}”做", pinyin_of_words(it).initials) for key, it in titles)
            like.offer([_FROM_NOTHING, *offered])
            like.show_typed("")
        self._unfinished.setVisible(bool(self._drafts))
        self.list.show_rows(GivenRows(self._drafts))
        if self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()

    def _arrived(self) -> None:
        if self._model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _drop(self) -> None:
        draft = self.list.current_row()
        if draft is None:
            return
        drafts, title = self.desk.session.drafts, draft.design.title.strip() or "没有名称的那份"

        def dropped(_: object) -> None:
            self.show_again()
            say(self, f"扔掉了“{title}”。", Undo(partial(self._bring_back, draft)))

        self.desk.work.write(self, drafts.drop, draft.n, done=dropped)

    def _bring_back(self, draft: Draft) -> None:
        keep = partial(self.desk.session.drafts.keep, 0, draft.design)
        self.desk.work.write(self, keep, done=lambda _: self.show_again())


def _read(session: "Session") -> tuple[Sequence[Standing], Sequence[Draft]]:
    return list(session.publishing.all().values()), session.drafts.all()


def _columns(desk: Desk) -> list[Column]:
    def day(draft: Draft) -> str:
        return "" if draft.changed_on is None else shown_day(draft.changed_on, desk.session.clock.today())

    return [
        Column("名称", lambda one: one.design.title.strip() or "（还没有名称）"),
        Column("是什么", lambda one: f"改成第 {one.design.version} 版" if one.design.key else "新的一本", 128, drop=2),
        Column("栏目", lambda one: f"{len(one.design.fields)} 栏", 80, to_right=True, drop=3),
        Column("改到哪天", day, 160, drop=1),
    ]


def _row(*buttons: Button) -> QWidget:
    row = broken_row()
    flow = FlowRow(row)
    for button in buttons:
        flow.addWidget(button)
    return row
