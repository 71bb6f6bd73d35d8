"""The columns of the list of cases."""

from collections.abc import Callable
from datetime import date

from app.cases.shown import CaseLine
from app.core.day_text import listed_day
from ui.widgets.case_badge import badge_text
from ui.widgets.windowed import Column


def case_columns(today: Callable[[], date]) -> list[Column]:
    """Give the columns; ``today`` tells which days carry their year."""

    def due(line: CaseLine) -> str:
        if line.due is None:
            return ""
        return listed_day(line.due, today()) + ("（预估）" if line.estimated else "")

    def came(line: CaseLine) -> str:
        return "" if line.registered is None else listed_day(line.registered, today())

    return [
        Column("编号", lambda line: line.number + (" 补" if line.brought_over else ""), 136, drop=1),
        Column("申请人", lambda line: line.applicant, 104),
        Column("事项", lambda line: line.item),
        Column("登记", came, 152, drop=2),
        Column("状态", lambda line: line.state_text, 96, drop=3),
        Column("到期", due, 168, drop=1),
        Column("进度", badge_text, 208),
    ]
