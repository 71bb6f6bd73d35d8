"""When a backup is due, how long it stays, the second place, rehearsals, and what is told."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from app.backups import second as second_place
from app.backups.container import read_about
from app.backups.making import NoBackup
from app.backups.second import NotCarried
from app.backups.service import Backups
from app.backups.standing import Standing
from app.core.clock import FixedClock
from app.core.errors import FileDamaged, Refused
from app.opening import open_session
from app.operators.rights import NotAllowed
from app.session import Session
from tests.app.backups.conftest import change, flip
from tests.conftest import CHINA, PASSWORD


def names(backups: Backups) -> list[str]:
    return [one.name for one in backups.list()]


def reasons(backups: Backups) -> list[str]:
    return [one.about.reason for one in backups.list() if one.about]


def test_one_is_due_when_something_changed_and_half_an_hour_went_by(
    session: Session, backups: Backups, clock: FixedClock
) -> None:
    assert backups.is_due()
    assert backups.due() is not None
    clock.advance(minutes=40)
    assert backups.due() is None  # nothing changed
    change(session)
    assert backups.due() is not None
    change(session, "0455-5550113")
    clock.advance(minutes=29)
    assert backups.due() is None
    clock.advance(minutes=1)
    assert backups.due() is not None
    assert reasons(backups) == ["work"] * 3


def test_the_next_session_knows_the_last_backup(session: Session, clock: FixedClock) -> None:
    session.backups.now()
    clock.advance(minutes=50)
    session.close()
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    assert not again.backups.is_due()
    change(again)
    assert again.backups.is_due()
    again.close()


@pytest.mark.parametrize("year", [1980, 2009, 2031])
def test_a_clock_gone_astray_neither_stops_nor_floods(
    session: Session, backups: Backups, clock: FixedClock, year: int
) -> None:
    backups.now()
    right = clock.wall()
    clock.advance(days=(datetime(year, 3, 3, 9, tzinfo=CHINA) - right).days)
    change(session)
    assert backups.due() is not None
    assert backups.due() is None
    clock.advance(minutes=45)
    change(session, "0455-5550113")
    assert backups.due() is not None
    clock.advance(days=(right - clock.wall()).days + 1)
    change(session, "0455-5550114")
    assert backups.due() is not None
    assert backups.due() is None
    assert len(backups.list()) == 4


def test_closing_makes_one_if_anything_changed(session: Session, backups: Backups) -> None:
    backups.now()
    assert backups.at_close() is None
    change(session)
    made = backups.at_close()
    assert made is not None
    assert reasons(backups) == ["close", "asked"]
    assert session.leave() is None


def test_leaving_makes_the_closing_one_and_tells_what_kept_it(session: Session, tmp_path: Path) -> None:
    change(session)
    session.settings.change("backups.place", str(tmp_path / "gone"))
    trouble = session.leave()
    assert isinstance(trouble, NoBackup)
    again = open_session(session.home.folder, PASSWORD, clock=FixedClock(session.clock.wall()))
    again.settings.change("backups.place", "")
    assert again.leave() is None
    assert [read_about(path).reason for path in again.home.backups.iterdir()] == ["close"]


def test_a_forced_one_is_made_unless_an_equal_one_reads_back(session: Session, backups: Backups) -> None:
    backups.before("import")
    backups.before("import")
    assert reasons(backups) == ["import"]
    flip(backups.list()[0].path)
    backups.before("import")
    assert reasons(backups) == ["import"] * 2
    backups.before("restore")
    assert sorted(reasons(backups)) == ["import", "import", "restore"]
    change(session)
    backups.before("merge")
    assert "merge" in reasons(backups)


def test_old_ones_go_by_the_policy_with_the_increments_that_only_they_named(
    session: Session, clock: FixedClock
) -> None:
    rounds: list[int] = []

    def keep(folder: Path) -> tuple[str, ...]:
        rounds.append(1)
        mine = [f"{len(rounds)}.czblobs", "all.czblobs", "../outside.czblobs", "notes.txt"]
        for name in mine:
            (folder / name).write_bytes(b"x")
        return tuple(mine)

    kept = Backups(session.store, session.home, clock, carry=session.backups._carry, keep_blobs=keep)
    for _ in range(3):
        kept.now()
        clock.advance(hours=1)
    clock.advance(days=3)
    made = kept.now()
    assert len(kept.list()) == 2
    assert {path.name for path in made.path.parent.iterdir()} == {
        *names(kept), "3.czblobs", "4.czblobs", "all.czblobs", "notes.txt",
    }  # fmt: skip
    assert (session.home.folder / "outside.czblobs").exists()


def test_backups_of_another_office_are_neither_listed_nor_touched(
    session: Session, backups: Backups, clock: FixedClock, tmp_path: Path
) -> None:
    made = backups.now()
    other = made.path.with_name("999999999999-20200101-000000-1.czbak")
    other.write_bytes(b"not ours")
    clock.advance(days=400)
    backups.now()
    assert other.exists()
    assert other.name not in names(backups)


def test_an_unreadable_one_is_listed_with_its_trouble(backups: Backups) -> None:
    made = backups.now()
    made.path.write_bytes(made.path.read_bytes()[:5000])
    (listed,) = backups.list()
    assert (listed.about, listed.records) == (None, 0)
    assert "不完整" in listed.trouble
    assert listed.made_at.date() == date(2026, 10, 9)
    assert backups.shelf()[0].verdict.why == "已损坏，先留着"


def test_verifying_remembers_damage(backups: Backups) -> None:
    made = backups.now()
    assert backups.verify(made) == made.about
    flip(made.path)
    with pytest.raises(FileDamaged):
        backups.verify(made)
    assert backups.remembered.broken() == {made.name}
    assert backups.shelf()[0].verdict.why == "已损坏，先留着"


def test_a_rehearsal_opens_it_and_counts(session: Session, backups: Backups) -> None:
    assert not backups.is_rehearsal_due()
    with pytest.raises(Refused, match="还没有备份"):
        backups.rehearse()
    made = backups.now()
    assert backups.is_rehearsal_due()
    assert backups.standing() == Standing()
    (done,) = backups.rehearse()
    assert done.is_good
    assert done.records == made.records > 100
    assert backups.standing() == Standing(f"备份可用：{made.records} 条 ✔", day=date(2026, 10, 9))
    assert backups.fault() == ""
    assert list(session.home.temporary.iterdir()) == []


def test_a_rehearsal_is_due_once_a_month(backups: Backups, clock: FixedClock) -> None:
    backups.now()
    backups.rehearse()
    clock.advance(days=29)
    assert not backups.is_rehearsal_due()
    clock.advance(days=1)
    assert backups.is_rehearsal_due()
    clock.advance(days=-60)
    assert backups.is_rehearsal_due()


def test_when_all_but_one_old_one_are_damaged_it_is_found(
    session: Session, backups: Backups, clock: FixedClock
) -> None:
    for n in range(6):
        change(session, f"0455-555011{n}")
        backups.now()
        clock.advance(hours=1)
    listed = backups.list()
    for n, one in enumerate(listed[:-1]):
        if n % 2:
            flip(one.path, -100 - 1000 * n)
        else:
            one.path.write_bytes(one.path.read_bytes()[: 10_000 * (n + 1)])
    done = backups.rehearse()
    assert [one.is_good for one in done] == [False] * 5 + [True]
    assert done[-1].name == listed[-1].name
    found = backups.standing()
    assert found.is_wrong
    assert found.words.startswith("最新的 5 份备份用不了（")
    assert found.words.endswith(f"再前面一份可用：{listed[-1].records} 条")
    assert backups.fault() == found.words
    clock.advance(hours=1)
    backups.now()
    backups.rehearse()
    assert backups.fault() == ""


def test_when_none_is_good_it_is_said(backups: Backups) -> None:
    flip(backups.now().path)
    (done,) = backups.rehearse()
    assert not done.is_good
    assert backups.standing().words.startswith("备份有问题：备份 2312")


def test_a_rehearsal_finds_what_the_digest_cannot(session: Session, backups: Backups) -> None:
    made = backups.now()
    about = made.about
    assert about is not None
    import msgspec

    from app.backups.container import extract, write_container

    database = session.home.temporary / "database"
    extract(made.path, database)
    made.path.unlink()
    lying = msgspec.structs.replace(
        about, rows={**about.rows, "cases": 7}, journal_seq=9, office="another", blobs=("1.czblobs",)
    )
    write_container(made.path, lying, database)
    (done,) = backups.rehearse(made.__class__(made.path, made.size, lying))
    assert done.findings == (
        "里面的数据属于另一个办公点，或者另一次恢复",
        "流水应到第 9 条，实际到第 160 条",
        "表 cases 应有 7 行，实际 0 行",
        "附件备份 1.czblobs 不在旁边",
    )
    made.path.unlink()
    write_container(made.path, msgspec.structs.replace(about, key_id="0" * 16), database)
    assert backups.rehearse(made)[0].findings == ("这份备份用的钥匙不在这个办公点里，没有打开",)
    backups._find_key = lambda _: bytes(32)
    assert backups.rehearse(made)[0].findings == ("密码不对，没有打开",)


def test_the_second_place_gets_the_newest_sound_one(
    session: Session, backups: Backups, clock: FixedClock, stick: Path
) -> None:
    with pytest.raises(NotCarried, match="还没有选第二处"):
        backups.fill_second()
    session.settings.change("backups.second_place", str(stick))
    with pytest.raises(NotCarried, match="还没有一份完好的备份"):
        backups.fill_second()
    first = backups.now()
    clock.advance(hours=1)
    flip(backups.now().path)
    (stick / "照片.jpg").write_bytes(b"foreign")
    there = backups.fill_second()
    assert there.path == stick / first.name
    assert there.path.read_bytes() == first.path.read_bytes()
    assert backups.remembered.second_day() == date(2026, 10, 9)
    again = backups.fill_second()
    assert again.path == there.path
    assert sorted(path.name for path in stick.iterdir()) == sorted([first.name, "照片.jpg"])


def test_a_damaged_one_at_the_second_place_gets_a_good_one_beside_it(
    session: Session, backups: Backups, stick: Path
) -> None:
    session.settings.change("backups.second_place", str(stick))
    backups.now()
    flip(backups.fill_second().path)
    there = backups.fill_second()
    assert there.name.endswith("-2.czbak")
    assert backups.fill_second().path == there.path


def test_attachments_go_along_and_damaged_ones_are_replaced(session: Session, stick: Path) -> None:
    def keep(folder: Path) -> tuple[str, ...]:
        (folder / "1.czblobs").write_bytes(b"scans")
        return ("1.czblobs",)

    kept = Backups(session.store, session.home, session.clock, carry=session.backups._carry, keep_blobs=keep)
    session.settings.change("backups.second_place", str(stick))
    kept.now()
    kept.fill_second()
    (stick / "1.czblobs").write_bytes(b"scanz")
    kept.fill_second()
    assert (stick / "1.czblobs").read_bytes() == b"scans"


def test_the_second_place_keeps_its_own_order(
    session: Session, backups: Backups, clock: FixedClock, stick: Path
) -> None:
    session.settings.change("backups.second_place", str(stick))
    for n in range(4):
        change(session, f"0455-555011{n}")
        backups.now()
        backups.fill_second()
        clock.advance(hours=1)
    clock.advance(days=3)
    change(session, "0455-5550119")
    backups.now()
    backups.fill_second()
    assert len(backups.list(stick)) == 2
    assert {one.place for one in backups.holding(clock.today())} == {str(session.home.backups), str(stick)}
    assert all(one.until for one in backups.holding(clock.today()))
    assert [one.made_on for one in backups.holding(date(2026, 10, 10))] == [date(2026, 10, 9)] * 2
    shutil.rmtree(stick)
    away = [one for one in backups.holding(clock.today()) if one.place == str(stick)]
    assert len(away) == 5
    assert {one.until for one in away} == {None}


def test_a_vanished_or_failing_stick_is_told_and_ours_is_untouched(
    session: Session, backups: Backups, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.settings.change("backups.second_place", str(stick))
    made = backups.now()
    shutil.rmtree(stick)
    with pytest.raises(NotCarried, match=r"没有抄到第二处：现在找不到.*以前的备份都在.*请插好盘"):
        backups.fill_second()
    stick.mkdir()
    usage = shutil.disk_usage(stick)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
        with pytest.raises(NotCarried, match="没有抄到第二处：盘满了"):
            backups.fill_second()

    def pulled(*_: object, **__: object) -> object:
        raise OSError(5, "pulled")

    with monkeypatch.context() as gone:
        gone.setattr(backups, "_carry", pulled)
        with pytest.raises(NotCarried, match="被拔掉"):
            backups.fill_second()
    with monkeypatch.context() as gone:
        gone.setattr(second_place, "look_at", lambda _: None)
        with pytest.raises(NotCarried, match="盘不见了"):
            backups.fill_second()
    assert names(backups) == [made.name]


def test_places_are_checked_before_they_are_kept(
    session: Session, backups: Backups, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = backups.places.check
    check(stick, second=True)
    assert list(stick.iterdir()) == []
    session.settings.change("backups.second_place", str(stick))
    with pytest.raises(Refused, match="不能是同一个文件夹"):
        check(stick, second=False)
    check(session.home.folder.parent, second=False)
    with pytest.raises(Refused, match="程序自己用的"):
        check(session.home.temporary, second=False)
    with pytest.raises(Refused, match="找不到文件夹"):
        check(Path("nowhere"), second=True)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no")))
    with pytest.raises(Refused, match=r"不能用（没有写的权限）"):
        check(stick, second=True)
    assert backups.places.is_on_our_disk(stick)
    assert not backups.places.is_on_our_disk(stick / "gone")


def test_whoever_may_only_look_makes_none_by_hand_but_the_program_does(session: Session, backups: Backups) -> None:
    from app.operators.rights import Rights

    session.rights = Rights("查看")
    for asked in (backups.now, backups.fill_second):
        with pytest.raises(NotAllowed):
            asked()
    assert backups.due() is not None


def test_days_are_read_from_names_alone(backups: Backups, session: Session, clock: FixedClock) -> None:
    assert backups.last_day() is None
    assert backups.glance().last_day == date(2026, 10, 9)  # the day on which the office began
    clock.advance(days=1)
    backups.now()
    (session.home.backups / "231221103201-20310101-000000-5.czbak").write_bytes(b"")
    (session.home.backups / "231221103201-20261340-000000-5.czbak").write_bytes(b"")
    assert backups.last_day() == backups.glance().last_day == date(2026, 10, 10)
    assert backups.glance().second_day == date(2026, 10, 9)
