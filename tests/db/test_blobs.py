"""The second file: contents under their digests, refusing what is not one, another key."""

import hashlib
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db import blob_rekeying
from db.blob_format import APPLICATION_ID, open_blobs
from db.blobs import BlobMissing, Blobs
from db.connection import APPLICATION_ID as OFFICE
from db.connection import connect
from db.errors import DiskTrouble, FileDamaged, NewerFile, OfficeLocked
from db.store import Store

KEY, OTHER, THIRD = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))
AT = "2026-10-09T01:00:00+00:00"
ONE, TWO = b"one" * 5_000, b"two" * 9_000


def digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "attachments.czdb", lambda: KEY)


def test_there_is_no_file_before_the_first_content(blobs: Blobs) -> None:
    assert (blobs.exists(), blobs.size(), blobs.digests(), blobs.sizes([b"x"]), blobs.orphans([], AT)) == (
        False,
        0,
        set(),
        {},
        [],
    )
    with pytest.raises(BlobMissing):
        blobs.read(digest(ONE))
    blobs.forget([digest(ONE)])
    blobs.change_key(KEY, OTHER)
    assert not blobs.exists()


def test_a_content_is_there_after_reopening_and_only_once(blobs: Blobs) -> None:
    assert blobs.put(ONE, AT) == blobs.put(ONE, AT) == digest(ONE)
    blobs.put(TWO, AT)
    blobs.close()
    assert blobs.read(digest(ONE)) == ONE
    assert blobs.digests() == {digest(ONE), digest(TWO)}
    assert blobs.sizes([digest(TWO), b"unknown"]) == {digest(TWO): len(TWO)}
    assert blobs.is_sound(digest(ONE))
    assert not blobs.is_sound(b"unknown")
    blobs.close()
    assert [path.name for path in blobs.path.parent.iterdir()] == ["attachments.czdb"]


def test_it_has_the_settings_of_the_offices_file_and_an_id_of_its_own(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    with blobs._using() as connection:
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "trusted_schema", "application_id")
        ]
    assert found == ["wal", 2, 1, 0, APPLICATION_ID]
    assert APPLICATION_ID != OFFICE
    assert ONE[:300] not in blobs.path.read_bytes()


def test_a_content_that_was_damaged_is_healed_by_putting_it_again(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    with blobs._using() as connection:
        connection.execute("UPDATE blobs SET content = ?", (TWO,))
    with pytest.raises(FileDamaged, match="校验码"):
        blobs.read(digest(ONE))
    blobs.put(ONE, AT)
    assert blobs.read(digest(ONE)) == ONE


def test_what_is_forgotten_is_overwritten_and_leaves_the_log(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    blobs.put(TWO, AT)
    blobs.forget([digest(TWO)])
    assert blobs.digests() == {digest(ONE)}
    with blobs._using() as connection:
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 0
    assert blobs.path.with_name(f"{blobs.path.name}-wal").stat().st_size == 0


def test_orphans_are_what_nobody_names_and_came_before(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    blobs.put(TWO, AT.replace("09T", "10T"))
    assert blobs.orphans([], AT) == []
    assert blobs.orphans([], AT.replace("09T", "10T")) == [digest(ONE)]
    assert blobs.orphans([digest(ONE)], "2027") == [digest(TWO)]


def test_foreign_newer_plain_and_empty_files_are_refused_and_stay_as_they_are(
    blobs: Blobs, store: Store, tmp_path: Path
) -> None:
    made = connect(tmp_path / "foreign", KEY, create=True)
    made.execute("CREATE TABLE blobs (digest BLOB)")
    made.execute("PRAGMA user_version = 1")
    made.close()
    newer = connect(tmp_path / "newer", KEY, create=True)
    newer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    newer.execute("PRAGMA user_version = 2")
    newer.close()
    plain = tmp_path / "plain"
    plain.write_bytes(b"SQLite format 3\x00" + bytes(4_080))
    (tmp_path / "empty").touch()
    for name, refusal in (
        ("foreign", FileDamaged),
        ("newer", NewerFile),
        ("plain", FileDamaged),
        ("empty", FileDamaged),
    ):
        path = tmp_path / name
        before = path.read_bytes()
        with pytest.raises(refusal):
            Blobs(path, lambda: KEY).put(ONE, AT)
        assert path.read_bytes() == before
    store.checkpoint()
    with pytest.raises(FileDamaged, match="不是附件文件"):
        Blobs(store.path, lambda: KEY).digests()


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "attachments.czdb").mkdir()
    with pytest.raises(FileDamaged):
        Blobs(tmp_path / "attachments.czdb", lambda: KEY).digests()


def test_a_flipped_bit_is_found_and_the_rest_is_read(blobs: Blobs) -> None:
    contents = [bytes([number]) * 20_000 for number in range(20)]
    for content in contents:
        blobs.put(content, AT)
    blobs.close()
    body = bytearray(blobs.path.read_bytes())
    body[len(body) // 2] ^= 1
    blobs.path.write_bytes(body)
    sound = [content for content in contents if blobs.is_sound(digest(content))]
    assert 18 <= len(sound) < 20
    assert all(blobs.read(digest(content)) == content for content in sound)


def test_a_full_disk_refuses_the_content_and_the_next_one_works(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    with blobs._using() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DiskTrouble, match="磁盘满了"):
        blobs.put(bytes(100_000), AT)
    blobs.put(TWO, AT)
    assert blobs.digests() == {digest(ONE), digest(TWO)}


def test_no_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble):
        Blobs(tmp_path / "nowhere" / "attachments.czdb", lambda: KEY).put(ONE, AT)


def test_a_bug_of_ours_is_no_refusal(blobs: Blobs) -> None:
    blobs.put(ONE, AT)

    def nonsense() -> None:
        with blobs._using() as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT nonsense FROM blobs")

    with pytest.raises(dbapi2.OperationalError):
        nonsense()
    assert blobs.digests() == {digest(ONE)}


def test_a_file_held_by_another_program_is_told(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    other = connect(blobs.path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with blobs._using() as connection:
        connection.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(OfficeLocked):
        blobs.put(TWO, AT)
    other.execute("ROLLBACK")
    other.close()
    blobs.put(TWO, AT)


def test_another_key_opens_the_same_contents(blobs: Blobs) -> None:
    blobs.put(ONE, AT)
    blobs.change_key(KEY, OTHER)
    changed = Blobs(blobs.path, lambda: OTHER)
    assert changed.read(digest(ONE)) == ONE
    changed.close()
    with pytest.raises(FileDamaged, match="不是这个办公点"):
        blobs.digests()
    assert [path.name for path in blobs.path.parent.iterdir()] == ["attachments.czdb"]


def test_a_change_of_keys_that_was_cut_off_is_finished_at_the_next_opening(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put(ONE, AT)
    blobs.close()
    leftovers = [tmp_path / "attachments.czdb.rekey", tmp_path / "attachments.czdb.new"]
    for leftover in leftovers:
        leftover.write_bytes(b"half of it")
    reopened = Blobs(blobs.path, lambda: OTHER, lambda: [OTHER, THIRD, KEY])
    assert reopened.read(digest(ONE)) == ONE
    assert reopened.postponed is None
    assert not any(leftover.exists() for leftover in leftovers)
    reopened.close()
    open_blobs(blobs.path, OTHER).close()


def test_where_the_disk_does_not_let_the_key_change_the_contents_stay_readable(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put(ONE, AT)
    blobs.close()

    def full(*_: object) -> None:
        raise DiskTrouble("磁盘满了")

    monkeypatch.setattr(blob_rekeying, "rekey", full)
    reopened = Blobs(blobs.path, lambda: OTHER, lambda: [KEY])
    assert reopened.read(digest(ONE)) == ONE
    assert isinstance(reopened.postponed, DiskTrouble)
    reopened.put(TWO, AT)
    reopened.close()
    monkeypatch.undo()
    again = Blobs(blobs.path, lambda: OTHER, lambda: [KEY])
    assert again.digests() == {digest(ONE), digest(TWO)}
    assert again.postponed is None
    again.close()
    assert not list(blobs.path.parent.glob("*.rekey*"))


def test_a_copy_that_lacks_something_never_takes_the_place(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs.put(ONE, AT)
    monkeypatch.setattr(blob_rekeying, "_copy", _copy_of_less)
    with pytest.raises(FileDamaged, match="不一样"):
        blobs.change_key(KEY, OTHER)
    assert blobs.read(digest(ONE)) == ONE


def _copy_of_less(path: Path, key: bytes, part: Path) -> set[bytes]:
    source = open_blobs(path, key)
    source.execute("VACUUM INTO ?", (str(part),))
    source.close()
    return {b"more than there is"}
