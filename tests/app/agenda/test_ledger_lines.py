"""Declared duties as lines of Today: what, why, until when, by whom, and the button that does it."""

from datetime import date

import msgspec
import pytest

from app.agenda.due_entries import Bounds, DutyEntries, LedgerEntries
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.documents.registers.service import RegisterPaper
from app.ledgers.duties.duty import Duty
from app.ledgers.periods_of_time import period_of
from app.ledgers.standing import CLOSED, WINDING_DOWN
from app.people.facts import TypedHousehold, TypedResident, typed_again
from app.session import Session
from app.units.facts import TypedHolder, TypedUnit
from tests.app.agenda.ledger_office import add, lines, told
from tests.app.units.setting_up import unit


def test_an_office_without_entries_is_asked_for_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session.publishing, "all", lambda: pytest.fail("no declaration is read for nothing"))
    assert lines(session.agenda.today()) == []


def test_an_appeal_says_what_why_until_when_by_whom_and_opens_its_step(session: Session) -> None:
    entry = add(session, "appeal", day="2026-09-20", resident="赵四", handler="李梅、王强")
    (line,) = lines(session.agenda.today())
    assert (line.title, line.detail, line.number) == ("赵四：答复", "群众诉求", entry.number)
    assert line.why == "还有 11 天，10月20日（周二）截止"
    assert (line.group, line.until, line.late, line.by) == ("duty_month", date(2026, 10, 20), False, ("李梅", "王强"))
    assert (line.id, line.action, line.verb) == (f"appeal/{entry.id}", "reply", "答复")
    assert line.posted == f"群众诉求 {entry.number}：答复"
    assert line.due == f"appeal/reply/{entry.id}/2026-09-20"


def test_a_line_moves_through_the_headings_and_leaves_when_it_is_answered(session: Session, clock: FixedClock) -> None:
    entry = add(session, "appeal", day="2026-09-14", resident="赵四")
    seen = []
    for _ in range(8):
        seen += [(one.group, clock.today().day) for one in lines(session.agenda.today())]
        clock.advance(days=1)
    assert seen == [
        ("duty_month", 9), ("duty_month", 10), ("duty_month", 11), ("duty_week", 12), ("duty_week", 13),
        ("duty_today", 14), ("overdue", 15), ("overdue", 16),
    ]  # fmt: skip
    session.ledgers.take("appeal", entry.id, "reply", {"replied_on": "2026-10-16", "reply": "修好了"})
    assert told(session) == []
    clock.advance(days=15)
    assert told(session) == [("赵四：回访", "还有 15 天，11月16日（周一）截止", "duty_month")]


def test_what_it_rests_on_is_looked_at_anew(session: Session) -> None:
    entry = add(session, "appeal", day="2026-09-20", resident="赵四")
    assert told(session)[0][2] == "duty_month"
    session.ledgers.edit("appeal", entry.id, {"day": "2026-09-01"})
    assert told(session) == [("赵四：答复", "已经过了 1 天，应在10月8日（周四）前办", "overdue")]
    session.ledgers.remove("appeal", entry.id, "登记错了")
    assert told(session) == []
    session.history.undo(session.operator.id)
    assert len(told(session)) == 1


def test_who_left_is_asked_for_nothing_and_a_household_only_when_all_have_left(session: Session) -> None:
    people = session.people
    who = session.operator.id
    house = people.register_household(TypedHousehold(number="3", head_name="赵四"), who)[0]
    names = ("赵四", "钱二")
    residents = [people.register(TypedResident(name=one, household_id=house.id), who)[0] for one in names]
    add(session, "appeal", day="2026-09-20", resident="赵四")
    add(session, "need_survey", day="2026-09-20", household={"id": house.id, "name": "赵四"})
    assert sorted(one[0] for one in told(session)) == ["赵四：回应需求", "赵四：答复"]
    _leave(session, residents[0].id)
    assert [one[0] for one in told(session)] == ["赵四：回应需求"]
    _leave(session, residents[1].id)
    assert told(session) == []


def _leave(session: Session, resident_id: str) -> None:
    one = session.people.find(resident_id)
    gone = msgspec.structs.replace(typed_again(one), left_on="2026-10-01", left_reason="死亡")
    session.people.edit(resident_id, gone, session.operator.id)


def test_sums_counts_and_turns_are_asked_of_each_and_of_those_who_hold_a_post(
    session: Session, clock: FixedClock
) -> None:
    add(session, "grassroots_days", person="李梅", day="2026-03-02", days="40.5")
    add(session, "grassroots_days", person="李梅", day="2026-03-05", days="9.5")
    add(session, "grassroots_days", person="王强", day="2026-04-01", days="60")
    assert told(session) == [
        ("李梅：下基层", "2026年要 60天，已有 50天，还差 10天；还有 83 天，12月31日（周四）截止", "duty_month")
    ]
    (line,) = lines(session.agenda.today())
    assert (line.action, line.id, line.known) == ("new", "grassroots_days", (("person", "李梅"),))
    assert (line.by, line.posted) == (("李梅",), "李*：下基层")
    session.network.begin()
    branch = unit(session, "branch", "示例村党支部")
    post = next(one for one in session.posts.of(branch.id) if one.name == "书记")
    session.posts.take(post.id, TypedHolder(name="周书记", since="2020-01-01"))
    add(session, "training", person="李梅", day="2020-05-01", post="党组织书记")
    asked = [one[0] for one in told(session, "training")]
    assert set(asked) == {"周书记：三年轮训一次", "周书记：每年至少培训一次"}
    assert "周书记：每年至少培训一次" in asked
    session.posts.edit(post.id, "支部书记")  # called otherwise, it is the same post
    add(session, "training", person="周书记", day="2026-10-08", post="党组织书记")
    left = [(one[0], one[1][:11]) for one in told(session, "training")]
    assert left == [("周书记：每年至少培训一次", "2025年要 1次，已")]
    clock.advance(days=365 * 3 - 100)
    assert [one[2] for one in told(session, "training") if one[0] == "周书记：三年轮训一次"] == ["duty_month"]
    session.posts.leave(session.posts.find(post.id).holders[0].id)
    clock.advance(days=2)
    assert "李梅：三年轮训一次" in [one[0] for one in told(session, "training")]  # nobody holds the post: as they stand


def test_points_and_teams_are_asked_without_an_entry(session: Session, clock: FixedClock) -> None:
    session.network.begin()
    station = session.network.named("示例村便民服务站")
    for name in ("东头服务点", "西头服务点"):
        session.network.add(TypedUnit(kind="service_point", parent_id=station.id, name=name))
    add(session, "point_log", point="东头服务点")
    add(session, "volunteer_team", title="助老队")
    add(session, "volunteer_action", team="环保队")
    clock.advance(days=15)
    assert [one[0] for one in told(session, "point_log")] == ["西头服务点：本月要有服务日志"]
    assert [one[0] for one in told(session, "volunteer_action") if "每月" in one[0]] == ["助老队：每月至少一次行动"]


def test_reviews_windows_and_papers_that_expire(session: Session, clock: FixedClock) -> None:
    add(session, "hardship_household", household="赵四", day="2026-01-05", reviewed_on="2026-06-30")
    add(session, "partner_unit", partner="农机站", day="2026-08-01", until="2026-11-01")
    add(session, "township_task", title="防火", day="2026-10-01", due_on="2026-10-12", handler="李梅")
    add(session, "pairing", helper="李梅", helped="赵四", day="2026-07-20")
    found = {one[0]: (one[1], one[2]) for one in told(session)}
    assert found[f"赵四：{_review_words(session)}"][1] == "overdue"
    assert found["农机站：共建协议到期，续签或结束"] == ("还有 23 天到期，11月1日（周日）", "duty_month")
    assert found["防火：上级交办，按期办结"] == ("还可以办 3 天，到10月12日（周一）止", "duty_month")
    (visit,) = [line for line in lines(session.agenda.today()) if line.id.startswith("pairing")]
    assert (visit.until, visit.by, visit.action) == (date(2026, 10, 20), ("李梅",), "edit")
    (paper,) = [line for line in lines(session.agenda.today()) if "到期" in line.title]
    assert (paper.action, paper.verb) == ("", "去看")


def _review_words(session: Session) -> str:
    return next(one.words for one in session.ledgers.ledger("hardship_household").duty).removeprefix("{name}：")


def test_a_ledger_that_winds_down_takes_no_new_entries_and_one_that_ended_asks_nothing(session: Session) -> None:
    add(session, "council_day", day="2026-09-20", theme="修路")
    add(session, "grassroots_days", person="李梅", day="2026-03-02", days="1")
    assert len(told(session)) == 2
    session.publishing.change_status("grassroots_days", WINDING_DOWN)
    session.publishing.change_status("council_day", WINDING_DOWN)
    assert [one[0] for one in told(session)] == ["修路：反馈意见采纳情况"]
    session.publishing.change_status("council_day", CLOSED)
    assert told(session) == []


def test_what_an_announced_year_moves_is_reckoned_anew(session: Session, clock: FixedClock) -> None:
    clock.advance(days=85)  # 2 January 2027, a year that nobody has announced
    add(session, "certificate_issue", day="2026-12-31", resident="赵四")
    (line,) = lines(session.agenda.today())
    assert (line.until, line.estimated) == (date(2027, 1, 6), True)
    table = session.calendar.table(2027)
    assert table is not None
    off = sorted({*table.off, date(2027, 1, 4)})
    year = {"year": 2027, "source": "示例", "off": off, "work": list(table.work)}
    session.take_in_calendar_year(msgspec.json.encode(year), "2027.json")
    (line,) = lines(session.agenda.today())
    assert (line.until, line.estimated) == (date(2027, 1, 7), False)


def test_a_closed_month_corrected_is_asked_once(session: Session, clock: FixedClock) -> None:
    entry = add(session, "council_day", day="2026-09-20", theme="修路")
    session.periods.close("2026-09")
    session.ledgers.correct("council_day", entry.id, {"theme": "修桥"}, "题目记错了")
    clock.advance(days=20)
    found = [one[0] for one in told(session) if "反馈" in one[0]]
    assert found == ["修桥：反馈意见采纳情况"]


def test_reading_is_bounded_and_what_is_long_past_is_not_asked_for(session: Session) -> None:
    for day in ("2026-10-01", "2026-09-02", "2024-01-05"):
        add(session, "care_visit", day=day, resident="赵四")
    ledger = session.ledgers.ledger("care_visit")
    today = session.clock.today()
    duty = ledger.duty[0]
    assert len(LedgerEntries(session.store, ledger, today, Bounds()).of(duty).entries) == 2
    assert len(LedgerEntries(session.store, ledger, today, Bounds(most=1)).of(duty).entries) == 1
    assert LedgerEntries(session.store, ledger, today, Bounds()).begin() == date(2024, 1, 5)


def test_nothing_is_read_again_until_its_ledger_is_written_to(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(session, "appeal", day="2026-09-20", resident="赵四")
    add(session, "care_visit", day="2026-10-08", resident="赵四")
    read: list[str] = []
    reading = LedgerEntries.of

    def counted(self: LedgerEntries, duty: Duty) -> DutyEntries:
        read.append(self.ledger.key)
        return reading(self, duty)

    monkeypatch.setattr(LedgerEntries, "of", counted)
    session.agenda.today()
    assert set(read) == {"appeal", "care_visit"}
    read.clear()
    session.agenda.today()
    session.people.register(TypedResident(name="李淑芬"), session.operator.id)
    session.agenda.today()
    assert read == []
    add(session, "care_visit", day="2026-10-09", resident="钱二")
    session.agenda.today()
    assert set(read) == {"care_visit"}


def test_a_reason_closes_a_due_is_told_and_can_be_taken_back_and_undone(session: Session, clock: FixedClock) -> None:
    add(session, "appeal", day="2026-09-20", resident="赵四", handler="李梅")
    (line,) = lines(session.agenda.today())
    with pytest.raises(Refused, match="没有写为什么"):
        session.due_reasons.give(line.due, "  ")
    with pytest.raises(Refused, match="最多 200 个"):
        session.due_reasons.give(line.due, "长" * 201)
    with pytest.raises(Refused, match="没有这件事"):
        session.due_reasons.give("appeal", "x")
    session.due_reasons.give(line.due, "人在外地")
    session.due_reasons.give(line.due, "人在外地，春节才回来")
    (closed,) = lines(session.agenda.today())
    assert (closed.group, closed.done, closed.action) == ("closed", True, "again")
    assert closed.why == "做不了，因为人在外地，春节才回来"
    assert session.agenda.today().group("closed").total == 0
    assert session.agenda.line(line.due) == closed
    assert session.agenda.line("appeal/no") is None
    session.due_reasons.take_back(line.due)
    assert lines(session.agenda.today()) == [line]
    with pytest.raises(Refused, match="没有写过"):
        session.due_reasons.take_back(line.due)
    session.history.undo(session.operator.id)
    assert lines(session.agenda.today()) == [closed]
    session.history.undo(session.operator.id, session.history.undoable(session.operator.id)[0].seq)
    assert session.due_reasons.all() == {} or lines(session.agenda.today())
    clock.advance(days=60)
    assert [one for one in lines(session.agenda.today()) if one.done] == []


def test_one_persons_lines(session: Session) -> None:
    add(session, "appeal", day="2026-09-20", resident="赵四", handler="李梅、王强")
    add(session, "appeal", day="2026-09-21", resident="钱二", handler="王强")
    today = session.agenda.today("李梅")
    assert [line.title for line in lines(today)] == ["赵四：答复"]
    assert (today.people, today.person, today.total) == (("李梅", "王强"), "李梅", 1)
    assert len(lines(session.agenda.today("王强"))) == 2
    assert session.agenda.today(whole=False).total == len(lines(session.agenda.today(whole=False), "notice", "backup"))


def test_the_months_registers_are_asked_for_until_they_are_printed(
    session: Session, clock: FixedClock
) -> None:
    add(session, "appeal", day="2026-10-08", resident="赵四")
    add(session, "care_visit", day="2026-10-08", resident="赵四")
    assert lines(session.agenda.today(), "register") == []
    clock.advance(days=20)
    (line,) = lines(session.agenda.today(), "register")
    assert (line.title, line.done) == ("2026年10月登记簿打印装订", False)
    assert line.why.startswith("还有 2 本没有打印：")
    for key in ("appeal", "care_visit"):
        title = f"{session.ledgers.ledger(key).title}登记簿（{period_of(date(2026, 10, 1), 'month').shown}）"
        session.ledger_papers.note_saved(RegisterPaper(title, b"", 1, landscape=True, ledger=key))
    (line,) = lines(session.agenda.today(), "register")
    assert (line.why, line.done) == ("都打印了", True)
    clock.advance(days=12)
    assert lines(session.agenda.today(), "register") == []
