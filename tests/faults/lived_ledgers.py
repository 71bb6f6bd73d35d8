"""Words of :mod:`tests.faults.lived` that write ledgers: their tables are made in the middle of an action."""

from collections.abc import Callable
from pathlib import Path

from app.cases.facts import Applicant, NewCase
from tests.faults.lived import office, saved, telling_refusals

LEDGER = "station_funds"
CONSULTING = "D52"


def entry(folder: Path, times: int) -> None:
    """Write the first entry of a ledger, another, a change, and a case that writes the first line of another ledger."""
    with office(folder) as session:
        for number in range(times):
            typed = {"purpose": f"办公用品{number}", "party": "供销社", "income": "500", "handler": "王守田"}
            with telling_refusals():
                added, _ = session.ledgers.add(LEDGER, typed)
                saved(session, entry=added.number)
                session.ledgers.edit(LEDGER, added.id, {"income": "50"})
                saved(session)
        with telling_refusals():
            new = NewCase(applicant=Applicant(name="王小"), item_code=CONSULTING, content="问养老金")
            case, changes = session.cases.register(new, session.operator)
            assert changes.ids("entries_consulting"), "the case wrote no line into its ledger"
            saved(session, case=case.number)


LEDGER_WORDS: dict[str, Callable[[Path, int], None]] = {"entry": entry}
