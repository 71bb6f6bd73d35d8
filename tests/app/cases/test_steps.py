"""Every step of a case through the service on a real store."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from app.cases.facts import Case
from app.cases.service import Cases
from app.core.errors import Refused
from app.core.settings import Settings
from db.store import Store
from tests.app.cases.desk import Desk, SmallCatalogue, version

FRIDAY = date(2026, 10, 9)


def change_setting(store: Store, desk: Desk, key: str, value: str | int | bool) -> None:
    with store.writing(desk.who.id, "设置") as write:
        Settings(store).set(write, key, value)


def test_a_promise_runs_from_the_counter_to_the_archive(desk: Desk, cases: Cases) -> None:
    case = desk.register()
    case = desk.take("accept", case)
    assert (case.state, case.due_day, case.village_due_day) == ("accepted", date(2026, 11, 5), date(2026, 10, 13))
    assert case.handler == "王守田"
    assert all(paper.received for paper in case.materials)
    desk.clock.advance(days=3)
    case = desk.take("hand-over", case)
    assert (case.state, case.handed_over_on) == ("handed_over", date(2026, 10, 12))
    desk.clock.advance(days=10)
    case = desk.take("conclude", case, result="准予", text="批准采伐两棵", result_document="林采字 12 号")
    assert (case.state, case.result, case.result_document) == ("concluded", "granted", "林采字 12 号")
    case = desk.take("deliver", case)
    case = desk.take("rate", case, level=5, tags=("服务热情效率高",))
    assert (case.rating, case.rating_tags, case.correction_due) == (5, ("517",), None)
    case = desk.take("archive", case)
    assert case.archived_on == date(2026, 10, 22)
    shown = cases.show(case.number)
    assert [event.what for event in shown.events] == [
        "register", "accept", "hand-over", "conclude", "deliver", "rate", "archive",
    ]  # fmt: skip
    assert [event.seq for event in shown.events] == list(range(1, 8))
    assert "第 20 个工作日" in shown.due_reason
    assert {offer.key for offer in shown.offers} == set()
    assert shown.line.badge == "已办结"


def test_a_direct_case_ends_at_the_counter(desk: Desk) -> None:
    case = desk.take("conclude", desk.register("DIR"))
    assert (case.state, case.result, case.accepted_on) == ("concluded", "granted", FRIDAY)


def test_a_direct_case_may_be_accepted_first_and_keeps_its_day(desk: Desk) -> None:
    case = desk.take("accept", desk.register("DIR"))
    assert (case.state, case.due_day, case.village_due_day) == ("accepted", FRIDAY, None)


def test_a_question_is_answered(desk: Desk) -> None:
    case = desk.take("answer", desk.register("ANS"), text="政策已讲清，到乡镇窗口办")
    assert (case.state, case.result_text, case.concluded_on) == ("answered", "政策已讲清，到乡镇窗口办", FRIDAY)
    assert desk.take("rate", case, level=4).state == "rated"


def test_papers_are_asked_for_before_acceptance(desk: Desk) -> None:
    case = desk.take("supplement", desk.register(papers=("身份证", "户口簿")), papers=("户口簿", "权属证明"))
    assert (case.state, case.lapse_day) == ("awaiting_papers", date(2027, 1, 7))
    assert [(paper.name, paper.received) for paper in case.materials] == [
        ("身份证", True),
        ("户口簿", False),
        ("权属证明", False),
    ]
    desk.clock.advance(days=5)
    case = desk.take("accept", case)
    assert (case.lapse_day, case.supplement_since, case.due_day) == (None, None, date(2026, 11, 11))
    assert all(paper.received for paper in case.materials)


def test_missing_papers_may_stand_in_the_reason(desk: Desk, cases: Cases) -> None:
    case = desk.take("supplement", desk.register(), reason="缺权属证明、四邻意见")
    assert cases.events(case)[-1].details["papers"] == ["权属证明", "四邻意见"]


def test_a_direct_case_that_waited_for_papers_is_due_when_they_are_here(desk: Desk) -> None:
    case = desk.take("supplement", desk.register("DIR"), papers=("结婚证",))
    assert desk.cases.line(case).badge == "待补正"
    desk.clock.advance(days=2)
    assert desk.take("accept", case).due_day == date(2026, 10, 12)


def test_a_supplement_restarts_the_clock(desk: Desk) -> None:
    case = desk.take("hand-over", desk.take("accept", desk.register()))
    desk.clock.advance(days=4)
    case = desk.take("supplement", case, papers=("权属证明",))
    assert (case.state, case.resume_state) == ("supplementing", "handed_over")
    desk.clock.advance(days=7)
    case = desk.take("resume", case)
    assert (case.state, case.resume_state, case.lapse_day) == ("handed_over", "", None)
    assert case.due_day == desk.cases.calendar.working_days_after(date(2026, 10, 20), 20).day
    assert all(paper.received for paper in case.materials)


def test_a_supplement_resumes_the_clock_where_the_setting_says_so(desk: Desk, store: Store) -> None:
    change_setting(store, desk, "cases.supplement_clock", "resume")
    case = desk.take("accept", desk.register())
    due = case.due_day
    assert due is not None
    case = desk.take("supplement", case, papers=("权属证明",))
    desk.clock.advance(days=11)
    case = desk.take("resume", case)
    stood = desk.cases.calendar.working_days_between(FRIDAY, date(2026, 10, 20))
    assert (case.paused_days, case.due_day) == (stood, desk.cases.calendar.working_days_after(due, stood).day)


def test_a_pause_stops_the_clock_and_shows_when_it_lasts_too_long(desk: Desk) -> None:
    case = desk.take("accept", desk.register())
    due = case.due_day
    case = desk.take("pause", case, kind="公示", reason="村公开栏公示")
    assert (case.state, case.paused_kind, case.paused_until) == ("paused", "posting", date(2026, 10, 19))
    assert desk.cases.line(case).badge == "挂起"
    desk.clock.advance(days=12)
    assert desk.cases.line(case).badge == "挂起（超出允许 2 个工作日）"
    case = desk.take("resume", case)
    assert (case.state, case.paused_until, case.paused_since, case.paused_days) == ("accepted", None, None, 9)
    assert due is not None
    assert case.due_day == desk.cases.calendar.working_days_after(due, 9).day


@pytest.mark.parametrize(
    ("given", "kind", "until"),
    [
        ({"reason": "等区里的伤残鉴定"}, "appraisal", date(2026, 11, 5)),
        ({"reason": "领导出差"}, "other", date(2026, 10, 22)),
        ({"kind": "survey", "days": 5}, "survey", date(2026, 10, 15)),
        ({"kind": "不可抗力"}, "force_majeure", None),
    ],
)
def test_kinds_of_pauses(desk: Desk, given: dict[str, Any], kind: str, until: date | None) -> None:
    case = desk.take("pause", desk.take("accept", desk.register()), **given)
    assert (case.paused_kind, case.paused_until) == (kind, until)


def test_an_extension_moves_the_due_day_up_to_the_cap(desk: Desk) -> None:
    case = desk.take("accept", desk.register("P5"))
    case = desk.take("extend", case, reason="材料要上级复核")
    assert (case.extended_days, case.due_day) == (5, date(2026, 10, 22))
    case = desk.take("extend", case, reason="还要几天", days=5)
    assert (case.extended_days, case.due_day) == (10, date(2026, 10, 29))
    with pytest.raises(Refused, match="还可以延 0 天"):
        desk.take("extend", case, reason="再延", days=1)
    with pytest.raises(Refused, match="还可以延 0 天"):
        desk.take("extend", case, reason="再延")


def test_an_extension_counts_again_after_a_restart_but_keeps_its_cap(desk: Desk) -> None:
    case = desk.take("extend", desk.take("accept", desk.register("P5")), reason="复核", days=8)
    case = desk.take("resume", desk.take("supplement", case, papers=("土地证",)))
    assert (case.extended_days, case.due_day) == (0, date(2026, 10, 15))
    with pytest.raises(Refused, match="还可以延 2 天"):
        desk.take("extend", case, reason="再延", days=3)


def test_no_extension_after_the_limit_or_without_a_promise(desk: Desk) -> None:
    case = desk.take("accept", desk.register("P5"))
    desk.clock.advance(days=7)
    with pytest.raises(Refused, match="已经过了到期日"):
        desk.take("extend", case, reason="来不及")
    loose = desk.take("accept", desk.register("OPEN"))
    assert loose.due_day is None
    with pytest.raises(Refused, match="没有承诺时限"):
        desk.take("extend", loose, reason="来不及")


def test_refuse_return_withdraw_terminate(desk: Desk) -> None:
    refused = desk.take("refuse", desk.register(), reason="不归本站，请到不动产登记中心")
    assert (refused.state, refused.result, refused.result_text) == (
        "refused",
        "refused",
        "不归本站，请到不动产登记中心",
    )
    returned = desk.take("return", desk.take("accept", desk.register()), reason="窗口退回，条件不符")
    assert (returned.state, returned.result) == ("returned", "returned")
    withdrawn = desk.take("withdraw", desk.register())
    assert (withdrawn.state, withdrawn.concluded_on) == ("withdrawn", FRIDAY)
    paused = desk.take("pause", desk.take("accept", desk.register()), kind="听证")
    ended = desk.take("terminate", paused, reason="政策取消")
    assert (ended.state, ended.paused_since, ended.resume_state) == ("terminated", None, "")
    assert desk.take("deliver", ended).state == "delivered"


def test_a_lapsed_supplement_is_returned_by_hand_with_its_reason(desk: Desk, cases: Cases) -> None:
    case = desk.take("supplement", desk.register(), papers=("权属证明",))
    desk.clock.advance(days=90)
    assert cases.show(case.number).offers[0].key == "accept"
    desk.clock.advance(days=1)
    shown = cases.show(case.number)
    assert shown.offers[0].key == "return"
    assert shown.case.state == "awaiting_papers"
    returned = desk.take("return", case)
    assert returned.result_text == "逾期未补齐材料，视为放弃"


def test_an_early_return_needs_a_reason(desk: Desk) -> None:
    case = desk.take("supplement", desk.register(), papers=("权属证明",))
    with pytest.raises(Refused, match="退件还缺：原因"):
        desk.take("return", case)


@pytest.mark.parametrize(
    ("word", "state"), [("退件", "returned"), ("终止", "terminated"), ("撤回", "withdrawn"), ("denied", "concluded")]
)
def test_a_result_leads_to_its_own_step(desk: Desk, word: str, state: str) -> None:
    case = desk.take("conclude", desk.take("accept", desk.register()), result=word, reason="说明")
    assert case.state == state


def test_a_low_rating_is_corrected_before_the_archive(desk: Desk, cases: Cases) -> None:
    case = desk.take("deliver", desk.take("conclude", desk.register("DIR")))
    case = desk.take("rate", case, level=2, text="跑了三趟")
    assert case.correction_due == date(2026, 10, 29)
    assert cases.to_correct() == [case]
    assert cases.show(case.number).offers[0].key == "correct"
    with pytest.raises(Refused, match="差评还没有整改"):
        desk.take("archive", case)
    with pytest.raises(Refused, match="差评整改还缺：内容"):
        desk.take("correct", case)
    case = desk.take("correct", case, text="上门道歉，补办一次办成")
    assert (case.state, case.correction_on, case.correction_text) == ("rated", FRIDAY, "上门道歉，补办一次办成")
    assert cases.to_correct() == []
    with pytest.raises(Refused, match="没有等着整改的差评"):
        desk.take("correct", case, text="再来")
    assert desk.take("archive", case).state == "archived"


def test_the_days_of_a_correction_are_a_setting(desk: Desk, store: Store) -> None:
    change_setting(store, desk, "cases.correction_days", 5)
    case = desk.take("rate", desk.take("answer", desk.register("ANS"), text="已答"), level=1)
    assert case.correction_due == date(2026, 10, 15)


def test_a_case_that_ended_late_asks_whose_it_was(desk: Desk, cases: Cases) -> None:
    case = desk.take("accept", desk.register("P5"))
    with pytest.raises(Refused, match="没有超期"):
        desk.take("explain-overdue", case, reason="无", party="station")
    desk.clock.advance(days=10)
    case = desk.take("conclude", case)
    assert cases.late_unexplained(date(2026, 10, 1)) == [case]
    assert cases.show(case.number).offers[0].key == "explain-overdue"
    delivered = desk.take("deliver", case)
    with pytest.raises(Refused, match="还没有说明原因"):
        desk.take("archive", delivered)
    with pytest.raises(Refused, match="超期责任方里没有“天气”"):
        desk.take("explain-overdue", delivered, reason="下雨", party="天气")
    case = desk.take("explain-overdue", delivered, reason="窗口停电两天", party="乡镇窗口", measure="致电催办")
    assert (case.overdue_party, case.overdue_reason, case.overdue_measure) == ("window", "窗口停电两天", "致电催办")
    assert cases.late_unexplained(date(2026, 10, 1)) == []
    assert desk.take("archive", case).state == "archived"


def test_the_reason_may_be_told_while_concluding(desk: Desk) -> None:
    case = desk.take("accept", desk.register("P5"))
    desk.clock.advance(days=10)
    case = desk.take("conclude", case, reason="忘了送", party="村站", measure="批评教育")
    assert (case.overdue_party, case.overdue_reason) == ("station", "忘了送")


def test_corrections_of_what_was_written(desk: Desk, cases: Cases) -> None:
    case = desk.register(name="李守叶", channel="appointment", appointment_on=date(2026, 10, 12))
    case = desk.take(
        "amend", case, reason="写错名字", fields={"applicant_name": "李守业", "appointment_on": "", "handler": "赵六"}
    )
    assert (case.applicant_name, case.appointment_on, case.handler) == ("李守业", None, "赵六")
    details = cases.events(case)[-1].details
    assert details["before"]["申请人姓名"] == "李守叶"
    assert details["after"]["申请人姓名"] == "李守业"
    with pytest.raises(Refused, match="不能更正“due_day”"):
        desk.take("amend", case, reason="想改", fields={"due_day": "2027-01-01"})


def test_corrections_of_channel_and_day(desk: Desk) -> None:
    case = desk.take(
        "amend", desk.register(), reason="改约", fields={"channel": "预约", "appointment_on": "2026-10-16"}
    )
    assert (case.channel, case.appointment_on) == ("appointment", date(2026, 10, 16))
    with pytest.raises(Refused, match="“下周”不是日期"):
        desk.take("amend", case, reason="改约", fields={"appointment_on": "下周"})
    with pytest.raises(Refused, match="受理渠道里没有“飞鸽”"):
        desk.take("amend", case, reason="改约", fields={"channel": "飞鸽"})


def test_a_case_without_a_promise_goes_on_without_one(desk: Desk) -> None:
    case = desk.take("pause", desk.take("accept", desk.register("OPEN")), kind="听证")
    case = desk.take("resume", case)
    assert (case.state, case.due_day) == ("accepted", None)
    assert desk.cases.line(case).badge == "已受理"


def test_numbers_that_were_looked_at_are_journalled(desk: Desk, cases: Cases, store: Store) -> None:
    case = desk.register()
    assert cases.look_at(case.number, desk.who) == case
    last = store.row("SELECT action, row_id FROM journal ORDER BY seq DESC LIMIT 1")
    assert last == {"action": "look", "row_id": case.id}


def test_what_is_offered_first(desk: Desk, cases: Cases) -> None:
    def first(case: Case) -> str:
        return cases.show(case.number).offers[0].key

    assert first(desk.register("P20")) == "accept"
    assert first(desk.register("DIR")) == "conclude"
    assert first(desk.register("ANS")) == "answer"
    assert first(desk.take("accept", desk.register("P20"))) == "hand-over"
    assert first(desk.take("accept", desk.register("P5"))) == "conclude"
    assert first(desk.take("hand-over", desk.take("accept", desk.register("P20")))) == "conclude"
    offers = cases.show(desk.take("accept", desk.register("P20")).number).offers
    assert [offer.main for offer in offers] == [True] + [False] * (len(offers) - 1)
    assert offers[0].slips == ("hand-over",)
    assert not {offer.key for offer in offers} & {"explain-overdue", "correct"}


def test_a_case_keeps_the_version_that_it_was_accepted_under(desk: Desk, catalogue: SmallCatalogue) -> None:
    first = desk.take("accept", desk.register("P5"))
    later = desk.register("P5")
    catalogue.items["P5"] = version("P5", "耕地地力保护补贴核对", role="直办", total_days=9, id="v2")
    later = desk.take("accept", later)
    assert (first.item_version_id, first.promised_days) == ("v1", 5)
    assert (later.item_version_id, later.promised_days) == ("v2", 9)


def test_legs_add_up_to_the_promise(desk: Desk) -> None:
    case = desk.take("accept", desk.register("LEG"))
    assert (case.promised_days, case.village_due_day) == (12, date(2026, 10, 12))
    default = desk.take("accept", desk.register("HAND"))
    assert (default.promised_days, default.village_due_day) == (7, date(2026, 10, 13))


def test_natural_days(desk: Desk) -> None:
    case = desk.take("accept", desk.register("N30"))
    assert (case.due_day, case.village_due_day) == (date(2026, 11, 9), None)


def test_days_never_go_back_and_never_ahead(desk: Desk, cases: Cases) -> None:
    case = desk.register(day=date(2026, 9, 15))
    with pytest.raises(Refused, match="早于上一步的日期 2026年9月15日"):
        desk.take("accept", case, day=date(2026, 9, 14))
    with pytest.raises(Refused, match="还没有到（今天是 2026年10月9日）"):
        desk.take("accept", case, day=FRIDAY + timedelta(days=1))
    case = desk.take("accept", case, day=date(2026, 9, 16))
    assert case.accepted_on == date(2026, 9, 16)
    assert cases.events(case)[-1].details["entered_later"] is True


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("hand-over", {}, "现在是“已登记”，不能报送；|不能报送。"),
        ("answer", {}, "不能答复"),
        ("resume", {}, "不能恢复"),
        ("deliver", {}, "不能送达"),
        ("archive", {}, "不能归档"),
        ("refuse", {}, "不予受理还缺：原因"),
        ("supplement", {}, "要求补正还缺：要补的材料"),
        ("amend", {}, "更正还缺：原因、要更正的内容"),
    ],
)
def test_what_a_registered_case_refuses(desk: Desk, key: str, given: dict[str, Any], words: str) -> None:
    case = desk.register()
    with pytest.raises(Refused, match=words):
        desk.take(key, case, **given)
    assert desk.cases.find(case.number) == case
    assert len(desk.cases.events(case)) == 1


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("accept", {}, "不能受理。这个件没有改动。现在可以：报送、办结、"),
        ("pause", {}, "挂起还缺：特别程序的种类"),
        ("pause", {"kind": "午休"}, "特别程序里没有“午休”"),
        ("extend", {}, "延期还缺：原因"),
        ("extend", {"reason": "慢", "days": 0}, "现在要延 0 天"),
        ("conclude", {"result": "不知道"}, "办理结果里没有“不知道”"),
        ("conclude", {"result": "不予受理", "reason": "x"}, "不能不予受理"),
        ("terminate", {}, "终止还缺：原因"),
    ],
)
def test_what_an_accepted_case_refuses(desk: Desk, key: str, given: dict[str, Any], words: str) -> None:
    case = desk.take("accept", desk.register())
    with pytest.raises(Refused, match=words):
        desk.take(key, case, **given)
    assert desk.cases.find(case.number) == case


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_rating_is_one_to_five(desk: Desk, level: int) -> None:
    case = desk.take("deliver", desk.take("conclude", desk.register("DIR")))
    with pytest.raises(Refused, match="评价"):
        desk.take("rate", case, level=level)


def test_an_archived_case_has_no_next_step(desk: Desk) -> None:
    case = desk.take("archive", desk.take("withdraw", desk.register()))
    with pytest.raises(Refused, match="流程已经走完"):
        desk.take("accept", case)


def test_the_facts_survive_the_store(desk: Desk) -> None:
    case = desk.take("accept", desk.register())
    again = msgspec.convert(msgspec.to_builtins(case), Case)
    assert again == desk.cases.find(case.number)
