"""What the pages of notices ask of the session, off the UI thread."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.day_text import shown_day, shown_month
from app.documents.archive import Paper
from app.documents.reading import is_landscape, page_count
from app.notices.facts import Posted
from app.notices.service import Draft
from ui.widgets.badge import Kind
from ui.widgets.desk import Goto

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.session import Session

PLACE = "notices"
PRINT = "print"
CASES, SERVICES = "cases", "services"
KIND_WORDS = {CASES: "代办事项办理情况公示", SERVICES: "服务项目公开"}
CONCERNED = ("notices", "papers", "cases", "settings", "calendar_years")
STATES: dict[str, tuple[Kind, str]] = {
    "released": ("soon", "已放行，等张贴"), "posted": ("open", "张贴中"), "taken_down": ("done", "已撤下"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notice the clerk asks for, on which paper, posted on which day."""

    kind: str
    month: str
    paper: str
    landscape: bool
    day: date


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draft with its number of pages."""

    wanted: Wanted
    draft: Draft
    pages: int


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that the board asks for: what, why, and the button that leads there."""

    what: str
    why: str
    verb: str
    goto: Goto
    late: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What the board asks for, and everything that was made for it."""

    due: list[DueLine]
    notices: list[Posted]


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """One notice with its paper in the archive (``None`` where there is none) and how it lies."""

    notice: Posted
    paper: Paper | None
    landscape: bool = False


def read_board(session: "Session") -> Board:
    """Read what hangs, what hung, and what is due."""
    today = session.clock.today()
    notices = session.notices.all()
    before = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    due = []
    made = {one.month for one in notices if one.kind == CASES}
    if before not in made:
        figures = session.cases.figures(before)
        if figures.registered or figures.concluded:
            due.append(_month_line(before, "上个月的还没有张贴", late=True))
    for one in session.notices.to_take_down(today):
        until = shown_day(one.until_day, today) if one.until_day else ""
        due.append(DueLine(one.title, f"公示期到{until}，已经满了", "登记撤下", Goto(PLACE, one.id)))
    due += [
        DueLine(one.title, "已经放行存档，还没有登记张贴", "登记张贴", Goto(PLACE, one.id), one.month == before)
        for one in notices
        if one.state == "released"
    ]
    month = f"{today:%Y-%m}"
    if month not in made:
        due.append(_month_line(month, "本月的，月底张贴"))
    if not any(one.kind == SERVICES and one.state != "taken_down" for one in notices):
        due.append(
            DueLine(KIND_WORDS[SERVICES], "栏里还没有，贴一次长期有效", "做公示", Goto(PLACE, month, SERVICES))
        )
    return Board(due, notices)


def draw(session: "Session", wanted: Wanted) -> Drawn:
    """Make a notice as it would be printed; nothing is kept. Raises ``Refused`` where something is missing."""
    draft = session.notices.make(
        wanted.kind, wanted.month, wanted.paper, landscape=wanted.landscape, day=wanted.day
    )
    return Drawn(wanted, draft, page_count(draft.pdf))


def release(session: "Session", draft: Draft) -> "tuple[Posted, Changes]":
    """Let a draft through the gate into the archive."""
    posted, _, changes = session.notices.release(draft)
    return posted, changes


def read_notice(session: "Session", notice_id: str) -> NoticeSheet:
    """Read one notice and its paper; raises ``Refused`` where it is gone."""
    notice = session.notices.notice(notice_id)
    if not notice.paper_id:
        return NoticeSheet(notice, None)
    paper = session.notices.papers.paper(notice.paper_id)
    return NoticeSheet(notice, paper, is_landscape(paper.pdf))


def default_paper(session: "Session") -> tuple[str, bool, dict[str, str]]:
    """Give the paper that the settings want, whether it lies across, and the words of every kind of notice."""
    settings = session.settings
    ledgers = {key: f"{words}公示" for key, words in session.notices.kinds().items() if key not in KIND_WORDS}
    across = settings.text("notices.orientation") == "landscape"
    return settings.text("notices.paper"), across, {**KIND_WORDS, **ledgers}


def _month_line(month: str, why: str, *, late: bool = False) -> DueLine:
    return DueLine(f"{shown_month(month)}{KIND_WORDS[CASES]}", why, "做公示", Goto(PLACE, month, CASES), late)
