"""What backups ask of the file on connections of their own."""

from pathlib import Path

import pytest

from db.backups import (
    chain_fault,
    end_of,
    faults_of,
    keep_rehearsal,
    keep_second_copy,
    rehearsals,
    second_copies,
    settings_of,
)
from db.connection import connect
from db.copying import copy_office
from db.errors import FileDamaged, Stopped, WrongKey
from db.store import Store


def test_the_end_of_the_file_is_read_beside_an_open_transaction(store: Store) -> None:
    before = end_of(store)
    with store.writing() as write:
        write.insert("settings", {"key": "backups.place", "value": '"/media/stick"'})
        assert end_of(store) == before
    assert end_of(store).seq == before.seq + 1
    assert (before.unit, before.office) == (store.office["unit"], store.office["id"])
    assert settings_of(store, "backups.") == {"backups.place": "/media/stick"}
    assert settings_of(store, "screen.") == {}


def test_local_rows_move_no_journal(store: Store) -> None:
    before = end_of(store).seq
    keep_rehearsal(store, "2026-10-09T01:00:00+00:00", "a.czbak", 7, ["坏了"])
    keep_rehearsal(store, "2026-10-10T01:00:00+00:00", "b.czbak", 8, [])
    keep_second_copy(store, "2026-10-09T01:00:00+00:00", "/media/stick", "b.czbak", 12)
    assert end_of(store).seq == before
    assert [row["subject"] for row in rehearsals(store)] == ["b.czbak", "a.czbak"]
    assert rehearsals(store, 1)[0]["rows"] == 8
    assert second_copies(store)[0]["name"] == "b.czbak"


def test_a_sound_file_has_no_faults(store: Store) -> None:
    assert faults_of(store.path, store.key, lambda: False) == []
    with pytest.raises(WrongKey):
        faults_of(store.path, bytes(32))


@pytest.mark.parametrize("at", [4096 * 3 + 9, 4096 * 20 + 9])
def test_a_damaged_page_is_a_fault(store: Store, at: int) -> None:
    with store.writing() as write:
        write.insert_many("settings", [{"key": f"k{n}", "value": '"x"'} for n in range(500)])
    store.checkpoint()
    with store.path.open("rb+") as stream:
        stream.seek(at)
        stream.write(b"\0\0\0\0")
    assert faults_of(store.path, store.key) != []


def test_looking_stops_when_it_shall(store: Store) -> None:
    with store.writing() as write:
        write.insert_many("settings", [{"key": f"k{n}", "value": '"x"'} for n in range(3000)])
    for look in (faults_of, chain_fault):
        with pytest.raises(Stopped):
            look(store.path, store.key, lambda: True)


def test_a_break_in_the_chain_is_named(store: Store, tmp_path: Path) -> None:
    with store.writing() as write:
        write.insert("settings", {"key": "k", "value": '"x"'})
        last = write.insert("settings", {"key": "l", "value": '"x"'})
    copy = tmp_path / "copy"
    copy_office(store.path, store.key, copy)
    assert chain_fault(copy, store.key) == ""
    connection = connect(copy, store.key)
    connection.execute("UPDATE journal SET operator = 'x' WHERE row_id = ?", (last,))
    connection.close()
    assert chain_fault(copy, store.key) == f"流水第 {end_of(store).seq} 条：这一条的内容和它的校验码不符"


def test_a_file_that_cannot_be_read_is_told_as_damaged(store: Store) -> None:
    with store.writing() as write:
        write.insert_many("settings", [{"key": f"k{n}", "value": '"x"'} for n in range(500)])
    store.checkpoint()
    with store.path.open("rb+") as stream:
        stream.seek(4096)
        stream.write(b"\7" * 4096 * 30)
    with pytest.raises(FileDamaged):
        settings_of(store, "k")
