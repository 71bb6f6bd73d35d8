"""Cases fill ledgers: the line is written with its case, follows it, and keeps what the clerk wrote beside it."""

from datetime import date
from typing import Any

import msgspec
import pytest

from app.cases.facts import Case
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.filling import Filling
from app.ledgers.periods import Periods
from app.ledgers.standing import Standing
from db.store import Store
from db.writing import Writing
from tests.app.ledgers.books import TEXT, book, make_table

FILL = """
[fill]
category = "民事调解"
map = { day = "registered_on", seed = "content", resident = "applicant", receipt = "handler" }
results = { granted = "over" }
"""
LEDGER = book(TEXT[: TEXT.index("[money]")] + FILL)
TABLE = f"entries_{LEDGER.key}"
SEPTEMBER = Case(
    id="c1",
    number="2026-00007",
    category="民事调解",
    applicant_id="r1",
    applicant_name="李四",
    content="地界",
    state="registered",
    registered_on=date(2026, 9, 10),
)


class Office:
    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.standing = store, Standing(LEDGER)
        self.indexed: list[str] = []
        self.raised: list[str] = []
        self.periods = Periods(store, clock, lambda: {LEDGER.key: LEDGER})
        standings = {"plain": Standing(book()), LEDGER.key: Standing(LEDGER)}
        self.filling = Filling(
            store,
            lambda: {**standings, LEDGER.key: self.standing},
            self.periods,
            lambda _, table, ids: self.indexed.extend(f"{table} {row_id}" for row_id in ids),
            self.raise_table,
        )

    def raise_table(self, write: Writing, ledger: Declaration) -> None:
        if not self.raised:
            make_table(self.store, ledger)
        self.raised.append(ledger.key)

    def follow(self, *cases: Case, before: Case | None = None) -> None:
        with self.store.writing(reason="登记") as write:
            self.filling.follow(write, cases, {before.id: before} if before else None)

    def leave(self, *ids: str) -> None:
        with self.store.writing(reason="登记错了") as write:
            self.filling.leave(write, ids)

    def rows(self) -> list[dict[str, Any]]:
        return self.store.rows(f"SELECT * FROM {TABLE} ORDER BY n")  # noqa: S608 - ours

    def cases(self) -> dict[str, str]:
        return {row["number"]: row["id"] for row in self.store.rows("SELECT number, id FROM cases")}

    def change(self, **values: object) -> None:
        with self.store.writing() as write:
            write.update(TABLE, self.rows()[0]["id"], values)


@pytest.fixture
def office(store: Store, clock: FixedClock) -> Office:
    return Office(store, clock)


def changed(**values: object) -> Case:
    return msgspec.structs.replace(SEPTEMBER, **values)


def test_a_case_of_the_category_appears_with_what_it_knows_and_others_do_not(office: Office) -> None:
    office.follow(SEPTEMBER, changed(id="c2", category="咨询服务"))
    (row,) = office.rows()
    assert (row["from_case"], row["day"], row["seed"], row["state"]) == ("c1", "2026-09-10", "地界", "open")
    assert row["resident"] == '{"id":"r1","name":"李四"}'
    assert row["number"] == "2026-00001"
    assert row["receipt"] is None
    assert office.indexed == [f"{TABLE} {row['id']}"]
    assert office.raised == [LEDGER.key]


def test_the_line_follows_its_case_and_keeps_what_the_clerk_wrote(office: Office) -> None:
    office.follow(SEPTEMBER)
    office.change(receipt="手写的", pieces=3)
    office.follow(changed(content="地界说清了", result="granted"), before=SEPTEMBER)
    (row,) = office.rows()
    assert (row["seed"], row["receipt"], row["pieces"], row["state"]) == ("地界说清了", "手写的", 3, "over")
    handled = changed(handler="王守田")
    office.follow(handled, before=SEPTEMBER)
    assert office.rows()[0]["receipt"] == "王守田"
    office.follow(SEPTEMBER, before=handled)
    assert office.rows()[0]["receipt"] is None
    assert office.rows()[0]["state"] == "over"


def test_following_twice_changes_nothing(office: Office) -> None:
    office.follow(SEPTEMBER)
    before = office.store.journal.last_seq
    office.follow(SEPTEMBER, before=SEPTEMBER)
    assert office.store.journal.last_seq == before


def test_a_case_that_belongs_no_more_takes_its_line_out_and_brings_the_same_one_back(office: Office) -> None:
    office.follow(SEPTEMBER)
    office.follow(changed(category="咨询服务"), before=SEPTEMBER)
    assert [row["deleted"] for row in office.rows()] == [1]
    office.follow(changed(category="咨询服务"))
    office.follow(SEPTEMBER)
    assert [(row["deleted"], row["number"]) for row in office.rows()] == [(0, "2026-00001")]
    office.leave("c1", "c9")
    office.leave("c1")
    assert [(row["deleted"], row["removed_reason"]) for row in office.rows()] == [(1, "登记错了")]


def test_a_closed_month_takes_no_line_and_loses_none_but_later_facts_arrive(office: Office) -> None:
    office.follow(SEPTEMBER)
    office.periods.close("2026-09")
    with pytest.raises(Refused, match="2026年9月已经结账，不能再登记"):
        office.follow(changed(id="c2"))
    with pytest.raises(Refused, match="只能看"):
        office.leave("c1")
    with pytest.raises(Refused, match="只能看"):
        office.follow(changed(category="咨询服务"))
    with pytest.raises(Refused, match="只能看"):
        office.follow(changed(registered_on=date(2026, 10, 1)))
    office.follow(changed(result="granted"))
    assert [(row["state"], row["day"]) for row in office.rows()] == [("over", "2026-09-10")]


def test_a_ledger_that_winds_down_takes_no_later_case(office: Office) -> None:
    office.standing = Standing(LEDGER, "收尾", date(2026, 9, 30))
    office.follow(SEPTEMBER, changed(id="c2", registered_on=date(2026, 10, 1)), changed(id="c3", registered_on=None))
    assert [row["from_case"] for row in office.rows()] == ["c1"]


def test_a_new_ledger_takes_up_the_cases_that_were_there_except_for_closed_months(office: Office) -> None:
    with office.store.writing() as write:
        for number, day in (("1", "2026-08-01"), ("2", "2026-09-01")):
            values = {"number": number, "category": "民事调解", "state": "registered", "registered_on": day}
            write.insert("cases", values)
        write.insert("cases", {"number": "3", "category": "咨询服务", "state": "registered"})
    office.periods.close("2026-08")
    with office.store.writing() as write:
        office.filling.fill(write, LEDGER)
        office.filling.fill(write, book())
    assert [(row["from_case"], row["day"]) for row in office.rows()] == [(office.cases()["2"], "2026-09-01")]


def test_older_cases_come_with_the_first_line_of_a_ledger(office: Office) -> None:
    with office.store.writing() as write:
        older = {"number": "1", "category": "民事调解", "state": "registered", "registered_on": "2026-08-01"}
        write.insert("cases", older)
    office.follow(SEPTEMBER)
    assert [(row["number"], row["day"]) for row in office.rows()] == [
        ("2026-00001", "2026-08-01"),
        ("2026-00002", "2026-09-10"),
    ]
    office.follow(SEPTEMBER)
    assert len(office.rows()) == 2
