from pathlib import Path

import pytest

from app.backups.entries_back import EntriesBack
from app.backups.looking import Past, look_into
from app.backups.single import TakingBack
from app.core.errors import Refused
from app.session import Session
from tests.app.backups.restores import add_case, back_up, change_case, faults, open_again, restoring


def look(session: Session, backup: Path) -> tuple[Past, TakingBack]:
    past = look_into(backup, session.store.key, session.home.temporary, session.clock)
    entries = EntriesBack(session.store, session.publishing.known, session.periods)
    return past, TakingBack(session.store, past, session.keep_true, entries)


def add_resident(session: Session, name: str, **columns: object) -> str:
    with session.store.writing(reason="登记村民") as write:
        row_id = write.insert("residents", {"name": name, **columns})
        session.search.index_residents(write, [row_id])
        return row_id


def test_a_case_comes_back_with_its_events(session: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001", content="原文")
    backup = back_up(session, tmp_path / "backups")
    change_case(session.store, case_id, content="改坏了", state="accepted")
    with session.store.writing() as write:
        later = write.insert("case_events", {"case_id": case_id, "seq": 2, "what": "accept", "day": "2026-10-09"})
    past, taking = look(session, backup)
    outlook = taking.outlook("cases", case_id)
    assert outlook.refusal == ""
    assert outlook.changes_anything
    assert [(row.title, row.becomes) for row in outlook.rows] == [
        ("2026-00001  李四方", "changed"), ("2026年10月9日  登记", "same"), ("2026年10月9日  受理", "removed"),
    ]  # fmt: skip
    fields = {field.label: (field.now, field.then) for field in outlook.rows[0].fields}
    assert fields == {"状态": ("已受理", "已登记"), "内容": ("改坏了", "原文")}
    assert session.store.value("SELECT content FROM cases") == "改坏了"
    written, changes = taking.take_back([("cases", case_id)])
    assert written == 2
    assert changes.touches("cases", "case_events")
    assert session.store.value("SELECT content FROM cases") == "原文"
    assert session.store.value("SELECT deleted FROM case_events WHERE id = ?", (later,)) == 1
    assert not taking.outlook("cases", case_id).changes_anything
    assert faults(session) == []
    past.close()


def test_what_was_removed_and_what_was_never_here_come_back(session: Session, tmp_path: Path) -> None:
    """The early backup becomes today; a case and a resident that only the later one has are brought back from it."""
    early = back_up(session, tmp_path / "backups", "early")
    case_id = add_case(session.store, "2026-00001")
    resident = add_resident(session, "张三丰", pinyin="zhangsanfeng")
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(early)
    again = open_again(session.home.folder)
    before = again.store.rows("SELECT * FROM number_series")
    past, taking = look(again, late)
    outlook = taking.outlook("cases", case_id)
    assert [row.becomes for row in outlook.rows] == ["new", "new"]
    assert ("编号", "", "2026-00001") in [(f.label, f.now, f.then) for f in outlook.rows[0].fields]
    written, _ = taking.take_back([("cases", case_id), ("residents", resident)])
    assert written == 3
    assert [hit.id for hit in again.search.find("张三丰")] == [resident]
    assert [hit.id for hit in again.search.find("2026-00001")] == [case_id]
    with again.store.writing() as write:
        write.remove("residents", resident, "重复登记")
    assert [row.becomes for row in taking.outlook("residents", resident).rows] == ["revived"]
    taking.take_back([("residents", resident)])
    assert again.store.value("SELECT deleted FROM residents") == 0
    assert again.store.rows("SELECT * FROM number_series") == before
    assert faults(again) == []
    past.close()
    again.close()


def test_a_setting_is_found_by_its_key(session: Session, tmp_path: Path) -> None:
    session.settings.change("cases.village_days", 4)
    backup = back_up(session, tmp_path / "backups")
    session.settings.change("cases.village_days", 5)
    past, taking = look(session, backup)
    (record,) = past.find("settings")
    (row,) = taking.outlook("settings", record.id).rows
    assert [(field.label, field.now, field.then) for field in row.fields] == [("值", "5", "4")]
    taking.take_back([("settings", record.id)])
    assert session.settings.number("cases.village_days") == 4
    past.close()


def test_what_was_removed_then_is_put_away_now(session: Session, tmp_path: Path) -> None:
    resident = add_resident(session, "张三丰")
    with session.store.writing() as write:
        write.remove("residents", resident, "重复登记")
    backup = back_up(session, tmp_path / "backups")
    with session.store.writing() as write:
        write.revive("residents", resident, "弄错了")
    past, taking = look(session, backup)
    assert [row.becomes for row in taking.outlook("residents", resident).rows] == ["removed"]
    taking.take_back([("residents", resident)])
    assert session.store.value("SELECT deleted FROM residents") == 1
    past.close()


def test_what_must_not_come_back_is_refused_and_nothing_comes(session: Session, tmp_path: Path) -> None:
    erased, fine = add_resident(session, "已删人"), add_resident(session, "张三丰", note="原来")
    case_id = add_case(session.store, "2026-00001")
    with session.store.writing() as write:
        strange = write.insert("cases", {"number": "2026-00077", "state": "registered"}, owner=2)
    backup = back_up(session, tmp_path / "backups")
    with session.store.writing() as write:
        write.update("residents", fine, {"note": "后来"})
        write.local(
            "INSERT INTO erasures (at, operator, resident_id) VALUES (?, ?, ?)", (write.at, write.operator, erased)
        )
        write.remove("cases", case_id, "登记错了")
        write.local("UPDATE cases SET epoch = 2 WHERE id = ?", (case_id,))
    add_case(session.store, "2026-00001")
    past, taking = look(session, backup)
    for kind, record_id, words in (
        ("residents", erased, "依法删除"), ("cases", case_id, "现在是另一条记录"), ("cases", strange, "别的办公点"),
    ):  # fmt: skip
        assert words in taking.outlook(kind, record_id).refusal
        with pytest.raises(Refused, match=words):
            taking.take_back([("residents", fine), (kind, record_id)])
    assert session.store.value("SELECT note FROM residents WHERE id = ?", (fine,)) == "后来"
    with pytest.raises(KeyError):
        taking.outlook("cases", "nobody")
    past.close()
