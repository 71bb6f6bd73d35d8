"""The place 代办: the list of cases, registering, the page of one case, a paper to print."""

from app.cases.workflow import workflow
from ui.cases.case_part import CasePart
from ui.cases.filters import ALL
from ui.cases.list_part import CaseListPart
from ui.cases.register_part import RegisterPart
from ui.cases.registering import Registered
from ui.cases.slip_part import SlipPart
from ui.say import say
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import PartedPage

NEW, OF_VILLAGER = "new", "of"


class CasesPage(PartedPage):
    """Opened with a case's id as subject (``what`` = a step whose form shall be open), or with no subject and a scope.

    ``what`` is ``new`` for registering (subject: the villager, if known) and ``of`` for all cases of a villager.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin with the list."""
        super().__init__(desk, "代办")
        self.list = CaseListPart(desk)
        self.registering = RegisterPart(desk)
        self.case = CasePart(desk)
        self.slip = SlipPart(desk)
        for part in (self.list, self.registering, self.case, self.slip):
            self.add_part(part)
        self.registering.registered.connect(self._registered)
        self.case.print_wanted.connect(self._print)

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        if what == NEW:
            self.registering.start(subject)
            self.show_part(self.registering)
        elif what == OF_VILLAGER:
            self.show_part(self.list)
            self.list.show_choice(ALL, applicant_id=subject)
        elif subject:
            self.show_part(self.case)
            self.case.show_case(subject, what)
        else:
            self.show_part(self.list)
            self.list.show_choice(what) if what else self.list.show_again()

    def _print(self, slip: str, number: str) -> None:
        self.show_part(self.slip)
        self.slip.show_slip(slip, number, self.case.case_id())

    def _registered(self, answer: Registered) -> None:
        case = answer.case
        step = "" if answer.accepted or not _lacks_papers(answer) else "supplement"
        self.goto.emit(Goto("cases", case.id, step))
        if answer.accepted:
            self.case.offer_slip("accept")
        if answer.trouble:
            say(self, f"{case.number} 已登记，还没有受理：{answer.trouble}")
        else:
            state = workflow().label(case.state)
            say(self, f"登记好了，编号 {case.number}，现在是“{state}”。")


def _lacks_papers(answer: Registered) -> bool:
    return answer.case.mode == "promised" and any(not paper.received for paper in answer.case.materials)
