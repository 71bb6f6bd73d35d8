"""The columns of the list of cases, and the sign that stands before a badge."""

from datetime import date

from app.cases.shown import CaseLine
from app.core.day_text import shown_day
from ui.widgets.badge import Kind, signed
from ui.widgets.windowed import Column

_KINDS: dict[str, Kind] = {
    "overdue": "overdue",
    "today": "today",
    "immediate": "soon",
    "left": "open",
    "paused": "waiting",
    "supplement": "waiting",
    "waiting": "open",
    "ended": "done",
}


def badge_kind(kind: str, *, due_soon: bool = False) -> Kind:
    """Give the sign for how a case stands; what is due soon has one of its own."""
    found = _KINDS.get(kind, "none")
    return "soon" if found == "open" and due_soon else found


def badge_text(line: CaseLine) -> str:
    """Give the badge of a list: sign and words."""
    return signed(badge_kind(line.kind, due_soon=line.due_soon), line.badge)


def case_columns(today: date) -> list[Column]:
    """Give the columns; ``today`` tells which days carry their year."""

    def due(line: CaseLine) -> str:
        if line.due is None:
            return ""
        return shown_day(line.due, today) + ("（预估）" if line.estimated else "")

    def came(line: CaseLine) -> str:
        return "" if line.registered is None else shown_day(line.registered, today)

    return [
        Column("编号", lambda line: line.number + (" 补" if line.brought_over else ""), 136, drop=1),
        Column("申请人", lambda line: line.applicant, 104),
        Column("事项", lambda line: line.item),
        Column("登记", came, 152, drop=2),
        Column("状态", lambda line: line.state_text, 96, drop=3),
        Column("到期", due, 168, drop=1),
        Column("进度", badge_text, 208),
    ]
