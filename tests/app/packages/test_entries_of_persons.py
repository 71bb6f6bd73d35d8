"""An erasure and packages: which of them still hold an entry about the person, and what the township holds after it."""

from pathlib import Path

from app.core.clock import FixedClock
from app.people.facts import TypedResident
from app.privacy.declared import declared
from app.session import Session
from db.journal import chain_breaks
from tests.app.packages.sessions import enrolled_township

NAME = "欧阳淑芬"
TYPED = {"resident": NAME, "kind": "政策", "content": "问低保怎么办", "officer": "王守田", "phone": "13812345678"}


def everything(session: Session) -> str:
    found = [str(tuple(row.values())) for row in session.store.rows("SELECT reason, before, after FROM journal_values")]
    tables = [name for name in session.store.tables if name.startswith("entries_")]
    rows = [row for name in tables for row in session.store.rows(f"SELECT * FROM {name}")]  # noqa: S608
    return "\n".join([*found, *(str(tuple(row.values())) for row in rows)])


def test_packages_with_an_entry_are_named_and_the_next_one_empties_it(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    township = enrolled_township(session, tmp_path, clock)
    session.ledgers.add("consulting", TYPED)
    session.packages.write(tmp_path)
    person, _ = session.people.register(TypedResident(name=NAME), session.operator.id)
    township.packages.read(tmp_path)
    assert NAME in everything(township)
    assert [hit.kind for hit in township.search.find(NAME, 5)] == ["entry"]
    request, _ = session.privacy.requests.register(person.id, "删除", f"{NAME}请求删除", session.operator)
    (erased, _), _ = session.privacy.erase(request.number)
    assert [one.words for one in erased.holders if "第 1 号" in one.words] != []
    session.packages.write(tmp_path)
    assert [one.taken for one in township.packages.read(tmp_path)[0]] == [False, True]
    assert NAME not in everything(township)
    assert "13812345678" not in everything(township)
    assert township.search.find(NAME, 5) == []
    (entry,) = township.packages.books(session.store.office["unit"]).entries.entries("consulting")
    assert entry.values["resident"].name == declared().gone
    assert list(chain_breaks(township.store.reader)) == []
    assert township.check() == []
    township.close()
