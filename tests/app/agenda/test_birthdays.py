"""Birthdays that are told beforehand: 60, 70, 80, 90, also around 29 February and the end of a year."""

from datetime import date
from typing import Any

import pytest

from app.agenda.birthdays import birthday
from app.core.clock import FixedClock
from app.people.facts import TypedResident
from app.session import Session
from db.ledger_dues import birthdays
from db.store import Store
from tests.app.agenda.ledger_office import lines


def register(session: Session, name: str, born: str, **more: str) -> None:
    session.people.register(TypedResident(name=name, birth_day=born, **more), session.operator.id)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(1944, 2, 29), 80, date(2024, 2, 29)),
        (date(1944, 2, 29), 70, date(2014, 3, 1)),
        (date(1966, 12, 31), 60, date(2026, 12, 31)),
    ],
)
def test_who_was_born_on_29_february_has_it_on_1_march_where_there_is_none(born: date, age: int, day: date) -> None:
    assert birthday(born, age) == day


def test_round_birthdays_are_told_in_time(session: Session) -> None:
    register(session, "赵四", "1936-10-09")
    register(session, "钱二", "1946-11-08", villager_group="一组")
    register(session, "孙三", "1956-10-25")  # told from 15 days before on
    register(session, "李五", "1966-10-08")  # was yesterday
    register(session, "周六", "1971-10-12")  # 55
    register(session, "吴七", "1946-10-12", left_on="2026-01-01")
    group = session.agenda.today().group("birthdays")
    assert [(line.title, line.until, line.subject, line.detail) for line in group.lines] == [
        ("赵四满 90 岁", date(2026, 10, 9), "resident", ""),
        ("钱二满 80 岁", date(2026, 11, 8), "resident", "一组"),
    ]
    assert group.lines[0].why.startswith("今天生日，10月9日（周五）")
    assert group.lines[1].why.startswith("还有 30 天，11月8日（周日）")
    assert group.lines[0].posted == "赵*满 90 岁"
    assert session.agenda.today(whole=False).group("birthdays").lines == ()


@pytest.mark.parametrize(("day", "told"), [(date(2024, 2, 29), 1), (date(2024, 3, 1), 0), (date(2024, 1, 29), 0)])
def test_a_leap_day_is_found(session: Session, clock: FixedClock, day: date, told: int) -> None:
    register(session, "赵四", "1944-02-29")
    register(session, "钱二", "1954-02-28")
    found = [line for line in session.agenda.on(day).group("birthdays").lines if line.title.startswith("赵四")]
    assert len(found) == told
    for today in (date(2025, 2, 28), date(2034, 2, 28)):
        assert lines(session.agenda.on(today), "resident") is not None


def test_a_year_end_is_crossed(session: Session) -> None:
    register(session, "赵四", "1967-01-05")
    assert [line.title for line in session.agenda.on(date(2026, 12, 20)).group("birthdays").lines] == ["赵四满 60 岁"]


def test_the_register_is_not_read_through_for_them(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []
    read = store.rows

    def kept(sql: str, values: tuple[str, ...]) -> list[dict[str, Any]]:
        asked.append((sql, values))
        return read(sql, values)

    monkeypatch.setattr(store, "rows", kept)
    assert birthdays(store, [("1966-10-08", "1966-11-08"), ("1956-10-08", "1956-10-24")]) == []
    ((sql, values),) = asked
    plan = [row["detail"] for row in read(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("residents_by_birth_day (birth_day>? AND birth_day<?)" in step for step in plan)
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN s VIRTUAL TABLE INDEX 1:"]
