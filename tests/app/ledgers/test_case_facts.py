"""What of a case fills an entry: real facts of a case, in fields that can hold them."""

import json
from datetime import date

import pytest

from app.cases.facts import Case
from app.cases.workflow import workflow
from app.ledgers.case_facts import APPLICANT, FACTS, RESULTS, belongs, facts_for, state_for
from app.ledgers.declaration import Declaration
from app.ledgers.reading import read_declaration, shipped_declarations
from app.ledgers.refusal import DeclarationRefused
from tests.app.ledgers.books import TEXT

FILLED = {ledger.key: ledger for ledger in shipped_declarations() if ledger.fill is not None}
CASE = Case(
    id="c1",
    number="2026-00012",
    category="民事调解",
    channel="appointment",
    applicant_id="r1",
    applicant_name="李四",
    applicant_phone="13900000000",
    content="两家地界\n说不清。",
    handler="王守田",
    state="registered",
    registered_on=date(2026, 10, 9),
    appointment_on=date(2026, 10, 10),
    appointment_slot="上午",
    rating=5,
)


def test_every_fact_and_result_is_one_of_a_case() -> None:
    assert set(FACTS) - {APPLICANT} <= set(Case.__struct_fields__)
    assert {result.key for result in workflow().results} == set(RESULTS)


@pytest.mark.parametrize("key", list(FILLED))
def test_every_shipped_fill_gives_what_a_case_knows(key: str) -> None:
    ledger = FILLED[key]
    assert ledger.fill is not None
    facts = facts_for(ledger, ledger.fill, CASE)
    assert facts[ledger.day] == "2026-10-09"
    assert set(facts) == set(ledger.fill.map)
    if ledger.state:
        assert state_for(ledger, ledger.fill, CASE) == ledger.state[0].key


def test_facts_stand_as_they_are_kept() -> None:
    ledger = FILLED["appointment"]
    assert ledger.fill is not None
    facts = facts_for(ledger, ledger.fill, CASE)
    assert json.loads(str(facts["resident"])) == {"id": "r1", "name": "李四"}
    assert facts["content"] == "两家地界\n说不清。"
    assert facts["wanted_on"] == "2026-10-10"
    assert facts["kept_on"] is None
    assert facts["result"] is None


def made(fill: str) -> Declaration:
    return read_declaration(f"{TEXT}[fill]\n{fill}\n".encode(), "seed_trade.toml")


def test_a_fact_goes_into_every_kind_that_holds_it() -> None:
    facts_map = 'map = { day = "registered_on", seed = "content", resident = "handler", pieces = "rating" }'
    ledger = made(f'category = "民事调解"\n{facts_map}\nresults = {{ granted = "over" }}')
    assert ledger.fill is not None
    assert belongs(ledger.fill, CASE)
    facts = facts_for(ledger, ledger.fill, CASE)
    assert (facts["seed"], facts["pieces"]) == ("两家地界 说不清。", 5)
    assert json.loads(str(facts["resident"])) == {"id": "", "name": "王守田"}
    assert state_for(ledger, ledger.fill, CASE) == "open"
    nobody = Case(id="c2", number="2", category="咨询服务", result="granted", state="concluded")
    assert not belongs(ledger.fill, nobody)
    assert state_for(ledger, ledger.fill, nobody) == "over"
    assert set(facts_for(ledger, ledger.fill, nobody).values()) == {None}


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ('category = "民事调解"\nmap = { day = "due_day" }', "没有“due_day”这一项"),
        ('category = "民事调解"\nmap = { day = "content" }', "放不进“日期”"),
        ('category = "民事调解"\nmap = { seed = "content" }', "要写“day”从哪里来"),
        ('map = { day = "registered_on" }', "只写一个"),
        ('category = "民事调解"\nmap = { day = "registered_on" }\nresults = { done = "over" }', "没有“done”"),
        ('category = "民事调解"\nmap = { day = "registered_on" }\nresults = { granted = "x" }', "没有“x”这个状态"),
    ],
)
def test_a_fill_that_does_not_fit_is_refused(fill: str, said: str) -> None:
    with pytest.raises(DeclarationRefused, match=said):
        made(fill)
