"""The law's side of one office: consents, assessments, requests and their answers, erasure."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.privacy.answer_sheet import answer_sheet
from app.privacy.asking import Requests
from app.privacy.assessments import Assessments
from app.privacy.consents import Consents
from app.privacy.erasing import Erasing
from app.privacy.facts import Erased
from app.privacy.held import Gathering

if TYPE_CHECKING:
    from app.cases.facts import Case
    from app.cases.service import Cases
    from app.core.clock import Clock
    from app.privacy.declared import RequestKind
    from db.store import Store


class Privacy:
    """What the page and the door ask for; the parts do the work."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        cases: "Cases",
        requests: Requests,
        consents: Consents,
        assessments: Assessments,
        erasing: Erasing,
        gathering: Gathering,
        allow: Callable[[], None],
    ) -> None:
        """``allow`` raises ``Refused`` for whoever may not see a person's full numbers."""
        self._store, self._clock, self._cases, self._allow = store, clock, cases, allow
        self.requests, self.consents, self.assessments = requests, consents, assessments
        self.erasing, self.gathering = erasing, gathering

    def answer(self, number: str, text: str = "") -> bytes:
        """Give the answer sheet as PDF, and note that it was printed; of an erasure again, without the name.

        It is not kept: a copy would hold what it tells of. Raises ``Refused`` for a case that is no such request.
        """
        self._allow()
        case, kind = self._request(number)
        person = str(case.applicant_id)
        erased = next((one for one in self.erasing.all() if one.resident_id == person), None)
        if kind.key == "erase" and erased is None:
            raise Refused("还没有删除，没有答复单。", untouched="什么也没有做。", advice="请先用“删除”。")
        day_text = long_day(self._clock.today())
        pdf = answer_sheet(kind, case.number, self._office(), day_text, self.gathering.of(person), text, erased)
        with self._store.writing(reason=f"打印答复单 {case.number}") as write:
            write.note("print", "cases", case.id, f"打印答复单 {case.number}")
        return pdf

    def erase(self, number: str, text: str = "") -> tuple[tuple[Erased, bytes], Changes]:
        """Erase the person who asked for it, and give what was removed with the answer sheet to hand over.

        Raises ``Refused`` as :meth:`app.privacy.erasing.Erasing.erase` does; nothing is touched then.
        """
        case, kind = self._request(number)
        if kind.key != "erase":
            raise Refused("这个件不是删除请求。", untouched="没有删除。", advice="请先登记一件“删除本人个人信息”。")
        person = str(case.applicant_id)
        held = self.gathering.of(person)
        erased, changes = self.erasing.erase(person, case.number, f"个人信息请求 {case.number}")
        day_text = long_day(self._clock.today())
        return (erased, answer_sheet(kind, case.number, self._office(), day_text, held, text, erased)), changes

    def _request(self, number: str) -> "tuple[Case, RequestKind]":
        case = self._cases.find(number)
        kind = self.requests.kind_of(case)
        if kind is None or case.applicant_id is None:
            sentence = f"{number} 不是查阅、更正或删除个人信息的请求。"
            raise Refused(sentence, untouched="什么也没有做。", advice="请先登记请求。")
        return case, kind

    def _office(self) -> str:
        return str(self._store.office["name"])
