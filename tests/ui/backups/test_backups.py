"""The section of backups, and what the window does by itself."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.checkup.facts import Finding
from app.core.clock import FixedClock
from app.session import Session
from tests.app.backups.conftest import change, flip
from tests.ui.window_of import look_at_views, rows_of
from ui.backups.part import BackupPart
from ui.main_window.rhythm import PATIENCE
from ui.main_window.window import MainWindow
from ui.today.page import TodayPage
from ui.widgets.desk import Goto

Settle = Callable[[], None]
Look = Callable[[QWidget], list[str]]
BACKUP = Goto("settings", what="backup")


@pytest.fixture
def part(window: MainWindow, settle: Settle) -> BackupPart:
    """Go to the section of backups."""
    window.go(BACKUP)
    settle()
    found = window.page().findChild(BackupPart)
    assert isinstance(found, BackupPart)
    return found


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give an empty folder as a second place."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


def main_button(window: MainWindow) -> QPushButton:
    button = window.page().main
    assert button is not None
    return button


def test_before_the_first_one_it_says_what_belongs_here(window: MainWindow, part: BackupPart) -> None:
    shown = part.facts.shown()
    assert shown["备份位置"].startswith("数据旁边（")
    assert shown["第二处"].startswith("还没有选")
    assert shown["上一次"] == "还没有"
    assert shown["演练"].startswith("还没有演练过")
    assert part.list.isHidden()
    assert "现在就可以做第一份" in part.hint.text()
    assert not part.carry.isEnabled()
    assert not part.rehearse.isEnabled()
    assert main_button(window).text() == "现在备份"
    assert main_button(window).hasFocus()


def test_one_key_makes_a_backup_and_the_list_shows_it(
    window: MainWindow, part: BackupPart, session: Session, settle: Settle
) -> None:
    QTest.keyClick(main_button(window), Qt.Key.Key_Return)
    assert not main_button(window).isEnabled()
    settle()
    assert (
        window.page().strip.sentence().startswith("备份好了：160 条")
        or "读回来核对过" in window.page().strip.sentence()
    )
    assert main_button(window).isEnabled()
    (row,) = rows_of(part._model)
    assert row[0].startswith("10月9日（周五） 09:00")
    assert row[1] == "手动"
    assert row[4] == "最新的一份；今天和昨天的都留"
    assert row[5] == "10月22日"
    assert len(session.backups.list()) == 1
    assert part.rehearse.isEnabled()


def test_a_row_that_is_chosen_asks_for_the_way_back(
    part: BackupPart, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    made = session.backups.now()
    part.opened()
    settle()
    part.list.setFocus()
    part.list.selectRow(0)
    with qtbot.waitSignal(part.restore_asked) as asked:
        QTest.keyClick(part.list, Qt.Key.Key_Return)
    assert asked.args == [made]


def test_a_rehearsal_is_told_here_and_on_today(
    window: MainWindow, part: BackupPart, session: Session, settle: Settle
) -> None:
    made = session.backups.now()
    part.opened()
    settle()
    part.rehearse.click()
    settle()
    words = f"备份可用：{made.records} 条 ✔"
    assert window.page().strip.sentence() == words
    assert part.facts.shown()["演练"] == f"{words}，10月9日（周五）演练"
    window.go(Goto("today"))
    settle()
    page = window.page()
    assert isinstance(page, TodayPage)
    assert page.backups.text() == f"{words} 10月9日（周五）演练"
    page.backups.click()
    settle()
    assert window.place() == "settings"


def test_a_damaged_newest_one_is_told_with_what_to_do(
    window: MainWindow, part: BackupPart, session: Session, clock: FixedClock, settle: Settle
) -> None:
    good = session.backups.now()
    clock.advance(hours=1)
    flip(session.backups.now().path)
    part.opened()
    settle()
    part.rehearse.click()
    settle()
    sentence = window.page().strip.sentence()
    assert sentence.startswith("！ 最新的备份用不了：")
    assert f"再前面一份可用：{good.records} 条" in sentence
    assert "现在备份" in sentence
    assert part.facts.shown()["演练"].startswith("！ 最新的 1 份备份用不了")
    flip(good.path)
    part.rehearse.click()
    settle()
    assert "也没有找到别的能用的备份" in window.page().strip.sentence()


def test_the_second_place_is_chosen_filled_and_listed(
    window: MainWindow, part: BackupPart, session: Session, stick: Path, settle: Settle
) -> None:
    session.backups.now()
    part.opened()
    settle()
    part.second.click()
    assert not part.place.isHidden()
    assert not part.place.confirm.isEnabled()
    part.place.where.choose(stick)
    part.place.confirm.click()
    settle()
    assert session.backups.second_place() == stick
    assert "第二处改好了" in window.page().strip.sentence()
    assert part.facts.shown()["第二处"].startswith(str(stick))
    assert "还没有抄过" in part.facts.shown()["第二处"]
    part.carry.click()
    settle()
    assert "现在可以弹出移动盘了" in window.page().strip.sentence()
    assert "10月9日（周五）抄过" in part.facts.shown()["第二处"]
    part.which.choose("second")
    settle()
    assert len(rows_of(part._model)) == 1
    shutil.rmtree(stick)
    part.carry.click()
    settle()
    assert "没有抄到第二处：现在找不到" in window.page().strip.sentence()
    assert "现在没有插上" in part.facts.shown()["第二处"]
    assert part.hint.text() == "这里还没有备份。"
    part.second.click()
    part.place.none.click()
    settle()
    assert session.backups.second_place() is None


def test_a_place_that_will_not_do_is_refused(
    window: MainWindow, part: BackupPart, session: Session, settle: Settle
) -> None:
    part.moving.click()
    settle()
    assert part.place.where.folder() == session.home.backups
    part.place.where.choose(session.home.temporary)
    part.place.confirm.click()
    settle()
    assert "这个文件夹是程序自己用的" in window.page().strip.sentence()
    part.moving.click()
    window.back()
    assert part.place.isHidden()
    assert part.moving.hasFocus()
    assert window.place() == "settings"


def test_what_cannot_be_read_says_why(part: BackupPart, session: Session, settle: Settle) -> None:
    made = session.backups.now()
    made.path.write_bytes(made.path.read_bytes()[:4000])
    part.opened()
    settle()
    assert rows_of(part._model)[0][1] == "！ 读不出来"
    assert part.facts.shown()["上一次"].endswith("！ 读不出来，0 条，3 KB")
    part.list.setFocus()
    part.list.selectRow(0)
    assert part.hint.text().startswith("！ 备份 2312")


def test_a_refused_backup_is_told_and_can_be_tried_again(
    window: MainWindow, part: BackupPart, session: Session, tmp_path: Path, settle: Settle
) -> None:
    session.settings.change("backups.place", str(tmp_path / "gone"))
    main_button(window).click()
    settle()
    assert "没有备份：找不到备份位置" in window.page().strip.sentence()
    assert main_button(window).isEnabled()
    assert "现在没有插上或者打不开" in part.facts.shown()["备份位置"]


def test_late_and_on_the_same_disk_is_said(
    part: BackupPart, session: Session, stick: Path, clock: FixedClock, settle: Settle
) -> None:
    session.backups.now()
    session.settings.change("backups.second_place", str(stick))
    session.backups.fill_second()
    clock.advance(days=8)
    part.opened()
    settle()
    assert part.facts.shown()["第二处"].endswith("。！ 已经 8 天没有抄了。！ 它和数据在同一块盘上，盘坏了两处都会没有")


def test_it_is_whole_at_both_sizes(
    window: MainWindow, part: BackupPart, session: Session, dressed: QApplication, stick: Path,
    cut: Look, nameless: Look, settle: Settle, qtbot: QtBot,
) -> None:  # fmt: skip
    session.backups.now()
    session.settings.change("backups.second_place", str(stick))
    part.second.click()
    look_at_views(window, dressed, [BACKUP], (cut, nameless), settle, qtbot)


def test_the_window_backs_up_by_itself_and_rehearses(window: MainWindow, session: Session, settle: Settle) -> None:
    window.rhythm.look()
    settle()
    (made,) = session.backups.list()
    assert made.about is not None
    assert made.about.reason == "work"
    page = window.page()
    assert isinstance(page, TodayPage)
    assert page.backups.text().startswith("备份可用：")
    window.rhythm.look()
    settle()
    assert len(session.backups.list()) == 1


def test_where_the_newest_is_no_good_another_is_made(window: MainWindow, session: Session, settle: Settle) -> None:
    flip(session.backups.now().path)
    window.rhythm.look()
    settle()
    assert len(session.backups.list()) == 2
    assert not session.backups.standing().is_wrong or "最新的" in session.backups.standing().words


def test_what_goes_wrong_by_itself_is_told_once_and_not_tried_every_minute(
    window: MainWindow, session: Session, tmp_path: Path, settle: Settle
) -> None:
    session.settings.change("backups.place", str(tmp_path / "gone"))
    settle()
    window.rhythm.look()
    settle()
    assert "没有备份：找不到备份位置" in window.page().strip.sentence()
    window.page().strip.clear()
    session.settings.change("backups.place", "")
    for _ in range(PATIENCE):
        window.rhythm.look()
        settle()
    assert session.backups.list() == []
    window.rhythm.look()
    settle()
    assert len(session.backups.list()) == 1
    assert window.page().strip.sentence() == ""


def test_once_a_month_everything_is_checked_and_findings_are_told(
    window: MainWindow, session: Session, clock: FixedClock, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.checkup.is_due()
    window.rhythm.look()
    settle()
    assert session.checkup.last_full() is not None
    assert not session.checkup.is_due()
    assert window.page().strip.sentence() == ""
    clock.advance(days=40)
    report = session.checkup.last_full()
    assert report is not None
    bad = replace(report, findings=(Finding(what="一条记录", where="表", severity="damaged", advice="请恢复"),))
    monkeypatch.setattr(session.checkup, "full", lambda _: bad)
    window.rhythm.look()
    settle()
    assert window.page().strip.sentence() == "！ 每月的体检发现 1 处问题，请看“设置 · 体检”。"


def test_leaving_is_no_trouble_to_tell(window: MainWindow, session: Session, settle: Settle) -> None:
    session.backups.stop()
    window.rhythm.look()
    settle()
    assert window.page().strip.sentence() == ""
    window.rhythm.stop()
    assert not window.rhythm._timer.isActive()


def test_today_asks_for_a_backup_after_a_week(
    window: MainWindow, session: Session, clock: FixedClock, settle: Settle
) -> None:
    change(session)
    session.agenda.today()
    clock.advance(days=8)
    lines = {line.subject: line for line in session.agenda.today().group("month").lines}
    assert lines["backup"].why == "8 天没有备份了"
    assert lines["second"].why == "8 天没有抄到 U 盘或另一块盘了"
    flip(session.backups.now().path)
    session.backups.rehearse()
    lines = {line.subject: line for line in session.agenda.today().group("month").lines}
    assert "backup" not in lines
    assert lines["rehearsal"].why.startswith("备份有问题：")
