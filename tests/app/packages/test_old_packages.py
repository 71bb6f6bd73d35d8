"""Packages as earlier programs wrote them: a kept one of schema 2, before entries travelled, and its township."""

import shutil
from pathlib import Path

from app.core.clock import FixedClock
from app.packages.service import Packages
from db.migrations import SCHEMA
from db.store import Store
from tests.app.packages.offices import KEY

KEPT = Path(__file__).parents[2] / "files" / "package-schema-2"


def test_a_package_from_before_entries_is_read(tmp_path: Path, clock: FixedClock) -> None:
    shutil.copy(KEPT / "office.czdb", tmp_path)
    store = Store.open(tmp_path / "office.czdb", KEY, now=clock.now)
    assert store.schema == SCHEMA
    township = Packages(store, clock, tmp_path, lambda *_: None)
    (answer,) = township.read(KEPT)[0]
    assert (answer.taken, answer.rows, answer.merged, answer.reason) == (True, 5, 5, None)
    assert answer.check_code == "A077-6A34-7840-DA53"
    assert store.value("SELECT content FROM cases WHERE number = '2026-00002' AND owner = 3") == "问路"
    assert [one.state for one in township.read(KEPT)[0]] == ["repeated"]
    store.close()
