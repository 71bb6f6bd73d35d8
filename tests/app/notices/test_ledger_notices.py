"""What of a ledger may hang on the board: its declared columns, nobody readable, who must not be named only counted."""

import pytest

from app.core.errors import Refused
from app.documents.reading import page_texts
from app.people.facts import TypedResident
from app.session import Session

MONTH = "2026-10"
PAID = {"fund": "工作经费", "purpose": "买煤", "party": "张三丰", "handler": "王守田", "outlay": "80"}
FUNDS = {"day": "2026-10-08", **PAID}


@pytest.fixture
def office(session: Session) -> Session:
    session.settings.change("station.complaint_phone", "0455-6700002")
    return session


def board(pdf: bytes) -> str:
    return "".join(page_texts(pdf)).replace("\n", "")


def test_the_declared_columns_hang_for_their_days(office: Session) -> None:
    office.ledgers.add("station_funds", FUNDS)
    draft = office.notices.make("ledger:station_funds", MONTH, "A4", landscape=True)
    text = board(draft.pdf)
    assert draft.findings == ()
    assert "示例村2026年10月经费收支公示" in text
    assert "共1条" in text
    assert "买煤80.00" in text.replace(" ", "")
    assert "张三丰" not in text
    posted, _, _ = office.notices.release(draft)
    hanging, _ = office.notices.post(posted.id)
    assert (hanging.kind, hanging.state) == ("ledger:station_funds", "posted")
    assert hanging.until_day is not None


def test_a_name_that_can_be_read_is_not_let_through(office: Session) -> None:
    office.ledgers.add("station_funds", {**FUNDS, "purpose": "给张三丰买煤"})
    draft = office.notices.make("ledger:station_funds", MONTH)
    assert [finding.sentence for finding in draft.findings] == ["读得出一个不应公开的全名：张……"]
    with pytest.raises(Refused, match="隐私检查没有通过"):
        office.notices.release(draft)


def test_whoever_must_not_be_named_is_only_counted(office: Session) -> None:
    office.people.register(TypedResident(name="不愿公开", keep_private=True), office.operator.id)
    kinds = office.notices.kinds()
    assert kinds["ledger:station_funds"] == "经费收支"
    key = next(
        ledger.key
        for ledger in office.ledgers.all()
        if ledger.notice and any(field.kind == "resident" and field.required for field in ledger.field)
    )
    typed = {field.key: _fitting(field.kind, field.choices) for field in office.ledgers.ledger(key).field}
    office.ledgers.add(key, typed)
    text = board(office.notices.make(f"ledger:{key}", MONTH).pdf)
    assert "共1条" in text
    assert "另有1条" in text


def test_a_ledger_that_declares_nothing_and_one_that_is_not_there_are_refused(office: Session) -> None:
    with pytest.raises(Refused, match="没有声明哪些栏目可以公示"):
        office.notices.make("ledger:meeting", MONTH)
    with pytest.raises(Refused, match="没有代号为"):
        office.notices.make("ledger:nothing", MONTH)


def _fitting(kind: str, choices: tuple[object, ...]) -> object:
    given = {"day": "2026-10-09", "time": "9:30", "month": MONTH, "rows": None, "file": None, "resident": "不愿公开"}
    numbers = {"whole": "1", "money": "1", "decimal": "1", "yes_no": "是", "period": "2026-10-01 至 2026-10-02"}
    return getattr(choices[0], "value", None) if choices else {**given, **numbers}.get(kind, "甲")
