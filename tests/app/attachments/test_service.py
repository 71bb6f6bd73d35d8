"""The attachments of an office: taking in, limits, looking, removing, erasing, checking."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.attachments.rules import rules
from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, Refused
from app.operators.rights import Rights
from app.session import Session
from db.blobs import BlobMissing
from tests.app.attachments.conftest import Subject
from tests.app.attachments.pictures import pdf, photo, saved


def limited(monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    """Let the office have smaller limits."""
    own = rules()
    small = msgspec.structs.replace(own, limits=msgspec.structs.replace(own.limits, **limits))
    for module in ("service", "upkeep", "preparing"):
        monkeypatch.setattr(f"app.attachments.{module}.rules", lambda: small)


def test_an_attachment_is_there_with_its_day_and_person(session: Session, villager: Subject) -> None:
    one, changes = session.attachments.attach(*villager, "身份证正面", saved(photo()))
    assert changes.ids("attachments") == {one.id}
    assert session.attachments.of(*villager) == [one]
    assert (one.title, one.kind, one.width, one.height, one.added_by) == ("身份证正面", "picture", 640, 480, "王守田")
    assert one.added_on(session.clock.wall().tzinfo) == session.clock.today()
    assert session.attachments.content(one.id).startswith(b"\xff\xd8\xff")
    assert session.attachments.check() == []
    assert session.check() == []


def test_titles_are_counted_on_and_never_given_twice(session: Session, case: Subject) -> None:
    first, _ = session.attachments.attach(*case, "", pdf(1, "a"))
    second, _ = session.attachments.attach(*case, "  ", pdf(1, "b"))
    session.attachments.remove(second.id, "放错了")
    third, _ = session.attachments.attach(*case, "", pdf(1, "c"))
    assert [first.title, second.title, third.title] == ["材料1", "材料2", "材料3"]


def test_a_title_is_one_line_of_signs(session: Session, case: Subject) -> None:
    one, _ = session.attachments.attach(*case, " 证\n明\x07  书" + "长" * 100, pdf())
    assert one.title == ("证 明 书" + "长" * 100)[:60]
    session.attachments.rename(one.id, "收入证明")
    assert session.attachments.find(one.id).title == "收入证明"
    with pytest.raises(Refused, match="名称"):
        session.attachments.rename(one.id, " \n ")


def test_the_same_content_is_kept_once_and_told_on_the_same_record(
    session: Session, case: Subject, villager: Subject
) -> None:
    session.attachments.attach(*case, "原件", pdf())
    size = session.home.attachments_file.stat().st_size
    session.attachments.attach(*villager, "", pdf())
    assert session.home.attachments_file.stat().st_size == size
    with pytest.raises(Refused, match="已经在这里了（原件）"):
        session.attachments.attach(*case, "", pdf())


def test_limits_of_a_record_say_what_to_do(session: Session, case: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, record_files=2, record_mb=1)
    session.attachments.attach(*case, "", pdf(1, "a"))
    with pytest.raises(Refused, match=r"会超过 1\.0 MB") as told:
        session.attachments.attach(*case, "", pdf(1, "b") + bytes(1 << 20))
    assert "删除" in told.value.advice
    session.attachments.attach(*case, "", pdf(1, "c"))
    with pytest.raises(Refused, match="已经有 2 个附件"):
        session.attachments.attach(*case, "", pdf(1, "d"))
    assert len(session.attachments.of(*case)) == 2


def test_only_own_cases_and_residents_take_attachments(session: Session, villager: Subject) -> None:
    for table, row_id in (("residents", "nobody"), ("operators", session.operator.id), ("cases", villager[1])):
        with pytest.raises(Refused, match="只能加在"):
            session.attachments.attach(table, row_id, "", pdf())
    session.people.remove(villager[1], session.operator.id, "登记错了")
    with pytest.raises(Refused, match="只能加在"):
        session.attachments.attach(*villager, "", pdf())
    assert not session.home.attachments_file.exists()


def test_what_came_from_another_office_takes_none(session: Session, villager: Subject) -> None:
    session.store.writer.execute("UPDATE residents SET owner = 2 WHERE id = ?", (villager[1],))
    with pytest.raises(Refused, match="本站登记的"):
        session.attachments.attach(*villager, "", pdf())


def test_without_the_right_nothing_is_added_looked_at_or_taken_out(
    session: Session, villager: Subject, tmp_path: Path
) -> None:
    one, _ = session.attachments.attach(*villager, "", pdf())
    session.rights = Rights("查看")
    session.store.permit = session.rights.permit
    tries: list[Any] = [
        lambda: session.attachments.attach(*villager, "", pdf(2)),
        lambda: session.attachments.rename(one.id, "别的"),
        lambda: session.attachments.remove(one.id, "不要了"),
        lambda: session.attachments.revive(one.id),
        lambda: session.attachments.look_at(one.id),
        lambda: session.attachments.save_copy(one.id, tmp_path / "copy"),
    ]
    for attempt in tries:
        with pytest.raises(Refused, match="查看"):
            attempt()
    assert session.attachments.of(*villager) == [one]


def test_looking_is_an_entry_once_a_session(session: Session, villager: Subject) -> None:
    one, _ = session.attachments.attach(*villager, "", pdf())
    before = session.store.journal.last_seq
    assert session.attachments.look_at(one.id) == session.attachments.look_at(one.id) == pdf()
    (entry,) = session.store.rows("SELECT action, row_id FROM journal WHERE seq > ?", (before,))
    assert entry == {"action": "look", "row_id": one.id}


def test_previews_come_from_memory_the_second_time(
    session: Session, villager: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = session.attachments.attach(*villager, "", saved(photo(900, 600)))
    first = session.attachments.preview(one.id, 499)
    assert int.from_bytes(first[16:20]) == 480
    monkeypatch.setattr("app.attachments.service.draw", None)
    assert session.attachments.preview(one.id, 500) == first
    assert sorted(path.name for path in session.home.temporary.iterdir()) == []


def test_old_previews_are_forgotten(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def draw(_content: bytes, _page: int, width: int, _pdf: object) -> bytes:
        drawn.append(width)
        return b"png"

    monkeypatch.setattr("app.attachments.service.draw", draw)
    for width in [*range(40, 40 * 26, 40), 40, 40 * 25]:
        session.attachments.picture(b"content", 0, width)
    assert drawn == [*range(40, 40 * 26, 40), 40]


def test_a_removed_one_is_in_the_bin_with_its_content(session: Session, villager: Subject, clock: FixedClock) -> None:
    one, _ = session.attachments.attach(*villager, "", pdf())
    with pytest.raises(Refused, match="原因"):
        session.attachments.remove(one.id, "  ")
    session.attachments.remove(one.id, "放错了")
    assert session.attachments.of(*villager) == []
    clock.advance(days=400)
    session.people.look_at_id_number(villager[1], session.operator.id)
    assert session.attachments.sweep() == 0
    session.attachments.revive(one.id)
    assert session.attachments.content(one.id) == pdf()
    assert session.attachments.of(*villager)[0].deleted is False


def test_an_unknown_one_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="找不到这个附件"):
        session.attachments.content("none")


def test_a_copy_is_the_clerks_choice_and_an_entry(session: Session, villager: Subject, tmp_path: Path) -> None:
    one, _ = session.attachments.attach(*villager, "证明", pdf())
    path = session.attachments.save_copy(one.id, tmp_path / "证明")
    assert path == tmp_path / "证明.pdf"
    assert path.read_bytes() == pdf()
    assert session.attachments.suffix(one.id) == ".pdf"
    assert session.store.value("SELECT action FROM journal ORDER BY seq DESC LIMIT 1") == "export"
    with pytest.raises(Refused, match="已经有"):
        session.attachments.save_copy(one.id, tmp_path / "证明")
    before = session.store.journal.last_seq
    with pytest.raises(DiskTrouble):
        session.attachments.save_copy(one.id, tmp_path / "nowhere" / "证明.pdf")
    session.store.journal.reload()
    assert session.store.value("SELECT max(seq) FROM journal") == before


def test_what_no_row_names_is_swept_a_day_later_by_the_journal(
    session: Session, villager: Subject, clock: FixedClock
) -> None:
    session.attachments.attach(*villager, "", pdf())
    blobs = session._blobs
    assert blobs is not None
    blobs.put(b"left by a power cut", clock.now().isoformat())
    clock.advance(hours=30)
    assert session.attachments.sweep() == 0, "the journal has not moved on"
    session.people.look_at_id_number(villager[1], session.operator.id)
    assert [line for line in session.attachments.check() if "没有记录用到" in line]
    assert session.attachments.sweep() == 1
    assert session.attachments.check() == []
    assert len(blobs.digests()) == 1


def test_the_first_taking_in_of_a_session_sweeps(session: Session, villager: Subject, clock: FixedClock) -> None:
    session.attachments.attach(*villager, "", pdf())
    blobs = session._blobs
    assert blobs is not None
    blobs.put(b"left by a power cut", clock.now().isoformat())
    clock.advance(hours=30)
    session.people.look_at_id_number(villager[1], session.operator.id)
    session.sit_down(session.operator)
    session.attachments.attach(*villager, "", pdf(2))
    assert len(blobs.digests()) == 2


def test_an_erased_content_is_gone_unless_a_row_still_names_it(
    session: Session, case: Subject, villager: Subject
) -> None:
    one, _ = session.attachments.attach(*villager, "", pdf())
    other, _ = session.attachments.attach(*case, "", pdf())
    alone, _ = session.attachments.attach(*villager, "", pdf(2))
    for erased in (one, alone):
        session.store.writer.execute("UPDATE attachments SET digest = '', deleted = 1 WHERE id = ?", (erased.id,))
    assert session.attachments.forget([one.digest, alone.digest]) == (alone.digest,)
    assert session.attachments.content(other.id) == pdf()
    blobs = session._blobs
    assert blobs is not None
    with pytest.raises(BlobMissing):
        blobs.read(bytes.fromhex(alone.digest))
    assert session.attachments.check() == []


def test_check_names_what_is_lost_and_what_is_damaged(session: Session, villager: Subject) -> None:
    lost, _ = session.attachments.attach(*villager, "户口簿", pdf(1))
    hurt, _ = session.attachments.attach(*villager, "证明", pdf(2))
    blobs = session._blobs
    assert blobs is not None
    blobs.forget([bytes.fromhex(lost.digest)])
    with blobs._using() as connection:
        connection.execute("UPDATE blobs SET content = ? WHERE digest = ?", (b"other", bytes.fromhex(hurt.digest)))
    found = session.attachments.check()
    assert any("户口簿" in line and "不见了" in line for line in found)
    assert any("证明" in line and "坏了" in line for line in found)
    session.attachments.remove(hurt.id, "坏了")
    assert any("回收站" in line for line in session.attachments.check())
    with pytest.raises(BlobMissing):
        session.attachments.content(lost.id)


def test_a_missing_file_is_a_finding_and_no_crash(session: Session, villager: Subject) -> None:
    one, _ = session.attachments.attach(*villager, "", pdf())
    session.attachments.close()
    session.home.attachments_file.unlink()
    assert session.attachments.check() == ["附件文件 attachments.czdb 不见了，1 份附件的内容打不开"]
    assert session.attachments.of(*villager) == [one]
    with pytest.raises(BlobMissing):
        session.attachments.look_at(one.id)
    session.attachments.attach(*villager, "", pdf(2))
    assert len(session.attachments.check()) == 1


def test_a_file_that_is_no_attachments_file_is_a_finding(session: Session, villager: Subject) -> None:
    session.attachments.attach(*villager, "", pdf())
    session.attachments.close()
    session.home.attachments_file.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    assert "没有加密" in session.attachments.check()[0]


def test_a_large_file_is_told_of(session: Session, villager: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    assert session.attachments.warning() == ""
    session.attachments.attach(*villager, "", pdf())
    limited(monkeypatch, whole_mb=0)
    assert "全站的附件已经有" in session.attachments.warning()


def test_after_a_change_of_the_file_key_the_content_is_there(session: Session, villager: Subject) -> None:
    one, _ = session.attachments.attach(*villager, "", pdf())
    new = bytes(range(1, 33))
    session.attachments.change_key(session.store.key, new)
    session.store.key, old = new, session.store.key
    assert session.attachments.content(one.id) == pdf()
    session.attachments.change_key(new, old)
    session.store.key = old
