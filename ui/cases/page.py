"""The place 代办: the list of cases, registering, the page of one case, a paper to print."""

from functools import cached_property
from typing import TYPE_CHECKING

from app.cases.workflow import workflow
from ui.cases.filters import ALL
from ui.say import Undo, say
from ui.widgets.desk import Goto
from ui.widgets.parts import PartedPage

if TYPE_CHECKING:
    from app.cases.facts import Case
    from ui.cases.case_part import CasePart
    from ui.cases.list_part import CaseListPart
    from ui.cases.register_part import RegisterPart
    from ui.cases.registering import Registered
    from ui.cases.slip_part import SlipPart
    from ui.widgets.desk import Desk

NEW, OF_VILLAGER = "new", "of"


class CasesPage(PartedPage):
    """Opened with a case's id as subject (``what`` = a step whose form shall be open), or with no subject and a scope.

    ``what`` is ``new`` for registering (subject: the villager, if known) and ``of`` for all cases of a villager. Each
    part is built when it is first shown.
    """

    def __init__(self, desk: "Desk") -> None:
        """Begin without parts."""
        super().__init__(desk, "代办")

    @cached_property
    def list(self) -> "CaseListPart":
        """The list."""
        from ui.cases.list_part import CaseListPart

        return self.add_part(CaseListPart(self.desk))

    @cached_property
    def registering(self) -> "RegisterPart":
        """Registering."""
        from ui.cases.register_part import RegisterPart

        part = self.add_part(RegisterPart(self.desk))
        part.registered.connect(self._registered)
        return part

    @cached_property
    def case(self) -> "CasePart":
        """The page of one case."""
        from ui.cases.case_part import CasePart

        part = self.add_part(CasePart(self.desk))
        part.print_wanted.connect(self._print)
        part.removed.connect(self._removed)
        return part

    @cached_property
    def slip(self) -> "SlipPart":
        """A paper before it is printed."""
        from ui.cases.slip_part import SlipPart

        return self.add_part(SlipPart(self.desk))

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

    def _registered(self, answer: "Registered") -> None:
        case = answer.case
        step = "" if answer.accepted or not _lacks_papers(answer) else "supplement"
        self.goto.emit(Goto("cases", case.id, step))
        if answer.accepted:
            self.case.offer_slip("accept")
        state = workflow().label(case.state)
        words = f"登记好了，编号 {case.number}，现在是“{state}”。"
        if answer.trouble:
            words = f"{case.number} 已登记，还没有受理：{answer.trouble}"
        say(self, words, Undo(lambda: self.case.remove("登记后马上撤销"), "撤销登记"))

    def _removed(self, case: "Case") -> None:
        self.goto.emit(Goto("cases"))
        say(self, f"{case.number} 已删除，编号不再使用，日志里留有记录。")


def _lacks_papers(answer: "Registered") -> bool:
    return answer.case.mode == "promised" and any(not paper.received for paper in answer.case.materials)
