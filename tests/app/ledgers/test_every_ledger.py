"""Every shipped ledger in one office: an entry is added, found, changed, stepped on, removed and all taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry, Wanted
from app.ledgers.reading import shipped_declarations
from app.opening import open_session
from app.people.facts import TypedResident
from app.session import Session
from tests.app.ledgers.filled import typed_entry
from tests.conftest import MORNING, PASSWORD


@pytest.fixture(scope="module")
def office(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    import shutil

    home = shutil.copytree(fresh_home, tmp_path_factory.mktemp("ledgers") / "station")
    session = open_session(home, PASSWORD, clock=FixedClock(MORNING))
    session.people.register(TypedResident(name="李淑芬"), session.operator.id)
    yield session
    assert session.check() == []
    session.close()


def shown(office: Session, entry: Entry) -> dict[str, str]:
    return {key: office.ledgers.shown(entry, key) for key in entry.values}


@pytest.mark.parametrize("ledger", shipped_declarations(), ids=lambda one: one.key)
def test_an_entry_lives_and_every_step_of_it_is_taken_back(office: Session, ledger: Declaration) -> None:
    ledgers, key, me = office.ledgers, ledger.key, office.operator.id
    typed = typed_entry(ledger)
    entry, changes = ledgers.add(key, typed)
    assert changes.ids(f"entries_{key}") == {entry.id}
    assert (entry.number, entry.revision) == ("2026-00001", 1)
    assert entry.state == (ledger.state[0].key if ledger.state else "")
    assert ledgers.errors(key, shown(office, entry)) == []
    again = ledgers.edit(key, entry.id, shown(office, entry), revision=1)[0]
    assert again == entry
    changed = ledgers.edit(key, entry.id, typed_entry(ledger, 1), revision=1)[0]
    assert changed.revision == 2
    assert office.history.undo(me)[0].what == "撤销：修改"
    assert ledgers.entry(key, entry.id).values == entry.values
    for step in ledger.step:
        if step in ledgers.steps(ledgers.entry(key, entry.id)):
            assert ledgers.take(key, entry.id, step.key)[0].state == step.to
            office.history.undo(me)
            assert ledgers.entry(key, entry.id).state == entry.state
    past = office.history.of(f"entries_{key}", entry.id)
    assert past[-1].what == "登记"
    told = {change.label for change in past[-1].changes}
    assert told >= {field.label for field in ledger.field if not field.computed}
    assert ledger.title in past[-1].name
    ledgers.remove(key, entry.id, "记错了")
    assert ledgers.count(key) == 0
    assert [one.row_id for one in office.history.bin() if one.table == f"entries_{key}"] == [entry.id]
    office.history.undo(me)
    assert [one.id for one in ledgers.entries(key)] == [entry.id]
    assert ledgers.count(key, Wanted(removed=True)) == 0


@pytest.mark.parametrize("ledger", shipped_declarations(), ids=lambda one: one.key)
def test_every_filter_and_order_finds_the_entry(office: Session, ledger: Declaration) -> None:
    ledgers, key = office.ledgers, ledger.key
    if not ledgers.count(key):
        ledgers.add(key, typed_entry(ledger))
    (entry,) = ledgers.entries(key)
    for column in ledger.list.columns:
        assert ledgers.entries(key, Wanted(sort=column)) == ledgers.entries(key, Wanted(sort=f"-{column}")) == [entry]
    for name in ledger.list.filters:
        known = ledgers.seen(key, name)
        assert sum(ledgers.count(key, Wanted(filters={name: text})) for text, _ in known) >= 1, name
        text = office.ledgers.shown(entry, name).split("、")[0]
        assert ledgers.entries(key, Wanted(filters={name: text})) == [entry], name
    assert ledgers.numbered(key, "2026-00001") == entry
    assert ledgers.entries(key, Wanted(text="202600001")) == [entry]


def test_entries_are_found_in_the_search_box(office: Session) -> None:
    entry = office.ledgers.add(
        "consulting", {**typed_entry(office.ledgers.ledger("consulting")), "resident": "赵小六"}
    )[0]
    for text in ("赵小六", "小六", "zxl", "zhaoxiaoliu"):
        (hit,) = office.search.find(text)
        assert (hit.kind, hit.id) == ("entry", f"consulting/{entry.id}")
        assert hit.title.startswith(entry.number)
        assert "咨询服务" in hit.detail
    office.ledgers.remove("consulting", entry.id, "记错了")
    assert office.search.find("赵小六") == []
