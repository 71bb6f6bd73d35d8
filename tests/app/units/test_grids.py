"""Households belong to one grid each; a whole villager group goes in at once."""

import random
from datetime import date
from itertools import pairwise

import pytest

from app.core.errors import Refused
from app.session import Session
from app.units.facts import TypedHolder, Unit
from tests.app.units.setting_up import household, unit, villager


def test_a_household_belongs_to_one_grid_and_moves(session: Session, station: Unit, grid: Unit) -> None:
    other = unit(session, "grid", "第二网格", station.id)
    home = household(session, "1", "赵一")
    villager(session, "赵一", household=home)
    session.grids.put(grid.id, [home])
    session.grids.put(other.id, [home])
    session.posts.take(session.posts.of(other.id)[0].id, TypedHolder(name="钱二"))
    first, second = session.grids.all()
    assert (first.households, first.people, first.responsible) == (0, 0, ())
    assert (second.households, second.people, second.responsible[0].name) == (1, 1, "钱二")
    assert session.grids.households(other.id)[0].head_name == "赵一"
    session.grids.take_out([home])
    assert session.grids.grid_of(home) == ""
    with pytest.raises(Refused, match="不在网格里"):
        session.grids.take_out([home])
    session.grids.put(grid.id, [home])
    assert session.grids.grid_of(home) == "第一网格"


def test_a_villager_group_goes_in_at_once_and_those_inside_stay(session: Session, station: Unit, grid: Unit) -> None:
    other = unit(session, "grid", "第二网格", station.id)
    homes = [household(session, str(number), f"赵{number}") for number in range(3)]
    household(session, "9", "钱二", "二组")
    session.grids.put(other.id, homes[:1])
    assert [(one.name, one.households) for one in session.grids.groups_outside()] == [("一组", 2), ("二组", 1)]
    assert session.grids.put_group(grid.id, "一组")[0] == 2
    assert session.grids.grid_of(homes[0]) == "第二网格"
    with pytest.raises(Refused, match="一组的住户都已经有网格了"):
        session.grids.put_group(grid.id, "一组")
    assert session.grids.put_group(grid.id, "")[0] == 1


def test_only_open_grids_take_households_that_exist(session: Session, station: Unit, grid: Unit) -> None:
    home = household(session, "1", "赵一")
    with pytest.raises(Refused, match="不管住户"):
        session.grids.put(station.id, [home])
    with pytest.raises(Refused, match="找不到了"):
        session.grids.put(grid.id, [home, "nothing"])
    assert session.grids.grid_of(home) == ""
    session.network.close(grid.id, "撤了")
    with pytest.raises(Refused, match="不在了"):
        session.grids.put(grid.id, [home])


def test_where_a_household_was_before_stays_readable(session: Session, station: Unit, grid: Unit) -> None:
    other, home = unit(session, "grid", "第二网格", station.id), household(session, "1", "赵一")
    session.grids.put(grid.id, [home], date(2026, 1, 1))
    for day, wrong in ((date(2025, 12, 31), "不能比这早"), (date(2026, 10, 10), "不能晚于今天")):
        with pytest.raises(Refused, match=wrong):
            session.grids.put(other.id, [home], day)
    assert session.grids.put(other.id, [home, home], date(2026, 6, 1))[0] == 1
    session.grids.take_out([home], date(2026, 9, 30))
    place = session.homes.of(home)
    assert (place.grid, place.since) == ("", None)
    told = [(one.grid, one.since, one.until) for one in place.before]
    assert told == [
        ("第二网格", date(2026, 6, 1), date(2026, 9, 30)),
        ("第一网格", date(2026, 1, 1), date(2026, 5, 31)),
    ]
    session.grids.put(grid.id, [home])
    session.grids.put(other.id, [home])  # put right on the same day: nothing was before
    assert len(session.homes.of(home).before) == 2
    assert session.homes.of(home).grid == "第二网格"
    with pytest.raises(Refused, match="不能比这早"):
        session.grids.take_out([home], date(2026, 10, 8))


def test_a_household_has_the_grids_or_its_own_responsible_member(session: Session, grid: Unit) -> None:
    home = household(session, "1", "赵一")
    villager(session, "钱二", "13800000002")
    with pytest.raises(Refused, match="本来就由网格员负责"):
        session.homes.entrust([home], "")
    session.grids.put(grid.id, [home])
    assert session.homes.of(home).responsible == ""
    session.posts.take(session.posts.of(grid.id)[0].id, TypedHolder(name="王守田", phone="13800000001"))
    assert (session.homes.of(home).responsible, session.homes.of(home).own) == ("王守田", "")
    session.homes.entrust([home], "钱二")
    place = session.homes.of(home)
    assert (place.responsible, place.phone, bool(place.own)) == ("钱二", "13800000002", True)
    assert session.grids.households(grid.id)[0].responsible == "钱二"
    with pytest.raises(Refused, match="钱二已经是责任人"):
        session.homes.entrust([home], "钱二")
    session.homes.entrust([home], "孙三")
    assert [(one.name, one.until is None) for one in session.posts.links(home)] == [("孙三", True), ("钱二", False)]
    session.homes.entrust([home], "")
    assert session.homes.of(home).responsible == "王守田"
    with pytest.raises(Refused, match="找不到了"):
        session.homes.entrust(["nothing"], "钱二")


def test_a_household_is_found_by_its_head_number_group_or_address(session: Session, grid: Unit) -> None:
    home = household(session, "101", "赵一")
    household(session, "102", "钱二", "二组")
    session.grids.put(grid.id, [home])
    assert [(one.head_name, one.grid) for one in session.grids.find_households("zy", 9)] == [("赵一", "第一网格")]
    assert [one.head_name for one in session.grids.find_households("二组", 9)] == ["钱二"]
    assert [one.head_name for one in session.grids.find_households("10", 1)] == ["赵一"]
    assert session.grids.find_households("没有", 9) == []


def test_a_removed_household_keeps_no_grid_open(session: Session, grid: Unit) -> None:
    home = household(session, "1", "赵一")
    session.grids.put(grid.id, [home])
    session.people.remove_household(home, session.operator.id, "登记重了")
    assert session.grids.households(grid.id) == []
    session.network.close(grid.id, "没有住户了")
    assert session.homes.of(home).grid == ""


def test_whatever_is_done_in_which_order_a_household_is_in_one_grid_at_a_time(
    session: Session, station: Unit, grid: Unit
) -> None:
    grids = [grid.id, *(unit(session, "grid", f"第{n}网格", station.id).id for n in (2, 3))]
    home, chance = household(session, "1", "赵一"), random.Random(4)
    refused = 0
    for _ in range(60):
        day = date(2026, 10, chance.randint(1, 9))
        try:
            if chance.random() < 0.3:
                session.grids.take_out([home], day)
            else:
                session.grids.put(chance.choice(grids), [home], day)
        except Refused:
            refused += 1
        place = session.homes.of(home)
        spans = [(one.since, one.until) for one in reversed(place.before)]
        spans += [(place.since, date.max)] if place.grid_id else []
        assert all(first is not None and first <= last for first, last in spans)
        assert all(before[1] < after[0] for before, after in pairwise(spans) if after[0] is not None)
    assert 0 < refused < 60
