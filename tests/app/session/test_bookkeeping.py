"""In an opened office: cases fill ledgers, closed months hold, corrections, publishing, dues and trials work whole."""

from datetime import date
from typing import Any

import pytest

from app.cases.facts import Applicant, Case, Given, NewCase
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.ledgers.faults import EntryFaults
from app.ledgers.periods_of_time import period_of
from app.ledgers.reading import read_declaration
from app.session import Session
from tests.app.ledgers.books import TEXT

CONSULTING = "D52"


def rows(session: Session, ledger: str) -> list[dict[str, Any]]:
    known = f"entries_{ledger}" in session.store.tables
    return session.store.rows(f"SELECT * FROM entries_{ledger} ORDER BY n") if known else []  # noqa: S608 - ours


def register(session: Session, **more: Any) -> Case:
    new = {"applicant": Applicant(name="李四", phone="13900000000"), "item_code": CONSULTING, "content": "问养老金"}
    case, changes = session.cases.register(NewCase(**{**new, **more}), session.operator)
    session.emit(changes)
    return case


def test_a_consultation_by_appointment_stands_in_both_ledgers_and_follows_the_case(session: Session) -> None:
    case = register(session, channel="appointment", appointment_on=date(2026, 10, 12), appointment_slot="上午")
    (asked,), (booked,) = rows(session, "consulting"), rows(session, "appointment")
    assert (asked["from_case"], asked["content"], booked["wanted_on"], booked["state"]) == (
        case.id,
        "问养老金",
        "2026-10-12",
        "asked",
    )
    session.cases.take("answer", case.number, Given(text="按月发放"), session.operator)
    (asked,), (booked,) = rows(session, "consulting"), rows(session, "appointment")
    assert (asked["reply"], booked["state"], booked["result"]) == ("按月发放", "kept", "按月发放")
    assert len(rows(session, "consulting")) == 1


def test_undoing_a_registration_takes_its_line_out_and_reviving_the_case_brings_it_back(session: Session) -> None:
    case = register(session)
    session.history.undo(session.operator.id)
    assert [row["deleted"] for row in rows(session, "consulting")] == [1]
    session.history.revive("cases", case.id, session.operator.id, "还是要办")
    assert [row["deleted"] for row in rows(session, "consulting")] == [0]
    session.cases.remove(case.number, "登记错了", session.operator)
    assert [row["deleted"] for row in rows(session, "consulting")] == [1]


def test_undoing_a_step_puts_its_line_back_as_it_was(session: Session) -> None:
    case = register(session)
    session.cases.take("answer", case.number, Given(text="按月发放"), session.operator)
    session.history.undo(session.operator.id)
    assert [row["reply"] for row in rows(session, "consulting")] == [None]


def test_a_closed_month_refuses_to_lose_a_line_to_an_undoing(session: Session, clock: FixedClock) -> None:
    case = register(session)
    clock.advance(days=30)
    session.periods.close("2026-10")
    with pytest.raises(Refused, match="2026年10月已经结账"):
        session.cases.remove(case.number, "登记错了", session.operator)
    session.history.undo(session.operator.id)
    assert session.periods.closed() == ()
    session.cases.remove(case.number, "登记错了", session.operator)


def test_what_the_case_knows_is_changed_in_the_case_and_the_rest_beside_it(session: Session) -> None:
    case = register(session)
    (entry,) = session.ledgers.entries("consulting")
    assert session.ledgers.sources([entry]) == {entry.id: f"来自办件 {case.number}"}
    assert set(session.ledgers.from_case(entry)) == {"day", "resident", "phone", "content"}
    with pytest.raises(EntryFaults, match=f"来自办件 {case.number}，请在办件里改"):
        session.ledgers.edit("consulting", entry.id, {"content": "别的"})
    with pytest.raises(Refused, match="不能在这里删除"):
        session.ledgers.remove("consulting", entry.id, "不要了")
    edited, _ = session.ledgers.edit("consulting", entry.id, {"kind": "法律", "basis": "条例", "officer": "张三"})
    assert edited.values["content"] == "问养老金"
    session.cases.take("answer", case.number, Given(text="按月发放"), session.operator)
    assert session.ledgers.entry("consulting", entry.id).values["basis"] == "条例"


def test_publishing_a_ledger_takes_up_the_cases_that_were_there(session: Session) -> None:
    case = register(session, content="问种子")
    fill = '[fill]\ncategory = "咨询服务"\nmap = { day = "registered_on", seed = "content", resident = "applicant" }\n'
    session.publishing.publish(TEXT[: TEXT.index("[money]")] + fill)
    (entry,) = session.ledgers.entries("seed_trade")
    assert (entry.from_case, entry.values["seed"]) == (case.id, "问种子")
    with pytest.raises(Refused, match="请改成停用"):
        session.history.undo(session.operator.id)
    session.publishing.change_status("seed_trade", "停用")
    with pytest.raises(Refused, match="起停用，不再登记"):
        session.ledgers.add("seed_trade", {"seed": "稻"})
    session.history.undo(session.operator.id)
    assert session.ledgers.status("seed_trade") == "开放"


def test_a_field_that_becomes_a_text_reads_as_before_and_takes_any_words(session: Session) -> None:
    plain = TEXT[: TEXT.index('[[measure]]\nkey = "pieces"')]
    session.publishing.publish(plain)
    typed = {"pieces": "5", "use": "春播", "paid": "12.5", "resident": "李四", "done": "是", "seed": "稻"}
    entry, _ = session.ledgers.add("seed_trade", typed)
    newer = plain.replace("version = 1", "version = 2").replace('kind = "whole"', 'kind = "line"')
    newer = newer.replace('kind = "money"', 'kind = "line"').replace('kind = "yes_no"', 'kind = "paragraphs"')
    newer = newer.replace('label = "领种人", kind = "resident"', 'label = "领种人", kind = "line"')
    newer = newer.replace(
        'kind = "choice", choices = [\n    { value = "s", label = "春播" }, { value = "a", label = "秋种" } ]',
        'kind = "line"',
    )
    session.publishing.publish(newer)
    values = session.ledgers.entry("seed_trade", entry.id).values
    told = {key: values[key] for key in typed}
    assert told == {"pieces": "5", "use": "春播", "paid": "12.50", "resident": "李四", "done": "是", "seed": "稻"}
    session.ledgers.edit("seed_trade", entry.id, {"pieces": "五袋半", "done": "快了"})
    assert session.ledgers.entry("seed_trade", entry.id).values["pieces"] == "五袋半"
    assert not session.check()


def test_a_correction_stands_beside_what_it_corrects_with_its_reason(session: Session, clock: FixedClock) -> None:
    old, _ = session.ledgers.add(
        "station_funds",
        {"purpose": "办公用品", "party": "供销社", "income": "500", "handler": "王守田", "day": "2026-09-05"},
    )
    session.periods.close("2026-09")
    with pytest.raises(Refused, match="只能看"):
        session.ledgers.edit("station_funds", old.id, {"income": "50"})
    with pytest.raises(Refused, match="写明原因"):
        session.ledgers.correct("station_funds", old.id, {"income": "50"}, " ")
    new, _ = session.ledgers.correct("station_funds", old.id, {"income": "50"}, "多写了一个零")
    assert (new.corrects, new.corrects_why, new.values["income"]) == (old.id, "多写了一个零", 5000)
    assert new.values["day"] == date(2026, 10, 9)
    assert session.ledgers.entry("station_funds", old.id).corrected_by == new.id
    with pytest.raises(Refused, match="已经更正过了"):
        session.ledgers.correct("station_funds", old.id, {"income": "60"}, "再改")
    (income, _) = session.figures("station_funds", date(2026, 1, 1), date(2026, 12, 31))
    assert income.amount == 50
    with pytest.raises(Refused, match="还没有结账"):
        session.ledgers.correct("station_funds", new.id, {"income": "60"}, "再改")


def test_dues_reckon_themselves_and_members_are_added_up(session: Session) -> None:
    typed = {"member": "李四", "class": "农民", "from_month": "2026-01", "until_month": "2026-09"}
    entry, _ = session.ledgers.add("dues", {**typed, "income": "9", "collector": "王守田"})
    assert entry.values["expected"] == 180
    (one,) = session.dues.members(period_of(date(2026, 1, 1), "year"))
    assert (one.paid, one.open_months) == (900, ("2026-10",))


def test_a_ledger_on_trial_leaves_the_office_as_it_was(session: Session) -> None:
    before = session.store.journal.last_seq
    with session.try_out(read_declaration(TEXT.encode(), "种子")) as trial:
        trial.ledgers.add("seed_trade", {"seed": "稻"})
    assert session.store.journal.last_seq == before
    assert not list(session.home.temporary.glob("try-*"))
