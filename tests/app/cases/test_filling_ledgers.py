"""Every write of a case tells the ledgers that cases fill, in the same transaction, with what the case was before."""

from collections.abc import Iterable, Mapping, Sequence

import pytest

from app.cases.facts import Case, Given
from app.cases.service import Cases
from app.core.errors import Refused
from db.store import Store
from db.writing import Writing
from tests.app.cases.desk import Desk


class HeardLedgers:
    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []
        self.refuses = False

    def follow(self, write: Writing, cases: Sequence[Case], before: Mapping[str, Case] | None = None) -> None:
        if self.refuses:
            raise Refused("已经结账。")
        for case in cases:
            former = (before or {}).get(case.id)
            self.heard.append((case.number, former.state if former else "", case.state))

    def leave(self, write: Writing, case_ids: Iterable[str]) -> None:
        self.heard += [(case_id, "", "gone") for case_id in case_ids]


@pytest.fixture
def ledgers(cases: Cases) -> HeardLedgers:
    heard = HeardLedgers()
    cases._ledgers = heard
    return heard


def test_registering_steps_and_removing_are_told(desk: Desk, cases: Cases, ledgers: HeardLedgers) -> None:
    case = desk.register()
    cases.take("accept", case.number, Given(), desk.who)
    assert ledgers.heard == [(case.number, "", "registered"), (case.number, "registered", "accepted")]
    cases.remove(case.number, "登记错了", desk.who)
    assert ledgers.heard[-1] == (case.id, "", "gone")


def test_what_the_ledgers_refuse_is_not_written(desk: Desk, store: Store, ledgers: HeardLedgers) -> None:
    ledgers.refuses = True
    with pytest.raises(Refused, match="已经结账"):
        desk.register()
    assert store.value("SELECT count(*) FROM cases") == 0


def test_cases_that_were_taken_or_brought_back_are_followed_by_their_ids(
    desk: Desk, cases: Cases, store: Store, ledgers: HeardLedgers
) -> None:
    case = desk.register()
    ledgers.heard.clear()
    with store.writing() as write:
        cases.follow(write, [case.id, "gone"])
    assert ledgers.heard == [(case.number, "", "registered"), ("gone", "", "gone")]
