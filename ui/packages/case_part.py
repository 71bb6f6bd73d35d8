"""One case of a station as the township sees it: to read, never to change."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.shown import CaseFile
from app.cases.workflow import workflow
from app.core.day_text import long_day, shown_day
from app.core.errors import Refused
from ui.packages.reading import PLACE
from ui.style import GRID
from ui.widgets.badge import Badge
from ui.widgets.case_badge import badge_kind
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from app.session import Session


@dataclass(frozen=True, slots=True)
class StationCase:
    """A case, whose it is, and the window that it went to."""

    file: CaseFile
    station: str
    window: str


class StationCasePart(Part):
    """Shows how a case stands and what happened to it."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a case."""
        super().__init__(desk, "村站的件", scrolls=True)
        self.badge, self.facts, self.timeline = Badge(), Facts("办件内容"), Timeline("办件经过")
        self._trouble = Label(kind="fault", wraps=True)
        left, right = QWidget(), QWidget()
        for holder, words, inner in ((left, "办件内容", self.facts), (right, "办件经过", self.timeline)):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GRID)
            column.addWidget(Label(words, "heading"))
            column.addWidget(inner)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Columns(left, right))
        self.body.addStretch(1)

    def show_case(self, case_id: str) -> None:
        """Show a case by its id."""
        self.head(title="村站的件")
        self._trouble.hide()
        self.desk.work.read(self, read_station_case, self.desk.session, case_id, done=self._show, refused=self._gone)

    def step_back(self) -> bool:
        """Go back to the summary."""
        self.goto.emit(Goto(PLACE))
        return True

    def _show(self, read: StationCase) -> None:
        file, case = read.file, read.file.case
        self.head(title=f"{read.station} {case.number}  {case.applicant_name}：{case.item_name}")
        self.badge.show_badge(badge_kind(file.standing.kind, due_soon=file.standing.due_soon), file.standing.words)
        self.facts.show_facts(
            [
                ("村站", read.station),
                ("申请人", " · ".join(part for part in (case.applicant_name, case.applicant_group) if part)),
                ("事项", f"{case.item_name} · {read.window}"),
                ("办理内容", case.content),
                ("状态", workflow().label(case.state)),
                ("到期", "" if case.due_day is None else long_day(case.due_day)),
                ("承办人", case.handler),
                ("超期原因", case.overdue_reason),
            ]
        )
        today = self.desk.session.clock.today()
        known = {step.key: step.done for step in workflow().transitions}
        self.timeline.show_steps(
            [
                Step(shown_day(event.day, today), known.get(event.what, event.what), event.operator_name, event.reason)
                for event in file.events
            ]
        )

    def _gone(self, refusal: Refused) -> None:
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()
        self.badge.show_badge("none", "")
        self.facts.show_facts([])
        self.timeline.show_steps([])


def read_station_case(session: "Session", case_id: str) -> StationCase:
    """Read a case of a station; raises ``Refused`` for one that is gone."""
    case = session.cases.with_id(case_id)
    office = session.units.office(case.owner)
    window = session.catalogue.department_name(case.department_code)
    return StationCase(session.cases.file(case), office.name if office else "", window)
