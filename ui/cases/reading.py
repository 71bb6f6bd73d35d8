"""What the pages of cases ask of the session, in the reading thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cases.reading import OURS
from app.cases.shown import CaseFile
from app.cases.workflow import workflow
from app.core.day_text import long_day, shown_due
from app.core.pinyin import pinyin_of_words
from ui.widgets.choice_entry import Option

if TYPE_CHECKING:
    from app.session import Session


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case with what its page says beside it; ``consents`` names the ones that are still missing."""

    file: CaseFile
    due: str
    window: str
    consents: str = ""

    @property
    def is_ours(self) -> bool:
        """Tell whether the case is our own; only its owner changes it (HOUSE §2.2)."""
        return self.file.case.owner == OURS


def read_case(session: "Session", case_id: str) -> CaseSheet:
    """Read everything that the page of a case shows; raises ``Refused`` for one that is gone."""
    file = session.cases.file(session.cases.with_id(case_id))
    window = session.catalogue.department_name(file.case.department_code)
    return CaseSheet(file, _due(session, file), window, _consents(session, file))


def item_options(session: "Session") -> tuple[list[Option], list[Option]]:
    """Give the items and the windows to choose from, with their initials."""
    items = [_option(item.code, item.name) for item in session.catalogue.items()]
    windows = [_option(window.code, window.name) for window in session.catalogue.departments().values()]
    return items, windows


def _due(session: "Session", file: CaseFile) -> str:
    case = file.case
    if case.due_day is None:
        return ""
    clock = workflow().state(case.state).clock
    if clock == "ended":
        return long_day(case.due_day)
    if clock == "stands":
        return f"{long_day(case.due_day)}（现在不计时，恢复后重新计算）"
    return shown_due(case.due_day, session.clock.today(), session.calendar, estimated=case.due_estimated)


def _consents(session: "Session", file: CaseFile) -> str:
    """Name the separate consents that an open case of ours needs and that nobody gave (个人信息保护法 28, 29)."""
    case = file.case
    if case.owner != OURS or case.applicant_id is None or workflow().state(case.state).group == "ended":
        return ""
    missing = session.privacy.consents.missing(case.applicant_id, case.item_code, case.item_name)
    return "、".join(f"{one.title}（{one.article}）" for one in missing)


def _option(code: str, name: str) -> Option:
    return Option(code, name, pinyin_of_words(name).initials)
