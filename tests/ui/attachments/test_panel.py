"""Attachments at the desk: with the keys alone, by the mouse, from the clipboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.facts import Case
from app.core.clock import FixedClock
from app.operators.rights import Rights
from app.people.facts import Resident
from app.session import Session
from tests.app.attachments.pictures import pdf, photo, saved, telling_photo
from tests.ui.hands import Hands
from tests.ui.window_of import Look, look_at_views, rows_of
from ui.attachments.panel import AttachmentsPanel
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of what a file dialog opens

Settle = Callable[[], None]


def titles(panel: AttachmentsPanel) -> list[str]:
    return [row[0] for row in rows_of(panel._model)]


def attached(session: Session, case: Case, *contents: bytes) -> None:
    for content in contents:
        session.emit(session.attachments.attach("cases", case.id, "", content)[1])


def told(panel: AttachmentsPanel) -> str:
    from ui.say import strip_of

    return strip_of(panel).sentence()


def test_an_empty_panel_says_what_belongs_here(panel: AttachmentsPanel) -> None:
    assert panel.isVisible()
    assert "拖到这里" in panel._told.text()
    assert not panel.list.isVisible()
    assert not panel.acts.see.isVisible()
    for act in (panel.acts.look, panel.acts.ask_title, panel.acts.ask_removal, panel.acts._ask_suffix):
        act()
    panel.acts._rename("x")
    panel.acts._remove("x")
    assert not panel.acts.title.isVisible()


def test_by_the_keys_alone_a_file_goes_in_is_looked_at_renamed_removed_and_brought_back(
    window: MainWindow, panel: AttachmentsPanel, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = Hands(window, settle)
    path = tmp_path / "photo.jpg"
    path.write_bytes(telling_photo())
    hands.tab_to("加文件")
    with hands.choosing(path):
        hands.press(Qt.Key.Key_Return)
    assert titles(panel) == ["材料1"]
    assert told(panel) == "已加附件：材料1。"
    hands.tab_to("附件")
    hands.press(Qt.Key.Key_Return)
    assert panel.look.isVisible()
    qtbot.waitUntil(panel.look.view.is_drawn, timeout=20_000)
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_A, ctrl=True)
    hands.type("身份证")
    hands.press(Qt.Key.Key_Return)
    assert titles(panel) == ["身份证"]
    assert hands.at() == "附件"
    hands.press(Qt.Key.Key_Escape)
    assert not panel.look.isVisible()
    hands.press(Qt.Key.Key_Delete)
    hands.type("放错了")
    hands.press(Qt.Key.Key_Return)
    assert titles(panel) == []
    assert hands.at() == "加文件…"
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert titles(panel) == ["身份证"]


def test_what_was_just_added_can_be_taken_back(
    window: MainWindow, panel: AttachmentsPanel, settle: Settle, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for number, path in enumerate(paths, 1):
        path.write_bytes(pdf(number))
    panel.adding.add(panel._subject, [*paths])
    assert "还有 2 个" in panel._told.text()
    settle()
    assert titles(panel) == ["材料1", "材料2"]
    assert panel.heading.text().startswith("附件（2 个")
    Hands(window, settle).press(Qt.Key.Key_Z, ctrl=True)
    assert titles(panel) == []


def test_what_does_not_fit_is_told_once_and_the_rest_goes_in(
    panel: AttachmentsPanel, settle: Settle, tmp_path: Path
) -> None:
    for name, content in (("a.pdf", pdf()), ("b.jpg", b""), ("c.jpg", b""), ("d.pdf", pdf())):
        (tmp_path / name).write_bytes(content)
    panel.adding.add(panel._subject, sorted(tmp_path.glob("?.*")))
    settle()
    assert titles(panel) == ["材料1"]
    assert told(panel).count("0 字节") == 1
    assert "已加附件：材料1。" in told(panel)
    assert "已经在这里了" in told(panel)


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def dropped(panel: AttachmentsPanel, mime: QMimeData) -> bool:
    copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, mime, left, no)
    enter.ignore()
    panel.dragEnterEvent(enter)
    drop = QDropEvent(QPointF(5, 5), copy, mime, left, no)
    drop.ignore()
    panel.dropEvent(drop)
    assert enter.isAccepted() == drop.isAccepted()
    return drop.isAccepted()


def test_files_are_dropped_on_it(panel: AttachmentsPanel, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    assert panel.acceptDrops()
    assert dropped(panel, mime_of(path))
    settle()
    assert titles(panel) == ["材料1"]
    words = QMimeData()
    words.setText("only words")
    assert not dropped(panel, words)


def test_a_picture_is_pasted(window: MainWindow, panel: AttachmentsPanel, settle: Settle, tmp_path: Path) -> None:
    hands, clipboard = Hands(window, settle), QGuiApplication.clipboard()
    clipboard.setText("words")
    hands.tab_to("粘贴照片")
    hands.press(Qt.Key.Key_Return)
    assert "剪贴板里没有照片" in told(panel)
    clipboard.setImage(QImage.fromData(saved(photo(50, 40), "PNG")))
    hands.press(Qt.Key.Key_V, ctrl=True)
    assert titles(panel) == ["材料1"]
    (tmp_path / "a.pdf").write_bytes(pdf())
    clipboard.setMimeData(mime_of(tmp_path / "a.pdf"))
    panel.list.setFocus()
    hands.press(Qt.Key.Key_V, ctrl=True)
    assert titles(panel) == ["材料1", "材料2"]
    clipboard.clear()


def test_a_copy_is_saved_where_the_clerk_says(
    window: MainWindow, panel: AttachmentsPanel, session: Session, case: Case, settle: Settle, tmp_path: Path
) -> None:
    attached(session, case, pdf())
    settle()
    hands = Hands(window, settle)
    hands.tab_to("存一份出来")
    with hands.choosing(tmp_path / "copy.pdf"):
        hands.press(Qt.Key.Key_Return)
    assert (tmp_path / "copy.pdf").read_bytes() == pdf()
    assert "不加密" in told(panel)


def test_pages_of_a_pdf_are_turned(
    panel: AttachmentsPanel, session: Session, case: Case, settle: Settle, qtbot: QtBot
) -> None:
    attached(session, case, pdf(3))
    settle()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(panel.look.view.is_drawn, timeout=20_000)
    panel.look.view.turn(1)
    settle()
    qtbot.waitUntil(panel.look.view.is_drawn, timeout=20_000)
    assert panel.look.view._where.text() == "第 2 页，共 3 页"


def test_a_form_is_about_the_one_that_it_was_opened_for(
    panel: AttachmentsPanel, session: Session, case: Case, settle: Settle
) -> None:
    attached(session, case, pdf(1), pdf(2))
    settle()
    panel.acts.ask_removal()
    assert panel.acts.removal.isVisible()
    panel.list.setCurrentIndex(panel._model.index(1, 0))
    assert not panel.acts.removal.isVisible()
    panel.acts.ask_title()
    panel.acts.ask_removal()
    assert not panel.acts.title.isVisible()
    panel.acts._leave()
    assert not panel.step_back()


def test_what_is_removed_elsewhere_is_not_shown_any_more(
    panel: AttachmentsPanel, session: Session, case: Case, settle: Settle
) -> None:
    attached(session, case, pdf())
    settle()
    panel.acts.see.click()
    settle()
    (one,) = session.attachments.of("cases", case.id)
    assert panel.look.shown() == one.id
    session.emit(session.attachments.remove(one.id, "放错了"))
    settle()
    assert not panel.look.isVisible()
    assert titles(panel) == []


def test_another_record_begins_closed(
    window: MainWindow,
    panel: AttachmentsPanel,
    session: Session,
    case: Case,
    li_shufen: Resident,
    settle: Settle,
) -> None:
    attached(session, case, pdf())
    settle()
    panel.acts.see.click()
    settle()
    panel.show_subject("residents", li_shufen.id, ours=True)
    settle()
    assert not panel.look.isVisible()
    assert titles(panel) == []


def test_who_may_only_look_on_sees_the_list_and_no_content(
    window: MainWindow, panel: AttachmentsPanel, session: Session, case: Case, settle: Settle, tmp_path: Path
) -> None:
    attached(session, case, pdf())
    session.rights = Rights("查看")
    session.store.permit = session.rights.permit
    window.go(Goto("cases", case.id))
    settle()
    assert titles(panel) == ["材料1"]
    assert "权限" in panel._told.text()
    for button in (panel.add, panel.paste, panel.acts.see, panel.acts.save, panel.acts.rename, panel.acts.remove):
        assert not button.isVisible()
    panel.list.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Delete):
        QTest.keyClick(panel.list, key)
    settle()
    assert not any(part.isVisible() for part in (panel.look, panel.acts.title, panel.acts.removal))
    assert not dropped(panel, mime_of(tmp_path / "a.pdf"))


def test_a_case_of_another_office_shows_no_panel(
    window: MainWindow, panel: AttachmentsPanel, session: Session, case: Case, settle: Settle
) -> None:
    session.store.writer.execute("UPDATE cases SET owner = 2 WHERE id = ?", (case.id,))
    window.go(Goto("cases", case.id))
    settle()
    assert not panel.isVisible()


def test_a_case_that_is_gone_shows_no_panel(
    window: MainWindow, panel: AttachmentsPanel, session: Session, case: Case, settle: Settle
) -> None:
    attached(session, case, pdf())
    settle()
    window.go(Goto("cases", "nothing"))
    settle()
    assert not panel.isVisible()


def test_a_lost_content_is_told_on_the_page(
    panel: AttachmentsPanel, session: Session, case: Case, settle: Settle
) -> None:
    attached(session, case, pdf())
    settle()
    session.attachments.close()
    session.home.attachments_file.unlink()
    panel.acts.see.click()
    settle()
    assert "不在附件文件里" in told(panel)
    assert not panel.look.isVisible()


def test_a_large_file_of_attachments_is_told(
    panel: AttachmentsPanel, session: Session, case: Case, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.attachments, "warning", lambda: "全站的附件已经有 2.1 GB。")
    attached(session, case, pdf())
    settle()
    assert "2.1 GB" in panel._told.text()


def test_nothing_is_cut_or_nameless_at_both_sizes(
    window: MainWindow,
    panel: AttachmentsPanel,
    session: Session,
    case: Case,
    li_shufen: Resident,
    dressed: QApplication,
    cut: Look,
    nameless: Look,
    settle: Settle,
    qtbot: QtBot,
    clock: FixedClock,
) -> None:
    attached(session, case, pdf(2), saved(photo(300, 200)))
    session.emit(session.attachments.attach("residents", li_shufen.id, "长" * 60, pdf())[1])
    settle()
    for opened in (panel.acts.ask_title, panel.acts.ask_removal, panel.acts.see.click):
        opened()
        views = [Goto("cases", case.id), Goto("people", li_shufen.id)]
        look_at_views(window, dressed, views, (cut, nameless), settle, qtbot)
        window.go(views[0])
        settle()
        panel.step_back()
