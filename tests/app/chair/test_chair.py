"""The whole hand-over in a lived-in office: the sheet, the act, and the backup that stands before it."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.demo.make import make_demo
from app.documents.hand_over_sheet import wording
from app.documents.reading import page_texts
from app.opening import open_session
from app.operators.hand_over import Plan
from app.operators.recovery import code_number
from app.session import Session
from tests.app.ledgers.filled import typed_entry

NEW = "新站长的一句话"
PASSWORD = "稻花香里-2026"


@pytest.fixture
def lived_in(session: Session) -> Session:
    """Fill a small village."""
    make_demo(session, years=1, cases_per_year=60, seed=3)
    return session


def test_the_sheet_lists_what_is_open_and_no_code(lived_in: Session) -> None:
    chair = lived_in.chair
    code = chair.code.draw()
    plan = Plan("赵接任")
    facts = chair.sheets.facts(plan, code)
    assert len(facts.cases) == len(lived_in.cases.open_cases()) > 0
    paper, _ = chair.sheets.paper(plan, code)
    assert chair.sheets.paper(plan, code)[0].id == paper.id
    text = "".join(page_texts(paper.pdf)).replace("\n", "")
    for wanted in ("赵接任", "王守田", code_number(code), facts.old_code, *wording().by_hand[:2]):
        assert wanted in text, wanted
    assert all(case.number in text for case in facts.cases)
    assert code not in text
    assert code.replace("-", "") not in text
    assert all(case.applicant_name not in text for case in lived_in.cases.open_cases() if case.applicant_name)


def test_the_sheet_tells_of_ledgers_that_go_on(session: Session) -> None:
    assert session.chair.sheets.facts(Plan("赵接任"), "").ledgers == ()
    known = session.ledgers
    known.add("station_funds", {**typed_entry(known.ledger("station_funds")), "income": "500", "outlay": "120.5"})
    welfare, _ = known.add("public_welfare", typed_entry(known.ledger("public_welfare")))
    ended, _ = known.add("public_welfare", typed_entry(known.ledger("public_welfare")), state="dropped")
    known.add("seal_use", typed_entry(known.ledger("seal_use")))
    facts = session.chair.sheets.facts(Plan("赵接任"), "")
    told = {one.title: (one.unfinished, one.left) for one in facts.ledgers}
    assert set(told) == {"经费收支", "公益事业"}
    assert told["公益事业"] == (1, "")
    assert "380.50" in told["经费收支"][1]
    code = session.chair.code.draw()
    text = "".join(page_texts(session.chair.sheets.paper(Plan("赵接任"), code)[0].pdf)).replace("\n", "")
    assert "三、要接着记的台账（2 本）" in text
    assert "380.50" in text
    assert welfare.number != ended.number


def test_the_successor_goes_on_in_the_same_session(lived_in: Session, clock: FixedClock, tmp_path: Path) -> None:
    chair, before = lived_in.chair, lived_in.store.key
    count = lived_in.cases.count()
    code = chair.code.draw()
    done, changes = chair.hand_over.finish(Plan("赵接任"), NEW, code, PASSWORD)
    assert (done.successor, done.code_number, done.without_password) == ("赵接任", code_number(code), ())
    assert changes.touches("operators")
    assert lived_in.store.key != before
    lived_in.change_places(NEW)
    assert lived_in.operator.name == "赵接任"
    assert lived_in.cases.count() == count
    assert lived_in.chair.code.number() == code_number(code)
    assert [backup.about.reason for backup in lived_in.backups.list() if backup.about] == ["hand-over"]
    assert lived_in.check() == []
    lived_in.close()
    with pytest.raises(WrongKey):
        open_session(lived_in.home.folder, PASSWORD, clock=clock)
    open_session(lived_in.home.folder, NEW, clock=clock).close()


def test_another_recovery_code_in_place_of_the_old_one(session: Session, clock: FixedClock) -> None:
    code, old = session.chair.code.draw(), session.chair.code.number()
    with pytest.raises(WrongKey):
        session.chair.code.keep(code, "不对不对")
    assert session.chair.code.number() == old
    session.chair.code.keep(code, PASSWORD)
    assert session.chair.code.number() == code_number(code) != old


def test_only_the_chief_may(session: Session) -> None:
    from app.operators.operators import Operator

    clerk = Operator(session.operator.id, "李代办", "代办员", active=True)
    session.sit_down(clerk)
    with pytest.raises(Refused, match="代办员"):
        session.chair.hand_over.check(Plan("赵接任"))
    with pytest.raises(Refused, match="代办员"):
        session.chair.code.draw()
