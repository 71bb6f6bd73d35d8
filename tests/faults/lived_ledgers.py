"""Words of :mod:`tests.faults.lived` that write ledgers: their tables are made in the middle of an action."""

from collections.abc import Callable
from pathlib import Path

from app.cases.facts import Applicant, NewCase
from tests.app.ledgers.books import TEXT
from tests.faults.lived import office, saved, telling_refusals

LEDGER = "station_funds"
CONSULTING = "D52"
MONTH = "2026-09"
KEY = "seed_trade"


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


def month(folder: Path, times: int) -> None:
    """Close a month with an entry in it, correct the entry, open the month, change the entry, and close all."""
    with office(folder) as session:
        typed = {"day": "2026-09-08", "purpose": "办公用品", "party": "供销社", "income": "500", "handler": "王守田"}
        for _ in range(times):
            with telling_refusals():
                added, _ = session.ledgers.add(LEDGER, typed)
                saved(session, entry=added.number)
                session.periods.close(MONTH, LEDGER)
                saved(session)
                session.ledgers.correct(LEDGER, added.id, {"income": "50"}, "写错了")
                saved(session)
                session.periods.open(MONTH, "补登", LEDGER)
                saved(session)
                session.ledgers.edit(LEDGER, added.id, {"purpose": "办公桌"})
                saved(session)
        with telling_refusals():
            session.periods.close(MONTH)
            saved(session)


def publish(folder: Path, times: int) -> None:
    """Publish a ledger, write entries, and publish newer versions that add a field and make another one a text."""
    with office(folder) as session:
        with telling_refusals():
            session.publishing.publish(TEXT)
            saved(session)
        for version in range(2, times + 2):
            with telling_refusals():
                added, _ = session.ledgers.add(KEY, {"seed": f"稻种{version}", "hands": "李四、王五", "pieces": "12"})
                saved(session, entry=added.number)
                session.publishing.publish(_newer(version))
                saved(session)
        with telling_refusals():
            session.publishing.change_status(KEY, "收尾")
            saved(session)


def _newer(version: int) -> str:
    """Give a newer version of the ledger: a field more than the one before, and references that became a text."""
    text = TEXT.replace("version = 1", f"version = {version}")
    text = text.replace('label = "经手人", kind = "residents"', 'label = "经手人", kind = "line"')
    more = [f'{{ key = "more_{one}", label = "补充{one}", kind = "line" }},' for one in range(2, version + 1)]
    return text.replace('  { key = "receipt"', "\n".join([*more, '  { key = "receipt"']))


LEDGER_WORDS: dict[str, Callable[[Path, int], None]] = {"entry": entry, "month": month, "publish": publish}
