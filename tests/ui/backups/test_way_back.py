import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from tests.app.backups.restores import add_case, change_case
from tests.app.ledgers.filled import typed_entry
from tests.ui.hands import Hands
from ui.backups.section import BackupSection
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Desk, Goto

PICTURES = os.environ.get("CUNZHAN_LOOK", "")


@pytest.fixture
def case_id(session: Session) -> str:
    """Register a case, back up, and go on."""
    made = add_case(session.store, "2026-00001", content="原文", item_name="老年人优待证")
    with session.store.writing() as write:
        write.insert("residents", {"name": "张三丰", "villager_group": "三组", "id_number": "231221195003150014"})
    session.backups.now()
    change_case(session.store, made, content="改坏了")
    add_case(session.store, "2026-00002")
    return made


@pytest.fixture
def window(
    session: Session, desk: Desk, case_id: str, shown: Callable[[QWidget], QWidget], settle: Callable[[], None]
) -> MainWindow:
    made = MainWindow(desk, "示例村")
    shown(made)
    made.go(Goto("settings", what="backup"))
    settle()
    return made


def picture(window: QWidget, name: str) -> None:
    """Keep a picture where somebody wants to look."""
    if PICTURES:
        window.grab().save(str(Path(PICTURES) / f"{name}.png"))


def section(window: MainWindow) -> BackupSection:
    found = window.findChild(BackupSection)
    assert isinstance(found, BackupSection)
    return found


def test_a_record_is_found_and_brought_back_with_the_keys_alone(
    window: MainWindow,
    session: Session,
    case_id: str,
    settle: Callable[[], None],
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
) -> None:
    hands = Hands(window, settle)
    hands.tab_to("做过的备份")
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.page().title().endswith("的备份")
    assert "办理、修改了 1 件代办件" in str(section(window).restore.facts.shown())
    picture(window, "restore")
    assert cut(window) == nameless(window) == []
    hands.press(Qt.Key.Key_Return)
    assert window.page().title().endswith("的备份里面")
    hands.type("00001")
    picture(window, "look")
    assert cut(window) == nameless(window) == []
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    record = section(window).record
    assert window.page().title() == "2026-00001  李四方"
    assert record.changes.shown() == {"内容": "改坏了 → 原文"}
    picture(window, "record")
    assert cut(window) == nameless(window) == []
    hands.tab_to("取回这一条")
    hands.press(Qt.Key.Key_Return)
    assert "取回来了" in window.strip.sentence()
    assert session.store.value("SELECT content FROM cases WHERE id = ?", (case_id,)) == "原文"
    picture(window, "taken")
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert session.store.value("SELECT content FROM cases WHERE id = ?", (case_id,)) == "改坏了"
    hands.press(Qt.Key.Key_Escape)
    assert window.page().title().endswith("的备份里面")
    hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert section(window).view() is section(window).restore
    assert list(session.home.temporary.glob("look-*")) == []
    hands.press(Qt.Key.Key_Escape)
    assert section(window).view() is section(window).list


def test_an_entry_of_a_ledger_is_brought_back_with_the_keys_alone(
    session: Session,
    desk: Desk,
    shown: Callable[[QWidget], QWidget],
    settle: Callable[[], None],
    cut: Callable[[QWidget], list[str]],
) -> None:
    entry, _ = session.ledgers.add("seal_use", {**typed_entry(session.ledgers.ledger("seal_use")), "matter": "开证明"})
    path = session.backups.now().path
    session.ledgers.edit("seal_use", entry.id, {"matter": "写错了"})
    window = MainWindow(desk, "示例村")
    shown(window)
    window.go(Goto("settings", what="backup"))
    settle()
    section(window).restore.look_asked.emit(path)
    settle()
    hands = Hands(window, settle)
    hands.tab_to("看哪一类记录")
    hands.type("yzsy")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert window.page().title() == f"印章使用 {entry.number}  开证明"
    assert section(window).record.changes.shown() == {"事由": "写错了 → 开证明"}
    picture(window, "entry")
    assert cut(window) == []
    hands.tab_to("取回这一条")
    hands.press(Qt.Key.Key_Return)
    assert session.ledgers.entry("seal_use", entry.id).values["matter"] == "开证明"


def test_the_question_names_what_is_gone_and_esc_leaves_it(
    window: MainWindow, settle: Callable[[], None], cut: Callable[[QWidget], list[str]]
) -> None:
    hands = Hands(window, settle)
    hands.tab_to("做过的备份")
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    hands.tab_to("整个恢复")
    hands.press(Qt.Key.Key_Return)
    restore = section(window).restore
    assert restore.question.no.hasFocus()
    assert restore.question.yes.text().startswith("恢复到 20")
    picture(window, "question")
    assert cut(window) == []
    hands.press(Qt.Key.Key_Escape)
    assert restore.question.isHidden()
    assert restore.whole.hasFocus()


def test_everything_is_there_at_double_size(
    window: MainWindow, dressed: QApplication, settle: Callable[[], None], cut: Callable[[QWidget], list[str]]
) -> None:
    show_text_size(dressed, 200)
    settle()
    hands = Hands(window, settle)
    hands.tab_to("做过的备份")
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert cut(window) == []
    picture(window, "restore-200")
    hands.tab_to("整个恢复")
    hands.press(Qt.Key.Key_Return)
    picture(window, "question-200")
    assert cut(window) == []
    hands.press(Qt.Key.Key_Escape)
    hands.tab_to("看看里面")
    hands.press(Qt.Key.Key_Return)
    picture(window, "look-200")
    assert cut(window) == []
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    picture(window, "record-200")
    assert cut(window) == []


def test_a_backup_that_cannot_be_read_is_told(
    window: MainWindow, session: Session, settle: Callable[[], None], qtbot: QtBot
) -> None:
    (path,) = session.backups.place().glob("*.czbak")
    path.write_bytes(path.read_bytes()[:200])
    window.go(Goto("settings", str(path), "backup:restore"))
    settle()
    restore = section(window).restore
    assert window.page().title() == "这份备份用不了"
    assert "这份备份用不了：备份的说明部分读不出来" in restore.trouble.text()
    assert not restore.look.isEnabled()


def test_one_damaged_inside_is_told_where_it_is_opened(
    window: MainWindow, session: Session, settle: Callable[[], None]
) -> None:
    (path,) = session.backups.place().glob("*.czbak")
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    window.go(Goto("settings", str(path), "backup:restore"))
    settle()
    section(window).restore.look.click()
    settle()
    assert "校验码不符" in section(window).look.trouble.text()
    assert section(window).look.step_back()
    assert list(session.home.temporary.glob("look-*")) == []
