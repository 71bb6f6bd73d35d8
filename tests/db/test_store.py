"""The store: one transaction an action, own rows only, and what it refuses to open."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db.connection import connect
from db.driver import check_library
from db.errors import FileDamaged, NewerFile, OfficeLocked, Refused, RowConflict, Stopped, WrongKey
from db.identifiers import new_id
from db.offices import NewOffice
from db.store import Store
from tests.db.looked_through import findings

KEY = bytes(range(32))


def now() -> datetime:
    return datetime(2026, 10, 9, 1, 0, tzinfo=UTC)


def test_an_action_that_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing(reason="试") as write:
            write.insert("residents", {"name": "甲"})
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        fail()
    assert store.value("SELECT count(*) FROM residents") == 0
    assert store.value("SELECT count(*) FROM journal") == 0
    with store.writing() as write:
        write.insert("residents", {"name": "乙"})
    assert findings(store) == []


def test_a_row_knows_its_owner_epoch_and_revision(store: Store) -> None:
    with store.writing() as write:
        row_id = write.insert("residents", {"name": "甲", "keep_private": True, "birth_day": now().date()})
        assert write.update("residents", row_id, {"phone": "0455"})
        assert not write.update("residents", row_id, {"phone": "0455"})
        assert write.changed == [("residents", row_id), ("residents", row_id)]
    row = store.row("SELECT * FROM residents")
    assert row is not None
    assert (row["owner"], row["epoch"], row["revision"], row["keep_private"]) == (1, 1, 2, 1)
    assert row["birth_day"] == "2026-10-09"
    assert store.value("SELECT after FROM journal_values WHERE seq = 2") == '{"phone":"0455"}'
    assert store.value("SELECT before FROM journal_values WHERE seq = 2") == '{"phone":""}'


def test_removing_is_soft_and_can_be_taken_back(store: Store) -> None:
    with store.writing() as write:
        row_id = write.insert("residents", {"name": "甲"})
        write.remove("residents", row_id, "登记错了")
    with pytest.raises(RowConflict, match="已经删除"), store.writing() as write:
        write.update("residents", row_id, {"name": "乙"})
    with store.writing() as write:
        write.revive("residents", row_id, "没有登记错")
    row = store.row("SELECT deleted, removed_reason, revision FROM residents")
    assert row == {"deleted": 0, "removed_reason": "", "revision": 3}
    assert findings(store) == []


def test_another_offices_row_cannot_be_changed(store: Store) -> None:
    with store.writing() as write:
        row_id = write.insert("departments", {"code": "MZ", "name": "民政"}, owner=2)
    with pytest.raises(RowConflict, match="别的办公点"), store.writing() as write:
        write.update("departments", row_id, {"name": "民"})
    with pytest.raises(RowConflict, match="找不到"), store.writing() as write:
        write.remove("departments", new_id(), "没有")


def test_many_rows_are_journalled_like_one(store: Store) -> None:
    with store.writing(reason="导入") as write:
        assert write.insert_many("residents", ({"name": f"村民{n}"} for n in range(2_500))) == 2_500
    assert store.value("SELECT count(*) FROM journal") == 2_500
    assert sum(1 for _ in store.stream("SELECT id FROM residents")) == 2_500
    assert findings(store) == []


def test_numbers_go_on_and_are_lettered_after_a_restore(store: Store) -> None:
    with store.writing() as write:
        assert [write.number_text("case", 2026) for _ in range(2)] == ["2026-00001", "2026-00002"]
        assert write.number_text("case", 2027) == "2027-00001"
    store._ordinal = 2
    with store.writing() as write:
        assert write.number_text("case", 2026) == "2026-B00001"
    store._ordinal = 28
    assert store.letter == "AB"


def test_a_column_that_does_not_exist_is_a_bug(store: Store) -> None:
    with pytest.raises(KeyError), store.writing() as write:
        write.insert("residents", {"nmae": "甲"})


def test_the_table_refuses_a_day_that_does_not_exist(store: Store) -> None:
    with pytest.raises(RowConflict), store.writing() as write:
        write.insert("residents", {"name": "甲", "birth_day": "2025-02-30"})
    assert store.value("SELECT count(*) FROM residents") == 0


def test_an_action_inside_an_action_is_a_bug(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing(), store.writing():
        pass


def test_a_reader_sees_only_what_is_committed(store: Store) -> None:
    seen: list[int] = []
    with store.writing() as write:
        write.insert("residents", {"name": "甲"})
        other = threading.Thread(target=lambda: seen.append(store.value("SELECT count(*) FROM residents")))
        other.start()
        other.join()
        assert store.value("SELECT count(*) FROM residents") == 1
    assert seen == [0]


def test_wrong_key_second_program_and_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "office.czdb"
    first = Store.create(path, KEY, now=now, office=NewOffice("station", "231221103201", "示例村"))
    with pytest.raises(OfficeLocked, match="PID"):
        Store.open(path, KEY, now=now)
    first.close()
    with pytest.raises(WrongKey):
        Store.open(path, os.urandom(32), now=now)
    with pytest.raises(RowConflict, match="已经有"):
        Store.create(path, KEY, now=now, office=NewOffice("station", "", ""))
    with pytest.raises(FileDamaged, match="找不到"):
        Store.open(tmp_path / "none" / "office.czdb", KEY, now=now)
    Store.open(path, KEY, now=now).close()


def test_a_dead_owner_does_not_block_the_next(tmp_path: Path) -> None:
    path = tmp_path / "office.czdb"
    Store.create(path, KEY, now=now, office=NewOffice("station", "231221103201", "示例村")).close()
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom datetime import UTC, datetime\nfrom db.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), bytes(range(32)), now=lambda: datetime.now(UTC))\n"
        "with store.writing('x') as write:\n    write.insert('residents', {'name': '已存'})\n"
        "store.writer.execute('BEGIN IMMEDIATE')\n"
        "store.writer.execute(\"UPDATE residents SET name = '半截'\")\nos.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    store = Store.open(path, KEY, now=now)
    assert store.value("SELECT name FROM residents") == "已存"
    assert findings(store) == []
    store.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 400, b"SQLite format 3\x00" + bytes(4080)])
def test_a_file_that_is_no_office_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "office.czdb"
    path.write_bytes(content)
    with pytest.raises(Refused):
        Store.open(path, KEY, now=now)
    assert path.read_bytes() == content


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office.czdb").mkdir()
    with pytest.raises(FileDamaged, match="普通文件"):
        Store.open(tmp_path / "office.czdb", KEY, now=now)


def test_a_newer_or_foreign_file_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "office.czdb"
    Store.create(path, KEY, now=now, office=NewOffice("station", "231221103201", "示例村")).close()
    for pragma, refusal in (("user_version = 99", NewerFile), ("application_id = 7", FileDamaged)):
        connection = connect(path, KEY)
        connection.execute("PRAGMA user_version = 1")
        connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        before = path.read_bytes()
        with pytest.raises(refusal):
            Store.open(path, KEY, now=now)
        assert path.read_bytes() == before


def test_one_flipped_byte_anywhere_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "office.czdb"
    store = Store.create(path, KEY, now=now, office=NewOffice("station", "231221103201", "示例村"))
    with store.writing("x") as write:
        write.insert_many("residents", ({"name": f"村民{n}"} for n in range(500)))
    store.close()
    whole = path.read_bytes()
    for place in range(100, len(whole), len(whole) // 20):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            opened = Store.open(path, KEY, now=now)
        except Refused:
            continue
        try:
            found = findings(opened)
        except (Refused, dbapi2.DatabaseError):
            found = ["damaged"]
        finally:
            opened.close()
        assert found, place


def test_the_journal_names_its_first_break(store: Store) -> None:
    with store.writing() as write:
        for n in range(3):
            write.insert("residents", {"name": f"村民{n}"})
    store.writer.execute("UPDATE journal_values SET after = '{}' WHERE seq = 2")
    assert any("第 2 条" in line for line in findings(store))
    store.writer.execute("DELETE FROM journal_values WHERE seq = 2")
    assert findings(store) == []
    store.writer.execute("UPDATE journal SET operator = 'other' WHERE seq = 1")
    assert any("第 1 条" in line for line in findings(store))
    store.writer.execute("DELETE FROM journal_values")
    store.writer.execute("DELETE FROM journal WHERE seq = 1")
    assert any("第 1 条：这一条不见了" in line for line in findings(store))


def test_an_old_library_is_refused() -> None:
    with pytest.raises(Refused, match=r"3\.40\.1"):
        check_library((3, 40, 1))


def test_ids_are_version_seven_and_in_order() -> None:
    made = [new_id() for _ in range(2_000)]
    assert made == sorted(set(made))
    assert {one[14] for one in made} == {"7"}
    assert {one[19] for one in made} <= set("89ab")


def test_a_look_after_the_office_was_given_back_is_stopped_and_no_fault_of_ours(store: Store) -> None:
    store.close()
    with pytest.raises(Stopped):
        store.rows("SELECT 1")
