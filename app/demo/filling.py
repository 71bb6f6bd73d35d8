"""Writing invented people and cases in transactions that keep memory flat, through the road of every other write."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.cases.facts import Actor, Case, CaseEvent
from app.cases.service import SERIES
from app.cases.stored import case_values, event_values
from app.core.progress import Progress, go_on
from app.demo.village import Family, Villager
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.catalogue.catalogue import Catalogue
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from app.search.search import Search
    from db.store import Store
    from db.writing import Writing

PER_TRANSACTION = 5_000
REASON = "演示数据"
Thing = TypeVar("Thing")
Told = tuple[Case, tuple[CaseEvent, ...]]


class Office(Protocol):
    """The open office that is to be filled."""

    store: "Store"

    @property
    def clock(self) -> "Clock":
        """Which day it is."""
        ...

    @property
    def operator(self) -> Actor:
        """Who is at the desk."""
        ...

    @property
    def calendar(self) -> "WorkingCalendar":
        """The working calendar."""
        ...

    @property
    def catalogue(self) -> "Catalogue":
        """The service items."""
        ...

    @property
    def settings(self) -> "Settings":
        """The settings."""
        ...

    @property
    def search(self) -> "Search":
        """The search box, which must find what is made."""
        ...


def write_people(
    office: Office, families: Iterable[Family], wanted: int, progress: Progress
) -> tuple[list[Villager], int, int]:
    """Write families; gives the villagers who may come, the households and the residents written."""
    people: list[Villager] = []
    households = written = 0
    for batch in _batches(families, PER_TRANSACTION // 3):
        go_on(progress, written, wanted, "村民")
        rows = [resident for family in batch for resident in family.residents]
        with office.store.writing(office.operator.id, REASON) as write:
            write.insert_many("households", (family.household for family in batch))
            write.insert_many("residents", rows)
            office.search.index_residents(write, [row["id"] for row in rows])
        people += [villager for family in batch for villager in family.villagers]
        households += len(batch)
        written += len(rows)
    return people, households, written


def write_cases(
    office: Office, told: Iterator[Told], count: int, progress: Progress, *, events: bool
) -> tuple[int, int]:
    """Write played cases with their events; gives how many of both."""
    cases = steps = 0
    for batch in _batches(told, PER_TRANSACTION):
        go_on(progress, cases, count, "办件")
        with office.store.writing(office.operator.id, REASON) as write:
            steps += _write_batch(office, write, batch, events=events)
        cases += len(batch)
    go_on(progress, cases, count, "办件")
    return cases, steps


def _write_batch(office: Office, write: "Writing", batch: list[Told], *, events: bool) -> int:
    keyed = [(new_id(), case, happened) for case, happened in batch]
    drawn = _numbers(write, [happened[0].day.year for _, happened in batch])
    write.insert_many(
        "cases",
        (
            {**case_values(case), "id": key, "number": number}
            for (key, case, _), number in zip(keyed, drawn, strict=True)
        ),
    )
    written = 0
    if events:
        written = write.insert_many(
            "case_events",
            (
                event_values(key, event, f"{event.day.isoformat()}T01:30:00+00:00", office.operator)
                for key, _, happened in keyed
                for event in happened
            ),
        )
    office.search.index_cases(write, [key for key, _, _ in keyed])
    return written


def _numbers(write: "Writing", years: list[int]) -> Iterator[str]:
    """Draw a number for each case; the years stand in order."""
    for year, same in groupby(years):
        yield from write.number_texts(SERIES, year, sum(1 for _ in same))


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
