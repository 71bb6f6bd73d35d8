"""The property of FAULTS §4.5: any order and any duplication of packages gives the same rows, forks and all."""

import random
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from tests.app.packages.offices import STATION_UNIT, TOWNSHIP_UNIT, Desk, enrol


def live_on(desk: Desk, seed: random.Random, cases: list[str], prefix: str) -> None:
    """Let a station work for a day: new cases, changes, events, removals."""
    for _ in range(seed.randrange(1, 5)):
        what = seed.choice(("add", "add", "change", "change", "event", "remove"))
        if what == "add" or not cases:
            cases.append(desk.add_case(f"2026-{prefix}{len(cases) + 1:05d}"))
            continue
        case_id = seed.choice(cases)
        if desk.case(case_id)["deleted"]:
            continue
        if what == "change":
            desk.change_case(case_id, content=f"{prefix}{seed.random()}")
        elif what == "event":
            desk.add_event(case_id, int(desk.store.value("SELECT count(*) FROM case_events")) + 100)
        else:
            with desk.store.writing() as write:
                write.remove("cases", case_id, "录错了")


def newest_twins(desk: Desk) -> dict[tuple[str, str], tuple[int, str]]:
    """Give the last given-up state of each row in each epoch; states in between may be kept or not."""
    rows = desk.store.rows("SELECT row_id, epoch, revision, content FROM twins ORDER BY revision, content")
    return {(row["row_id"], row["epoch"]): (row["revision"], row["content"]) for row in rows}


@pytest.mark.parametrize("number", [*range(4), *(pytest.param(n, marks=pytest.mark.heavy) for n in range(4, 60))])
def test_any_order_any_duplication_any_fork(tmp_path: Path, clock: FixedClock, number: int) -> None:
    seed = random.Random(number)
    station = Desk(tmp_path / "station", "station", STATION_UNIT, "示例村", clock)
    township = Desk(tmp_path / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)
    enrol(township, station)
    others = [township.copy(tmp_path / f"other {n}") for n in range(3)]
    sticks: list[Path] = []
    cases: list[str] = []

    def work(desk: Desk, known: list[str], prefix: str, packages: int) -> None:
        for _ in range(packages):
            for _ in range(seed.randrange(3)):
                live_on(desk, seed, known, prefix)
            sticks.append(tmp_path / f"stick {len(sticks)}")
            desk.write(sticks[-1], full=seed.random() < 0.1)

    work(station, cases, "", 3)
    backup = station.copy(tmp_path / "backup")
    work(station, list(cases), "", seed.randrange(3))
    backup.begin_epoch()
    then = list(cases)
    work(backup, then, "B", 2)
    again = backup.copy(tmp_path / "backup again")
    work(backup, list(then), "B", seed.randrange(3))
    again.begin_epoch()
    work(again, list(then), "C", 2)
    states = []
    twins = []
    for desk in (township, *others):
        order = sticks if desk is township else seed.sample(sticks, len(sticks)) + seed.choices(sticks, k=5)
        for folder in order:
            (answer,) = desk.read(folder)
            assert answer.state in {"taken", "repeated"}, answer
        states.append(desk.shared_state())
        twins.append(newest_twins(desk))
        assert desk.store.value("SELECT count(*) FROM pragma_foreign_key_check") == 0
    assert all(state == states[0] for state in states)
    assert all(kept == twins[0] for kept in twins)
