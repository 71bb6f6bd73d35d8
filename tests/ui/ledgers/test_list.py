"""Front page and list: found by a few letters, narrowed while typing, ordered by typed keys, added up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry
from app.ledgers.reading import shipped_declarations
from app.session import Session
from tests.conftest import MORNING
from ui.ledgers.filters import LedgerFilterRow, everything
from ui.ledgers.list_part import LedgerListPart
from ui.ledgers.page import LedgersPage
from ui.ledgers.rows import ledger_columns
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto

Settle = Callable[[], None]
Add = Callable[..., Entry]


def rows(part: LedgerListPart) -> list[list[str]]:
    assert part.list is not None
    model = part.list.model()
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def opened(window: MainWindow, page: LedgersPage, key: str, settle: Settle) -> LedgerListPart:
    window.go(Goto("ledgers", key))
    settle()
    assert page.part() is page.list
    return page.list


def test_a_ledger_is_found_by_initials_and_enter_opens_it(page: LedgersPage, settle: Settle) -> None:
    assert page.front.text.hasFocus()
    QTest.keyClicks(page.front.text, "shyk")
    settle()
    assert [line.declaration.key for line in page.front._fitting()] == ["meeting"]
    QTest.keyClick(page.front.text, Qt.Key.Key_Return)
    settle()
    assert page.part() is page.list
    assert page.title() == "三会一课"


def test_what_is_used_most_stands_first_with_this_months_count(page: LedgersPage, add: Add, settle: Settle) -> None:
    for _ in range(2):
        add("seal_use")
    page.front.show_again()
    settle()
    model = page.front.list.model()
    assert [model.data(model.index(0, at)) for at in (0, 1, 3)] == ["印章使用", "常用 · 经费与阵地", "2 条"]
    page.front.text.setText("没有这样的")
    settle()
    assert page.front._stack.currentWidget() is page.front._no_match
    page.front.show_all()
    settle()
    assert page.front._stack.currentWidget() is page.front.list
    page.front.list.setCurrentIndex(model.index(0, 0))
    page.front.run_main()
    settle()
    assert page.title() == "印章使用 · 新登一条"


def test_the_front_page_says_what_is_due_and_narrows_to_it(page: LedgersPage, add: Add, settle: Settle) -> None:
    add("appeal", {"day": "2026-09-03"})
    add("seal_use")
    page.front.show_again()
    settle()
    model = page.front.list.model()
    due = {str(model.data(model.index(row, 0))): model.data(model.index(row, 2)) for row in range(model.rowCount())}
    assert due["群众诉求"] == "1 件，逾期 1"
    assert due["印章使用"] == ""
    page.front.group.choose("due ")
    settle()
    assert page.front.group.currentText() == "有要办的（1 本）"
    assert [line.declaration.key for line in page.front._fitting()] == ["appeal"]


def test_an_ended_ledger_is_folded_away_and_reached(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    window.go(Goto("ledgers", "seal_use", "status"))
    settle()
    assert page.title() == "印章使用：状态"
    page.status.status.show_typed("停用")
    assert page.status.main_words() == "改为停用"
    assert "一条也不能再登记" in page.status._follows.text()
    page.status.run_main()
    settle()
    assert page.part() is page.list
    assert page.list._standing.text() == "2026年10月9日起停用，不再登记"
    window.go(Goto("ledgers"))
    settle()
    assert "seal_use" not in [line.declaration.key for line in page.front._fitting()]
    assert "另有 1 本停用的，在类别里选。" in page.front._count.text()
    page.front.text.setText("yzsy")
    assert [line.declaration.key for line in page.front._fitting()] == ["seal_use"]
    page.front.text.clear()
    page.front.group.choose("ended ")
    settle()
    assert [line.declaration.key for line in page.front._fitting()] == ["seal_use"]
    page.front.run_main()
    settle()
    assert page.part() is page.list
    window.go(Goto("ledgers", "seal_use", "status"))
    settle()
    assert page.status.status.typed() == "开放"
    page.status.run_main()
    settle()
    assert session.ledgers.status("seal_use") == "开放"
    window.strip.take_back()
    settle()
    assert session.ledgers.status("seal_use") == "停用"


def test_an_empty_ledger_says_what_belongs_there(window: MainWindow, page: LedgersPage, settle: Settle) -> None:
    part = opened(window, page, "mediation", settle)
    assert part._stack.currentWidget() is part._empty[False]
    button = part._empty[False].button
    assert button is not None
    button.click()
    settle()
    assert page.part() is page.filling


def test_filters_text_days_and_order_narrow_the_list(
    window: MainWindow, page: LedgersPage, add: Add, settle: Settle
) -> None:
    add("meeting", {"theme": "学习", "kind": "党课", "host": "甲", "day": "2026-10-01", "expected": "9"})
    add("meeting", {"theme": "选举", "kind": "党员大会", "host": "乙", "day": "2026-09-30", "expected": "20"})
    part = opened(window, page, "meeting", settle)
    filters = part.filters
    assert filters is not None
    assert part.list is not None
    assert part.list.hasFocus()
    assert [row[2] for row in rows(part)] == ["学习", "选举"]
    assert "2026年合计：会议次数 2 次" in part._sums.text()
    filters.boxes["kind"].choose("党员大会")
    settle()
    assert [row[2] for row in rows(part)] == ["选举"]
    filters.boxes["kind"].choose("")
    filters.boxes["host"].choose("甲")
    settle()
    assert [row[2] for row in rows(part)] == ["学习"]
    filters.show_all()
    filters.span.choose("2026-09")
    settle()
    assert [row[2] for row in rows(part)] == ["选举"]
    assert "2026年9月合计：会议次数 1 次" in part._sums.text()
    filters.show_all()
    filters.text.setText("学习")
    settle()
    assert [row[2] for row in rows(part)] == ["学习"]
    assert part.step_back()
    part.list.horizontalHeader().sectionClicked.emit(4)
    settle()
    assert [row[4] for row in rows(part)] == ["9", "20"]
    part.list.horizontalHeader().sectionClicked.emit(4)
    settle()
    assert [row[4] for row in rows(part)] == ["20", "9"]
    filters.text.setText("没有这样的会")
    settle()
    assert part._stack.currentWidget() is part._empty[True]


def test_a_book_shows_what_is_left_after_each_entry(
    window: MainWindow, page: LedgersPage, add: Add, settle: Settle
) -> None:
    add("station_funds", {"day": "2026-10-01", "income": "100"})
    add("station_funds", {"day": "2026-10-02", "outlay": "30.5"})
    part = opened(window, page, "station_funds", settle)
    assert [row[-1] for row in rows(part)] == ["69.50 元", "100.00 元"]
    assert "经费收入 100.00 元，经费支出 30.50 元" in part._sums.text()


def test_the_list_reads_again_when_an_entry_comes_and_is_exported(
    window: MainWindow, page: LedgersPage, session: Session, add: Add, settle: Settle, tmp_path: Path
) -> None:
    part = opened(window, page, "seal_use", settle)
    add("seal_use")
    first = session.ledgers.entries("seal_use")[0].values
    entry, changes = session.ledgers.add("seal_use", {**first, "matter": "介绍信"})
    session.emit(changes)
    settle()
    assert len(rows(part)) == 2
    part.export_to(tmp_path / "用章.xlsx")
    settle()
    assert (tmp_path / "用章.xlsx").stat().st_size > 0
    assert "已导出 2 条" in page.strip.sentence()
    assert part.list is not None
    part.list.chosen.emit(entry)
    settle()
    assert page.part() is page.entry


def test_nothing_is_cut_or_nameless_at_200_percent(
    window: MainWindow,
    page: LedgersPage,
    add: Add,
    settle: Settle,
    dressed: QApplication,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
) -> None:
    show_text_size(dressed, 200)
    page.front.show_again()
    for key in ("meeting", "mediation", "station_funds"):
        entry = add(key)
        for goto in (
            Goto("ledgers"),
            Goto("ledgers", key),
            Goto("ledgers", key, "new"),
            Goto("ledgers", f"{key}/{entry.id}"),
            Goto("ledgers", key, "help"),
        ):
            window.go(goto)
            settle()
            assert cut(window) == [], goto
            assert nameless(window) == [], goto


def test_the_balance_of_a_book_holds_after_filters_and_says_so(
    window: MainWindow, page: LedgersPage, add: Add, settle: Settle
) -> None:
    add("station_funds", {"day": "2026-10-02", "income": "100", "purpose": "拨款"})
    add("station_funds", {"day": "2026-10-03", "outlay": "40", "purpose": "买纸"})
    part = opened(window, page, "station_funds", settle)
    assert [row[-1] for row in rows(part)] == ["60.00 元", "100.00 元"]
    assert "余额按整本账" not in part._sums.text()
    assert part.filters is not None
    part.filters.text.setText("买纸")
    settle()
    assert [row[-1] for row in rows(part)] == ["60.00 元"]
    assert "余额按整本账连着算，筛掉的也算在内。" in part._sums.text()


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("ledger", shipped_declarations(), ids=lambda one: one.key)
def test_what_is_read_while_the_filters_are_built_is_what_they_ask_for(ledger: Declaration) -> None:
    assert LedgerFilterRow(ledger, MORNING.date()).wanted() == everything(ledger)


def test_a_ledger_is_drawn_with_its_first_rows_or_after_a_glance(
    window: MainWindow, page: LedgersPage, add: Add, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("meeting")
    part = opened(window, page, "meeting", settle)
    assert part.updatesEnabled()
    monkeypatch.setattr("ui.ledgers.list_part.GLANCE", 0)
    monkeypatch.setattr("ui.widgets.windowed.WindowedModel._take_first", lambda *_: None)
    part = opened(window, page, "dues", settle)
    assert part.list is not None
    assert part.list.model().rowCount() == 0
    assert part.updatesEnabled()


def test_in_a_narrow_list_the_number_goes_before_whom_it_is_about_and_the_money() -> None:
    dues = next(one for one in shipped_declarations() if one.key == "dues")
    found = ledger_columns(dues, {})
    goes_last = [one.title for one in sorted(found, key=lambda one: one.drop)]
    assert goes_last == [
        *("类别", "余额", "党员", "收入（元）", "支出（元）", "日期", "编号", "从哪个月", "到哪个月"),
    ]
