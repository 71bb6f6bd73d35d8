"""Villager groups stand as people count them."""

import pytest

from app.session import Session
from db.group_order import group_place


@pytest.mark.parametrize(
    "names",
    [
        ["一组", "二组", "三组", "四组", "九组", "十组", "十一组", "十九组", "二十组", "二十一组", "一百零二组"],
        ["第1组", "第2组", "第10组", "第11组"],
        ["", "3组", "四组", "5组"],
        ["东湾一组", "东湾二组", "西坡一组", "西坡三组"],
    ],
)
def test_numbers_are_counted_however_they_are_written(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=group_place) == names


def test_what_holds_no_number_stays_as_it_is() -> None:
    assert [group_place(name) for name in ("老屋场", "", None)] == ["老屋场", "", ""]


def test_statements_sort_with_it(session: Session) -> None:
    rows = session.store.rows(
        "SELECT column1 AS name FROM (VALUES ('三组'), ('十组'), ('二组'), ('一组')) ORDER BY group_place(column1)"
    )
    assert [row["name"] for row in rows] == ["一组", "二组", "三组", "十组"]
