"""The row above the list of a ledger: text, days, the filters of the declaration, the order."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from app.ledgers.declaration import Declaration
from app.ledgers.facts import Wanted
from ui.ledgers.spans import ALL, days_of_span, span_options
from ui.style import text_size
from ui.widgets.choice_entry import ChoiceBox, Option, spoken
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.more_button import MoreButton
from ui.widgets.text_box import TextBox

LABELS = {"number": "编号", "state": "状态"}
_FEW_LETTERS, _MOST_LETTERS = 7, 12
_ALL = Option("", "全部", "qb")


class LedgerFilterRow(QWidget):
    """``edited`` tells that another choice was made; ``wanted`` gives it."""

    edited = Signal()
    entered = Signal()

    def __init__(self, declaration: Declaration, today: date) -> None:
        """Begin with everything, in the ledger's own order."""
        super().__init__()
        self._declaration, self._today = declaration, today
        self._asked: dict[str, Option] = {}
        self._labels = LABELS | {one.key: one.label for one in declaration.field}
        self.text = TextBox()
        self.text.setPlaceholderText("编号、姓名、内容…")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(text_size().scaled(160))
        self.span = ChoiceBox(span_options(today))
        self.sort = ChoiceBox(_orders(declaration))
        self.boxes = {key: ChoiceBox([_ALL]) for key in declaration.list.filters}
        self._seldom: dict[QWidget, ChoiceBox] = {}
        row = FlowRow(self, gap=16)
        row.addWidget(_named("找", self.text))
        row.addWidget(_named("日期", self.span))
        for key, box in self.boxes.items():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_FEW_LETTERS)
            self._hold(row, self._labels[key], box)
        self._hold(row, "顺序", self.sort)
        self.more = MoreButton("条件")
        row.addWidget(self.more)
        for box in (self.span, self.sort, *self.boxes.values()):
            box.currentIndexChanged.connect(lambda _: self.edited.emit())
            box.entered.connect(self.entered)
        self.text.composed.connect(lambda _: self.edited.emit())
        self.text.entered.connect(self.entered)
        self.text.stepped.connect(lambda _: self.entered.emit())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._offer_declared()
        self.more.fold(self._seldom, self._narrows)

    def offer(self, key: str, values: Sequence[tuple[str, str]]) -> None:
        """Offer the values that a field has, with their words; what is chosen stays."""
        named = {one: spoken(one, words) for one, words in values if one}
        if (asked := self._asked.get(key)) is not None:
            named.setdefault(asked.value, asked)
        self.boxes[key].offer([_ALL, *named.values()])

    def narrow(self, asked: Mapping[str, tuple[str, str]]) -> None:
        """Choose a value for some filters, also one that stands in no entry yet; everything else is shown."""
        self.blockSignals(True)
        self.show_all()
        for key, (value, words) in asked.items():
            self._asked[key] = spoken(value, words)
            box = self.boxes[key]
            box.offer([one for one in box.options() if one.value != value] + [self._asked[key]])
            box.setMinimumContentsLength(min(_MOST_LETTERS, max(_FEW_LETTERS, 2 * len(words))))
            box.choose(value)
        self.more.fit()
        self.blockSignals(False)
        self.edited.emit()

    def open_filters(self) -> list[str]:
        """Give the filters whose values are not declared, but stand in the entries."""
        declared = {one.key for one in self._declaration.field if one.choices or one.kind == "yes_no"} | {"state"}
        return [key for key in self.boxes if key not in declared]

    def wanted(self) -> Wanted:
        """Give the choice as the service takes it."""
        span = self.span.value()
        first, last = days_of_span(span, self._today) if span != ALL else (None, None)
        filters = {key: box.value() for key, box in self.boxes.items() if box.value()}
        return Wanted(text=self.text.text().strip(), filters=filters, first=first, last=last, sort=self.sort.value())

    def is_narrowed(self) -> bool:
        """Tell whether anything but everything is asked for."""
        wanted = self.wanted()
        return bool(wanted.text or wanted.filters or wanted.first)

    def show_all(self) -> None:
        """Ask for everything."""
        blocked = self.blockSignals(True)
        for box in (self.span, *self.boxes.values()):
            box.choose("")
        self.text.clear()
        self.blockSignals(blocked)
        self.edited.emit()

    def sort_by(self, key: str) -> None:
        """Order by a column, and the other way round where it is ordered so already."""
        self.sort.choose(f"-{key}" if self.sort.value() == key else key)

    def _hold(self, row: FlowRow, words: str, box: ChoiceBox) -> None:
        holder = _named(words, box)
        row.addWidget(holder)
        self._seldom[holder] = box

    def _offer_declared(self) -> None:
        fields: Mapping[str, list[Option]] = {
            one.key: [spoken(each.value, each.label) for each in one.choices]
            for one in self._declaration.field
            if one.choices
        }
        for key, box in self.boxes.items():
            if key == "state":
                states = self._declaration.state
                named = [spoken(one.key, one.label) for one in states]
                box.offer([_ALL, *named])
            elif key in fields:
                box.offer([_ALL, *fields[key]])
            elif any(one.key == key and one.kind == "yes_no" for one in self._declaration.field):
                box.offer([_ALL, Option("是", "是", "s"), Option("否", "否", "f")])

    def _narrows(self, holder: QWidget) -> bool:
        """Tell whether the list is narrowed by a choice: that is always seen."""
        box = self._seldom[holder]
        return box is not self.sort and bool(box.value())


def everything(declaration: Declaration) -> Wanted:
    """Give what a fresh row of filters asks for, so that the rows can be read while it is being built."""
    return Wanted(sort=_orders(declaration)[0].value)


def _orders(declaration: Declaration) -> list[Option]:
    keys = list(dict.fromkeys(declaration.list.columns))
    fields = {one.key: one for one in declaration.field}
    own = declaration.list.sort or f"-{declaration.day}"
    found: list[Option] = []
    for key in keys:
        kind = fields[key].kind if key in fields else ""
        if kind in {"rows", "paragraphs", "file"}:
            continue
        low, high = ("旧的在前", "新的在前") if kind in {"day", "month"} else ("从小到大", "从大到小")
        words = LABELS.get(key) or fields[key].label
        found += [Option(key, f"{words}：{low}"), Option(f"-{key}", f"{words}：{high}")]
    return sorted(found, key=lambda one: one.value != own)


def _named(words: str, box: ChoiceBox | TextBox) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    label = Label(words, "soft")
    label.setBuddy(box)
    box.setAccessibleName("排列顺序" if words == "顺序" else f"{words}（筛选）")
    row.addWidget(label)
    row.addWidget(box)
    return holder
