"""What duties ask for on the days where counting goes wrong: 29 February, year ends, 1 January, 1 July, holidays."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from app.core.working_calendar import WorkingCalendar
from app.ledgers.duties.duty import Duty
from app.ledgers.duties.facts import Circumstances, Due, EntryFact, Person, Value, Who
from app.ledgers.duties.reckoning import dues

CALENDAR = WorkingCalendar.load()
LI = Who("r-1", "李四")
WANG = Who("r-2", "王五")


def duty(kind: str, **limits: object) -> Duty:
    return msgspec.convert({"key": "asked", "kind": kind, "words": "{name}：{left}", **limits}, Duty)


def at(today: date, begin: date = date(2015, 1, 1), **more: object) -> Circumstances:
    return Circumstances(today, CALENDAR, begin, **more)  # type: ignore[arg-type]


def entry(day: date, number: str = "1", *, ended: bool = False, state: str = "", **values: Value) -> EntryFact:
    about = tuple(each for each in values.values() if isinstance(each, Who))
    return EntryFact(number, f"第{number}条", day, state, ended, about, {"day": day, **values})


def one(found: list[Due]) -> Due:
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("start", "days", "unit", "until", "estimated"),
    [
        (date(2024, 1, 30), 30, "natural", date(2024, 2, 29), False),  # falls on the day that other years lack
        (date(2023, 1, 29), 30, "natural", date(2023, 2, 28), False),
        (date(2025, 12, 2), 30, "natural", date(2026, 1, 4), False),  # 1 January is a holiday, 4 January is worked
        (date(2025, 12, 31), 1, "working", date(2026, 1, 4), False),
        (date(2026, 1, 16), 30, "natural", date(2026, 2, 24), False),  # the last day lies in the Spring Festival
        (date(2026, 2, 13), 3, "working", date(2026, 2, 25), False),  # 14 February is worked, then nine days off
        (date(2026, 9, 4), 30, "natural", date(2026, 10, 8), False),  # the National Day holiday
        (date(2026, 12, 10), 30, "natural", date(2027, 1, 11), True),  # 9 January 2027 is a Saturday, nothing announced
        (date(2027, 2, 1), 5, "working", None, True),
    ],
)
def test_a_reply_is_due_after_days_that_begin_the_day_after(
    start: date, days: int, unit: str, until: date | None, estimated: bool
) -> None:
    asked = duty("reply_within", **{"from": "day", "days": days, "unit": unit, "done": "replied"})
    due = one(dues(asked, [entry(start)], at(start)))
    assert until is None or due.until == until
    assert due.estimated is estimated
    assert CALENDAR.is_working_day(due.until)
    assert due.opens == start
    assert due.state == "open"


def test_a_reply_is_late_the_day_after_and_done_once_it_was_given() -> None:
    asked = duty("reply_within", **{"from": "day", "days": 30, "unit": "natural", "done": "replied"})
    start, until = date(2026, 3, 2), date(2026, 4, 1)
    open_entry = entry(start)
    assert one(dues(asked, [open_entry], at(until))).why == "今天（4月1日（周三））截止"
    late = one(dues(asked, [open_entry], at(until + timedelta(days=2))))
    assert late.state == "late"
    assert late.why == "已经过了 2 天，应在4月1日（周三）前办"
    answered = entry(start, replied=date(2026, 3, 20))
    assert one(dues(asked, [answered], at(date(2026, 3, 19)))).state == "open"
    assert one(dues(asked, [answered], at(date(2026, 3, 20)))).state == "done"
    assert dues(asked, [answered], at(until + timedelta(days=1))) == []


def test_a_reply_is_done_by_the_state_named_or_by_an_end() -> None:
    asked = duty("reply_within", **{"from": "day", "days": 5, "unit": "working", "done": "replied"})
    day = date(2026, 3, 2)
    assert one(dues(asked, [entry(day, state="replied")], at(day))).state == "done"
    assert one(dues(asked, [entry(day, ended=True)], at(day))).state == "done"
    assert one(dues(asked, [entry(day, replied="口头答复了")], at(day))).state == "done"


def test_no_reply_is_due_of_an_entry_of_tomorrow_or_of_a_day_outside_the_calendar() -> None:
    asked = duty("reply_within", **{"from": "day", "days": 5, "unit": "working", "done": "replied"})
    today = date(2026, 3, 2)
    assert dues(asked, [entry(date(2026, 3, 3)), entry(date(1998, 5, 1))], at(today)) == []


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2025, 12, 31), date(2025, 7, 1)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 6, 30), date(2026, 1, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
    ],
)
def test_a_review_begins_anew_on_its_two_days(today: date, opens: date) -> None:
    asked = duty("review_every", months=6, on=["01-01", "07-01"], field="seen")
    due = one(dues(asked, [entry(date(2024, 5, 1), seen=opens - timedelta(days=1))], at(today)))
    assert due.opens == opens
    assert due.until == opens + timedelta(days=30)
    assert due.state == ("late" if today > due.until else "open")


def test_a_review_on_its_first_day_counts_and_a_new_entry_waits_for_the_next() -> None:
    asked = duty("review_every", months=6, on=["01-01", "07-01"], field="seen")
    reviewed = entry(date(2024, 5, 1), seen=date(2026, 7, 1))
    assert one(dues(asked, [reviewed], at(date(2026, 7, 1)))).state == "done"
    assert dues(asked, [entry(date(2026, 7, 1))], at(date(2026, 7, 20))) == []
    assert dues(asked, [entry(date(2024, 5, 1), ended=True)], at(date(2026, 7, 20))) == []
    assert dues(asked, [entry(date(2024, 5, 1))], at(date(2026, 7, 20), begin=date(2026, 7, 2))) == []


def test_a_review_without_days_of_its_own_comes_on_the_corresponding_day() -> None:
    asked = duty("review_every", months=6, field="seen")
    due = one(dues(asked, [entry(date(2023, 8, 31))], at(date(2024, 2, 1))))
    assert due.until == date(2024, 2, 29)
    again = one(dues(asked, [entry(date(2023, 8, 31), seen=date(2024, 1, 31))], at(date(2024, 2, 1))))
    assert again.until == date(2024, 7, 31)


def test_days_add_up_over_the_year_and_what_lacks_is_said() -> None:
    asked = duty("at_least_sum", per="who", sum="days", least=60, **{"in": "year"}, unit="天")
    entries = [
        entry(date(2025, 12, 31), "1", who=LI, days=Decimal(60)),
        entry(date(2026, 1, 1), "2", who=LI, days=Decimal("0.5")),
        entry(date(2026, 12, 31), "3", who=LI, days=Decimal("59.5")),
    ]
    eve = {due.key: due for due in dues(asked, entries, at(date(2026, 12, 30)))}
    assert [due.state for due in eve.values()] == ["open"]
    due = next(iter(eve.values()))
    assert due.until == date(2026, 12, 31)
    assert due.why == "2026年要 60天，已有 0.5天，还差 59.5天；还有 1 天，12月31日（周四）截止"
    assert due.what == f"李四：{due.why}"
    assert one(dues(asked, entries, at(date(2026, 12, 31)))).state == "done"


def test_a_year_that_fell_short_is_told_until_a_reason_closes_it() -> None:
    asked = duty("at_least_sum", per="who", sum="days", least=60, **{"in": "year"}, unit="天")
    entries = [entry(date(2025, 3, 1), "1", who=LI, days=Decimal(3))]
    late = dues(asked, entries, at(date(2026, 1, 1)))
    assert [due.state for due in late] == ["late", "open"]
    closed = dues(asked, entries, at(date(2026, 1, 1), reasons={late[0].key: "住院半年"}))
    told = next(due for due in closed if due.reason)
    assert (told.state, told.why) == ("done", "做不了，因为住院半年")


def test_a_team_is_asked_for_an_action_each_month_and_the_whole_ledger_for_one() -> None:
    asked = duty("at_least_count", per="team", least=1, **{"in": "month"})
    entries = [entry(date(2024, 1, 31), "1", team="助老队"), entry(date(2024, 2, 29), "2", team="环保队")]
    states = {due.subject.name: due.state for due in dues(asked, entries, at(date(2024, 2, 29))) if due.subject}
    assert states == {"助老队": "open", "环保队": "done"}
    whole = duty("at_least_count", least=1, **{"in": "month"})
    due = one(dues(whole, [], at(date(2026, 2, 3), begin=date(2026, 2, 1))))
    assert due.subject is None
    assert due.what.startswith("本站：2026年2月要 1")


def test_those_who_are_asked_are_asked_without_an_entry_and_not_before_they_came_or_after_they_left() -> None:
    asked = duty("at_least_count", per="who", least=2, **{"in": "year"})
    people = {LI.key: Person(since=date(2026, 5, 1)), WANG.key: Person(left=date(2026, 4, 1))}
    now = at(date(2026, 6, 1), date(2026, 1, 1), people=people, asked=(LI, WANG))
    assert [due.subject for due in dues(asked, [], now)] == [LI]
    before = at(date(2026, 3, 1), date(2026, 1, 1), people=people, asked=(LI, WANG))
    assert [due.subject for due in dues(asked, [], before)] == [WANG]


def test_a_month_that_ended_before_the_ledger_was_kept_is_not_asked_for() -> None:
    asked = duty("at_least_count", least=1, **{"in": "quarter"})
    assert [due.until for due in dues(asked, [], at(date(2026, 7, 1), begin=date(2026, 7, 1)))] == [date(2026, 9, 30)]


def test_each_secretary_is_trained_once_in_three_years() -> None:
    asked = duty("once_in_years", per="who", years=3)
    never = one(dues(asked, [], at(date(2024, 3, 1), date(2024, 2, 29), asked=(LI,))))
    assert never.until == date(2027, 2, 28)
    assert never.opens == date(2026, 8, 28)
    trained = [entry(date(2024, 2, 29), "1", who=LI), entry(date(2026, 6, 1), "2", who=LI)]
    found = dues(asked, trained, at(date(2026, 6, 1)))
    assert [(due.until, due.state) for due in found] == [(date(2029, 6, 1), "open"), (date(2027, 2, 28), "done")]
    assert dues(asked, trained, at(date(2029, 6, 2)))[0].state == "late"


@pytest.mark.parametrize(
    ("today", "states"),
    [
        (date(2026, 1, 1), [("2026-01-20", "open")]),
        (date(2026, 1, 20), [("2026-01-20", "open")]),
        (date(2026, 1, 21), [("2026-01-20", "late")]),
        (date(2026, 4, 1), [("2026-01-20", "late"), ("2026-04-20", "open")]),
        (date(2026, 7, 1), [("2026-04-20", "late"), ("2026-07-20", "open")]),
    ],
)
def test_something_is_due_in_the_first_days_of_a_quarter(today: date, states: list[tuple[str, str]]) -> None:
    asked = duty("within_first_days", days=20, of="quarter")
    found = dues(asked, [], at(today, begin=date(2026, 1, 1)))
    assert [(due.until.isoformat(), due.state) for due in found] == states


def test_an_entry_in_the_first_days_answers_and_a_start_after_them_asks_nothing() -> None:
    asked = duty("within_first_days", days=20, of="quarter")
    assert one(dues(asked, [entry(date(2026, 4, 3))], at(date(2026, 4, 3), begin=date(2026, 4, 1)))).state == "done"
    assert dues(asked, [], at(date(2026, 4, 25), begin=date(2026, 4, 21))) == []


@pytest.mark.parametrize(
    ("today", "why", "state"),
    [
        (date(2024, 2, 24), "报名：2 天后可以办，从2月26日（周一）起", "open"),
        (date(2024, 2, 27), "报名：还可以办 3 天，到3月1日（周五）止", "open"),
        (date(2024, 3, 1), "报名：今天（3月1日（周五））是最后一天", "open"),
        (date(2024, 3, 3), "报名：办理期已经过了 2 天，是到3月1日（周五）止", "late"),
    ],
)
def test_a_window_says_how_long_it_still_can_be_done(today: date, why: str, state: str) -> None:
    asked = duty("window", **{"from": "meets_on", "before": 3, "after": 1, "text": "报名：", "done": "came_on"})
    waiting = entry(date(2024, 2, 1), meets_on=date(2024, 2, 29))
    due = one(dues(asked, [waiting, entry(date(2024, 2, 1), "2")], at(today)))
    assert (due.why, due.state) == (why, state)


@pytest.mark.parametrize(
    ("today", "why", "state"),
    [
        (date(2026, 12, 1), "还有 30 天到期，12月31日（周四）", "open"),
        (date(2026, 12, 31), "今天（12月31日（周四））到期", "open"),
        (date(2027, 1, 1), "已经过期 1 天，是2026年12月31日（周四）到期的", "late"),
    ],
)
def test_a_paper_expires(today: date, why: str, state: str) -> None:
    asked = duty("expires", field="until", warn_days=30)
    due = one(dues(asked, [entry(date(2026, 1, 1), until=date(2026, 12, 31))], at(today)))
    assert (due.why, due.state, due.opens) == (why, state, date(2026, 12, 1))


def test_entries_of_people_who_left_ask_for_nothing() -> None:
    today = date(2026, 7, 10)
    gone = {LI.key: Person(left=date(2026, 7, 1))}
    for asked in (
        duty("reply_within", **{"from": "day", "days": 30, "unit": "natural", "done": "replied"}),
        duty("review_every", months=6, on=["01-01", "07-01"], field="seen"),
        duty("window", **{"from": "day", "before": 3, "after": 30, "text": "", "done": "replied"}),
        duty("expires", field="day", warn_days=30),
    ):
        mine = [entry(date(2026, 6, 20), who=LI)]
        assert len(dues(asked, mine, at(today))) == 1
        assert dues(asked, mine, at(today, people=gone)) == []


def test_a_due_keeps_its_key_when_a_year_is_announced() -> None:
    asked = duty("reply_within", **{"from": "day", "days": 5, "unit": "working", "done": "replied"})
    start = date(2027, 2, 4)
    table = CALENDAR.table(2027)
    assert table is not None
    off = (*table.off, date(2027, 2, 15))
    announced = CALENDAR.with_year(msgspec.structs.replace(table, off=off, estimated=False))
    before = one(dues(asked, [entry(start)], at(start)))
    after = one(dues(asked, [entry(start)], Circumstances(start, announced, date(2020, 1, 1))))
    assert before.key == after.key
    assert after.until > before.until
    assert before.estimated
    assert not after.estimated


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kind": "reply_within", "from": "day", "days": 5, "unit": "working"}, "缺少 done"),
        ({"kind": "expires", "field": "until", "warn_days": 3, "years": 2}, "不能有 years"),
        ({"kind": "expires", "field": "until", "warn_days": -3}, "天数或次数不对"),
        ({"kind": "once_in_years", "per": "who", "years": 99}, "月数或年数不对"),
        ({"kind": "reply_within", "from": "day", "days": 5, "unit": "天", "done": "x"}, "natural"),
        ({"kind": "review_every", "months": 6, "field": "seen", "on": ["02-30"]}, "02-30"),
        ({"kind": "review_every", "months": 6, "field": "seen", "on": ["every day"]}, "every day"),
        ({"kind": "review_every", "months": 6, "field": "seen", "on": ["04-31"]}, "04-31"),
        ({"kind": "run", "code": "1"}, "kind"),
        ({"kind": "expires", "field": "until", "warn_days": 3, "code": "1"}, "code"),
    ],
)
def test_a_duty_that_cannot_be_counted_is_refused(said: dict[str, object], told: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=told):
        msgspec.convert({"key": "asked", "words": "{name}", **said}, Duty)


def test_a_review_may_begin_on_a_day_that_not_every_year_has() -> None:
    asked = duty("review_every", months=12, on=["02-29"], field="seen")
    kept = [entry(date(2022, 5, 1))]
    assert one(dues(asked, kept, at(date(2023, 3, 5)))).opens == date(2023, 3, 1)
    assert one(dues(asked, kept, at(date(2024, 2, 29)))).opens == date(2024, 2, 29)
    assert asked.fields() == ("seen",)


def test_several_persons_in_one_entry_each_count_and_numbers_need_no_zeros() -> None:
    asked = duty("at_least_sum", per="who", sum="days", least=2.5, **{"in": "month"})
    both = EntryFact("1", "上门", date(2026, 3, 2), values={"who": (LI, WANG), "days": 1})
    found = dues(asked, [both], at(date(2026, 3, 31), begin=date(2026, 3, 1)))
    assert [due.why.split("；")[0] for due in found] == ["2026年3月要 2.5，已有 1，还差 1.5"] * 2
    none = EntryFact("2", "空", date(2026, 3, 2), values={"who": "  "})
    assert dues(asked, [none], at(date(2026, 3, 31), begin=date(2026, 3, 1))) == []


def test_a_time_that_both_agreed_to_lengthen_ends_later_but_never_earlier() -> None:
    limits = {"from": "day", "days": 30, "unit": "natural", "done": "ended", "extended": "agreed"}
    asked = duty("reply_within", **limits)
    day = date(2026, 3, 2)
    assert one(dues(asked, [entry(day, agreed=date(2026, 5, 1))], at(day))).until == date(2026, 5, 1)
    assert one(dues(asked, [entry(day, agreed=date(2026, 3, 9))], at(day))).until == date(2026, 4, 1)


def test_a_duty_may_look_only_at_entries_that_hold_a_value() -> None:
    asked = duty("at_least_count", least=1, where={"kind": "党课"}, **{"in": "quarter"})
    held = [entry(date(2026, 3, 2), "1", kind="支部委员会"), entry(date(2026, 3, 9), "2", kind="党课")]
    first = date(2026, 1, 1)
    assert one(dues(asked, held[:1], at(date(2026, 3, 10), begin=first))).state == "open"
    assert one(dues(asked, held, at(date(2026, 3, 10), begin=first))).state == "done"
    assert asked.fields() == ("kind",)
