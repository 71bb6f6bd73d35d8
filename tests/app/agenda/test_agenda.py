"""Today: every group, each line with its reason, its day and its step."""

from datetime import date

import pytest

from app.agenda.agenda import Agenda
from app.agenda.declared import declared
from app.agenda.facts import AgendaLine
from app.agenda.month_lines import MonthSources
from app.backups.shelves import Glance
from app.backups.standing import Standing
from app.cases.workflow import workflow
from tests.app.cases.desk import Desk

TODAY = date(2026, 10, 9)


def workflow_groups() -> set[str]:
    return {"overdue", "due_soon", "to_accept", "papers", "hand_over", "reply", "follow_up", "month"}


def lines(desk: Desk, group: str) -> list[tuple[str, str, str]]:
    today = Agenda(desk.cases).today()
    return [(line.title.split()[0], line.why, line.action) for line in today.group(group).lines]


def test_an_empty_office_has_nothing_to_do(desk: Desk) -> None:
    today = Agenda(desk.cases).today()
    assert (today.total, today.working_day, today.day) == (0, True, date(2026, 10, 9))
    assert [group.key for group in today.groups] == [
        "overdue", "due_soon", "duty_today", "to_accept", "papers", "hand_over", "reply", "follow_up", "duty_week",
        "birthdays", "duty_month", "month", "closed",
    ]  # fmt: skip
    assert list(dict.fromkeys(group.span for group in today.groups)) == list(declared().spans)
    assert all(group.empty for group in today.groups if group.key in workflow_groups())


def test_overdue_cases_and_legs(desk: Desk) -> None:
    desk.take("accept", desk.register("P5", "到期甲", day=date(2026, 9, 21)), day=date(2026, 9, 21))
    desk.take("accept", desk.register("P20", "没送乙", day=date(2026, 9, 21)), day=date(2026, 9, 21))
    desk.register("P20", "没理丙", day=date(2026, 9, 21))
    done = desk.take("conclude", desk.register("DIR", "没给丁", day=date(2026, 9, 1)), day=date(2026, 9, 1))
    desk.register("DIR", "即办戊", day=date(2026, 9, 30))
    assert done.state == "concluded"
    assert lines(desk, "overdue") == [
        ("没给丁", "办结后应在9月15日（周二）前送到本人，已过 13 个工作日", "deliver"),
        ("没送乙", "村里应在9月24日（周四）前送到窗口，已过 5 个工作日", "hand-over"),
        ("到期甲", "9月29日（周二）到期，已超期 3 个工作日", "conclude"),
        ("没理丙", "登记后应在9月29日（周二）前受理或一次说清缺什么，已过 3 个工作日", "accept"),
        ("即办戊", "9月30日（周三）到期，已超期 2 个工作日", "conclude"),
    ]


def test_overdue_on_a_rest_day(desk: Desk) -> None:
    desk.register("DIR", "即办戊")
    desk.clock.advance(days=2)  # 10 October is worked, the 11th is not
    assert lines(desk, "overdue") == [("即办戊", "10月9日（周五）到期，已超期 1 个工作日", "conclude")]


def test_due_soon(desk: Desk) -> None:
    desk.register("DIR", "即办甲")
    desk.register("ANS3", "问乙")
    desk.register("ANS", "问丙")
    due = desk.take("accept", desk.register("P5", "今天丁", day=date(2026, 9, 25)), day=date(2026, 9, 25))
    assert due.due_day == date(2026, 10, 9)
    assert sorted(lines(desk, "due_soon")) == [
        ("今天丁", "今天到期", "conclude"),
        ("即办甲", "当天就能办结", "conclude"),
        ("问丙", "当天就能办结", "answer"),
    ]
    assert lines(desk, "to_accept") == [
        ("问乙", "登记了，还没有受理；10月15日（周四）前要受理或一次说清缺什么", "accept")
    ]
    desk.clock.advance(days=1)
    assert ("问乙", "还剩 2 个工作日", "answer") in lines(desk, "due_soon")


def test_a_pause_that_lasts_too_long_and_appointments(desk: Desk) -> None:
    desk.take("pause", desk.take("accept", desk.register("P20", "踏勘甲")), kind="踏勘")
    desk.register(
        "P20", "约乙", appointment_on=date(2026, 10, 14), appointment_slot="9:00—10:00", channel="appointment"
    )
    assert lines(desk, "due_soon") == lines(desk, "to_accept") == []
    desk.clock.advance(days=4)
    assert lines(desk, "due_soon") == [("约乙", "约在10月14日（周三） 9:00—10:00", "accept")]
    desk.clock.advance(days=1)
    assert ("踏勘甲", "踏勘允许到10月13日（周二），已超出 1 个工作日", "resume") in lines(desk, "due_soon")


def test_papers_wait_until_they_lapse(desk: Desk) -> None:
    desk.take("supplement", desk.register("P20", "补甲"), papers=("权属证明",))
    desk.take("supplement", desk.take("accept", desk.register("P20", "补乙")), papers=("权属证明",))
    assert lines(desk, "papers") == [
        ("补甲", "等申请人补材料，2027年1月7日（周四）到期", "accept"),
        ("补乙", "等申请人补材料，2027年1月7日（周四）到期", "resume"),
    ]
    desk.clock.advance(days=91)
    assert {line[2] for line in lines(desk, "papers")} == {"return"}
    assert lines(desk, "papers")[0][1] == "补材料的期限1月7日（周四）已过，可以退件"


def test_to_hand_over_and_to_reply(desk: Desk) -> None:
    desk.take("accept", desk.register("P20", "送甲"))
    desk.take("conclude", desk.take("accept", desk.register("P5", "办乙")))
    desk.take("refuse", desk.register("P20", "拒丙"), reason="不归本站")
    assert lines(desk, "hand_over") == [("送甲", "已受理，10月13日（周二）前送到乡镇窗口", "hand-over")]
    assert lines(desk, "reply") == [
        ("办乙", "已办结，10月22日（周四）前送到本人", "deliver"),
        ("拒丙", "结果还没有告诉本人", "deliver"),
    ]


def test_what_can_wait_is_not_there(desk: Desk) -> None:
    desk.take("hand-over", desk.take("accept", desk.register("P20", "远甲")))
    assert Agenda(desk.cases).today().total == 0


def test_follow_up(desk: Desk) -> None:
    low = desk.take("deliver", desk.take("conclude", desk.register("DIR", "差甲")))
    desk.take("rate", low, level=1)
    desk.take("deliver", desk.take("conclude", desk.register("DIR", "未评乙")))
    late = desk.take("accept", desk.register("P5", "迟丙", day=date(2026, 9, 1)), day=date(2026, 9, 1))
    desk.take("deliver", desk.take("conclude", late))
    assert lines(desk, "follow_up") == [
        ("差甲", "收到差评，10月29日（周四）前整改", "correct"),
        ("迟丙", "10月9日（周五）办结时已超期，要说明原因和责任方", "explain-overdue"),
    ]
    desk.clock.advance(days=10)
    assert lines(desk, "follow_up")[1] == ("未评乙", "10月9日（周五）送达，还没有评价，可以回访请他评一评", "rate")
    assert len(lines(desk, "follow_up")) == 3  # 迟丙 has no rating either, but is asked one thing only
    desk.clock.advance(days=11)
    assert lines(desk, "follow_up") == [
        ("差甲", "差评应在10月29日（周四）前整改，已过 1 个工作日", "correct"),
        ("迟丙", "10月9日（周五）办结时已超期，要说明原因和责任方", "explain-overdue"),
    ]


def month(desk: Desk, sources: MonthSources) -> list[tuple[str, str, bool]]:
    group = Agenda(desk.cases, month=sources).today().group("month")
    return [(line.title, line.why, line.late) for line in group.lines]


def test_the_turn_of_a_month(desk: Desk) -> None:
    undone = MonthSources(notice_posted=lambda _: False, package_written=lambda _: False)
    assert month(desk, undone) == [
        ("2026年9月代办事项办理情况公示", "上月的办理情况还没有贴出来", True),
        ("2026年9月报送包", "上月的报送包还没有写，应在10月5日（周一）前送到乡镇", True),
    ]
    only_september = MonthSources(notice_posted=lambda told: told == "2026-09", package_written=lambda _: True)
    assert month(desk, only_september) == []
    desk.clock.advance(days=18)  # Tuesday 27 October: four working days are left
    assert month(desk, only_september) == []
    desk.clock.advance(days=1)
    assert month(desk, only_september) == [
        ("2026年10月代办事项办理情况公示", "月底把当月办理情况贴到公开栏", False),
        ("2026年10月报送包", "写好了", False),
    ]
    assert month(desk, MonthSources()) == []


def ticked(desk: Desk, sources: MonthSources) -> list[tuple[str, bool]]:
    group = Agenda(desk.cases, month=sources).today().group("month")
    assert group.total == sum(not line.done for line in group.lines)
    return [(line.subject, line.done) for line in group.lines]


def test_at_the_turn_of_a_month_the_list_is_whole_and_ticked(desk: Desk) -> None:
    hanging = [0]
    kept = backed_up(TODAY).backups
    sources = MonthSources(
        notice_posted=lambda told: told == "2026-10",
        package_written=lambda _: False,
        backups=kept,
        to_take_down=lambda _: hanging[0],
    )
    assert ticked(desk, sources) == [("notice", False), ("package", False)]
    desk.clock.advance(days=19)  # the last working days of October
    assert ticked(desk, sources) == [
        ("notice", False), ("package", False), ("backup", False), ("second", False), ("package", False),
        ("notice", True), ("take_down", True),
    ]  # fmt: skip
    hanging[0] = 2
    desk.clock.advance(days=7)  # 4 November: the package can still be brought
    group = Agenda(desk.cases, month=sources).today().group("month")
    assert [(line.subject, line.why, line.done) for line in group.lines if line.subject == "take_down"] == [
        ("take_down", "有 2 份贴满了日子", False)
    ]
    assert ("notice", True) in ticked(desk, sources)
    desk.clock.advance(days=2)
    assert ticked(desk, sources) == [("package", False), ("take_down", False), ("backup", False), ("second", False)]


def backed_up(last: date, second: date = TODAY, fault: str = "") -> MonthSources:
    found = Glance(Standing(fault, is_wrong=bool(fault)), fault, last, second)
    return MonthSources(backups=lambda: found)


def test_backups(desk: Desk) -> None:
    assert month(desk, backed_up(date(2026, 10, 2))) == []
    assert month(desk, backed_up(date(2026, 10, 1))) == [("备份", "8 天没有备份了", True)]


def test_the_second_place_and_what_is_wrong(desk: Desk) -> None:
    assert month(desk, backed_up(TODAY, date(2026, 9, 29), "备份有问题：读不出来")) == [
        ("备份", "备份有问题：读不出来", True),
        ("备份抄到第二处", "10 天没有抄到 U 盘或另一块盘了", True),
    ]
    assert month(desk, backed_up(TODAY, date(2026, 10, 2))) == []


def test_other_rooms_may_add_lines(desk: Desk) -> None:
    extra = AgendaLine(group="month", subject="training", title="培训", why="本季一次", action="training", verb="记录")
    today = Agenda(desk.cases, sources=[lambda _: [extra]]).today()
    assert today.group("month").lines == (extra,)


def test_every_step_of_today_is_a_step_of_the_workflow(desk: Desk) -> None:
    desk.register("DIR", "即办甲")
    (line,) = Agenda(desk.cases).today().group("due_soon").lines
    assert (line.action, line.verb, line.number, line.until) == ("conclude", "办结", "2026-00001", date(2026, 10, 9))
    assert workflow().transition(line.action).verb == line.verb


def test_long_groups_are_counted_whole_and_shown_in_part(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        desk.register("DIR")
    import msgspec

    monkeypatch.setattr("app.agenda.agenda.declared", lambda: msgspec.structs.replace(declared(), most_lines=2))
    group = Agenda(desk.cases).today().group("due_soon")
    assert (group.total, len(group.lines)) == (3, 2)
