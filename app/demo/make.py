"""Fill a new office with invented life: people first, then years of cases, in transactions that keep memory flat."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from app.cases.facts import Actor, Case, CaseEvent, case_values, event_values
from app.cases.play import Board
from app.cases.rules import case_rules
from app.cases.service import SERIES
from app.cases.workflow import workflow
from app.core.progress import SILENT, Progress, go_on
from app.demo.load import Counter, ItemLoad
from app.demo.shapes import SHAPES, told_steps
from app.demo.stories import Step, Stories
from app.demo.village import Family, Village, Villager
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.catalogue.catalogue import Catalogue
    from app.catalogue.facts import ItemVersion
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from app.search.search import Search
    from db.store import Store
    from db.writing import Writing

PER_TRANSACTION = 5_000
FEWEST_PEOPLE, MOST_PEOPLE = 240, 60_000
PEOPLE_PER_CASE = 0.35
SETTINGS = {
    "station.phone": "0455-5550101",
    "station.complaint_phone": "0455-5550112",
    "station.township_phone": "0455-5550120",
    "station.address": "村委会院内东屋",
    "notices.objection_contact": "村务监督委员会",
}
Thing = TypeVar("Thing")
Told = tuple[Case, tuple[CaseEvent, ...]]


class Office(Protocol):
    """The open office that is to be filled."""

    store: "Store"
    clock: "Clock"

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


class Made(msgspec.Struct, frozen=True):
    """What was made."""

    households: int
    residents: int
    cases: int
    events: int


def make_demo(
    office: Office,
    *,
    years: int = 5,
    cases_per_year: int = 800,
    seed: int = 7,
    residents: int | None = None,
    events: bool = True,
    progress: Progress = SILENT,
) -> Made:
    """Fill a new office; the same seed on the same day makes the same people, cases and numbers.

    Holds one villager's few facts each in memory and nothing of the cases, so a million of them cost time only (about
    a quarter of a millisecond each). ``events`` off leaves out the steps of each case, for measuring lists and search.
    Raises ``Cancelled`` between two transactions.
    """
    rng = random.Random(seed)  # noqa: S311 - invented people, nothing secret
    count = years * cases_per_year
    today = office.clock.today()
    wanted = residents if residents is not None else _people_for(count)
    unit = str(office.store.office["unit"])
    with office.store.writing(office.operator.id, "演示数据") as write:
        for key, value in SETTINGS.items():
            office.settings.set(write, key, value)
    village = Village(rng, unit, today)
    people, households, drawn = _write_people(office, village.families(wanted), wanted, progress)
    told = _stories(office, rng, people, today, years, count)
    cases, steps = _write_cases(office, told, count, progress, events=events)
    return Made(households, drawn, cases, steps)


def _people_for(cases: int) -> int:
    return min(max(int(cases * PEOPLE_PER_CASE), FEWEST_PEOPLE), MOST_PEOPLE)


def _write_people(
    office: Office, families: Iterable[Family], wanted: int, progress: Progress
) -> tuple[list[Villager], int, int]:
    people: list[Villager] = []
    households = written = 0
    for batch in _batches(families, PER_TRANSACTION // 3):
        go_on(progress, written, wanted, "村民")
        rows = [resident for family in batch for resident in family.residents]
        with office.store.writing(office.operator.id, "演示数据") as write:
            write.insert_many("households", (family.household for family in batch))
            write.insert_many("residents", rows)
            office.search.index_residents(write, [row["id"] for row in rows])
        people += [villager for family in batch for villager in family.villagers]
        households += len(batch)
        written += len(rows)
    return people, households, written


def _stories(
    office: Office, rng: random.Random, people: Sequence[Villager], today: date, years: int, count: int
) -> Iterator[Told]:
    versions = {item.code: item.version for item in office.catalogue.items(enabled_only=True)}
    board = Board(office.calendar, case_rules(office.settings.all()), workflow())
    counter = Counter(rng, tuple(versions))
    officers = (office.operator.name, people[0].name, people[len(people) // 2].name)
    stories = Stories(rng, board, today, officers)
    shapes = [shape for shape in SHAPES if shape[0] in versions][:count]
    told = sorted(
        (
            _shaped(stories, rng, people, versions, shape[0], told_steps(shape, today, board.calendar))
            for shape in shapes
        ),
        key=lambda story: story[1][0].day,
    )
    first = today.replace(day=1) - timedelta(days=round(years * 365.25))
    for day in counter.days(first, today, count - len(told)):
        while told and told[0][1][0].day <= day:
            yield told.pop(0)
        load = counter.item(day)
        yield stories.play(_somebody(rng, people), load, versions[load.code], day)
    yield from told


def _shaped(
    stories: Stories,
    rng: random.Random,
    people: Sequence[Villager],
    versions: "dict[str, ItemVersion]",
    code: str,
    steps: list[Step],
) -> Told:
    return stories.told(_somebody(rng, people), ItemLoad(code, 1), versions[code], steps)


def _somebody(rng: random.Random, people: Sequence[Villager]) -> Villager:
    """Draw who comes: some people often, most seldom."""
    return people[int(len(people) * rng.random() ** 1.3)]


def _write_cases(
    office: Office, told: Iterator[Told], count: int, progress: Progress, *, events: bool
) -> tuple[int, int]:
    cases = steps = 0
    for batch in _batches(told, PER_TRANSACTION):
        go_on(progress, cases, count, "办件")
        with office.store.writing(office.operator.id, "演示数据") as write:
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
