"""Register, volume and import of a ledger in the window: made when asked for, stopped, noted, taken in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.ledgers.facts import Wanted
from app.session import Session
from tests.app.sheets.tables import table
from ui.ledgers.addresses import IMPORT, ledger_at
from ui.ledgers.page import LedgersPage
from ui.ledgers.papers_part import ALL, VOLUME, LedgerPapersPart
from ui.main_window.window import MainWindow
from ui.widgets.desk import Desk, Goto

Settle = Callable[[], None]
GIVEN = {"fund": "工作经费", "purpose": "拨款", "party": "镇政府", "handler": "王守田", "income": "9"}
FUNDS = {"day": "2026-10-08", **GIVEN}
HEADS = ("日期", "经费类别", "摘要", "来源或收款人", "收入", "经办人")


def back(key: str) -> Goto:
    return Goto("ledgers", key)


@pytest.fixture
def papers(desk: Desk, session: Session, shown: Callable[[QWidget], QWidget], settle: Settle) -> LedgerPapersPart:
    session.ledgers.add("station_funds", FUNDS)
    part = LedgerPapersPart(desk, back)
    part.resize(1100, 700)
    shown(part)
    part.start("station_funds", "经费收支")
    settle()
    return part


def test_a_register_is_made_shown_and_noted(papers: LedgerPapersPart, session: Session, settle: Settle) -> None:
    papers.run_main()
    settle()
    assert papers._told.text() == "经费收支登记簿（2026年10月）：1 条，1 页。"
    assert papers.preview.view.isVisible()
    before = session.status().journal
    papers.preview.printed.emit(2)
    papers.preview.saved.emit()
    settle()
    assert session.status().journal == before + 2


def test_a_volume_is_of_one_ledger_or_of_all(papers: LedgerPapersPart, settle: Settle) -> None:
    for way, told in ((VOLUME, "经费收支（2026年）：1 条，3 页。"), (ALL, "台账汇编（2026年）：1 条")):
        papers.form.show_typed({"way": way})
        assert not papers.form.entry("month").isEnabled()
        papers.run_main()
        settle()
        assert papers._told.text().startswith(told)


def test_every_word_fits_and_every_control_is_named(
    papers: LedgerPapersPart, cut: Callable[[QWidget], list[str]], nameless: Callable[[QWidget], list[str]]
) -> None:
    assert cut(papers) == []
    assert nameless(papers) == []


def test_esc_goes_back_to_the_list(papers: LedgerPapersPart) -> None:
    gone: list[Goto] = []
    papers.goto.connect(gone.append)
    assert papers.step_back()
    assert gone == [back("station_funds")]


def test_a_workbook_is_taken_in_step_by_step(
    page: LedgersPage, window: MainWindow, session: Session, tmp_path: Path, settle: Settle
) -> None:
    window.go(ledger_at("station_funds", IMPORT))
    settle()
    part = page.importing
    assert part.first_focus() is part.file.choose
    row = (date(2026, 9, 3), "工作经费", "拨款", "镇政府", 5, "王守田")
    part.take_file(table(tmp_path / "账.xlsx", [HEADS, row]))
    settle()
    part.columns.go_on.click()
    settle()
    assert part.preview._told.text() == "共 1 行经费收支，都没有错。"
    part.preview.take_all.click()
    settle()
    assert session.ledgers.count("station_funds", Wanted()) == 1
    assert page.part() is page.list
    assert "经费收支导入了 1 条。" in page.strip.sentence()
    window.go(ledger_at("station_funds", IMPORT))
    settle()
    assert part.step_back()
    settle()
    assert page.part() is page.list
