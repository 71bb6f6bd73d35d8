"""What the township sees of its stations: the month's figures of each, packages missing, forks, overdue cases (S33)."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from app.cases.figures import month_days
from app.cases.listing import CaseFilter
from app.core.errors import Refused
from app.packages.merging import known_line
from app.packages.succession import missing_numbers
from app.packages.village_books import LedgerCount, counts
from db import enrolment
from db import packages as receipts
from db.held_entries import held

if TYPE_CHECKING:
    from app.cases.reading import CaseReading
    from db.store import Store

MOST_OVERDUE = 500
MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])\Z")


class OverdueCase(msgspec.Struct, frozen=True):
    """One case that is late today."""

    number: str
    applicant: str
    item: str
    state: str
    due: date | None
    badge: str
    id: str


class StationMonth(msgspec.Struct, frozen=True, kw_only=True):
    """One station's month; ``gap`` lists package numbers that never came, ``last_*`` tell the newest package taken.

    ``ledgers`` tells how much was entered in each ledger, ``held`` how many entries cannot be read here yet. ``cases``
    counts those registered in the month; ``on_time`` and ``overdue`` are those of
    :class:`app.cases.figures.MonthFigures`. A station that has sent nothing has zeros and ``last_number`` 0.
    """

    unit: str
    name: str
    cases: int
    concluded: int
    on_time: int
    overdue: int
    gap: list[int]
    last_number: int
    last_read: str | None
    forks: int
    twins: int
    overdue_cases: list[OverdueCase]
    ledgers: tuple[LedgerCount, ...] = ()
    held: int = 0

    @property
    def entries(self) -> int:
        """Count the month's entries in all ledgers."""
        return sum(one.entries for one in self.ledgers)


def township_month(store: "Store", cases: "CaseReading", month: str) -> list[StationMonth]:
    """Give one line per enrolled station for ``YYYY-MM``, by unit code; stations that sent nothing are there too.

    Raises ``Refused`` where this is no township or the month is none.
    """
    if store.office["kind"] != "township":
        raise Refused("只有乡镇（或县）才有村站汇总。", untouched="数据没有改动。", advice="请在乡镇的电脑上看。")
    if not MONTH.match(month):
        raise Refused(f"月份要写成 2026-10 的样子，现在是“{month}”。", untouched="数据没有改动。")
    offices = enrolment.child_offices(store)
    entered = counts(store, (office["n"] for office in offices), *month_days(month))
    return [_station_month(store, cases, office, month, entered[office["n"]]) for office in offices]


def _station_month(
    store: "Store", cases: "CaseReading", office: dict[str, Any], month: str, entered: tuple[LedgerCount, ...]
) -> StationMonth:
    owner = office["n"]
    figures = cases.figures(month, owner)
    seen = receipts.receipts_of(store, owner)
    taken = [entry for entry in seen if entry["state"] == "taken"]
    late = cases.lines(CaseFilter(owner=owner, overdue=True, limit=MOST_OVERDUE))
    return StationMonth(
        unit=office["unit"],
        name=office["name"],
        cases=figures.registered,
        concluded=figures.concluded,
        on_time=figures.on_time,
        overdue=figures.overdue,
        gap=missing_numbers(seen, known_line(store, owner)),
        last_number=max((entry["number"] for entry in taken), default=0),
        last_read=max((entry["read_at"] for entry in taken), default=None),
        forks=len(seen) - len(taken),
        twins=receipts.twins_of(store, owner),
        overdue_cases=[
            OverdueCase(line.number, line.applicant, line.item, line.state_text, line.due, line.badge, line.id)
            for line in late
        ],
        ledgers=entered,
        held=sum(one.lines for one in held(store, owner)),
    )
