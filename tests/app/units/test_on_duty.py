"""Who is on duty today: roster and posts, with whoever stands in."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.people.facts import TypedResident
from app.session import Session
from app.units.facts import TypedHolder, Unit
from app.units.on_duty import duty_words
from app.units.stand_ins import StandIn
from tests.app.units.setting_up import villager

TODAY, TOMORROW = date(2026, 10, 9), date(2026, 10, 10)


@pytest.fixture
def manned(session: Session, station: Unit, point: Unit) -> Session:
    session.posts.add(station.id, "空岗")
    post = session.posts.of(station.id)[1]
    session.posts.take(post.id, TypedHolder(name="王守田", phone="0455-5550101", phone_open=True, since="2026-01-01"))
    session.posts.take(post.id, TypedHolder(name="李淑芬", role="B", phone="13800000001", since="2026-01-01"))
    session.posts.take(session.posts.of(point.id)[0].id, TypedHolder(name="赵一", since="2026-01-01"))
    for half in ("am", "pm"):
        session.roster.put(TODAY, half, "A", "王守田")
    return session


def shown(session: Session, day: date = TODAY) -> dict[str, str]:
    return {one.place: one.there.name for one in session.duty_today.on(day)}


def test_without_stand_ins_everybody_is_where_they_are_put_down(manned: Session) -> None:
    assert shown(manned) == {"值班（全天）": "王守田", "示例村 代办员": "王守田", "东头服务点 服务点负责人": "赵一"}
    assert duty_words(manned.duty_today.on(TODAY)) == "值班（全天） 王守田"
    assert manned.duty_today.on(TODAY)[1].phone == "0455-5550101"
    manned.roster.put(TODAY, "pm", "A", "钱二")
    assert list(shown(manned))[:2] == ["值班（上午）", "值班（下午）"]
    assert "值班（全天）" not in shown(manned, TOMORROW)


def test_the_second_takes_over_or_whoever_is_named(manned: Session) -> None:
    manned.stand_ins.arrange(StandIn(away="王守田", first=TODAY, last=TOMORROW, reason="开会"))
    assert shown(manned) == {"值班（全天）": "", "示例村 代办员": "李淑芬", "东头服务点 服务点负责人": "赵一"}
    agent = manned.duty_today.on(TODAY)[1]
    assert (agent.is_another, agent.reason, agent.phone) == (True, "开会", "13800000001")
    (absence,) = manned.stand_ins.between(TODAY, TODAY)
    manned.stand_ins.come_back(absence.id)
    assert shown(manned)["值班（全天）"] == "王守田"
    manned.stand_ins.arrange(StandIn(away="王守田", instead="赵一", first=TODAY))
    assert shown(manned) == {"值班（全天）": "赵一", "示例村 代办员": "赵一", "东头服务点 服务点负责人": "赵一"}
    assert shown(manned, TOMORROW)["示例村 代办员"] == "王守田"


def test_a_stand_in_that_runs_ends_yesterday_and_one_to_come_goes_away(manned: Session) -> None:
    manned.stand_ins.arrange(StandIn(away="王守田", instead="赵一", first=date(2026, 10, 5), last=TOMORROW))
    (running,) = manned.stand_ins.between(TODAY, TODAY)
    manned.stand_ins.come_back(running.id)
    assert manned.stand_ins.between(TODAY, TODAY) == []
    assert manned.stand_ins.between(date(2026, 10, 8), TODAY)[0].last == date(2026, 10, 8)
    manned.stand_ins.arrange(StandIn(away="王守田", first=TOMORROW))
    (coming,) = manned.stand_ins.between(TOMORROW, TOMORROW)
    manned.stand_ins.come_back(coming.id)
    with pytest.raises(Refused, match="已经取消"):
        manned.stand_ins.come_back(coming.id)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (StandIn(away="王守田", instead="王守田", first=TODAY), "不能替自己"),
        (StandIn(away="王守田", first=TODAY, last=date(2026, 10, 1)), "早于第一天"),
        (StandIn(away="王守田", first=TODAY, last=date(2028, 10, 1)), "最长一年"),
        (StandIn(away=" ", first=TODAY), "没有填写姓名"),
        (StandIn(away="王守田", first=TODAY, reason="长" * 501), "太长"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_is_refused(manned: Session, typed: StandIn, told: str) -> None:
    with pytest.raises(Refused, match=told):
        manned.stand_ins.arrange(typed)
    assert manned.stand_ins.between(TODAY, TODAY) == []


def test_nobody_is_away_twice_at_once_but_from_two_posts(manned: Session) -> None:
    manned.stand_ins.arrange(StandIn(away="王守田", first=TODAY, post_id="one"))
    manned.stand_ins.arrange(StandIn(away="王守田", first=TODAY, post_id="two"))
    for post_id in ("", "one"):
        with pytest.raises(Refused, match="已经安排了替班"):
            manned.stand_ins.arrange(StandIn(away="王守田", first=TODAY, post_id=post_id))


def test_erasing_a_resident_takes_name_and_phone_out_of_every_list(manned: Session, point: Unit) -> None:
    gone = villager(manned, "孙三", "13800000009")
    post = manned.posts.of(point.id)[0]
    manned.posts.take(post.id, TypedHolder(name="孙三", role="B"))
    manned.roster.put(TOMORROW, "am", "A", "孙三")
    manned.stand_ins.arrange(StandIn(away="王守田", instead="孙三", first=TODAY, reason="孙三来替"))
    manned.stand_ins.arrange(StandIn(away="孙三", instead="赵一", first=TOMORROW))
    request, _ = manned.privacy.requests.register(gone, "erase", "本人来说", manned.operator)
    assert any("东头服务点 服务点负责人（B 岗" in value for label, value in manned.privacy.gathering.of(gone).facts)
    manned.privacy.erase(request.number, "本人请求")
    rows = [
        *manned.store.rows("SELECT * FROM post_holders"),
        *manned.store.rows("SELECT * FROM duty_turns"),
        *manned.store.rows("SELECT * FROM stand_ins"),
        *manned.store.rows("SELECT * FROM journal_values"),
    ]
    assert not any("孙三" in str(value) or "13800000009" in str(value) for row in rows for value in row.values())
    assert shown(manned)["示例村 代办员"] == "李淑芬"
    assert manned.stand_ins.between(TODAY, TODAY)[0].person.name == "王守田"
    assert manned.roster.of_day(TOMORROW) == []


def test_whoever_moved_away_is_not_there_and_two_cannot_stand_in_for_each_other(manned: Session, point: Unit) -> None:
    left = villager(manned, "周六", "13800000006")
    post = manned.posts.of(point.id)[0]
    manned.posts.take(post.id, TypedHolder(name="周六", since="2026-02-01"))
    manned.posts.take(post.id, TypedHolder(name="吴七", role="B", since="2026-01-01"))
    manned.roster.put(date(2026, 11, 2), "am", "A", "周六")
    typed = TypedResident(name="周六", left_on="2026-10-01", left_reason="去世")
    manned.people.edit(left, typed, manned.operator.id)
    (row,) = [one for one in manned.duty_today.on(TODAY) if one.place.startswith("东头")]
    assert (row.planned.name, row.there.name, row.reason, row.stand_in_id) == ("周六", "吴七", "去世", "")
    holder = manned.posts.find(post.id).holders[0]
    assert (holder.gone(date(2026, 9, 30)), holder.gone(TODAY)) == ("", "去世")
    assert duty_words(manned.duty_today.on(TODAY)).endswith("；东头服务点 服务点负责人 吴七（替周六：去世）")
    assert "周六" not in manned.roster.pattern("2026-12").people
    manned.stand_ins.arrange(StandIn(away="王守田", instead="孙三", first=TODAY))
    with pytest.raises(Refused, match="王守田那几天也不在，替班的又是孙三"):
        manned.stand_ins.arrange(StandIn(away="孙三", instead="王守田", first=TODAY, last=date(2026, 10, 12)))
    manned.stand_ins.arrange(StandIn(away="孙三", first=TODAY))
    ends = StandIn(away="吴七", instead="郑八", first=TODAY, last=date(2026, 10, 20), post_id=post.id)
    manned.stand_ins.arrange(ends)
    manned.stand_ins.arrange(StandIn(away="周六", instead="郑八", first=date(2026, 10, 18), post_id=post.id))
    manned.posts.end(post.id)
    found = [one for one in manned.stand_ins.between(TODAY, date(2026, 10, 31)) if one.post_id]
    assert [(one.person.name, one.last) for one in found] == [("吴七", TODAY)]
    manned.stand_ins.arrange(StandIn(away="赵一", first=TODAY, reason="外出"))
    assert duty_words(manned.duty_today.on(TODAY), 1) == "！值班（全天）没有人（王守田请假）；另有 1 处替班"
