"""The ledgers of the invented village: all of them kept, whole, balanced, closed behind, and true to every rule."""

import shutil
from collections import Counter as Tally
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.demo.entry_words import entry_words, sayings, told
from app.demo.make import Made, make_demo
from app.ledgers.declaration import Column, Declaration
from app.ledgers.facts import Entry, Wanted
from app.opening import open_session
from app.session import Session
from tests.conftest import MORNING, PASSWORD

YEARS, PER_YEAR = 2, 12
TODAY = MORNING.date()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, fresh_home: Path) -> Iterator[tuple[Session, Made]]:
    """Fill two years of ledgers, once; nothing here writes."""
    home = tmp_path_factory.mktemp("ledgers") / "station"
    shutil.copytree(fresh_home, home)
    session = open_session(home, PASSWORD, clock=FixedClock(MORNING))
    made = make_demo(session, years=YEARS, cases_per_year=40, entries_per_year=PER_YEAR, close=True)
    yield session, made
    session.close()


def entries(session: Session, key: str) -> list[Entry]:
    return list(session.ledgers.entries(key, Wanted(limit=1_000)))


def columns(ledger: Declaration) -> Iterator[tuple[str, Column]]:
    for field in ledger.field:
        yield field.key, field
        yield from ((column.key, column) for column in field.fields)


def test_every_ledger_is_kept_and_the_full_check_finds_nothing(kept: tuple[Session, Made]) -> None:
    session, made = kept
    counts = {ledger.key: len(entries(session, ledger.key)) for ledger in session.ledgers.all()}
    assert min(counts.values()) >= 1
    assert sum(counts.values()) == made.entries
    assert counts["household_visit"] == YEARS * PER_YEAR * 150 // 100
    assert session.check() == []


def test_days_are_worked_and_none_is_to_come(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    for ledger in session.ledgers.all():
        for entry in entries(session, ledger.key):
            day = entry.values[ledger.day]
            assert isinstance(day, date)
            assert day <= TODAY
            if entry.from_case:
                continue  # people come on any day
            assert session.calendar.is_working_day(day), (ledger.key, day)


def test_most_entries_came_to_their_end(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    states = Tally[bool]()
    for ledger in session.ledgers.all():
        ends = {state.key for state in ledger.state if state.ended}
        if ledger.state and not told(ledger.key).standing:
            states.update(entry.state in ends for entry in entries(session, ledger.key))
    assert states[True] > 5 * states[False] > 0


def test_books_never_stand_below_nothing(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    for ledger in session.ledgers.all():
        if ledger.money is not None:
            moves = session.periods.moves(ledger)
            assert moves
            assert all(move.balance >= 0 for move in moves), ledger.key


def test_the_months_behind_are_closed(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    closed = sorted(one.period for one in session.periods.closed())
    assert (closed[0], closed[-1]) == ("2024-10", "2026-07")
    assert len(closed) == 22


def test_people_and_households_are_those_of_the_village(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    (visit, *_) = entries(session, "household_visit")
    home = visit.values["household"]
    assert session.people.household(home.id).head_name == home.name
    orders = [order.values for order in entries(session, "service_order") if order.values["phone"]]
    assert orders
    for values in orders:
        assert session.people.find(values["resident"].id).phone in {values["phone"], ""}


def test_cases_stand_in_their_ledgers(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    filled = [ledger for ledger in session.ledgers.all() if ledger.fill is not None]
    lines = [entry for ledger in filled for entry in entries(session, ledger.key) if entry.from_case]
    assert {entry.ledger for entry in lines} >= {"door_visit"}
    for entry in lines:
        case = session.cases.with_id(entry.from_case)
        assert entry.values[session.ledgers.ledger(entry.ledger).day] == case.registered_on


def test_members_have_paid_by_the_rates(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    paid = [entry.values for entry in entries(session, "dues") if entry.values["kind"] == "党员缴纳"]
    assert paid
    assert all(values["income"] == values["expected"] > 0 for values in paid)


def test_no_group_of_today_is_empty_and_little_is_late(kept: tuple[Session, Made]) -> None:
    session, _ = kept
    groups = {group.key: group.lines for group in session.agenda.today().groups}
    assert {key for key, lines in groups.items() if not lines} <= {"month", "closed"}  # nothing was explained away
    assert len(groups["overdue"]) < 80


def test_the_same_seed_keeps_the_same_ledgers(kept: tuple[Session, Made], session: Session) -> None:
    make_demo(session, years=YEARS, cases_per_year=40, entries_per_year=PER_YEAR)
    for ledger in session.ledgers.all():
        told_twice = [[(one.number, one.name, one.state) for one in entries(s, ledger.key)] for s in (kept[0], session)]
        assert told_twice[0] == told_twice[1], ledger.key


def test_every_text_field_has_words_and_every_word_a_field(session: Session) -> None:
    words, ledgers = entry_words(), session.ledgers.all()
    named = {key for ledger in ledgers for key, _ in columns(ledger)}
    assert set(words.ledger) <= {ledger.key for ledger in ledgers}
    for said in (words.words, words.numbers, words.after, words.units, words.staff, words.cadres, words.deadlines):
        assert set(said) <= named
    for ledger in ledgers:
        own = told(ledger.key)
        assert {*own.words, *own.never, *own.together, *own.cadres, *own.numbers} <= {key for key, _ in columns(ledger)}
        flowing = {key for flow in own.flow for key in flow.values}
        silent = {*words.staff, *words.never, *own.never, *flowing}
        for key, column in columns(ledger):
            if column.kind in {"line", "paragraphs"} and column.privacy == "plain" and key not in silent:
                assert sayings(ledger.key, key), (ledger.key, key)
