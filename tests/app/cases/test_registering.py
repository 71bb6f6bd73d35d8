"""Registering a case: what is written, when it is due, and what is refused."""

from datetime import date, datetime
from typing import Any

import pytest

from app.cases.facts import Applicant, NewCase
from app.cases.service import Cases
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.settings import Settings
from app.people.facts import is_minor
from db.store import Store
from tests.app.cases.desk import Desk, HeardIndex, Person
from tests.conftest import CHINA


def test_a_promised_case_is_registered_without_a_due_day(desk: Desk, index: HeardIndex) -> None:
    case = desk.register("P20", "李守业", papers=("身份证",), content="砍两棵杨树")
    assert case.number == "2026-00001"
    assert (case.state, case.registered_on, case.due_day) == ("registered", date(2026, 10, 9), None)
    assert [(paper.name, paper.received, paper.copies) for paper in case.materials] == [
        ("身份证", True, 1),
        ("户口簿", False, 2),
    ]
    assert (case.first_contact, case.category, case.item_version_id) == ("王守田", "事务代办", "v1")
    assert not case.brought_over
    assert index.ids == [case.id]


def test_numbers_go_up_and_years_have_their_own(desk: Desk) -> None:
    assert [desk.register().number for _ in range(3)] == ["2026-00001", "2026-00002", "2026-00003"]
    assert desk.register(day=date(2025, 12, 31)).number == "2025-00001"


def test_the_event_and_the_journal_tell_who_and_when(desk: Desk, cases: Cases, store: Store) -> None:
    case = desk.register()
    (event,) = cases.events(case)
    assert (event.what, event.day, event.operator_name, event.to_state) == (
        "register",
        date(2026, 10, 9),
        "王守田",
        "registered",
    )
    journalled = store.rows("SELECT tbl, action, operator FROM journal ORDER BY seq DESC LIMIT 2")
    assert {row["tbl"] for row in journalled} == {"cases", "case_events"}
    assert {row["operator"] for row in journalled} == {Person().id}


def test_a_direct_case_is_due_at_once(desk: Desk) -> None:
    case = desk.register("DIR")
    assert case.due_day == date(2026, 10, 9)
    assert desk.cases.line(case).badge == "即办"


def test_a_direct_case_in_the_evening_is_due_the_next_working_day(desk: Desk) -> None:
    desk.clock.advance(hours=9)
    case = desk.register("DIR")
    assert case.due_day == date(2026, 10, 10)
    (event,) = desk.cases.events(case)
    assert event.details["after_closing"] is True


def test_a_direct_case_brought_over_knows_no_hour(desk: Desk) -> None:
    desk.clock.advance(hours=9)
    assert desk.register("DIR", day=date(2026, 9, 30)).due_day == date(2026, 9, 30)
    assert desk.register("DIR", day=date(2026, 10, 1)).due_day == date(2026, 10, 8)


def test_questions_are_answered_at_once_or_within_their_days(desk: Desk) -> None:
    assert desk.register("ANS").due_day == date(2026, 10, 9)
    assert desk.register("ANS3").due_day == date(2026, 10, 13)
    written = desk.register("ANS", written=True)
    assert (written.due_day, written.promised_days) == (date(2026, 10, 15), 5)


def test_a_day_before_today_marks_the_case_as_brought_over(desk: Desk, cases: Cases) -> None:
    case = desk.register(day=date(2026, 9, 1))
    assert case.brought_over
    assert cases.events(case)[0].details["entered_later"] is True


def test_who_comes_is_kept_as_known(desk: Desk) -> None:
    child = Applicant(
        name="王小苗", id="r1", id_number="x", phone="19900000001", address="一组 3 号", group="一组",
        birth_day=date(2010, 5, 1),
    )  # fmt: skip
    case, changes = desk.cases.register(NewCase(applicant=child, item_code="P20", agent_name="王大田"), desk.who)
    assert (case.applicant_id, case.applicant_group, case.applicant_minor) == ("r1", "一组", True)
    assert changes.touches("cases", "case_events")
    assert not desk.register(name="李守业").applicant_minor


@pytest.mark.parametrize(
    ("birth", "day", "minor"),
    [
        ("2008-10-09", "2026-10-09", False),
        ("2008-10-10", "2026-10-09", True),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
    ],
)
def test_who_is_under_age(birth: str, day: str, *, minor: bool) -> None:
    assert is_minor(date.fromisoformat(birth), date.fromisoformat(day), 18) is minor


def test_channels_ask_for_what_they_need(desk: Desk) -> None:
    visit = desk.register(channel="上门", visit_address="二组老屋")
    assert (visit.channel, visit.visit_address) == ("visit", "二组老屋")
    booked = desk.register(channel="appointment", appointment_on=date(2026, 10, 17), appointment_slot="9:00—10:00")
    assert booked.appointment_on == date(2026, 10, 17)
    home, _ = desk.cases.register(
        NewCase(applicant=Applicant(name="赵奶奶", address="三组 5 号"), item_code="P20", channel="visit"), desk.who
    )
    assert home.visit_address == "三组 5 号"


@pytest.mark.parametrize(
    ("code", "more", "words"),
    [
        ("NONE", {}, "没有事项"),
        ("P20", {"name": "  "}, "没有写申请人姓名"),
        ("P20", {"day": date(2026, 10, 10)}, "还没有到"),
        ("P20", {"channel": "飞鸽"}, "受理渠道里没有“飞鸽”"),
        ("P20", {"channel": "appointment"}, "要写预约的日期"),
        ("P20", {"channel": "appointment", "appointment_on": date(2026, 10, 1)}, "早于登记的日期"),
        ("P20", {"channel": "visit"}, "要写上门的地址"),
        ("P20", {"content": "开一张亲属关系证明"}, "不得出具亲属关系证明"),
    ],
)
def test_what_cannot_be_registered(desk: Desk, code: str, more: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        desk.register(code, **more)
    assert desk.cases.count() == 0


def test_a_refused_registration_uses_no_number(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.register(channel="visit")
    assert desk.register().number == "2026-00001"


def test_posts_come_from_the_settings(desk: Desk, store: Store) -> None:
    with store.writing(desk.who.id, "设置") as write:
        Settings(store).set(write, "station.post_a", "王守田")
        Settings(store).set(write, "station.post_b", "李二妮")
    case = desk.register()
    assert (case.post_a, case.post_b) == ("王守田", "李二妮")
    assert desk.register(post_b="赵三").post_b == "赵三"


def test_a_case_registered_by_mistake_is_removed_with_its_reason(desk: Desk, cases: Cases, index: HeardIndex) -> None:
    case = desk.register()
    with pytest.raises(Refused, match="写明原因"):
        cases.remove(case.number, " ", desk.who)
    assert cases.remove(case.number, "重复登记", desk.who).ids("cases") == {case.id}
    with pytest.raises(Refused, match="没有编号为 2026-00001 的件"):
        cases.find(case.number)
    with pytest.raises(Refused, match="已经不在"):
        cases.with_id(case.id)
    assert desk.register().number == "2026-00002"
    assert index.ids.count(case.id) == 2


def test_numbers_are_read_as_people_type_them(desk: Desk, cases: Cases) -> None:
    case = desk.register()
    assert {cases.find(typed).id for typed in ("1", "2026-1", "２０２６－００００１", "2026-00001")} == {case.id}
    assert cases.with_id(case.id) == case


def test_the_wall_clock_is_the_one_of_the_village(store: Store, desk: Desk) -> None:
    late = FixedClock(datetime(2026, 10, 9, 17, 45, tzinfo=CHINA))
    cases = Cases(store, late, desk.cases.calendar, desk.cases._catalogue, desk.cases._settings, desk.cases._search)
    case, _ = cases.register(NewCase(applicant=Applicant(name="夜来客"), item_code="DIR"), desk.who)
    assert case.due_day == date(2026, 10, 10)
