"""Badges in words, and who counts as late."""

from datetime import date
from typing import Any

import pytest

from app.cases.facts import Case
from app.cases.rules import CaseRules
from app.cases.standing import days_late, standing
from app.cases.verdict import verdict
from app.cases.workflow import workflow
from app.core.working_calendar import WorkingCalendar

CALENDAR = WorkingCalendar.load()
RULES = CaseRules()
TODAY = date(2026, 10, 9)


def a_case(state: str = "accepted", **facts: Any) -> Case:
    return Case(id="c", number="2026-00001", mode=facts.pop("mode", "promised"), state=state, **facts)


@pytest.mark.parametrize(
    ("case", "words", "kind"),
    [
        (a_case(due_day=date(2026, 9, 29), promised_days=5), "已超期 3 个工作日", "overdue"),
        (a_case(due_day=date(2026, 10, 9), promised_days=5), "今天截止", "today"),
        (a_case(due_day=date(2026, 10, 12), promised_days=5), "剩余 2 个工作日", "left"),
        (a_case(due_day=date(2027, 1, 8), promised_days=60, due_estimated=True), "剩余 65 个工作日（预估）", "left"),
        (a_case("registered", mode="direct", due_day=TODAY, promised_days=0), "即办", "immediate"),
        (a_case("registered", mode="answered", due_day=TODAY), "即办", "immediate"),
        (
            a_case("registered", mode="direct", due_day=date(2026, 10, 8), promised_days=0),
            "已超期 1 个工作日",
            "overdue",
        ),
        (a_case("registered"), "待受理", "waiting"),
        (a_case("accepted"), "已受理", "waiting"),
        (a_case("paused", due_day=date(2026, 9, 1)), "挂起", "paused"),
        (a_case("paused", paused_until=date(2026, 10, 8)), "挂起（超出允许 1 个工作日）", "paused"),
        (a_case("awaiting_papers", lapse_day=date(2026, 12, 1)), "待补正", "supplement"),
        (a_case("supplementing", lapse_day=TODAY, due_day=date(2026, 9, 1)), "待补正", "supplement"),
        (a_case("supplementing", lapse_day=date(2026, 10, 8)), "待补正（已过 90 天期限，可退件）", "supplement"),
        (a_case("concluded", due_day=TODAY, concluded_on=TODAY), "已办结", "ended"),
        (a_case("archived", concluded_on=TODAY), "已办结", "ended"),
        (a_case("answered", concluded_on=TODAY), "已答复", "ended"),
        (a_case("withdrawn", concluded_on=TODAY), "撤回", "ended"),
    ],
)
def test_a_badge_in_words(case: Case, words: str, kind: str) -> None:
    stands = standing(case, TODAY, CALENDAR, RULES, workflow())
    assert (stands.words, stands.kind) == (words, kind)


@pytest.mark.parametrize(("due", "soon"), [("2026-10-10", True), ("2026-10-12", True), ("2026-10-13", False)])
def test_due_soon_is_two_working_days(due: str, *, soon: bool) -> None:
    case = a_case(due_day=date.fromisoformat(due), promised_days=5)
    assert standing(case, TODAY, CALENDAR, RULES, workflow()).due_soon is soon


def test_a_lapsed_case_is_told() -> None:
    stands = standing(a_case("awaiting_papers", lapse_day=date(2026, 10, 8)), TODAY, CALENDAR, RULES, workflow())
    assert stands.lapsed
    assert not standing(a_case("awaiting_papers", lapse_day=TODAY), TODAY, CALENDAR, RULES, workflow()).lapsed


def test_late_on_a_rest_day_is_one_day_late() -> None:
    assert days_late(date(2026, 9, 30), date(2026, 10, 1), CALENDAR) == 1
    assert days_late(date(2026, 9, 30), date(2026, 9, 30), CALENDAR) == 0
    assert days_late(None, TODAY, CALENDAR) == 0
    assert days_late(TODAY, None, CALENDAR) == 0


@pytest.mark.parametrize(
    ("case", "why", "counts"),
    [
        (a_case(due_day=date(2026, 10, 8)), "到期还没有办结", True),
        (a_case(due_day=TODAY), "", False),
        (a_case("paused", due_day=date(2026, 9, 1)), "", False),
        (a_case("awaiting_papers", due_day=date(2026, 9, 1), lapse_day=TODAY), "", False),
        (a_case("concluded", due_day=date(2026, 9, 1), concluded_on=date(2026, 9, 2)), "办结时已经超期", True),
        (
            a_case("concluded", due_day=date(2026, 9, 1), concluded_on=date(2026, 9, 2), overdue_party="applicant"),
            "办结时已经超期",
            False,
        ),
        (
            a_case("concluded", due_day=date(2026, 9, 1), concluded_on=date(2026, 9, 2), overdue_party="window"),
            "办结时已经超期",
            True,
        ),
        (a_case("refused", result="refused", concluded_on=TODAY), "不予受理没有说明理由", True),
        (a_case("refused", result="refused", result_text="不归本站", concluded_on=TODAY), "", False),
        (a_case("concluded", result="granted", concluded_on=date(2026, 9, 1)), "结果出来后没有及时送达", True),
        (a_case("concluded", result="granted", concluded_on=date(2026, 9, 28)), "", False),
        (
            a_case("delivered", result="denied", concluded_on=date(2026, 9, 1), delivered_on=date(2026, 9, 2)),
            "",
            False,
        ),
        (
            a_case("delivered", result="granted", concluded_on=date(2026, 8, 3), delivered_on=date(2026, 8, 20)),
            "结果出来后没有及时送达",
            True,
        ),
        (a_case("withdrawn", due_day=date(2026, 9, 1), concluded_on=date(2026, 8, 30)), "", False),
    ],
)
def test_what_counts_as_late(case: Case, why: str, *, counts: bool) -> None:
    judged = verdict(case, TODAY, CALENDAR, RULES, workflow())
    assert (judged.why, judged.late, judged.counts) == (why, bool(why), counts)
