"""The row above the journal: whose steps, of which kind, about whom or what, from which day to which."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.history.facts import Asked
from ui.style import GRID
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.more_button import MoreButton
from ui.widgets.row import BrokenRow
from ui.widgets.text_box import TextBox


class JournalFilters(BrokenRow):
    """``edited`` tells that another choice was made, ``entered`` that the list shall take the keys.

    Where the text is large the seldom choices wait behind a button; ``grew`` tells that they were asked for.
    """

    edited = Signal()
    entered = Signal()
    grew = Signal(bool)

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin with everything."""
        super().__init__()
        self.who, self.kind = ChoiceBox([Option("", "所有人")]), ChoiceBox([Option("", "所有的事")])
        self.text = TextBox()
        self.text.setPlaceholderText("姓名、编号…")
        self.text.setClearButtonEnabled(True)
        self.since, self.until = DayEntry(today), DayEntry(today)
        self.more = MoreButton("条件")
        self.more.turned.connect(self.grew)
        row = FlowRow(self, gap=2 * GRID)
        for words, box in (("什么事", self.kind), ("找", self.text), ("谁", self.who)):
            row.addWidget(holder := _named(words, box, box))
            box.setAccessibleName(f"{words}（筛选）")
        seldom = [holder]
        for words, entry in (("从", self.since), ("到", self.until)):
            row.addWidget(holder := _named(words, entry, entry.inner))
            seldom.append(holder)
            entry.name_it(f"{words}哪天（筛选）", "如 10-9 或 今天")
            entry.edited.connect(self.edited)
            entry.entered.connect(self.entered)
            entry.box.setPlaceholderText("如 10-9")
            entry.row.setStretch(1, 0)
        row.addWidget(self.more)
        self.more.fold(seldom)
        for choice in (self.who, self.kind):
            choice.currentIndexChanged.connect(lambda _: self.edited.emit())
            choice.entered.connect(self.entered)
        self.text.composed.connect(lambda _: self.edited.emit())
        self.text.entered.connect(self.entered)

    def offer(self, people: Sequence[Option], kinds: Sequence[Option]) -> None:
        """Show the people and kinds that may be chosen; what is chosen stays."""
        self.who.offer(people)
        self.kind.offer(kinds)

    def asked(self) -> Asked:
        """Give the choice."""
        return Asked(
            operator=self.who.value(),
            kind=self.kind.value(),
            text=self.text.text().strip(),
            since=self.since.day(),
            until=self.until.day(),
        )

    def clear(self) -> bool:
        """Go back to everything; ``False`` where nothing was chosen."""
        if self.asked() == Asked():
            return False
        self.blockSignals(True)
        self.who.choose("")
        self.kind.choose("")
        self.text.clear()
        self.since.show_day(None)
        self.until.show_day(None)
        self.blockSignals(False)
        self.edited.emit()
        return True



def _named(words: str, widget: QWidget, buddy: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    label = Label(words, "soft")
    label.setBuddy(buddy)
    row.addWidget(label)
    row.addWidget(widget)
    return holder
