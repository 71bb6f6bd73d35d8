import shutil
from pathlib import Path

import pytest

from app.backups.changed import NOTHING, OTHER_LINE, changed_since
from app.backups.container import read_about
from app.backups.looking import Past, look_into
from app.backups.record_kinds import record_kinds
from app.core.clock import FixedClock
from app.core.errors import FileDamaged, Refused
from app.core.home import Home
from app.operators.slots import read_slots, unseal
from app.session import Session
from tests.app.backups.restores import add_case, back_up, back_up_file, change_case, open_again, restoring
from tests.conftest import PASSWORD

ID_NUMBER = "231221195003150014"


def look(session: Session, backup: Path) -> Past:
    return look_into(backup, session.store.key, session.home.temporary, session.clock)


def add_resident(session: Session, name: str, **columns: object) -> str:
    with session.store.writing(reason="登记村民") as write:
        return write.insert("residents", {"name": name, "villager_group": "三组", "id_number": ID_NUMBER, **columns})


def test_a_backup_is_looked_at_and_stays_as_it_is(session: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001", item_name="老年证", content="原文", applicant_id_number=ID_NUMBER)
    resident = add_resident(session, "张三丰")
    session.settings.change("cases.village_days", 4)
    backup = back_up(session, tmp_path / "backups")
    change_case(session.store, case_id, content="后来")
    past = look(session, backup)
    assert {held.kind: held.count for held in past.holds()} == {
        "cases": 1, "residents": 1, "households": 0, "notices": 0, "settings": 1,
    }  # fmt: skip
    (found,) = past.find("cases", "老年证 00001")
    assert (found.title, found.id) == ("2026-00001  李四方", case_id)
    assert past.count("cases", "没有这个") == 0
    sheet = past.sheet("cases", case_id)
    facts = dict(sheet.facts)
    assert facts["内容"] == "原文"
    assert facts["状态"] == "已登记"
    assert facts["登记日期"] == "2026年10月9日"
    assert ID_NUMBER not in str(sheet)
    assert sheet.parts == (("经过", ("2026年10月9日  登记",)), ("附件", ()))
    assert past.find("residents", "张三")[0].id == resident
    (setting,) = past.find("settings")
    assert setting.title == "村里送件期限"
    assert dict(past.sheet("settings", setting.id).facts) == {"值": "4"}
    with pytest.raises(Refused, match="只能看"), past.store.writing():
        pass
    with pytest.raises(KeyError):
        past.sheet("cases", "nobody")
    past.close()
    assert list(session.home.temporary.iterdir()) == []


def test_two_looks_stand_beside_each_other(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    one, two = look(session, backup), look(session, backup)
    one.close()
    assert two.holds()
    two.close()


def test_a_wrong_key_or_a_damaged_backup_leaves_nothing(session: Session, tmp_path: Path) -> None:
    backup = back_up(session, tmp_path / "backups")
    with pytest.raises(FileDamaged, match="不是一套"):
        look_into(backup, bytes(32), session.home.temporary, session.clock)
    backup.write_bytes(backup.read_bytes()[:-1])
    with pytest.raises(FileDamaged, match="不完整"):
        look(session, backup)
    assert list(session.home.temporary.iterdir()) == []


def test_a_backup_of_schema_1_is_raised_in_its_copy(tmp_path: Path, clock: FixedClock) -> None:
    old = Home(tmp_path / "old")
    shutil.copytree(Path(__file__).parents[2] / "files" / "schema-1", old.folder)
    key, _ = unseal(read_slots(old.slot_files), PASSWORD)
    backup = back_up_file(old, key, tmp_path / "backups")
    content = backup.read_bytes()
    past = look_into(backup, key, tmp_path / "temp", clock)
    assert sum(held.count for held in past.holds()) > 0
    for held in past.holds():
        for record in past.find(held.kind):
            assert past.sheet(held.kind, record.id).record == record
    past.close()
    assert backup.read_bytes() == content


def test_what_happened_since_is_told_in_words(session: Session, tmp_path: Path) -> None:
    first = add_case(session.store, "2026-00001")
    resident = add_resident(session, "张三丰")
    about = read_about(back_up(session, tmp_path / "backups"))
    assert changed_since(session.store, about).words == NOTHING
    add_case(session.store, "2026-00002")
    add_case(session.store, "2026-00003")
    change_case(session.store, first, content="改")
    with session.store.writing() as write:
        write.remove("residents", resident, "重复")
    since = changed_since(session.store, about)
    assert since.words == "此后登记了 2 件代办件，办理、修改了 1 件代办件，移出了 1 位村民。"
    assert (since.same_line, since.records) == (True, 4)


def test_a_backup_of_a_given_up_line_is_told_as_such(session: Session, tmp_path: Path) -> None:
    early = back_up(session, tmp_path / "backups", "early")
    add_case(session.store, "2026-00001")
    late = back_up(session, tmp_path / "backups", "late")
    home = session.home.folder
    restoring(session).whole(early)
    again = open_again(home)
    assert changed_since(again.store, read_about(early)).same_line
    since = changed_since(again.store, read_about(late))
    assert (since.same_line, since.words) == (False, OTHER_LINE)
    again.close()


def test_every_kind_names_columns_that_are_there(session: Session) -> None:
    for kind in record_kinds().values():
        columns = {"id", "n", *session.store.tables[kind.key].columns}
        named = {field.name for field in kind.fields} | set(kind.line) | set(kind.search) | {kind.newest, kind.same_by}
        named |= set(kind.people) | ({kind.unique} if kind.unique else set())
        assert named <= columns, kind.key
        for part in kind.parts:
            assert {part.link, part.order} <= {"n", *session.store.tables[part.table].columns}
