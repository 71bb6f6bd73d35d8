"""A disk that refuses: every action that was told as saved is there, every other is wholly absent."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from db.durable import write_durably
from db.errors import DiskTrouble, FileDamaged, OfficeLocked, RowConflict
from db.store import Store
from db.troubles import as_refusal
from tests.db.looked_through import findings


def test_a_full_file_refuses_the_action_and_the_next_one_works(store: Store) -> None:
    with store.writing() as write:
        write.insert("residents", {"name": "先存的"})
    pages = store.value("PRAGMA page_count")
    store.writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskTrouble, match="磁盘满了"), store.writing() as write:
        write.insert_many("residents", ({"name": "长" * 500, "note": str(n)} for n in range(2_000)))
    with store.writing() as write:
        write.insert("residents", {"name": "后存的"})
    assert [row["name"] for row in store.rows("SELECT name FROM residents ORDER BY n")] == ["先存的", "后存的"]
    assert findings(store) == []


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("disk I/O error", DiskTrouble),
        ("attempt to write a readonly database", DiskTrouble),
        ("unable to open database file", DiskTrouble),
        ("database disk image is malformed", FileDamaged),
        ("vtable constructor failed: search_words", FileDamaged),
        ("database is locked", OfficeLocked),
    ],
)
def test_what_the_driver_says_becomes_a_sentence(text: str, refusal: type[Exception]) -> None:
    assert isinstance(as_refusal(dbapi2.OperationalError(text)), refusal)


def test_a_broken_rule_is_a_conflict_and_anything_else_a_bug() -> None:
    assert isinstance(as_refusal(dbapi2.IntegrityError("UNIQUE constraint failed")), RowConflict)
    assert as_refusal(dbapi2.OperationalError("no such table: x")) is None


def test_a_durable_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "slots.json"
    write_durably(path, b"one")
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slots.json"
    write_durably(path, b"one")

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.durable.os.fsync", fail)
    with pytest.raises(DiskTrouble, match="磁盘满了"):
        write_durably(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
