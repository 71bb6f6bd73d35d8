"""Counting what a text finds: by the search tables alone where a ledger is one office's, always what the list shows."""

from datetime import date

import pytest

from app.ledgers.facts import Wanted
from app.session import Session
from db.ledger_search import count_with
from db.store import Store
from tests.app.ledgers.filled import typed_entry

KEY = "consulting"


@pytest.fixture
def kept(session: Session) -> list[str]:
    """Keep five entries that say 水渠 and two that do not; one of the five is removed."""
    typed = typed_entry(session.ledgers.ledger(KEY))
    ids = [
        session.ledgers.add(KEY, {**typed, "content": f"{what}{at}"})[0].id
        for at, what in enumerate(["水渠"] * 5 + ["电线"] * 2)
    ]
    session.ledgers.remove(KEY, ids[0], "记错了")
    return ids


@pytest.mark.usefixtures("kept")
def test_it_is_what_the_list_shows(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def listen(store: Store, ledger: str, expression: str) -> int:
        asked.append(expression)
        return count_with(store, ledger, expression)

    monkeypatch.setattr("db.ledgers.count_with", listen)
    for wanted, found, is_short in (
        (Wanted(text="水渠"), 4, True),
        (Wanted(text="水渠3"), 1, True),
        (Wanted(text="没有"), 0, True),
        (Wanted(text="水渠", first=date(2001, 1, 1), last=date(2001, 1, 1)), 0, False),
        (Wanted(text="水渠", removed=True), 0, False),
        (Wanted(), 6, False),
    ):
        asked.clear()
        assert session.ledgers.count(KEY, wanted) == len(session.ledgers.entries(KEY, wanted)) == found, wanted
        assert bool(asked) is is_short, wanted


def test_entries_of_another_office_are_not_counted_as_ours(session: Session, kept: list[str]) -> None:
    writer = session.store.writer
    writer.execute("PRAGMA foreign_keys = OFF")
    writer.execute("UPDATE entries_consulting SET owner = 7 WHERE id = ?", (kept[1],))
    wanted = Wanted(text="水渠")
    assert session.ledgers.count(KEY, wanted) == len(session.ledgers.entries(KEY, wanted)) == 3
    writer.execute("UPDATE entries_consulting SET owner = 1 WHERE id = ?", (kept[1],))
