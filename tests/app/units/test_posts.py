"""Posts A and B: taken over from a day on, left, ended; links of the leaders."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.session import Session
from app.units.facts import TypedHolder, TypedLink, Unit
from app.units.typed import UnitFaults
from tests.app.units.setting_up import household, unit, villager

TODAY = date(2026, 10, 9)


def test_a_post_is_taken_over_and_the_one_before_leaves_the_day_before(session: Session, station: Unit) -> None:
    known = villager(session, "李淑芬", "13800000001")
    post = session.posts.of(station.id)[0]
    first, _ = session.posts.take(post.id, TypedHolder(name="王守田", since="2024-01-01", phone="0455-5550101"))
    second, _ = session.posts.take(post.id, TypedHolder(name="李 淑芬", since="2026-10-01"))
    assert first.now("A", TODAY) is not None
    now, before = second.now("A", TODAY), second.now("A", date(2026, 9, 30))
    assert now is not None
    assert before is not None
    assert (now.name, now.resident_id, now.phone, now.phone_open) == ("李淑芬", known, "13800000001", False)
    assert (before.name, before.resident_id, before.until) == ("王守田", "", date(2026, 9, 30))
    assert second.now("B", TODAY) is None
    with pytest.raises(Refused, match="已经在这个岗位上"):
        session.posts.take(post.id, TypedHolder(resident_id=known, name="李淑芬"))
    with pytest.raises(Refused, match="接手的日期要比这晚"):
        session.posts.take(post.id, TypedHolder(name="赵一", since="2026-09-30"))
    with pytest.raises(UnitFaults):
        session.posts.take(post.id, TypedHolder(name="", role="C", phone="1", since="昨天"))
    with pytest.raises(Refused, match="找不到这位村民"):
        session.posts.take(post.id, TypedHolder(resident_id="nobody", name="某人"))


def test_two_of_one_name_stay_a_bare_name(session: Session, station: Unit) -> None:
    for _ in range(2):
        villager(session, "张伟")
    post, _ = session.posts.take(session.posts.of(station.id)[0].id, TypedHolder(name="张伟", role="B"))
    now = post.now("B", TODAY)
    assert now is not None
    assert now.resident_id == ""


def test_leaving_and_ending(session: Session, station: Unit) -> None:
    post = session.posts.of(station.id)[0]
    held, _ = session.posts.take(post.id, TypedHolder(name="王守田", since="2026-10-01"))
    with pytest.raises(Refused, match="早于到岗"):
        session.posts.leave(held.holders[0].id, date(2026, 9, 1))
    session.posts.leave(held.holders[0].id)
    with pytest.raises(Refused, match="已经不在岗"):
        session.posts.leave(held.holders[0].id)
    session.posts.take(post.id, TypedHolder(name="赵一", since="2026-10-10"))
    session.posts.end(post.id)
    ended = session.posts.find(post.id)
    assert ended.ended_on == TODAY
    assert all(one.until is not None for one in ended.holders)
    for act in (lambda: session.posts.end(post.id), lambda: session.posts.take(post.id, TypedHolder(name="钱二"))):
        with pytest.raises(Refused, match="已经撤了"):
            act()
    with pytest.raises(Refused, match="找不到这个岗位"):
        session.posts.find("nothing")


def test_posts_are_added_and_renamed_once_by_each_name(session: Session, station: Unit) -> None:
    post, _ = session.posts.add(station.id, " 民政窗口 ", "低保、救助")
    assert session.posts.edit(post.id, "民政岗")[0].name == "民政岗"
    for name in ("民政岗", "", "长" * 41):
        with pytest.raises(UnitFaults):
            session.posts.add(station.id, name)
    with pytest.raises(UnitFaults):
        session.posts.add(station.id, "新岗", "长" * 501)
    with pytest.raises(Refused, match="不在了"):
        session.posts.add("nothing", "新岗")


def test_leaders_are_linked_to_units_and_households(session: Session, point: Unit) -> None:
    home = household(session, "0001", "赵一")
    office = TypedLink(target_id=point.id, name="王守田", title="包点干部", phone="0455-5550101", phone_open=True)
    session.posts.link(office)
    session.posts.link(TypedLink(target="household", target_id=home, name="李淑芬"))
    by_target = {one.target: one for one in session.posts.links()}
    assert (by_target["unit"].target_name, by_target["unit"].phone_open) == ("东头服务点", True)
    assert by_target["household"].target_name == "赵一户 0001"
    session.posts.unlink(by_target["unit"].id)
    assert session.posts.links(point.id)[0].until == TODAY
    with pytest.raises(Refused, match="已经结束"):
        session.posts.unlink(by_target["unit"].id)
    with pytest.raises(Refused, match="不在了"):
        session.posts.link(TypedLink(target="household", target_id="nothing", name="甲乙"))
    with pytest.raises(UnitFaults):
        session.posts.link(TypedLink(name="", title="长" * 501, since="x", phone="1"))


def test_a_post_ends_with_its_unit_and_comes_back_with_it(session: Session, station: Unit, grid: Unit) -> None:
    other = unit(session, "grid", "第二网格", station.id)
    post = session.posts.of(grid.id)[0]
    session.posts.take(post.id, TypedHolder(name="赵一", since="2026-01-01"))
    session.posts.link(TypedLink(target_id=grid.id, name="钱二", title="包村干部"))
    session.network.merge(grid.id, other.id, "两格合一")
    ended = session.posts.find(post.id)
    assert (ended.ended_on, ended.holders[0].until) == (session.clock.today(), session.clock.today())
    assert all(one.until for one in session.posts.links(grid.id))
    session.network.reopen(grid.id, "又分开")
    again = session.posts.find(post.id)
    assert again.ended_on is None
    assert again.holders[0].until == session.clock.today()


def test_what_was_put_down_wrongly_is_put_right_on_the_same_day_and_nobody_holds_both_roles(
    session: Session, station: Unit
) -> None:
    post = session.posts.of(station.id)[0]
    session.posts.take(post.id, TypedHolder(name="王守天", since="2026-01-01"))
    made, _ = session.posts.take(post.id, TypedHolder(name="王守田", since="2026-01-01"))
    assert [(one.name, one.until) for one in made.holders] == [("王守田", None)]
    with pytest.raises(Refused, match="王守田已经在这个岗位上（A 岗）"):
        session.posts.take(post.id, TypedHolder(name="王守田", role="B", since="2026-02-01"))
    session.posts.take(post.id, TypedHolder(name="赵一", since="2026-12-01"))
    session.posts.end(post.id)
    assert [(one.name, one.until) for one in session.posts.find(post.id).holders] == [("王守田", TODAY)]
    with pytest.raises(Refused, match="撤岗日期不能晚于今天"):
        session.posts.end(session.posts.of(station.id)[1].id, date(2026, 10, 10))
