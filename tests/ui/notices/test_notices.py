"""The board on the screen: making, the gate, printing, posting, objections, taking down."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.facts import Case
from app.core.clock import FixedClock
from app.notices.gate import Finding
from app.session import Session
from tests.ui.window_of import Look, Settle, look_at_views, rows_of
from ui.main_window.window import MainWindow
from ui.notices.gate_panel import GatePanel
from ui.notices.page import NoticesPage
from ui.printing import queues
from ui.widgets.desk import Goto

MONTH = "2026-10"


def make(window: MainWindow, settle: Settle, kind: str = "cases", month: str = MONTH) -> None:
    window.go(Goto("notices", month, kind))
    settle()


def released(session: Session, kind: str = "cases") -> str:
    return session.notices.release(session.notices.make(kind, MONTH))[0].id


def due_words(page: NoticesPage) -> list[str]:
    return [button.accessibleName() for button in page.board.due.buttons]


def test_an_empty_board_says_what_to_do(page: NoticesPage) -> None:
    assert page.board._none.isVisible()
    assert not page.board.list.isVisible()
    assert due_words(page) == [
        "做公示：2026年10月代办事项办理情况公示，本月的，月底张贴",
        "做公示：服务项目公开，栏里还没有，贴一次长期有效",
    ]
    assert page.board.due.buttons[0].hasFocus()


def test_the_month_before_is_asked_for_where_it_was_left_undone(
    session: Session, case: Case, clock: FixedClock, page: NoticesPage, window: MainWindow, settle: Settle
) -> None:
    clock.advance(days=30)
    window.go(Goto("notices"))
    settle()
    assert due_words(page)[0] == "做公示：2026年10月代办事项办理情况公示，上个月的还没有张贴"


def test_a_month_that_is_released_is_not_asked_for_twice(
    ready: Session, case: Case, clock: FixedClock, page: NoticesPage, window: MainWindow, settle: Settle
) -> None:
    released(ready)
    clock.advance(days=30)
    window.go(Goto("notices"))
    settle()
    assert [words for words in due_words(page) if "10月" in words] == [
        "登记张贴：2026年10月代办事项办理情况公示，已经放行存档，还没有登记张贴"
    ]


def test_without_a_complaint_phone_the_way_to_the_settings_is_offered(
    window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    make(window, settle)
    assert "监督投诉电话" in page.making.gate.words.text()
    assert page.making._to_settings.isVisible()
    assert not page._button.isEnabled()
    page.making._to_settings.click()
    settle()
    assert window.place() == "settings"


def test_the_preview_shows_the_bytes_that_are_released_and_printed(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(window, settle)
    draft = page.making._drawn
    assert draft is not None
    assert page.making.view._pdf == draft.draft.pdf
    assert page.making.view.is_drawn()
    assert page.making.gate.heading.text() == "✓ 隐私检查通过"
    page._button.click()
    settle()
    assert page.part() is page.printing
    notice = ready.notices.all(MONTH)[0]
    assert notice.paper_id is not None
    assert ready.notices.papers.paper(notice.paper_id).pdf == draft.draft.pdf
    sent: list[tuple[bytes, str, str, int]] = []

    def take(pdf: bytes, queue: str, paper: str, *, copies: int, **_: object) -> None:
        sent.append((pdf, queue, paper, copies))

    preview = page.printing.preview
    preview._offer_queues([queues.Queue("office", "办公室", is_default=True)])
    preview.copies.choose("2")
    monkeypatch.setattr("ui.printing.preview.print_pdf", take)
    before = ready.status().journal
    preview.print_button.click()
    settle()
    assert sent == [(draft.draft.pdf, "office", "A4", 2)]
    assert ready.status().journal == before + 1


@pytest.mark.parametrize(("paper", "way"), [("A4", "portrait"), ("A3", "portrait"), ("A3", "landscape")])
def test_paper_and_way_are_chosen(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle, paper: str, way: str
) -> None:
    make(window, settle)
    page.making.form.entry("paper").show_typed(paper)
    page.making.form.entry("way").show_typed(way)
    settle()
    page._button.click()
    settle()
    sheet = page.printing.preview._sheet
    assert sheet is not None
    assert (sheet.paper, sheet.landscape) == (paper, way == "landscape")


def test_every_change_draws_anew_and_a_day_that_is_none_stops_it(
    ready: Session, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    make(window, settle)
    day = page.making.form.entry("day")
    day.show_typed("2026-10-12")
    settle()
    assert page.making.until.text().startswith("公示到10月")
    day.show_typed("改天")
    settle()
    assert not page._button.isEnabled()
    assert page.making.wanted() is None
    day.show_typed("2026-10-13")
    settle()
    assert page._button.isEnabled()


def test_the_gate_names_what_must_not_hang_by_page(
    ready: Session, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    ready.emit(ready.catalogue.edit("D02", {"fee": "交到13912345678"})[1])
    make(window, settle, "services")
    assert "没有通过" in page.making.gate.heading.text()
    assert page.making.gate.words.text().startswith("第 ")
    assert not page._button.isEnabled()
    ready.emit(ready.catalogue.edit("D02", {"fee": "不收费"})[1])
    settle()
    assert page.making.gate.heading.text() == "✓ 隐私检查通过"
    assert page._button.isEnabled()


def test_many_findings_are_told_shortly(qtbot: QtBot) -> None:
    panel = GatePanel()
    qtbot.addWidget(panel)
    panel.show_findings([Finding(1, "有一个电话号码")] * 20, 2)
    assert "还有 8 处" in panel.words.text()
    assert panel.words.text().count("第 1 页") == 12


def test_the_paper_can_be_looked_at_large(
    ready: Session, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    make(window, settle)
    small = page.making.view.width()
    page.making.enlarging.click()
    settle()
    assert page.making.view.width() > small
    assert page.making.enlarging.text() == "缩回去"
    window.back()
    assert page.part() is page.making
    assert page.making.form.isVisible()


def test_posting_objecting_and_taking_down(
    ready: Session, case: Case, clock: FixedClock, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    notice_id = released(ready)
    window.go(Goto("notices", notice_id))
    settle()
    part = page.notice
    assert part.posting.typed() == {"day": "2026-10-09", "place": "村委会公开栏"}
    assert part.posting.entry("day").inner.hasFocus()
    page._button.click()
    settle()
    assert ready.notices.notice(notice_id).posted_on == date(2026, 10, 9)
    assert "张贴中" in part.badge.text()
    part.objecting.entry("text").show_typed("第一条的日子写错了")
    part._object_button.click()
    settle()
    assert "第一条的日子写错了" in part.facts.shown()["异议"]
    clock.advance(days=20)
    window.go(Goto("notices"))
    settle()
    assert any("已经满了" in words for words in due_words(page))
    page.board.due.buttons[0].click()
    settle()
    page._button.click()
    settle()
    assert ready.notices.notice(notice_id).state == "taken_down"
    assert page._button.text() == ""
    window.go(Goto("notices"))
    settle()
    row = rows_of(page.board._model)[0]
    assert row[3] == "✓ 已撤下"
    assert row[6] == "1 条"


def test_taking_down_early_wants_a_reason(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    notice_id = released(ready)
    ready.notices.post(notice_id)
    window.go(Goto("notices", notice_id))
    settle()
    form = page.notice.taking
    assert form.entry("reason").isVisible()
    page._button.click()
    settle()
    assert ready.notices.notice(notice_id).state == "posted"
    form.entry("day").show_typed("2026-10-08")
    assert form.verdict("day").words == "不能早于张贴的日子"
    form.entry("day").show_typed("2026-10-09")
    form.entry("reason").show_typed("被雨淋坏了，换新的")
    page._button.click()
    settle()
    assert ready.notices.notice(notice_id).state == "taken_down"


def test_a_step_that_somebody_else_took_is_refused_in_words(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    notice_id = released(ready)
    window.go(Goto("notices", notice_id))
    settle()
    ready.notices.post(notice_id)
    page._button.click()
    settle()
    assert "已经登记过张贴" in page.notice._trouble.text()
    assert page._button.isEnabled()


def test_a_notice_that_is_gone_is_told(window: MainWindow, page: NoticesPage, settle: Settle) -> None:
    window.go(Goto("notices", "01a00000-0000-7000-8000-00000000dead"))
    settle()
    assert "已经不在了" in page.notice._trouble.text()
    window.go(Goto("notices", "01a00000-0000-7000-8000-00000000dead", "print"))
    settle()
    assert page.part() is page.board
    assert "已经不在了" in page.strip.sentence()


def test_the_keys_alone_lead_to_the_printer(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    QTest.keyClick(page.board.due.buttons[0], Qt.Key.Key_Return)
    settle()
    assert page.part() is page.making
    for key in ("kind", "month", "paper", "way", "day"):
        assert page.making.form.entry(key).inner.hasFocus(), key
        QTest.keyClick(page.making.form.entry(key).inner, Qt.Key.Key_Return)
    settle()
    assert page.part() is page.printing
    window.back()
    settle()
    assert page.part() is page.notice
    window.back()
    settle()
    assert page.part() is page.board


def test_a_released_notice_is_asked_to_be_posted(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    notice_id = released(ready, "services")
    window.go(Goto("notices"))
    settle()
    assert any(words.startswith("登记张贴：") for words in due_words(page))
    page.board.list.chosen.emit(ready.notices.notice(notice_id))
    settle()
    assert page.part() is page.notice
    page.notice.printing.click()
    settle()
    assert page.part() is page.printing
    assert page._button.text() == "贴好了，去登记"
    page._button.click()
    settle()
    assert page.part() is page.notice


def test_nothing_is_cut_or_nameless(
    ready: Session,
    case: Case,
    window: MainWindow,
    dressed: QApplication,
    cut: Look,
    nameless: Look,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    first, second = released(ready), released(ready, "services")
    ready.notices.post(first)
    views = [Goto("notices"), Goto("notices", MONTH, "cases"), Goto("notices", first), Goto("notices", second)]
    views.append(Goto("notices", first, "print"))
    look_at_views(window, dressed, views, (cut, nameless), settle, qtbot)


def test_a_day_to_come_cannot_be_told(
    ready: Session, case: Case, window: MainWindow, page: NoticesPage, settle: Settle
) -> None:
    notice_id = released(ready)
    window.go(Goto("notices", notice_id))
    settle()
    page.notice.posting.entry("day").show_typed("2026-10-10")
    assert page.notice.posting.verdict("day").words == "还没有到这一天"
    page._button.click()
    settle()
    assert ready.notices.notice(notice_id).state == "released"
