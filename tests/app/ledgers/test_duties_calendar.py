"""Every duty kind on the days where calendars go wrong, as one table: what is due, until when, whether it is late."""

from collections.abc import Mapping
from datetime import date

import msgspec
import pytest

from app.core.working_calendar import WorkingCalendar
from app.ledgers.duties.duty import NEEDS, Duty
from app.ledgers.duties.facts import Circumstances, EntryFact, Value, Who
from app.ledgers.duties.reckoning import KINDS, dues

CALENDAR = WorkingCalendar.load()
LI = Who("r-1", "李四")
DAYS: Mapping[str, Mapping[str, object]] = {
    "reply_within": {"from": "start", "days": 3, "unit": "working", "done": "ended_on"},
    "review_every": {"months": 6, "on": ["01-01", "07-01"], "field": "seen"},
    "at_least_sum": {"per": "who", "sum": "much", "least": 2, "in": "month"},
    "at_least_count": {"per": "who", "least": 2, "in": "quarter"},
    "once_in_years": {"per": "who", "years": 1},
    "within_first_days": {"days": 20, "of": "quarter"},
    "window": {"from": "start", "before": 1, "after": 1, "done": "ended_on"},
    "expires": {"field": "start", "warn_days": 30},
}
# kind, day of the only entry (also its ``start``), today → every due as until/state
TABLE: tuple[tuple[str, str, str, str], ...] = (
    # 29 February, and the years without one
    ("reply_within", "2024-02-28", "2024-02-29", "2024-03-04 open"),
    ("reply_within", "2024-02-29", "2024-03-05", "2024-03-05 open"),
    ("reply_within", "2023-02-28", "2023-03-04", "2023-03-03 late"),
    ("review_every", "2022-02-28", "2024-02-29", "2024-01-31 late"),
    ("at_least_sum", "2024-02-01", "2024-02-29", "2024-02-29 open"),
    ("at_least_sum", "2023-02-01", "2023-03-01", "2023-02-28 late, 2023-03-31 open"),
    ("at_least_count", "2024-02-29", "2024-03-31", "2024-03-31 open"),
    ("once_in_years", "2024-02-29", "2025-02-28", "2025-02-28 open"),
    ("once_in_years", "2024-02-29", "2025-03-01", "2025-02-28 late"),
    ("within_first_days", "2024-02-29", "2024-02-29", ""),
    ("window", "2024-02-29", "2024-03-01", "2024-03-01 open"),
    ("window", "2023-02-28", "2023-03-02", "2023-03-01 late"),
    ("expires", "2024-02-29", "2024-01-30", "2024-02-29 open"),
    ("expires", "2024-02-29", "2024-03-01", "2024-02-29 late"),
    # the end of a year
    ("reply_within", "2025-12-30", "2026-01-05", "2026-01-05 open"),  # 4 January is worked, 1 to 3 January are not
    ("review_every", "2024-12-31", "2025-12-31", "2025-07-31 late"),
    ("at_least_sum", "2025-12-31", "2026-01-01", "2025-12-31 late, 2026-01-31 open"),
    ("at_least_count", "2025-12-31", "2025-12-31", "2025-12-31 open"),
    ("once_in_years", "2024-12-31", "2025-12-31", "2025-12-31 open"),
    ("within_first_days", "2025-12-31", "2025-12-31", ""),
    ("window", "2025-12-31", "2026-01-01", "2026-01-01 open"),
    ("expires", "2025-12-31", "2026-01-01", "2025-12-31 late"),
    # 1 January and 1 July
    ("review_every", "2025-05-01", "2026-01-01", "2026-01-31 open"),
    ("review_every", "2025-05-01", "2026-06-30", "2026-01-31 late"),
    ("review_every", "2025-05-01", "2026-07-01", "2026-07-31 open"),
    ("at_least_count", "2026-06-30", "2026-07-01", "2026-06-30 late, 2026-09-30 open"),
    ("within_first_days", "2026-01-01", "2026-04-01", "2026-04-20 open"),
    ("within_first_days", "2026-05-01", "2026-07-01", "2026-07-20 open"),
    ("within_first_days", "2026-07-01", "2026-07-01", ""),
    # the Spring Festival of 2026: off from 15 to 23 February, worked on the 14th and the 28th
    ("reply_within", "2026-02-12", "2026-02-24", "2026-02-24 open"),
    ("reply_within", "2026-02-13", "2026-02-26", "2026-02-25 late"),
    ("at_least_sum", "2026-02-17", "2026-02-23", "2026-02-28 open"),
    ("window", "2026-02-17", "2026-02-18", "2026-02-18 open"),
    ("expires", "2026-02-17", "2026-02-17", "2026-02-17 open"),
    # 2027 is not announced: reckoned all the same, and told as an estimate
    ("reply_within", "2026-12-31", "2027-01-04", "2027-01-06 open estimated"),
    ("review_every", "2026-05-01", "2027-01-01", "2027-01-31 open"),
    ("at_least_count", "2026-12-01", "2027-01-01", "2026-12-31 late, 2027-03-31 open"),
    ("within_first_days", "2026-12-01", "2027-01-21", "2027-01-20 late"),
    ("once_in_years", "2026-02-06", "2027-02-07", "2027-02-06 late"),
    ("window", "2027-02-06", "2027-02-07", "2027-02-07 open"),
    ("expires", "2027-02-06", "2027-02-07", "2027-02-06 late"),
)


def duty(kind: str) -> Duty:
    return msgspec.convert({"key": "asked", "kind": kind, "words": "{name}：{left}", **DAYS[kind]}, Duty)


@pytest.mark.parametrize(("kind", "day", "today", "told"), TABLE)
def test_what_is_due(kind: str, day: str, today: str, told: str) -> None:
    start = date.fromisoformat(day)
    values: dict[str, Value] = {"start": start, "who": LI, "much": 1}
    entry = EntryFact("1", "第一条", start, values=values)
    found = dues(duty(kind), [entry], Circumstances(date.fromisoformat(today), CALENDAR, start))
    shown = sorted(
        f"{due.until} {due.state}{' estimated' if due.estimated else ''}" for due in found if due.state != "done"
    )
    assert ", ".join(shown) == told


def test_the_table_has_every_kind_and_each_says_how_long_there_still_is() -> None:
    assert {row[0] for row in TABLE} == set(KINDS) == set(NEEDS) == set(DAYS)
    today = date(2026, 2, 16)
    for kind in KINDS:
        entry = EntryFact("1", "第一条", today, values={"start": today, "who": LI, "much": 1})
        for due in dues(duty(kind), [entry], Circumstances(today, CALENDAR, date(2020, 1, 1))):
            assert due.state == "done" or any(word in due.why for word in ("还有", "还可以办", "今天", "已经", "过了"))


@pytest.mark.parametrize("asked", ["post:书记", "unit:service_point", "ledger:volunteer_team.title"])
def test_who_is_asked_without_an_entry_is_named_by_post_unit_or_ledger(asked: str) -> None:
    made = {"key": "k", "kind": "at_least_count", "words": "w", "least": 1, "in": "month", "asked": asked}
    assert msgspec.convert({**made, "per": "who"}, Duty).asked == asked
    with pytest.raises(msgspec.ValidationError, match="写明 per"):
        msgspec.convert(made, Duty)
    with pytest.raises(msgspec.ValidationError, match="asked 应为"):
        msgspec.convert({**made, "per": "who", "asked": "everybody"}, Duty)
