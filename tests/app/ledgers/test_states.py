"""What an entry must hold to stand in a state: reckoned over every way of steps, and kept when the entry is changed."""

import pytest

from app.core.errors import Refused
from app.ledgers.reading import shipped_declarations
from app.ledgers.states import needed_in
from app.session import Session
from tests.app.ledgers.filled import typed_entry

LEDGERS = {ledger.key: ledger for ledger in shipped_declarations()}


@pytest.mark.parametrize(
    ("ledger", "state", "needed"),
    [
        ("mediation", "accepted", ()),
        ("mediation", "agreed", {"ended_on", "outcome", "agreement"}),
        ("mediation", "filed", {"ended_on", "outcome", "filed_on"}),
        ("four_two", "stopped", {"reason"}),
        ("four_two", "posted", {"proposal", "discussed", "review", "resolution", "posted_on"}),
        ("seal_use", "nothing", ()),
    ],
)
def test_a_state_needs_what_every_way_to_it_asked_for(ledger: str, state: str, needed: set[str]) -> None:
    found = set(needed_in(LEDGERS[ledger], state))
    assert found >= set(needed)
    assert bool(found) == bool(needed)


def test_no_state_needs_a_field_that_is_not_there() -> None:
    for ledger in shipped_declarations():
        for state in ledger.state:
            assert set(needed_in(ledger, state.key)) <= {field.key for field in ledger.field}


def test_what_a_state_rests_on_is_not_emptied_afterwards(session: Session) -> None:
    typed = typed_entry(session.ledgers.ledger("public_welfare"))
    entry, _ = session.ledgers.add("public_welfare", {**typed, "finished_on": "", "result": ""})
    step = next(one for one in session.ledgers.ledger("public_welfare").step if one.to == "done")
    session.ledgers.take("public_welfare", entry.id, step.key, {"finished_on": "2026-10-09", "result": "修好了"})
    with pytest.raises(Refused, match="没有填"):
        session.ledgers.edit("public_welfare", entry.id, {"result": ""})
    faults = session.ledgers.errors("public_welfare", {"result": "", "finished_on": "2026-10-08"}, entry.id)
    assert [fault.field for fault in faults] == ["result"]
    session.ledgers.edit("public_welfare", entry.id, {"result": "修好了两处"})
    assert session.check() == []
