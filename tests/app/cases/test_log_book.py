"""The old log book: lines become cases with true days, all or nothing."""

from datetime import date
from typing import Any

import pytest

from app.cases.facts import Applicant
from app.cases.log_book import LogEntry
from app.cases.service import Cases
from app.core.errors import Refused
from tests.app.cases.desk import Desk, HeardIndex

START = date(2024, 3, 4)


def line(code: str = "P20", name: str = "李守业", **told: Any) -> LogEntry:
    return LogEntry(applicant=Applicant(name=name), item_code=code, **{"registered_on": START, **told})


@pytest.mark.parametrize(
    ("entry", "state", "steps"),
    [
        (line(), "registered", ["register"]),
        (line(accepted_on=START), "accepted", ["register", "accept"]),
        (line(handed_over_on=date(2024, 3, 6)), "handed_over", ["register", "accept", "hand-over"]),
        (line(concluded_on=date(2024, 3, 20)), "archived", ["register", "accept", "conclude", "archive"]),
        (
            line(concluded_on=date(2024, 3, 20), delivered_on=date(2024, 3, 21), rating=2),
            "archived",
            ["register", "accept", "conclude", "deliver", "rate", "archive"],
        ),
        (
            line(concluded_on=START, rating=5),
            "archived",
            ["register", "accept", "conclude", "deliver", "rate", "archive"],
        ),
        (line(concluded_on=START, result="退件"), "archived", ["register", "accept", "return", "archive"]),
        (line(concluded_on=START, result="不予受理"), "archived", ["register", "refuse", "archive"]),
        (
            line(concluded_on=START, result="撤回", rating=4),
            "archived",
            ["register", "accept", "withdraw", "rate", "archive"],
        ),
        (line("DIR", concluded_on=START), "archived", ["register", "conclude", "archive"]),
        (line("ANS", concluded_on=START, rating=5), "archived", ["register", "answer", "rate", "archive"]),
    ],
)
def test_a_line_becomes_a_case_with_its_events(
    cases: Cases, desk: Desk, entry: LogEntry, state: str, steps: list[str]
) -> None:
    assert cases.problems_of(entry) == []
    (number,), changes = cases.bring_over([entry], desk.who)
    shown = cases.show(number)
    assert (number, shown.case.state, shown.case.brought_over) == ("2024-00001", state, True)
    assert [event.what for event in shown.events] == steps
    assert changes.touches("cases", "case_events")


def test_an_old_late_case_asks_nothing_of_anybody(cases: Cases, desk: Desk) -> None:
    cases.bring_over([line("P5", concluded_on=date(2024, 6, 3), rating=1)], desk.who)
    assert cases.to_correct() == []
    assert cases.late_unexplained(START) == []
    assert cases.figures("2024-06").overdue == 1


def test_many_lines_are_written_at_once_in_the_order_of_the_book(cases: Cases, desk: Desk, index: HeardIndex) -> None:
    entries = [line(name=f"村民{place}", paper_number=f"旧{place}") for place in range(1_200)]
    numbers, _ = cases.bring_over(entries, desk.who)
    assert numbers[0] == "2024-00001"
    assert numbers[-1] == "2024-01200"
    assert cases.count() == len(index.ids) == 1_200
    assert cases.events(cases.find(numbers[7]))[0].reason == "旧登记簿转入 旧7"


def test_what_does_not_fit_takes_nothing(cases: Cases, desk: Desk) -> None:
    with pytest.raises(Refused, match="早于上一步"):
        cases.bring_over([line(), line(concluded_on=date(2024, 3, 1))], desk.who)
    assert cases.count() == 0
    assert desk.register(day=START).number == "2024-00001"


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        (line(name=" "), [("name", "没有姓名")]),
        (line("NONE"), [("item", "没有事项 NONE。")]),
        (line(registered_on=date(2027, 1, 1)), [("registered_on", "登记日期还没有到")]),
        (line(accepted_on=date(2024, 3, 3)), [("accepted_on", "受理日期早于登记日期")]),
        (line(delivered_on=date(2024, 3, 5)), [("concluded_on", "有送达日期，没有办结日期")]),
        (line(concluded_on=START, rating=7), [("rating", "评价等次应是 1 到 5，现在是 7")]),
        (line(concluded_on=START, result="好"), [("result", "办理结果里没有“好”。")]),
    ],
)
def test_problems_are_named_by_field(cases: Cases, entry: LogEntry, problems: list[tuple[str, str]]) -> None:
    assert [(found.field, found.reason) for found in cases.problems_of(entry)] == problems
