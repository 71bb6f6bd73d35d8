"""The section 体检: a check beside the work, findings with what to do, rebuilding, and the way to a record."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.checkup.facts import Finding
from app.core.progress import Cancelled
from app.session import Session
from tests.app.ledgers.filled import typed_entry
from tests.ui.people_of import villager
from ui.checkup.part import CheckupPart
from ui.widgets.desk import Desk, Goto
from ui.widgets.opened import opened
from ui.widgets.sections import Section, SectionedPage

Shown = Callable[[QWidget], QWidget]
Settle = Callable[[], None]


@pytest.fixture
def place(desk: Desk, shown: Shown, settle: Settle) -> SectionedPage:
    made = SectionedPage(desk, "settings", "设置", [Section("checkup", "体检", CheckupPart)])
    desk.session.subscribe(made.changed)
    made.resize(1100, 700)
    shown(made)
    made.opened()
    settle()
    return made


@pytest.fixture
def part(place: SectionedPage) -> CheckupPart:
    made = place.section("checkup")
    assert isinstance(made, CheckupPart)
    return made


def spoil_search(session: Session) -> None:
    session.store.writer.execute("DELETE FROM search_words WHERE rowid > (1 << 40)")


def test_before_the_first_check_it_says_what_a_check_is(part: CheckupPart) -> None:
    assert part.summary.text().startswith("还没有做过体检")
    assert not part.repair.isVisible()
    assert part.findings.blocks == []


def test_a_check_by_keys_says_that_all_is_well(place: SectionedPage, part: CheckupPart, settle: Settle) -> None:
    focus = place.first_focus()
    assert focus is not None
    focus.setFocus()
    QTest.keyClick(focus, Qt.Key.Key_Return)
    settle()
    assert place.strip.sentence().startswith("数据完好，看过")
    assert "✓ 数据完好" in part.summary.text()
    assert list(part.before.shown().values()) == ["✓ 数据完好"]


def test_findings_are_grouped_with_advice_and_lead_to_their_record(
    place: SectionedPage, part: CheckupPart, desk: Desk, settle: Settle
) -> None:
    li = villager(desk.session, "李淑芬")
    desk.session.store.writer.execute("UPDATE residents SET name = '李四' WHERE id = ?", (li.id,))
    spoil_search(desk.session)
    part.run_main()
    settle()
    assert "2 处问题" in place.strip.sentence()
    first = next(block for block in part.findings.blocks if block.open is not None)
    asked: list[Goto] = []
    part.goto.connect(asked.append)
    assert first.open is not None
    first.open.click()
    assert asked == [Goto("people", li.id)]
    assert part.repair.isVisible()


def test_a_finding_about_an_entry_leads_to_it(part: CheckupPart, desk: Desk, settle: Settle) -> None:
    ledger = desk.session.ledgers.ledger("seal_use")
    entry, _ = desk.session.ledgers.add("seal_use", typed_entry(ledger))
    desk.session.store.writer.execute("UPDATE entries_seal_use SET seal = 'nothing'")
    part.run_main()
    settle()
    asked: list[Goto] = []
    part.goto.connect(asked.append)
    for block in part.findings.blocks:
        if block.open is not None:
            block.open.click()
    assert asked == [Goto("ledgers", f"seal_use/{entry.id}")] * 2


def test_repair_rebuilds_and_checks_again(place: SectionedPage, part: CheckupPart, desk: Desk, settle: Settle) -> None:
    villager(desk.session, "李淑芬")
    spoil_search(desk.session)
    part.run_main()
    settle()
    assert desk.session.search.find("李淑芬") == []
    part.repair.click()
    assert not part.repair.isEnabled()
    settle()
    assert place.strip.sentence().startswith("修好了。数据完好")
    assert not part.repair.isVisible()
    assert desk.session.search.find("李淑芬")


def test_a_check_that_is_stopped_or_refused_leaves_the_page_as_it_was(
    place: SectionedPage, part: CheckupPart, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr(desk.session.checkup, "full", stopped)
    part.run_main()
    part.run_main()
    settle()
    assert "已经取消" in place.strip.sentence()
    assert not part.progress.isVisible()
    assert part.summary.text().startswith("还没有做过体检")


def test_what_a_salvage_could_not_read_stays_on_the_page(
    place: SectionedPage, part: CheckupPart, desk: Desk, settle: Settle
) -> None:
    lost = Finding(what="没有读出来", where="代办件 2026-00012", severity="wrong", advice="请照纸件重新登记。")
    desk.session.checkup.remember_salvage([lost])
    place.opened()
    settle()
    assert len(part.salvaged.blocks) == 1
    assert part.summary.text().startswith("还没有做过体检")


@pytest.mark.parametrize("percent", [100, 200])
def test_every_word_is_seen_and_named(
    place: SectionedPage,
    part: CheckupPart,
    desk: Desk,
    settle: Settle,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    percent: int,
) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.style import show_text_size

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    show_text_size(application, percent)
    li = villager(desk.session, "李淑芬")
    desk.session.store.writer.execute("UPDATE residents SET name = '李四' WHERE id = ?", (li.id,))
    spoil_search(desk.session)
    part.run_main()
    settle()
    assert cut(place) == []
    assert nameless(place) == []


def test_how_the_last_session_ended_is_told_first(session: Session) -> None:
    assert opened(session).told == ""
    assert session.ending is not None
    session.ending.findings = (
        Finding(what="日志文件坏了", where="数据文件", severity="damaged", advice="请核对。"),
        Finding(what="数据完好", where="数据文件", severity="note", advice="不用做什么。"),
    )
    assert opened(session).told == "日志文件坏了。请核对。 数据完好。"
