"""The row above the list of cases: which ones, of which item and window, whose, in which order."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from app.cases.listing import CaseFilter
from app.cases.workflow import workflow
from ui.style import text_size
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.more_button import MoreButton
from ui.widgets.text_box import TextBox

OPEN, ALL, OVERDUE, SOON = "open", "all", "overdue", "due_soon"
_SORTS = (
    Option("registered", "最近登记的在前", "zjdj"),
    Option("due", "最先到期的在前", "zxdq"),
    Option("number", "编号从大到小", "bh"),
    Option("applicant", "按申请人", "asqr"),
    Option("item", "按事项", "asx"),
)
_FALLING = frozenset({"registered", "number"})
_LETTERS = 10
_FEW_LETTERS = 9


class CaseFilterRow(QWidget):
    """``edited`` tells that another choice was made; ``wanted`` gives it."""

    edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        """Begin with what is open, the newest first."""
        super().__init__()
        self._applicant_id = ""
        seldom = list[QWidget]()
        self.scope = ChoiceBox(_scopes())
        self.item = ChoiceBox([Option("", "全部事项", "qb")])
        self.department = ChoiceBox([Option("", "全部窗口", "qb")])
        self.sort = ChoiceBox(_SORTS)
        self.text = TextBox()
        self.text.setPlaceholderText("姓名、编号…")
        self.text.setClearButtonEnabled(True)
        self.item.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.item.setMinimumContentsLength(_FEW_LETTERS)
        row = FlowRow(self, gap=16)
        for words, box in (
            ("看", self.scope), ("找", self.text), ("事项", self.item), ("窗口", self.department), ("顺序", self.sort),
        ):
            holder = _named(words, box)
            row.addWidget(holder)
            if words in {"事项", "窗口", "顺序"}:
                seldom.append(holder)
        self.more = MoreButton("条件")
        row.addWidget(self.more)
        self.more.fold(seldom)
        self._fit()
        self._boxes = (self.scope, self.item, self.department, self.sort)
        for box in self._boxes:
            box.currentIndexChanged.connect(lambda _: self.edited.emit())
            box.entered.connect(self.entered)
        self.text.composed.connect(lambda _: self.edited.emit())
        self.text.entered.connect(self.entered)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, items: Sequence[Option], departments: Sequence[Option]) -> None:
        """Show the items and windows that may be chosen; what is chosen stays."""
        self.item.offer([Option("", "全部事项", "qb"), *items])
        self.department.offer([Option("", "全部窗口", "qb"), *departments])

    def wanted(self) -> CaseFilter:
        """Give the choice as a filter."""
        scope, sort = self.scope.value(), self.sort.value()
        return CaseFilter(
            states=() if scope in {OPEN, ALL, OVERDUE, SOON} else (scope,),
            overdue=scope == OVERDUE,
            due_soon=scope == SOON,
            open_only=scope == OPEN,
            item_code=self.item.value(),
            department_code=self.department.value(),
            applicant_id=self._applicant_id,
            text=self.text.text().strip(),
            sort=sort,
            falling=sort in _FALLING,
        )

    def is_narrowed(self) -> bool:
        """Tell whether anything but all cases is asked for."""
        narrowed = (self.item.value(), self.department.value(), self.text.text().strip(), self._applicant_id)
        return self.scope.value() != ALL or any(narrowed)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for a name in every text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self._fit()

    def _fit(self) -> None:
        self.text.setMinimumWidth(text_size().scaled(16 * _LETTERS))

    def show_choice(self, scope: str = OPEN, *, applicant_id: str = "", text: str = "") -> None:
        """Choose from outside: a scope, one villager, a text; everything else goes back to all."""
        self.blockSignals(True)
        self._applicant_id = applicant_id
        self.scope.choose(scope)
        self.item.choose("")
        self.department.choose("")
        self.text.setText(text)
        self.blockSignals(False)
        self.edited.emit()


def _scopes() -> list[Option]:
    words = [
        Option(OPEN, "在办的", "zbd"),
        Option(OVERDUE, "已超期", "ycq"),
        Option(SOON, "今天与临期", "jt"),
        *(Option(state.key, state.label) for state in workflow().states),
    ]
    return [*words, Option(ALL, "全部", "qb")]


def _named(words: str, box: ChoiceBox | TextBox) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    label = Label(words, "soft")
    label.setBuddy(box)
    box.setAccessibleName(f"{words}（筛选）" if words != "顺序" else "排列顺序")
    row.addWidget(label)
    row.addWidget(box)
    return holder


