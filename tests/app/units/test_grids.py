"""Households belong to one grid each; a whole villager group goes in at once."""

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
    session.grids.take_out(home)
    assert session.grids.grid_of(home) == ""
    with pytest.raises(Refused, match="不在网格里"):
        session.grids.take_out(home)
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
