"""The invented village: believable, whole, the same for the same seed, and true to the rules of the office."""

import random
from collections import Counter as Tally
from datetime import date
from pathlib import Path

import pytest

from app.cases.listing import CaseFilter
from app.cases.stored import case_of
from app.cases.timeline import clock_facts
from app.cases.workflow import workflow
from app.core.clock import FixedClock
from app.core.identity import read_id_number
from app.core.progress import Cancelled
from app.demo.load import Counter, load
from app.demo.make import Made, make_demo
from app.demo.names import Surnames, given_name, given_names, surname_shares
from app.demo.shapes import SHAPES
from app.demo.village import Village
from app.opening import OfficeSetup, create_office
from app.session import Session
from db import cases as rows


@pytest.fixture
def made(session: Session) -> Made:
    """Fill a small village."""
    return make_demo(session, years=2, cases_per_year=300, seed=7)


def test_counts_are_what_was_asked_for(session: Session, made: Made) -> None:
    assert made.cases == session.cases.count() == 600
    assert made.residents >= 240
    status = session.status()
    assert (status.cases, status.residents) == (600, made.residents)
    assert session.check() == []


def test_every_state_is_there(session: Session, made: Made) -> None:
    assert made.cases == 600
    states = {line.state for line in session.cases.lines(CaseFilter(limit=1000))}
    assert states == {state.key for state in workflow().states}


def test_every_case_is_as_the_office_would_have_written_it(session: Session, made: Made) -> None:
    assert made.cases == 600
    for row in rows.streamed_cases(session.store, 1):
        case = case_of(row)
        events = session.cases.events(case)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.day for event in events] == sorted(event.day for event in events)
        assert events[-1].to_state == case.state
        assert events[0].day == case.registered_on
        if case.accepted_on and case.due_day and case.mode == "promised" and clock_facts(events).standing_since is None:
            due = session.cases.counted_due(case)
            assert due is not None
            assert due.day == case.due_day
        assert case.registered_on is not None
        assert case.registered_on <= session.clock.today()


def test_numbers_count_up_by_year_without_a_gap(session: Session, made: Made) -> None:
    assert made.cases == 600
    numbers = [row["number"] for row in rows.streamed_cases(session.store, 1)]
    years = Tally(number[:4] for number in numbers)
    assert numbers == [f"{year}-{place:05d}" for year in sorted(years) for place in range(1, years[year] + 1)]


def test_people_can_be_found_and_work_can_go_on(session: Session, made: Made) -> None:
    assert made.cases == 600
    (line, *_) = session.cases.lines(CaseFilter(states=("handed_over",)))
    assert any(hit.kind == "case" for hit in session.search.find(line.number))
    assert {hit.kind for hit in session.search.find(line.applicant)} >= {"case", "resident"}
    from app.cases.facts import Given

    case, _ = session.cases.take("conclude", line.number, Given(), session.operator)
    assert case.state == "concluded"


def test_lateness_and_ratings_are_told(session: Session, made: Made) -> None:
    assert made.cases == 600
    months = [session.cases.figures(f"{year}-{month:02d}") for year in (2025, 2026) for month in range(1, 10)]
    assert sum(figures.rated for figures in months) > 100
    assert sum(figures.overdue for figures in months) > 3
    assert sum(figures.satisfied for figures in months) > sum(figures.rated for figures in months) * 0.9
    parties = Tally[str]()
    for figures in months:
        parties.update(figures.overdue_by)
    assert set(parties) & {"window", "station", "applicant"}


def test_the_same_seed_makes_the_same_village(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> None:
    told = []
    for place, seed in enumerate((7, 7, 8)):
        made, _ = create_office(tmp_path / str(place), setup, clock=clock)
        make_demo(made, years=1, cases_per_year=80, seed=seed)
        lines = made.cases.lines(CaseFilter(limit=1000, sort="number"))
        told.append([(line.number, line.applicant, line.item, line.state, line.registered, line.due) for line in lines])
        made.close()
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_steps_may_be_left_out_and_people_be_many(session: Session) -> None:
    made = make_demo(session, years=1, cases_per_year=60, residents=900, events=False)
    assert made.events == 0
    assert made.residents >= 900


class Stopping:
    """Wants no more after the first word."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.heard = (done, total, words)

    def cancelled(self) -> bool:
        return hasattr(self, "heard")


def test_it_can_be_stopped(session: Session) -> None:
    with pytest.raises(Cancelled):
        make_demo(session, years=1, cases_per_year=60, progress=Stopping())
    assert session.cases.count() == 0


def test_people_of_the_village() -> None:
    today = date(2026, 10, 9)
    families = list(Village(random.Random(3), "231221103201", today).families(3_000))
    people = [row for family in families for row in family.residents]
    assert len({row["id_number"] for row in people}) == len(people)
    for row in people:
        reading = read_id_number(row["id_number"], today)
        assert reading.valid
        assert (reading.warning, reading.sex) == (None, row["sex"])
        assert reading.birth_day == date.fromisoformat(row["birth_day"])
        assert row["phone"] == "" or (row["phone"].startswith("1990") and len(row["phone"]) == 11)
        assert row["pinyin"] or row["name"]
    phones = [row["phone"] for row in people if row["phone"]]
    assert len(set(phones)) == len(phones)
    roles = Tally(row["household_role"] for row in people)
    assert set(roles) == {"户主", "配偶", "子", "女", "父亲", "母亲"}
    assert all(family.household["head_name"] == family.residents[0]["name"] for family in families)
    assert {family.household["villager_group"] for family in families} == {f"{sign}组" for sign in "一二三四五六七八"}
    assert set("喆䶮镕玥祎𬱖") & set("".join(row["name"] for row in people))


def test_a_birthday_with_more_people_than_numbers_leaves_the_number_open() -> None:
    village = Village(random.Random(1), "231221103201", date(2026, 10, 9))
    numbers = [village._id_number(date(1990, 1, 1), "女") for _ in range(502)]
    assert len(set(numbers[:500])) == 500
    assert numbers[500:] == ["", ""]


def test_surnames_follow_the_country_and_the_clans() -> None:
    shares = surname_shares()
    assert list(shares)[:3] == ["王", "李", "张"]
    drawn = Tally(name for seed in range(40) for name in _surnames(seed))
    assert {"王", "李"} <= {name for name, _ in drawn.most_common(5)}
    one_village = Tally(_surnames(5))
    assert one_village.most_common(1)[0][1] > 40


def _surnames(seed: int) -> list[str]:
    surnames = Surnames(random.Random(seed))
    return [surnames.draw() for _ in range(300)]


def test_given_names_fit_sex_and_time() -> None:
    rng = random.Random(1)
    known = given_names()
    old = "".join(given_name(rng, "女", 1945) for _ in range(200))
    young = "".join(given_name(rng, "女", 2015) for _ in range(200))
    assert old.count("秀") + old.count("兰") > young.count("秀") + young.count("兰")
    assert young.count("涵") > old.count("涵")
    brothers = {given_name(rng, "男", 1990, "志")[0] for _ in range(50)}
    assert "志" in brothers
    assert brothers <= {"志"} | set(known.rare) | set(known.eras[3].male)


def test_seasons_shape_the_load() -> None:
    codes = tuple(item.code for item in load().items)
    counter = Counter(random.Random(2), codes)
    autumn = Tally(counter.item(date(2026, 10, 9)).code for _ in range(2_000))
    spring = Tally(counter.item(date(2026, 4, 9)).code for _ in range(2_000))
    assert autumn["D20"] > 4 * spring["D20"]
    assert spring["D62"] > autumn["D62"]
    days = counter.days(date(2026, 1, 1), date(2026, 12, 31), 2_000)
    assert days == sorted(days)
    assert sum(day.weekday() >= 5 for day in days) < 100


def test_what_the_load_names_is_in_the_catalogue(session: Session) -> None:
    codes = {item.code for item in session.catalogue.items()}
    assert {item.code for item in load().items} <= codes
    assert {code for code, _ in SHAPES} <= codes
    assert all(len(item.months) in {0, 12} for item in load().items)
    assert len(load().weekday_weights) == 7
