"""One recent case of every shape that Today knows, so that no page of the demonstration is empty whatever the seed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.cases.facts import Given
from app.demo.stories import Step

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar

Shape = tuple[str, tuple[tuple[str, int, dict[str, object]], ...]]
NATURAL = 1_000
"""Days from this number on are natural days before today, less the number itself."""

SHAPES: tuple[Shape, ...] = (
    ("D29", (("register", 0, {}),)),
    ("D28", (("register", 9, {}),)),
    ("D20", (("register", 0, {}),)),
    ("D55", (("register", 2, {}),)),
    ("D01", (("register", 4, {}), ("supplement", 4, {"reason": "缺家庭收入证明"}))),
    ("D10", (("register", NATURAL + 95, {}), ("supplement", NATURAL + 95, {"reason": "缺房屋照片"}))),
    ("D16", (("register", 1, {}), ("accept", 1, {}))),
    ("D06", (("register", 6, {}), ("accept", 6, {}))),
    ("D13", (("register", 2, {}), ("accept", 2, {}), ("hand-over", 1, {}))),
    ("D14", (("register", 3, {}), ("accept", 3, {}), ("hand-over", 2, {}))),
    ("D07", (("register", 7, {}), ("accept", 7, {}), ("hand-over", 6, {}))),
    ("D11", (("register", 5, {}), ("accept", 5, {}), ("hand-over", 4, {}))),
    ("D01", (("register", 9, {}), ("accept", 9, {}), ("hand-over", 8, {}), ("pause", 4, {"kind": "posting"}))),
    ("D29", (("register", 12, {}), ("accept", 12, {}), ("hand-over", 11, {}), ("pause", 9, {"kind": "survey"}))),
    ("D09", (("register", 8, {}), ("accept", 8, {}), ("hand-over", 7, {}), ("supplement", 3, {"reason": "缺结算单"}))),
    ("D17", (("register", 2, {}), ("accept", 2, {}), ("hand-over", 1, {}), ("conclude", 1, {"result": "granted"}))),
    ("D33", (("register", 20, {}), ("accept", 20, {}), ("hand-over", 19, {}), ("conclude", 14, {"result": "granted"}))),
    (
        "D13",
        (
            ("register", 12, {}),
            ("accept", 12, {}),
            ("hand-over", 11, {}),
            ("conclude", 6, {"result": "granted"}),
            ("deliver", 5, {}),
        ),
    ),
    ("D15", (("register", 6, {}), ("conclude", 6, {}), ("deliver", 6, {}))),
    (
        "D37",
        (("register", 3, {}), ("conclude", 3, {}), ("deliver", 3, {}), ("rate", 3, {"level": 2, "text": "等得太久"})),
    ),
    ("D21", (("register", 2, {}), ("conclude", 2, {}), ("deliver", 2, {}), ("rate", 2, {"level": 5}))),
    ("D52", (("register", 1, {}), ("answer", 1, {"text": "到县不动产登记中心办，已给电话"}))),
    ("D36", (("register", 5, {}), ("refuse", 5, {"reason": "不在本站受理范围，请到县市场监管局窗口"}))),
    ("D02", (("register", 8, {}), ("accept", 8, {}), ("return", 3, {"reason": "窗口审核认为条件不符，退回"}))),
    ("D61", (("register", 6, {}), ("accept", 6, {}), ("withdraw", 4, {"reason": "本人改主意了"}))),
    ("D05", (("register", 9, {}), ("accept", 9, {}), ("terminate", 2, {"reason": "政策停止执行"}))),
)


def told_steps(shape: Shape, today: date, calendar: "WorkingCalendar") -> list[Step]:
    """Give the steps of a shape with their true days, counted back from today."""
    back = _days_back(today, calendar)
    return [(key, Given(day=back(days), **more)) for key, days, more in shape[1]]  # type: ignore[arg-type]


def _days_back(today: date, calendar: "WorkingCalendar") -> Callable[[int], date]:
    def back(days: int) -> date:
        if days >= NATURAL:
            return today - timedelta(days=days - NATURAL)
        day = today
        while days > 0:
            day -= timedelta(days=1)
            days -= calendar.is_working_day(day)
        return day

    return back
