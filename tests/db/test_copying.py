from pathlib import Path

import pytest

from db.connection import connect
from db.copying import copy_office, read_copy
from db.errors import DiskTrouble, FileDamaged, Stopped
from db.store import Store


def add_setting(store: Store, key: str) -> None:
    with store.writing(reason="试") as write:
        write.insert("settings", {"key": key, "value": "1"})


def test_a_copy_holds_what_was_committed_while_an_action_is_under_way(store: Store, tmp_path: Path) -> None:
    add_setting(store, "one")
    with store.writing(reason="试") as write:
        write.insert("settings", {"key": "two", "value": "2"})
        copied = copy_office(store.path, store.key, tmp_path / "copy")
    assert (copied.rows["settings"], copied.journal_seq, copied.rows["actions"]) == (1, 1, 0)
    assert copied.office == store.office["id"]
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy"]


def test_a_copy_opens_with_the_same_key_only_and_says_the_same_again(store: Store, tmp_path: Path) -> None:
    add_setting(store, "one")
    copied = copy_office(store.path, store.key, tmp_path / "copy")
    assert read_copy(tmp_path / "copy", store.key) == copied
    with pytest.raises(Exception, match="密码"):
        connect(tmp_path / "copy", bytes(32))


def test_a_copy_that_is_not_wanted_any_more_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        copy_office(store.path, store.key, tmp_path / "copy", stopped=lambda: True)
    assert not list(tmp_path.glob("copy*"))


def test_where_no_file_can_be_written_the_sentence_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble):
        copy_office(store.path, store.key, tmp_path / "nowhere" / "copy")


def test_a_copy_never_replaces_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"kept")
    with pytest.raises(FileExistsError):
        copy_office(store.path, store.key, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"kept"


def test_a_copy_with_a_flipped_bit_is_told(store: Store, tmp_path: Path) -> None:
    copy_office(store.path, store.key, tmp_path / "copy")
    content = bytearray((tmp_path / "copy").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(FileDamaged):
        read_copy(tmp_path / "copy", store.key)
