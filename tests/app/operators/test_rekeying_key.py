"""A new file key in odd company: somebody still reads, somebody still writes, the attachments lag behind."""

import io
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PIL import Image

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, Refused
from app.opening import open_session
from app.operators import slots
from app.operators.file_keys import known_keys
from app.operators.hand_over import HandOver, Plan
from app.operators.recovery import new_recovery_code
from app.operators.rekeying import FOLDER
from app.people.facts import TypedResident
from app.session import Session
from tests.conftest import PASSWORD

NEW = "新站长的一句话"


def picture() -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").save(stream, "PNG")
    return stream.getvalue()


def person(session: Session, name: str) -> str:
    return session.people.register(TypedResident(name=name), session.operator.id)[0].id


def hand_over(session: Session) -> None:
    session.chair.hand_over.finish(Plan("赵接任"), NEW, new_recovery_code(), PASSWORD)


def still_the_old_one(session: Session, key: bytes, clock: FixedClock) -> None:
    assert session.store.key == key
    person(session, "李写得进")
    session.close()
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    assert [row.name for row in again.people.named("李写得进")] == ["李写得进"]
    assert {slot.key for slot in slots.read_slots(again.home.slot_files).slots} == {slots.key_id(key)}
    assert not (again.home.folder / FOLDER).exists()
    again.close()


def test_somebody_still_reads(session: Session, clock: FixedClock) -> None:
    key = session.store.key
    for number in range(3):
        person(session, f"村民第{number}号")
    reading = session.store.stream("SELECT name FROM residents ORDER BY n")
    assert isinstance(reading, Generator)
    assert next(reading) == {"name": "村民第0号"}
    with pytest.raises(Refused, match="还有任务正在读数据"):
        hand_over(session)
    assert next(reading) == {"name": "村民第1号"}
    reading.close()
    still_the_old_one(session, key, clock)


def test_somebody_wrote_meanwhile(session: Session, clock: FixedClock) -> None:
    key = session.store.key
    act = HandOver(
        *(session.home, session.store, session.clock, session.operator),
        require=lambda: None, before=lambda _: None, after=lambda _before, _after: None,
    )
    real = slots.write_slots

    def written_between(*given: object, **how: object) -> None:
        real(*given, **how)  # type: ignore[arg-type]
        person(session, "中间登记的")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "write_slots", written_between)
        with pytest.raises(Refused, match="又有新的记录"):
            act.finish(Plan("赵接任"), NEW, new_recovery_code(), PASSWORD)
    assert session.people.named("中间登记的")
    still_the_old_one(session, key, clock)


def test_the_new_name_is_refused_by_the_disk(session: Session, clock: FixedClock) -> None:
    key = session.store.key

    def refuse(*_: object) -> None:
        raise DiskTrouble("磁盘读写出错")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.store.put_in_place", refuse)
        with pytest.raises(DiskTrouble):
            hand_over(session)
    still_the_old_one(session, key, clock)


def test_attachments_go_along(session: Session, clock: FixedClock) -> None:
    old = session.store.key
    kept, _ = session.attachments.attach("residents", person(session, "李有照片"), "身份证", picture())
    before = session.attachments.content(kept.id)
    hand_over(session)
    session.change_places(NEW)
    assert session.attachments.content(kept.id) == before
    session.close()
    again = open_session(session.home.folder, NEW, clock=clock)
    assert again.attachments.content(kept.id) == before
    assert again.attachments.check() == []
    assert known_keys(again.store)[slots.key_id(old)] == old
    again.close()


def test_attachments_that_were_left_behind_follow_at_the_next_opening(
    session: Session, clock: FixedClock, tmp_path: Path
) -> None:
    kept, _ = session.attachments.attach("residents", person(session, "李有照片"), "身份证", picture())
    before = session.attachments.content(kept.id)
    session.attachments.close()
    shutil.copy(session.home.attachments_file, tmp_path / "old")
    hand_over(session)
    session.close()
    shutil.copy(tmp_path / "old", session.home.attachments_file)
    again = open_session(session.home.folder, NEW, clock=clock)
    assert again.attachments.content(kept.id) == before
    again.close()
    assert session.home.attachments_file.read_bytes() != (tmp_path / "old").read_bytes()


def test_a_restored_backup_of_before_lives_on_under_todays_key(session: Session, clock: FixedClock) -> None:
    person(session, "李在备份里")
    session.backups.now()
    hand_over(session)
    session.change_places(NEW)
    person(session, "李后来登记")
    backup = next(one for one in session.backups.list() if one.about and one.about.reason == "asked")
    session.way_back.whole(backup.path)
    again = open_session(session.home.folder, NEW, clock=clock)
    assert again.people.named("李在备份里")
    assert not again.people.named("李后来登记")
    assert again.operator.name == "赵接任"
    again.close()
