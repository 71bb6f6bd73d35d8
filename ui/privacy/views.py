"""The two sides that the section shows: the office's, and one villager's."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.privacy.declared import declared
from ui.privacy.assessment_panel import AssessmentPanel
from ui.privacy.consent_panel import ConsentPanel
from ui.privacy.lines import Lines
from ui.privacy.reading import ERASE
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row

if TYPE_CHECKING:
    from datetime import date

    from app.cases.shown import CaseLine
    from app.privacy.facts import Assessment, Erased
    from ui.privacy.lines import Doing
    from ui.privacy.reading import OfOffice, OfPerson

LAW = (
    "村民可以要求看一看、改一改、删一删村站里关于自己的记录（个人信息保护法第四十五条到第四十七条）。"
    "从“村民”里选一位，再按“个人信息”，就能登记请求、记下同意。"
)


class Side(QWidget):
    """What both sides ask for: an answer on paper, an erasure, the page of a case (its id)."""

    answered = Signal(str)
    erased = Signal(str)
    opened = Signal(str)

    def __init__(self, *parts: QWidget) -> None:
        """Stand the parts under each other."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.setContentsMargins(0, 0, GRID, GRID)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def line_of(self, line: "CaseLine") -> "tuple[str, list[Doing]]":
        """Give a request as words with what can be done."""
        words = f"{line.number}　{line.applicant}　{line.item}　{line.badge}"
        doing: Doing = ("打印答复单", partial(self.answered.emit, line.number))
        if line.item_code == ERASE:
            doing = ("删除…", partial(self.erased.emit, line.number))
        return words, [doing, ("打开这个件", partial(self.opened.emit, line.id))]


class OfficeSide(Side):
    """Requests of everybody, impact assessments, erasures."""

    def __init__(self, assessor: str) -> None:
        """``assessor`` is whose name a new assessment begins with."""
        self.requests, self.assessments = Lines("请求", "还没有人提过请求。"), Lines("影响评估", "还没有评估。")
        self.erasures, self.writing = Lines("删除记录", "没有删除过。"), AssessmentPanel()
        self._assessor = assessor
        super().__init__(Label(LAW, "soft", wraps=True), self.requests, self.assessments, self.writing, self.erasures)

    def show_office(self, found: "OfOffice") -> None:
        """Show the office's side."""
        self.requests.show_lines([self.line_of(line) for line in found.requests])
        lines: list[tuple[str, list[Doing]]] = [(_kept(one), []) for one in found.assessments]
        begin = partial(partial, self.writing.open)
        lines += [(one.title, [("采用这份，改一改再保存", begin(one, self._assessor))]) for one in found.ready]
        another = ("另写一份评估", partial(self.writing.open, None, self._assessor))
        self.assessments.show_lines([*lines, ("还有别的敏感信息要处理、要公示", [another])])
        self.erasures.show_lines([(_erased(one), []) for one in found.erasures])

    def first_focus(self) -> QWidget | None:
        """Begin with the first thing that can be done."""
        buttons = self.requests.buttons + self.assessments.buttons
        return buttons[0] if buttons else None


class PersonSide(Side):
    """One villager's requests and consents; ``asked(kind)`` registers a request."""

    asked = Signal(str)

    def __init__(self, today: "Callable[[], date]") -> None:
        """``today`` gives the clerk's day."""
        self.requests, self.consents = Lines("请求", "这位村民还没有提过请求。"), ConsentPanel(today)
        row = broken_row()
        flow = FlowRow(row)
        self.asks = [Button(f"登记{one.verb}请求") for one in declared().request]
        for button in self.asks:
            flow.addWidget(button)
        super().__init__(row, self.requests, self.consents)
        for button, one in zip(self.asks, declared().request, strict=True):
            button.clicked.connect(partial(self._ask, one.key))

    def show_person(self, one: "OfPerson") -> None:
        """Show one villager's side."""
        self.requests.show_lines([self.line_of(line) for line in one.requests])
        self.consents.show_person(one)

    def _ask(self, key: str, _: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's clicked hands it over
        self.asked.emit(key)


def _kept(one: "Assessment") -> str:
    made = one.made_on.isoformat() if one.made_on else ""
    until = one.keep_until.isoformat() if one.keep_until else ""
    return f"✓ {one.title}（{made} {one.assessor}，保存到 {until}）"


def _erased(one: "Erased") -> str:
    held = f"，还有 {len(one.holders)} 处保存着" if one.holders else ""
    return f"{one.at[:10]} 依法删除一人，清空 {sum(one.removed.values())} 处{held}"
