"""Setting up, moving, merging and closing units; what cannot be is refused and changes nothing."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from app.core.errors import Refused
from app.ledgers.kinds.values import Ref
from app.operators.rights import NotAllowed
from app.session import Session
from app.session.resolving import NameResolver
from app.units.facts import TypedHolder, TypedUnit, Unit, typed_again
from app.units.typed import UnitFaults
from tests.app.units.setting_up import household, unit


def names(session: Session) -> list[str]:
    return [one.name for one in session.network.units()]


def test_the_office_begins_with_its_own_three_tiers(session: Session, station: Unit) -> None:
    assert names(session) == ["示例县党务政务服务中心", "示例镇便民服务中心", "示例村便民服务站"]
    assert [one.name for one in session.network.way(station.id)] == names(session)
    assert station.code == session.units.own().unit
    assert [post.name for post in session.posts.of(station.id)] == ["站长", "代办员"]
    with pytest.raises(Refused, match="已经有单位"):
        session.network.begin()


def test_what_is_wrong_is_said_beside_each_field(session: Session, station: Unit) -> None:
    typed = TypedUnit(kind="便民服务点", parent_id=station.id, phone="12", floor_area="很大", founded_on="去年")
    with pytest.raises(UnitFaults) as told:
        session.network.add(typed)
    assert {fault.field for fault in told.value.faults} == {"name", "phone", "floor_area", "founded_on"}
    for spoilt in (
        {"name": "长" * 41},
        {"name": "示例村便民服务站"},
        {"name": "点", "parent_id": ""},
        {"name": "点", "parent_id": session.network.named("示例县").id},
        {"name": "点", "founded_on": "1800-01-01"},
        {"name": "点", "note": "长" * 501},
        {"name": "点", "floor_area": "100001"},
    ):
        plain = TypedUnit(kind="service_point", parent_id=station.id)
        with pytest.raises(UnitFaults):
            session.network.add(msgspec.structs.replace(plain, **spoilt))
    with pytest.raises(Refused, match="没有“衙门”这种单位"):
        session.network.add(TypedUnit(kind="衙门", name="衙门"))
    assert len(names(session)) == 3


def test_a_unit_is_changed_and_moved_but_never_under_itself(session: Session, station: Unit, grid: Unit) -> None:
    inner = unit(session, "grid", "第二网格", grid.id)
    typed = msgspec.structs.replace(typed_again(grid), short="一网", floor_area="１２０", founded_on="2020年3月1日")
    changed, changes = session.network.edit(grid.id, typed)
    assert (changed.short, changed.floor_area, changes.touches("units")) == ("一网", 120, True)
    assert typed_again(changed).founded_on == "2020-03-01"
    for parent in (grid.id, inner.id):
        with pytest.raises(UnitFaults, match="在它下面"):
            session.network.edit(grid.id, msgspec.structs.replace(typed, parent_id=parent))
    session.network.edit(inner.id, msgspec.structs.replace(typed_again(inner), parent_id=station.id))
    assert session.network.unit(inner.id).parent_id == station.id


def test_closing_needs_a_reason_and_nothing_below_and_keeps_the_past(
    session: Session, station: Unit, grid: Unit
) -> None:
    with pytest.raises(Refused, match="要写明原因"):
        session.network.close(grid.id, " ")
    with pytest.raises(Refused, match="下面还有 1 个单位（第一网格）"):
        session.network.close(station.id, "撤了")
    session.grids.put(grid.id, [household(session, "1", "赵一")])
    with pytest.raises(Refused, match="还管着住户"):
        session.network.close(grid.id, "撤了")
    session.grids.take_out([session.grids.households(grid.id)[0].id])
    tomorrow = session.clock.today().replace(day=10)
    with pytest.raises(Refused, match="不能晚于今天"):
        session.network.close(grid.id, "撤了", tomorrow)
    closed, _ = session.network.close(grid.id, "网格调整")
    assert (closed.closed_on, closed.end_reason, closed.is_open) == (session.clock.today(), "网格调整", False)
    assert "第一网格" not in names(session)
    assert "第一网格" in [one.name for one in session.network.units(ended=True)]
    with pytest.raises(Refused, match="已经撤并"):
        session.network.edit(grid.id, typed_again(grid))
    again, _ = session.network.reopen(grid.id, "又设了")
    assert again.is_open
    with pytest.raises(Refused, match="没有关闭"):
        session.network.reopen(grid.id, "又设了")


def test_merging_takes_everything_below_along(session: Session, station: Unit, grid: Unit) -> None:
    into = unit(session, "grid", "第二网格", station.id)
    inner = unit(session, "grid", "小网格", grid.id)
    home = household(session, "1", "赵一")
    session.grids.put(grid.id, [home])
    for wrong in (grid.id, inner.id, station.id):
        with pytest.raises(Refused):
            session.network.merge(grid.id, wrong, "两格并一格")
    merged, _ = session.network.merge(grid.id, into.id, "两格并一格")
    assert merged.merged_into == into.id
    assert session.network.unit(inner.id).parent_id == into.id
    assert [one.id for one in session.grids.households(into.id)] == [home]
    assert session.grids.grid_of(home) == "第二网格"
    _, changes = session.history.undo(session.operator.id)
    assert changes.touches("units", "grid_households")
    assert session.network.unit(grid.id).is_open
    assert session.network.unit(inner.id).parent_id == grid.id
    assert session.grids.grid_of(home) == "第一网格"


def test_only_what_nothing_hangs_on_goes_to_the_bin(session: Session, station: Unit, grid: Unit) -> None:
    with pytest.raises(Refused, match="下面还有单位"):
        session.network.take_back(station.id, "设错了")
    (post,) = session.posts.of(grid.id)
    session.posts.take(post.id, TypedHolder(name="赵一"))
    with pytest.raises(Refused, match="岗位上有人"):
        session.network.take_back(grid.id, "设错了")
    wrong = unit(session, "grid", "错网格", station.id)
    session.network.take_back(wrong.id, "设错了")
    with pytest.raises(Refused, match="找不到这个单位"):
        session.network.unit(wrong.id)
    assert any("错网格" in one.name for one in session.history.bin())


def test_a_name_finds_its_unit_and_several_are_refused(session: Session, station: Unit, point: Unit) -> None:
    assert session.network.named("东头服务点") == session.network.named(point.id) == point
    with pytest.raises(Refused, match="没有叫“西头”的单位"):
        session.network.named("西头")
    found = session.unit_finding.candidates("服务点")
    assert [(one.id, one.detail) for one in found] == [(point.id, "便民服务点")]
    whole = "示例村便民服务站 站长"
    assert [one.name for one in session.unit_finding.candidates(whole, "post")] == [whole]
    assert session.unit_finding.candidates("站长", "post")[0].name == "示例村便民服务站 站长"
    assert session.unit_finding.candidates("没有这个") == []
    assert [one.name for one in session.unit_finding.candidates("DT")] == ["东头服务点"]
    assert [one.name for one in session.unit_finding.candidates("dongtou fzr", "post")] == ["东头服务点 服务点负责人"]
    assert session.unit_finding.candidates("f") == []  # one letter: only what begins so


def test_a_name_typed_into_a_ledger_means_a_unit_or_a_post(session: Session, point: Unit) -> None:
    resolver = NameResolver(session)
    assert resolver.candidates("unit", "东头服务点") == (Ref(point.id, "东头服务点"),)
    assert resolver.candidates("unit", "东头") == ()
    (post,) = resolver.candidates("post", "服务点负责人")
    assert post.name == resolver.named("post", post.id) == "东头服务点 服务点负责人"
    assert resolver.named("unit", point.id) == "东头服务点"
    assert resolver.named("unit", "nothing") == resolver.named("post", "nothing") == ""


def test_whoever_has_no_right_changes_no_unit(session: Session, station: Unit) -> None:
    session.sit_down(replace(session.operator, role="查看"))
    with pytest.raises(NotAllowed, match="只能看，不能修改组织"):
        unit(session, "service_point", "东头服务点", station.id)
    assert len(names(session)) == 3


def test_the_search_box_finds_a_unit_by_its_name_and_by_who_holds_a_post_there(session: Session, point: Unit) -> None:
    session.posts.take(session.posts.of(point.id)[0].id, TypedHolder(name="赵一"))
    for text in ("东头", "赵一"):  # a part of its name, and who holds a post
        (hit,) = [one for one in session.search.find(text) if one.kind == "unit"]
        assert (hit.id, hit.detail) == (point.id, "便民服务点 · 服务点负责人 赵一")
    assert [one.title for one in session.search.find("dtfwd")] == ["东头服务点"]
    assert [one.title for one in session.search.find("dong zy")] == ["东头服务点"]
    session.network.close(point.id, "撤了")
    assert session.search.find("东头") == session.search.find("赵一") == session.search.find("东头", 1) == []


def test_nothing_ends_before_it_began_and_a_merging_is_undone_whole(
    session: Session, station: Unit, grid: Unit
) -> None:
    young, _ = session.network.add(
        TypedUnit(kind="grid", name="第二网格", parent_id=station.id, founded_on="2026-09-01")
    )
    with pytest.raises(Refused, match="2026-09-01才成立"):
        session.network.close(young.id, "撤了", date(2026, 8, 31))
    home = household(session, "1", "赵一")
    session.grids.put(grid.id, [home], date(2026, 1, 1))
    session.posts.take(session.posts.of(grid.id)[0].id, TypedHolder(name="王守田", since="2026-01-01"))
    session.network.merge(grid.id, young.id, "两格合一")
    assert session.homes.of(home).before[0].grid == "第一网格"
    session.history.undo(session.operator.id)
    place = session.homes.of(home)
    assert (place.grid, place.responsible, place.before) == ("第一网格", "王守田", ())
    assert session.network.unit(grid.id).is_open
