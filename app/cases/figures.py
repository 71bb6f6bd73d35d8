"""What a month's cases add up to: how many came, ended, were on time; whose the delays were; how people rated them."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec

from app.cases.facts import Case
from app.cases.verdict import Verdict
from app.core.year_table import LAST_YEAR


class MonthFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one month (``2026-10``).

    ``overdue`` counts what ended late in the month plus, for a month that is not over, what is open and late today;
    delays of the applicant count as on time (DOMAIN C1). ``overdue_by`` tells them by party, ``""`` = not explained.
    """

    month: str
    registered: int
    accepted: int
    concluded: int
    on_time: int
    overdue: int
    overdue_open: int
    overdue_by: dict[str, int]
    by_category: dict[str, int]
    by_item: dict[str, int]
    by_result: dict[str, int]
    by_channel: dict[str, int]
    ratings: dict[int, int]
    rated: int
    satisfied: int
    brought_over: int


def month_days(month: str) -> tuple[date, date]:
    """Give the first and the last day of ``YYYY-MM``; raises ``ValueError`` for anything else and after 2100."""
    first = date.fromisoformat(f"{month}-01")
    if first.year > LAST_YEAR:
        raise ValueError(month)
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def month_figures(
    month: str,
    registered: Iterable[Case],
    accepted: int,
    concluded: Iterable[Case],
    overdue_open: Iterable[Case],
    judge: Callable[[Case], Verdict],
) -> MonthFigures:
    """Add one month up from its cases; ``judge`` says whether a case counts as late."""
    came, ended, late_open = list(registered), list(concluded), list(overdue_open)
    verdicts = [judge(case) for case in ended]
    late = [judged for judged in verdicts if judged.counts]
    parties = Counter(judged.party for judged in verdicts if judged.late) + Counter(
        case.overdue_party for case in late_open
    )
    ratings = Counter(case.rating for case in ended if case.rating is not None)
    return MonthFigures(
        month=month,
        registered=len(came),
        accepted=accepted,
        concluded=len(ended),
        on_time=len(ended) - len(late),
        overdue=len(late) + len(late_open),
        overdue_open=len(late_open),
        overdue_by=dict(parties),
        by_category=dict(Counter(case.category for case in came)),
        by_item=dict(Counter(case.item_code for case in came)),
        by_result=dict(Counter(case.result for case in ended)),
        by_channel=dict(Counter(case.channel for case in came)),
        ratings={level: ratings.get(level, 0) for level in (5, 4, 3, 2, 1)},
        rated=ratings.total(),
        satisfied=sum(ratings[level] for level in (3, 4, 5)),
        brought_over=sum(case.brought_over for case in came),
    )
