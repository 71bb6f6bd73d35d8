"""The way back as an open office offers it: rights, the look that is written down, erasures, attachments."""

from pathlib import Path

import pytest

from app.backups.unlocking import Given
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.home import Home
from app.operators.slots import read_slots
from app.session import Session
from app.session.returning import restore_to
from tests.app.attachments.pictures import photo, saved
from tests.app.backups.restores import add_case, back_up, faults, open_again
from tests.conftest import MORNING, PASSWORD

ID_NUMBER = "231221195003150014"


def add_resident(session: Session, name: str) -> str:
    with session.store.writing(reason="登记村民") as write:
        row_id = write.insert("residents", {"name": name, "pinyin": "zhangsanfeng", "id_number": ID_NUMBER})
        session.search.index_residents(write, [row_id])
        return row_id


def test_only_who_may_restore_looks_inside_but_everybody_is_told_what_happened(
    session: Session, tmp_path: Path
) -> None:
    backup = session.backups.now()
    assert backup.about is not None
    with session.store.writing() as write:
        write.update("operators", session.operator.id, {"role": "代办员"})
    from app.operators.operators import Operators

    session.sit_down(Operators(session.store).find(session.operator.id))
    assert session.way_back.since(backup.about).same_line
    for run in (session.way_back.look_into, session.way_back.whole):
        with pytest.raises(Refused, match="不能从备份恢复"):
            run(backup.path)


def test_a_look_is_written_down_and_ends_with_the_office(session: Session, tmp_path: Path) -> None:
    backup = session.backups.now()
    past = session.way_back.look_into(backup.path)
    row = session.store.row("SELECT action, row_id FROM journal ORDER BY seq DESC LIMIT 1")
    assert row == {"action": "restore", "row_id": backup.path.stem}
    assert past.holds()
    session.close()
    assert list(session.home.temporary.iterdir()) == []


def test_who_was_erased_is_not_seen_and_not_brought_back(session: Session, tmp_path: Path) -> None:
    resident, other = add_resident(session, "张三丰"), add_resident(session, "赵四海")
    case_id = add_case(session.store, "2026-00001", applicant_id=resident, state="archived", content="要删的内容")
    backup = session.backups.now()
    session.privacy.erasing.erase(resident, "", "本人要求")
    with session.way_back.look_into(backup.path) as past:
        assert {held.kind: held.count for held in past.holds()}["cases"] == 0
        assert [one.id for one in past.find("residents")] == [other]
        assert past.count("residents", "张三丰") == 0
        taking = session.way_back.taking_back(past)
        assert "依法删除" in taking.outlook("residents", resident).refusal
        assert "依法删除" in taking.outlook("cases", case_id).refusal
    restored = session.way_back.whole(backup.path)
    assert "有 1 位依法删除过个人信息的人，已经重新删除" in restored.words
    again = open_again(session.home.folder)
    assert faults(again) == []
    assert again.search.find("张三丰") == []
    assert [hit.id for hit in again.search.find("赵四海")] == [other]
    assert again.store.value("SELECT content FROM cases WHERE id = ?", (case_id,)) == ""
    key = again.store.key
    again.close()
    assert ID_NUMBER.encode() not in plain(session.home, key)


def plain(home: Home, key: bytes) -> bytes:
    """Give every text of the erased person's rows and journal values that the file still holds."""
    from db.store import Store

    store = Store.open(home.office_file, key, now=FixedClock(MORNING).now)
    texts = [str(row) for row in store.rows("SELECT * FROM residents WHERE deleted = 1")]
    texts += [
        str(row)
        for row in store.rows(
            "SELECT v.* FROM journal_values AS v JOIN journal AS j ON j.seq = v.seq"
            " JOIN erasures AS e ON e.resident_id = j.row_id"
        )
    ]
    store.close()
    return "\n".join(texts).encode()


def test_attachments_come_back_with_the_office(session: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001")
    attached, _ = session.attachments.attach("cases", case_id, "身份证", saved(photo()))
    content = session.attachments.content(attached.id)
    backup = session.backups.now()
    assert backup.about is not None
    assert backup.about.blobs
    session.attachments.remove(attached.id, "拍糊了")
    forgotten = bytes.fromhex(attached.digest)
    blobs = session._blobs
    assert blobs is not None
    blobs.forget([forgotten])
    session.way_back.whole(backup.path)
    again = open_again(session.home.folder)
    assert again.attachments.content(attached.id) == content
    again.close()
    new = Home(tmp_path / "new pc")
    restore_to(new.folder, backup.path, Given(PASSWORD), clock=FixedClock(MORNING))
    there = open_again(new.folder)
    assert there.attachments.content(attached.id) == content
    assert there.attachments.check() == []
    there.close()


def test_an_attachment_comes_back_with_its_record(session: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001")
    attached, _ = session.attachments.attach("cases", case_id, "身份证", saved(photo()))
    content = session.attachments.content(attached.id)
    backup = session.backups.now()
    session.attachments.remove(attached.id, "拍糊了")
    assert session._blobs is not None
    session._blobs.forget([bytes.fromhex(attached.digest)])
    with session.way_back.look_into(backup.path) as past:
        assert ("附件", ("身份证",)) in past.sheet("cases", case_id).parts
        taking = session.way_back.taking_back(past)
        assert ("身份证", "revived") in [(row.title, row.becomes) for row in taking.outlook("cases", case_id).rows]
        taking.take_back([("cases", case_id)])
    assert session.attachments.content(attached.id) == content
    assert session.attachments.check() == []


def test_a_missing_increment_is_told_and_the_rest_comes(session: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001")
    session.attachments.attach("cases", case_id, "身份证", saved(photo()))
    backup = session.backups.now()
    assert backup.about is not None
    for name in backup.about.blobs:
        (backup.path.parent / name).unlink()
    new = Home(tmp_path / "new pc")
    restored = restore_to(new.folder, backup.path, Given(PASSWORD), clock=FixedClock(MORNING))
    assert "1 个附件文件不在或读不出来" in restored.words
    open_again(new.folder).close()


def test_the_folders_of_another_computer_are_forgotten(session: Session, tmp_path: Path) -> None:
    place = tmp_path / "D 盘"
    place.mkdir()
    session.settings.change("backups.place", str(place))
    backup = session.backups.now()
    new = Home(tmp_path / "new pc")
    restore_to(new.folder, backup.path, Given(PASSWORD), clock=FixedClock(MORNING))
    there = open_again(new.folder)
    assert there.backups.place() == new.backups
    there.close()
    old = back_up(session, tmp_path / "elsewhere")
    session.settings.change("backups.place", "")
    session.way_back.whole(old)
    again = open_again(session.home.folder)
    assert again.backups.place() == session.home.backups
    assert read_slots(session.home.slot_files).office == again.store.office["id"]
    again.close()
