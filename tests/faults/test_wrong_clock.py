"""FAULTS §8, test 18: a PC that wakes up in 1980, in 2009 or ten years ahead; a clock that runs backwards meanwhile."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.opening import open_session
from app.people.facts import TypedResident
from tests.faults.door_calls import REGISTER, call, check
from tests.faults.judges import Facts, OfficeJudge
from tests.faults.lived import MORNING, PASSWORD
from tests.faults.recording import needed
from tests.faults.scenes import station


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return station(tmp_path)


def test_a_clock_that_runs_backwards_changes_no_order(tmp_path: Path, facts: Facts) -> None:
    clock = FixedClock(MORNING)
    session = open_session(tmp_path / "home", PASSWORD, clock=clock)
    for days in (0, -30, -6_000, 3_650, -3_650):
        clock.advance(days=days)
        session.people.register(TypedResident(name=f"第{days}天"), session.operator.id)
        session.backups.now()
    moments = [row["at"] for row in session.store.rows("SELECT at FROM journal ORDER BY seq")]
    assert moments == sorted(moments)
    assert len(session.backups.list()) == 5
    session.close()
    assert list(OfficeJudge(facts).judge(tmp_path, (), deep=False)) == []


@pytest.mark.heavy
@pytest.mark.parametrize("day", ["1980-01-01", "2009-03-02", "2038-02-01"])
def test_a_dead_battery_is_asked_about_and_loses_nothing(tmp_path: Path, facts: Facts, day: str) -> None:
    home, wrong = tmp_path / "home", (needed("faketime"), f"{day} 08:00:00")
    answers = [
        call(home, "backup", "now", "--today", "2026-10-10"),
        call(home, *REGISTER, before=wrong),
        call(home, *REGISTER, "--today", "2026-10-12", before=wrong),
        call(home, "backup", "now", "--today", "2026-10-12", before=wrong),
        call(home, "backup", "list"),
    ]
    assert answers[1].code != 0
    assert "电脑的钟" in answers[1].said
    assert [one.code for one in (answers[2], answers[3])] == [0, 0], answers
    names = {one["name"] for one in answers[4].value["backups"]}
    assert {answers[0].value["name"], answers[3].value["name"]} <= names
    check(tmp_path, facts, answers)
