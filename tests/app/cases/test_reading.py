"""Lists, counts, the month's figures, and due days that are counted anew."""

from datetime import date

import pytest

from app.cases.facts import Case
from app.cases.listing import CaseFilter
from app.cases.service import Cases
from app.core.errors import Refused
from app.core.year_table import YearTable
from tests.app.cases.desk import Desk


@pytest.fixture
def month(desk: Desk) -> dict[str, Case]:
    """Register a month of different cases, told on 9 October 2026."""
    made = {
        "late": desk.take("accept", desk.register("P5", "孙一", day=date(2026, 9, 21)), day=date(2026, 9, 21)),
        "today": desk.take("accept", desk.register("P5", "钱二", day=date(2026, 9, 25)), day=date(2026, 9, 25)),
        "far": desk.take("accept", desk.register("P20", "李三_百分%", day=date(2026, 9, 28)), day=date(2026, 9, 28)),
        "waiting": desk.register("P20", "周四", content="房前两棵杨树"),
        "direct": desk.register("DIR", "吴五"),
        "papers": desk.take("supplement", desk.register("P20", "郑六"), papers=("权属证明",)),
    }
    made["paused"] = desk.take("pause", desk.take("accept", desk.register("P5", "王七")), kind="踏勘")
    made["done"] = desk.take("conclude", desk.take("accept", desk.register("P5", "冯八")))
    return made


def names(cases: Cases, **wanted: object) -> list[str]:
    return [line.applicant for line in cases.lines(CaseFilter(sort="number", falling=False, **wanted))]  # type: ignore[arg-type]


def test_lists_by_state_item_text_and_person(cases: Cases, month: dict[str, Case]) -> None:
    assert len(names(cases)) == cases.count() == 8
    assert names(cases, states=("registered",)) == ["周四", "吴五"]
    assert names(cases, item_code="DIR") == ["吴五"]
    assert names(cases, text="杨树") == ["周四"]
    assert names(cases, text="三_百分%") == ["李三_百分%"]
    assert names(cases, text="_") == ["李三_百分%"]
    assert names(cases, text=month["late"].number) == ["孙一"]
    assert names(cases, category="民事调解") == []
    assert names(cases, department_code="civil_affairs", open_only=True) == names(cases)[:-1]
    assert names(cases, applicant_id="nobody") == []
    assert names(cases, brought_over=True) == ["孙一", "钱二", "李三_百分%"]


def test_lists_by_day(cases: Cases, month: dict[str, Case]) -> None:
    assert month
    assert names(cases, month="2026-09") == ["孙一", "钱二", "李三_百分%"]
    assert names(cases, concluded_month="2026-10") == ["冯八"]
    assert names(cases, registered_from=date(2026, 9, 22), registered_to=date(2026, 9, 26)) == ["钱二"]


def test_overdue_and_due_soon(cases: Cases, month: dict[str, Case]) -> None:
    assert month["late"].due_day == date(2026, 9, 29)
    assert names(cases, overdue=True) == ["孙一"]
    assert names(cases, overdue=True, states=("paused",)) == []
    assert names(cases, due_soon=True) == ["钱二", "吴五"]
    (late,) = cases.lines(CaseFilter(overdue=True))
    assert (late.badge, late.overdue, late.state_text) == ("已超期 3 个工作日", True, "已受理")


def test_pages_and_orders(cases: Cases, month: dict[str, Case]) -> None:
    assert month
    first = cases.lines(CaseFilter(sort="due", falling=False, limit=3))
    second = cases.lines(CaseFilter(sort="due", falling=False, limit=3, offset=3))
    assert [line.applicant for line in first] == ["孙一", "钱二", "吴五"]
    assert not {line.id for line in first} & {line.id for line in second}
    for sort in ("number", "registered", "due", "concluded", "applicant", "item", "state"):
        assert len(cases.lines(CaseFilter(sort=sort))) == 8


def test_what_is_open_by_state(cases: Cases, month: dict[str, Case]) -> None:
    assert month
    assert cases.counts_by_state() == {
        "accepted": 3,
        "awaiting_papers": 1,
        "concluded": 1,
        "paused": 1,
        "registered": 2,
    }
    assert [case.applicant_name for case in cases.open_cases(("accepted",))] == ["孙一", "钱二", "李三_百分%"]
    assert cases.counts_by_state(owner=7) == {}


def test_what_was_handed_over_on_a_day(desk: Desk, cases: Cases, month: dict[str, Case]) -> None:
    for name in ("far", "today"):
        desk.take("hand-over", month[name])
    handed = cases.handed_over(date(2026, 10, 9))
    assert [case.applicant_name for case in handed] == ["钱二", "李三_百分%"]
    assert cases.handed_over(date(2026, 10, 9), "public_security") == []
    assert cases.handed_over(date(2026, 10, 8)) == []


def test_figures_of_a_month(desk: Desk, cases: Cases, month: dict[str, Case]) -> None:
    late = desk.take("conclude", month["late"])
    desk.take("explain-overdue", late, reason="窗口停电", party="window")
    theirs = desk.take("conclude", desk.take("accept", desk.register("P5", day=date(2026, 9, 1)), day=date(2026, 9, 1)))
    desk.take("explain-overdue", theirs, reason="本人外出", party="applicant")
    rated = desk.take("rate", desk.take("deliver", desk.take("conclude", month["direct"])), level=2)
    assert rated.rating == 2
    desk.clock.advance(days=3)
    figures = cases.figures("2026-10")
    assert (figures.registered, figures.accepted, figures.concluded) == (5, 3, 4)
    assert (figures.on_time, figures.overdue, figures.overdue_open) == (3, 2, 1)
    assert figures.overdue_by == {"window": 1, "applicant": 1, "": 1}
    assert figures.by_category == {"事务代办": 5}
    assert figures.by_result == {"granted": 4}
    assert (figures.ratings[2], figures.rated, figures.satisfied) == (1, 1, 0)
    before = cases.figures("2026-09")
    assert (before.registered, before.brought_over, before.concluded, before.overdue) == (4, 4, 0, 0)


def test_the_month_of_the_notice(desk: Desk, cases: Cases, month: dict[str, Case]) -> None:
    assert [case.applicant_name for case in cases.in_month("2026-10")] == ["冯八"]
    assert len(cases.in_month("2026-09", "registered")) == 3
    assert month["done"].concluded_on == desk.clock.today()


def test_due_days_are_counted_anew_when_a_year_is_announced(desk: Desk, cases: Cases) -> None:
    desk.clock.advance(days=80)  # 28 December 2026
    sure = desk.take("accept", desk.register("P5"), day=date(2026, 12, 28))
    far = desk.take("accept", desk.register("P20"))
    paused = desk.take("pause", desk.take("accept", desk.register("P20")), kind="鉴定")
    asked = desk.take("extend", desk.take("accept", desk.register("P20")), reason="复核")
    direct = desk.register("DIR")
    assert sure.due_estimated
    assert far.due_estimated
    assert not direct.due_estimated
    off = tuple(date(2027, 1, day) for day in range(1, 11))
    announced = cases.calendar.with_year(YearTable(2027, off, (), "通知"))
    changes = cases.recompute_due_days(announced, desk.who)
    assert changes.ids("cases") >= {sure.id, far.id, paused.id, asked.id}
    again = cases.find(far.number)
    assert (again.due_day, again.due_estimated) == (announced.working_days_after(date(2026, 12, 28), 20).day, False)
    assert cases.find(sure.number).due_day == date(2027, 1, 12)
    assert cases.find(paused.number).paused_until == announced.working_days_after(date(2026, 12, 28), 20).day
    assert cases.find(asked.number).due_day == announced.working_days_after(date(2026, 12, 28), 25).day
    assert cases.estimated() == []
    assert not cases.recompute_due_days(announced, desk.who)


def test_a_direct_case_of_an_unannounced_day_is_counted_anew(desk: Desk, cases: Cases) -> None:
    desk.clock.advance(days=84)  # 1 January 2027, a rest day in any year
    case = desk.register("DIR")
    assert case.due_estimated
    off = tuple(date(2027, 1, day) for day in range(1, 6))
    cases.recompute_due_days(cases.calendar.with_year(YearTable(2027, off, (), "通知")), desk.who)
    assert cases.find(case.number).due_day == date(2027, 1, 6)


def test_a_number_that_is_none(cases: Cases) -> None:
    with pytest.raises(Refused, match="不是办件编号"):
        cases.find("张三")
    with pytest.raises(Refused, match="没有编号为 2026-00099 的件"):
        cases.show("99")
