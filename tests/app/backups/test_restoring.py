import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.backups.container import read_about
from app.backups.preparing import NAMELESS
from app.backups.restoring import refuse_where_an_office_is, restore_into
from app.backups.unlocking import Given, KeyOfThen, unlock_here, unlock_there
from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, FileDamaged, Refused, WrongKey
from app.core.home import Home
from app.opening import OfficeSetup, create_office
from app.operators.file_keys import known_keys
from app.operators.recovery import new_recovery_code
from app.operators.slots import key_id, read_slots, seal, unseal, with_slot, write_slots
from app.session import Session
from db.identifiers import new_id
from db.migrations import SCHEMA
from db.rekeying import rekey
from db.store import Store
from db.taking_over import read_what_stays
from tests.app.backups.restores import (
    add_case,
    back_up,
    back_up_file,
    change_case,
    change_file_key,
    faults,
    numbers,
    open_again,
    restoring,
    with_about,
)
from tests.conftest import MORNING, PASSWORD, QUICK


def test_a_backup_takes_the_place_of_today(session: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001", content="原文")
    backup = back_up(session, tmp_path / "backups")
    change_case(session.store, case_id, content="备份之后改的")
    add_case(session.store, "2026-00002")
    made: list[str] = []
    restored = restoring(session, made).whole(backup)
    assert made == ["restore"]
    assert (restored.kept, restored.rows["cases"]) == ("", 1)
    again = open_again(session.home.folder)
    assert numbers(again) == {"2026-00001"}
    assert again.store.value("SELECT content FROM cases") == "原文"
    assert faults(again) == []
    assert again.store.letter == "B"
    line = again.store.rows("SELECT ordinal, forked_entry FROM epochs WHERE owner = 1 ORDER BY ordinal")
    assert [epoch["ordinal"] for epoch in line] == [1, 2]
    assert line[1]["forked_entry"] >= read_about(backup).journal_seq
    note = again.store.row(
        "SELECT j.action, v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.action = 'restore'"
    )
    assert note is not None
    assert "恢复到 2026年10月9日" in note["reason"]
    assert not session.home.restoring.exists()
    again.close()


def test_numbers_are_never_given_out_again(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    home, given = session.home.folder, []
    for _ in range(3):
        with session.store.writing() as write:
            given += [write.number_text("case", 2026) for _ in range(3)]
        restoring(session).whole(backup)
        session = open_again(home)
    with session.store.writing() as write:
        given.append(write.number_text("case", 2026))
    assert len(set(given)) == len(given)
    assert given[3].startswith("2026-B")
    assert given[-1].startswith("2026-D")
    session.close()


def test_a_file_that_cannot_be_backed_up_is_kept_aside_whole(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    add_case(session.store, "2026-00002")
    restored = restoring(session, trouble=FileDamaged("坏了一页")).whole(backup)
    assert restored.kept.startswith("office-kept-2026")
    assert "坏了一页" in restored.words
    assert restored.kept in restored.words
    kept = tmp_path / "aside"
    kept.mkdir()
    for name in session.home.folder.glob("slots-*.json"):
        (kept / name.name).write_bytes(name.read_bytes())
    (session.home.folder / restored.kept).rename(kept / "office.czdb")
    before = open_again(kept)
    assert numbers(before) == {"2026-00002"}
    before.close()
    again = open_again(session.home.folder)
    assert numbers(again) == set()
    again.close()


def test_who_may_open_is_decided_by_today(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    with session.store.writing() as write:
        joined = write.insert("operators", {"name": "赵代办", "role": "代办员"})
        gone = write.insert("operators", {"name": "钱离任", "role": "代办员"})
        write.update("operators", session.operator.id, {"name": "王守田（连任）"})
        write.remove("operators", gone, "离任")
    restoring(session).whole(backup)
    again = open_again(session.home.folder)
    rows = {row["id"]: row for row in again.store.rows("SELECT * FROM operators")}
    assert rows[joined]["name"] == "赵代办"
    assert rows[gone]["deleted"] == 1
    assert again.operator.name == "王守田（连任）"
    assert faults(again) == []
    again.close()


def test_a_backup_under_a_former_key_is_encrypted_anew(session: Session, tmp_path: Path) -> None:
    """The file key was changed after the backup: today's slots open the restored file, those of then do not."""
    add_case(session.store, "2026-00001")
    backup = back_up(session, tmp_path / "backups")
    home, then = session.home, session.store.key
    now = change_file_key(session)
    again = open_again(home.folder)
    restoring(again).whole(backup)
    restored = open_again(home.folder)
    assert restored.store.key == now
    assert numbers(restored) == {"2026-00001"}
    assert known_keys(restored.store)[key_id(then)] == then
    assert faults(restored) == []
    restored.close()
    with pytest.raises(WrongKey):
        Store.open(home.office_file, then, now=restored.clock.now)


def test_a_backup_with_an_unknown_key_or_of_another_office_is_refused(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    strange = with_about(backup, tmp_path / "strange.czbak", key_id="0" * 16)
    other = with_about(backup, tmp_path / "other.czbak", office="01a00000-0000-7000-8000-0000000000ff")
    for source, words in ((strange, "钥匙"), (other, "另一个办公点")):
        with pytest.raises(Refused, match=words):
            restoring(session).whole(source)
    add_case(session.store, "2026-00009")
    assert not session.home.restoring.exists()


def test_a_damaged_backup_changes_nothing(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    made: list[str] = []
    with pytest.raises(FileDamaged, match="校验码不符"):
        restoring(session, made).whole(backup)
    assert made == []
    assert not session.home.restoring.exists()
    add_case(session.store, "2026-00009")


def test_too_little_room_is_told_before_anything(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(session, tmp_path / "backups")
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1024**2))
    with pytest.raises(DiskTrouble, match="只剩 1 MB"):
        restoring(session).whole(backup)
    assert not session.home.restoring.exists()


def test_to_a_new_computer_with_the_password(session: Session, tmp_path: Path) -> None:
    add_case(session.store, "2026-00001")
    backup = back_up(session, tmp_path / "stick")
    home = Home(tmp_path / "new pc")
    refuse_where_an_office_is(home)
    restored = restore_into(home, backup, unlock_there(read_about(backup), Given(PASSWORD)), clock=FixedClock(MORNING))
    assert restored.kept == ""
    again = open_again(home.folder)
    assert numbers(again) == {"2026-00001"}
    assert again.store.letter == "B"
    assert faults(again) == []
    again.close()
    with pytest.raises(Refused, match="已经有一个办公点"):
        refuse_where_an_office_is(home)


def test_to_a_new_computer_with_the_recovery_code(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> None:
    made, code = create_office(tmp_path / "old pc", setup, clock=clock)
    backup = back_up(made, tmp_path / "stick")
    made.close()
    about, home = read_about(backup), Home(tmp_path / "new pc")
    with pytest.raises(Refused, match="密码至少"):
        unlock_there(about, Given("短", code))
    with pytest.raises(WrongKey, match="恢复码打不开"):
        unlock_there(about, Given("新的密码 2026", new_recovery_code()))
    restore_into(home, backup, unlock_there(about, Given("新的密码 2026", code.lower())), clock=clock)
    again = open_again(home.folder, "新的密码 2026")
    assert again.operator.name == "王守田"
    again.close()
    with pytest.raises(WrongKey):
        open_again(home.folder)


def test_in_the_place_of_a_damaged_file(session: Session, tmp_path: Path) -> None:
    add_case(session.store, "2026-00001")
    backup = back_up(session, tmp_path / "backups")
    add_case(session.store, "2026-00002")
    home = session.home
    session.close()
    content = bytearray(home.office_file.read_bytes())
    content[: 64 * 1024] = bytes(64 * 1024)
    home.office_file.write_bytes(content)
    with pytest.raises(Refused):
        open_again(home.folder)
    about = read_about(backup)
    with pytest.raises(WrongKey):
        unlock_here(home, about, Given("不是这个密码"))
    restored = restore_into(home, backup, unlock_here(home, about, Given(PASSWORD)), clock=FixedClock(MORNING))
    assert (home.folder / restored.kept).read_bytes() == bytes(content)
    again = open_again(home.folder)
    assert numbers(again) == {"2026-00001"}
    again.close()


def test_in_the_place_of_a_missing_file_with_and_without_its_keys(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    home, about = session.home, read_about(backup)
    session.close()
    home.office_file.unlink()
    restored = restore_into(home, backup, unlock_here(home, about, Given(PASSWORD)), clock=FixedClock(MORNING))
    assert restored.kept == ""
    open_again(home.folder).close()
    home.office_file.unlink()
    for copy in home.slot_files:
        copy.write_bytes(b"damaged")
    restore_into(home, backup, unlock_here(home, about, Given(PASSWORD)), clock=FixedClock(MORNING))
    open_again(home.folder).close()
    assert len(list(home.folder.glob("slots-*.old"))) == 2


def test_an_old_backup_in_a_damaged_home_wants_both_passwords(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    home = session.home
    now = change_file_key(session, "交接以后的密码")
    home.office_file.unlink()
    about = read_about(backup)
    with pytest.raises(WrongKey):
        unlock_here(home, about, Given(PASSWORD))
    with pytest.raises(KeyOfThen, match="当时的密码"):
        unlock_here(home, about, Given("交接以后的密码"))
    unlocked = unlock_here(home, about, Given("交接以后的密码", then=PASSWORD))
    restore_into(home, backup, unlocked, clock=FixedClock(MORNING))
    again = open_again(home.folder, "交接以后的密码")
    assert again.store.key == now
    again.close()


def test_a_line_that_only_another_backup_knows_is_gone_on_from(session: Session, tmp_path: Path) -> None:
    """The PC is gone; the stick holds an old backup and one from after a restore: letter B was given out already."""
    stick = tmp_path / "stick"
    old = back_up(session, stick)
    restoring(session).whole(old)
    second = open_again(session.home.folder)
    back_up(second, stick)
    second.close()
    home = Home(tmp_path / "new pc")
    restore_into(home, old, unlock_there(read_about(old), Given(PASSWORD)), clock=FixedClock(MORNING))
    again = open_again(home.folder)
    assert again.store.letter == "C"
    again.close()


def test_the_kept_schema_1_office_comes_back(tmp_path: Path, clock: FixedClock) -> None:
    old = Home(tmp_path / "old")
    shutil.copytree(Path(__file__).parents[2] / "files" / "schema-1", old.folder)
    key, _ = unseal(read_slots(old.slot_files), PASSWORD)
    backup = back_up_file(old, key, tmp_path / "backups")
    assert read_about(backup).schema == 1
    home = Home(tmp_path / "new pc")
    restore_into(home, backup, unlock_there(read_about(backup), Given(PASSWORD)), clock=clock)
    again = open_again(home.folder)
    assert again.store.schema == SCHEMA
    assert faults(again) == []
    again.close()


def test_a_damaged_file_and_a_forgotten_password(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> None:
    made, code = create_office(tmp_path / "station", setup, clock=clock)
    backup, home = back_up(made, tmp_path / "backups"), made.home
    made.close()
    home.office_file.unlink()
    about = read_about(backup)
    restore_into(home, backup, unlock_here(home, about, Given("新的密码 2026", code)), clock=clock)
    open_again(home.folder, "新的密码 2026").close()
    with pytest.raises(WrongKey):
        open_again(home.folder)


def test_who_came_after_the_backup_gets_in_without_a_name(session: Session, tmp_path: Path) -> None:
    """The data file is gone with the names of those who joined since; whoever has a key today is let in."""
    backup, home, newcomer = back_up(session, tmp_path / "backups"), session.home, new_id()
    way = seal(session.store.key, "新人的密码 2026", "password", newcomer, QUICK)
    session.close()
    write_slots(with_slot(read_slots(home.slot_files), way), home.slot_files)
    home.office_file.unlink()
    unlocked = unlock_here(home, read_about(backup), Given("新人的密码 2026"))
    restore_into(home, backup, unlocked, clock=FixedClock(MORNING))
    again = open_again(home.folder, "新人的密码 2026")
    assert (again.operator.id, again.operator.name, again.operator.role) == (newcomer, NAMELESS, "站长")
    again.close()


def test_a_backup_whose_key_is_another_one_is_told_as_damaged(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    change_file_key(session)
    again = open_again(session.home.folder)
    wrong = with_about(backup, tmp_path / "wrong.czbak", key_id=key_id(again.store.key))
    with pytest.raises(FileDamaged, match="这份备份用不了：它和它的钥匙不是一套"):
        restoring(again).whole(wrong)
    assert not again.home.restoring.exists()
    again.close()


def test_other_backups_beside_it_that_cannot_help_are_passed_over(session: Session, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    old = back_up(session, stick)
    restoring(session).whole(old)
    second = open_again(session.home.folder)
    newer = back_up(second, stick)
    second.close()
    (stick / "broken.czbak").write_bytes(b"no backup")
    with_about(newer, stick / "strange.czbak", key_id="0" * 16)
    with_about(newer, stick / "foreign.czbak", journal_seq=10**6, epoch="another line", database_sha256="0")
    damaged = bytearray(newer.read_bytes())
    damaged[-50] ^= 1
    newer.write_bytes(damaged)
    home = Home(tmp_path / "new pc")
    restore_into(home, old, unlock_there(read_about(old), Given(PASSWORD)), clock=FixedClock(MORNING))
    again = open_again(home.folder)
    assert again.store.letter == "B"
    again.close()


def test_a_backup_of_another_line_beside_it_is_not_gone_on_from(session: Session, tmp_path: Path) -> None:
    """Both were restored from one backup; the other one's line holds what ours never had."""
    stick, home = tmp_path / "stick", session.home
    early = back_up(session, tmp_path / "early")
    add_case(session.store, "2026-00001")
    late = back_up(session, stick, "late")
    restoring(session).whole(early)
    other = open_again(home.folder)
    back_up(other, stick, "other")
    other.close()
    new = Home(tmp_path / "new pc")
    restore_into(new, late, unlock_there(read_about(late), Given(PASSWORD)), clock=FixedClock(MORNING))
    again = open_again(new.folder)
    assert again.store.letter == "B"
    assert numbers(again) == {"2026-00001"}
    again.close()


def test_two_files_kept_in_one_second_have_two_names(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    first = restoring(session, trouble=FileDamaged("坏了一页")).whole(backup)
    again = open_again(session.home.folder)
    second = restoring(again, trouble=FileDamaged("坏了一页")).whole(backup)
    assert first.kept != second.kept
    assert all((session.home.folder / one.kept).exists() for one in (first, second))


def test_a_log_that_could_not_be_folded_is_kept_with_its_file(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(session, tmp_path / "backups")
    home = session.home

    def leave() -> None:
        session.close()
        home.office_file.with_name("office.czdb-wal").write_bytes(b"not folded")

    way = restoring(session)
    monkeypatch.setattr(way, "_leave", leave)
    restored = way.whole(backup)
    assert (home.folder / f"{restored.kept}-wal").read_bytes() == b"not folded"
    assert not home.office_file.with_name("office.czdb-wal").exists()
    open_again(home.folder).close()


def test_a_progress_file_that_cannot_be_read_is_told(session: Session) -> None:
    home = session.home
    session.close()
    home.restoring.mkdir()
    (home.restoring / "ready.json").write_bytes(b"{")
    with pytest.raises(FileDamaged, match="进度文件"):
        open_again(home.folder)


def test_what_stays_is_read_as_far_as_it_can_be(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = store.rows

    def rows(sql: str, parameters: tuple[()] = ()) -> list[dict[str, object]]:
        if "FROM operators" in sql:
            raise FileDamaged("坏了一页")
        return real(sql, parameters)

    monkeypatch.setattr(store, "rows", rows)
    stays = read_what_stays(store)
    assert stays.operators == ()
    assert len(stays.line) == 1


def test_a_new_key_needs_the_right_old_one(store: Store) -> None:
    store.close()
    with pytest.raises(WrongKey):
        rekey(store.path, bytes(32), bytes(range(32)))
    rekey(store.path, bytes(range(32)), bytes(32))
    Store.open(store.path, bytes(32), now=FixedClock(MORNING).now).close()
