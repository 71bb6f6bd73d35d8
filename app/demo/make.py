"""Fill a new office with invented life: people first, then years of cases, in transactions that keep memory flat."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from app.cases.play import Board
from app.cases.rules import case_rules
from app.cases.workflow import workflow
from app.core.progress import SILENT, Progress
from app.demo.entries import EntryFilling, Keeper
from app.demo.filling import REASON, Office, Told, write_cases, write_people
from app.demo.load import Counter, ItemLoad
from app.demo.network import NetworkMaker
from app.demo.shapes import SHAPES, told_steps
from app.demo.stories import Step, Stories
from app.demo.village import Village, Villager

if TYPE_CHECKING:
    from app.catalogue.facts import ItemVersion

FEWEST_PEOPLE, MOST_PEOPLE = 240, 60_000
PEOPLE_PER_CASE = 0.35
SETTINGS = {
    "station.phone": "0455-5550101",
    "station.complaint_phone": "0455-5550112",
    "station.township_phone": "0455-5550120",
    "station.address": "村委会院内东屋",
    "notices.objection_contact": "村务监督委员会",
}


class Made(msgspec.Struct, frozen=True):
    """What was made."""

    households: int
    residents: int
    cases: int
    events: int
    entries: int = 0


def make_demo(
    office: Keeper,
    *,
    years: int = 5,
    cases_per_year: int = 800,
    seed: int = 7,
    residents: int | None = None,
    events: bool = True,
    entries_per_year: int = 0,
    close: bool = False,
    progress: Progress = SILENT,
) -> Made:
    """Fill a new office; the same seed on the same day makes the same people, cases and numbers.

    Holds one villager's few facts each in memory and nothing of the cases, so a million of them cost time only (about
    a quarter of a millisecond each). ``events`` off leaves out the steps of each case, for measuring lists and search.
    ``entries_per_year`` is what every ledger gets that is written often; ``close`` closes the months that lie behind.
    Raises ``Cancelled`` between two transactions.
    """
    rng = random.Random(seed)  # noqa: S311 - invented people, nothing secret
    count = years * cases_per_year
    today = office.clock.today()
    wanted = residents if residents is not None else _people_for(count)
    unit = str(office.store.office["unit"])
    with office.store.writing(office.operator.id, REASON) as write:
        for key, value in SETTINGS.items():
            office.settings.set(write, key, value)
    village = Village(rng, unit, today)
    people, households, drawn = write_people(office, village.families(wanted), wanted, progress)
    network = NetworkMaker(office, seed, people)
    network.write()
    told = _stories(office, rng, people, today, years, count)
    cases, steps = write_cases(office, told, count, progress, events=events)
    entries = 0
    if entries_per_year:
        filling = EntryFilling(office, seed, people, network.made, years)
        entries = filling.write(entries_per_year, progress)
        if close:
            filling.close(progress)
    return Made(households, drawn, cases, steps, entries)


def _people_for(cases: int) -> int:
    return min(max(int(cases * PEOPLE_PER_CASE), FEWEST_PEOPLE), MOST_PEOPLE)


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
