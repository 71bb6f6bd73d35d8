"""The township's side: inviting, confirming, reading a folder, the month of its stations."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cases.facts import Given
from app.core.clock import FixedClock
from app.session import Session
from db.held_entries import Held, hold
from tests.ui.window_of import Look, Settle, look_at_views, rows_of
from ui.main_window.window import MainWindow
from ui.packages.page import TownshipPackagesPage
from ui.widgets.desk import Goto
from ui.widgets.hits import Hit

CONSULTED = {"resident": "外村人", "kind": "政策", "content": "问补贴", "officer": "王守田", "phone": "13812345678"}


@pytest.fixture
def packed(enrolled: str, case: str, session: Session, stick: Path) -> Path:
    """Let the station write its first package to the stick."""
    session.packages.write(stick)
    return next(stick.glob("*.czp"))


def go(window: MainWindow, settle: Settle, what: str = "") -> None:
    window.go(Goto("packages", what=what))
    settle()


def read_folder(page: TownshipPackagesPage, window: MainWindow, folder: Path, settle: Settle) -> list[list[str]]:
    go(window, settle, "read")
    page.taking.where.choose(folder)
    page._button.click()
    settle()
    return rows_of(page.taking._model)


def test_a_township_has_only_its_places(township_window: MainWindow, town: TownshipPackagesPage) -> None:
    assert list(township_window._places) == ["packages", "catalogue", "units", "settings"]
    assert town.inbox.strange.isVisible()


def test_inviting_asks_for_code_and_name(
    township_window: MainWindow, town: TownshipPackagesPage, stick: Path, settle: Settle
) -> None:
    go(township_window, settle, "stations")
    part = town.stations
    assert part.inviting.typed()["unit"] == "231221103"
    part._ask_invitation()
    assert part.inviting.verdict("unit").words == "要 12 位数字"
    assert part.inviting.verdict("name").kind == "fault"
    part.inviting.show_typed({"unit": "231221103201", "name": "示例村"})
    part.write_invitation(stick / "a.czinvite")
    settle()
    assert (stick / "a.czinvite").exists()
    assert "示例村" in town.strip.sentence()
    assert part.inviting.typed()["name"] == ""


def test_our_own_code_is_refused_beside_the_field(
    township_window: MainWindow, town: TownshipPackagesPage, stick: Path, settle: Settle
) -> None:
    go(township_window, settle, "stations")
    town.stations.inviting.show_typed({"unit": "231221103000", "name": "示例镇"})
    town.stations.write_invitation(stick / "a.czinvite")
    settle()
    assert "不能邀请自己" in town.stations.inviting.verdict("unit").words


def test_confirming_wants_the_right_code(
    township_window: MainWindow,
    town: TownshipPackagesPage,
    township: Session,
    session: Session,
    stick: Path,
    settle: Settle,
) -> None:
    township.packages.invite(session.store.office["unit"], "示例村", stick / "a.czinvite")
    code, _ = session.packages.accept(stick / "a.czinvite", stick / "a.czreply")
    go(township_window, settle, "stations")
    part = town.stations
    part.confirm.click()
    assert "请先选" in part._trouble.text()
    part.take_answer(stick / "a.czreply")
    part.confirming.show_typed({"code": "12345 " * 6})
    part.confirm.click()
    settle()
    assert "核对码不一致" in part._trouble.text()
    assert township.units.stations() == []
    part.confirming.entry("code").show_typed(code)
    part.confirm.click()
    settle()
    assert [one.name for one in township.units.stations()] == ["示例村"]
    assert rows_of(part._model)[0][:2] == ["示例村", "231221103201"]
    assert "登记好了" in town.strip.sentence()


def test_every_file_of_a_folder_is_answered(
    packed: Path, township_window: MainWindow, town: TownshipPackagesPage, settle: Settle
) -> None:
    damaged = bytearray(packed.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (packed.parent / "z-damaged.czp").write_bytes(damaged)
    (packed.parent / "z-half.czp.part").write_bytes(b"half")
    rows = read_folder(town, township_window, packed.parent, settle)
    states = {row[5]: row[0] for row in rows}
    assert states[packed.name] == "✓ 收下了"
    assert states["z-damaged.czp"] == "▲ 没有收"
    assert states["z-half.czp.part"] == "▲ 没写完，没有收"
    assert rows[0][0].startswith("▲")
    assert "没有收 2 个" in town.taking.words.text()
    assert rows[0][5] in town.taking.reason.text()


def test_a_package_read_twice_is_no_trouble(
    packed: Path, township_window: MainWindow, town: TownshipPackagesPage, settle: Settle
) -> None:
    read_folder(town, township_window, packed.parent, settle)
    assert read_folder(town, township_window, packed.parent, settle)[0][0] == "以前收过"
    assert "以前收过 1 个" in town.taking.words.text()


def test_a_gap_is_told_although_the_package_is_taken(
    packed: Path,
    session: Session,
    case: str,
    township_window: MainWindow,
    town: TownshipPackagesPage,
    tmp_path: Path,
    settle: Settle,
) -> None:
    session.cases.take("accept", case, Given(), session.operator)
    session.packages.write(packed.parent)
    only_second = tmp_path / "第二个"
    only_second.mkdir()
    shutil.copy(max(packed.parent.glob("*.czp")), only_second)
    rows = read_folder(town, township_window, only_second, settle)
    assert rows[0][0] == "◐ 收下了，有说明"
    assert "缺第 1 号包" in town.taking.reason.text()
    go(township_window, settle)
    assert rows_of(town.inbox._stations)[0][6] == "▲ 第 1 号"
    assert "1 个站中间缺包" in town.inbox.total.text()


def test_an_empty_folder_is_told(
    enrolled: str, township_window: MainWindow, town: TownshipPackagesPage, tmp_path: Path, settle: Settle
) -> None:
    empty = tmp_path / "空的"
    empty.mkdir()
    assert read_folder(town, township_window, empty, settle) == []
    assert "没有报送包" in town.taking.words.text()


def test_a_folder_that_is_gone_is_refused(
    enrolled: str, township_window: MainWindow, town: TownshipPackagesPage, tmp_path: Path, settle: Settle
) -> None:
    read_folder(town, township_window, tmp_path / "没有", settle)
    assert "文件夹读不出来" in town.strip.sentence()
    assert town._button.isEnabled()


def test_without_a_folder_nothing_is_read(
    enrolled: str, township_window: MainWindow, town: TownshipPackagesPage, settle: Settle
) -> None:
    go(township_window, settle, "read")
    town.taking.where._drives = ()
    town.taking.where._offer()
    town._button.click()
    settle()
    assert "还没有选从哪里收" in town.strip.sentence()


def test_the_month_adds_up_and_overdue_cases_open(
    packed: Path,
    session: Session,
    case: str,
    clock: FixedClock,
    township_window: MainWindow,
    town: TownshipPackagesPage,
    settle: Settle,
) -> None:
    session.cases.take("accept", case, Given(), session.operator)
    clock.advance(days=80)
    session.packages.write(packed.parent)
    read_folder(town, township_window, packed.parent, settle)
    go(township_window, settle)
    part = town.inbox
    part.month.choose("2026-10")
    settle()
    assert rows_of(part._stations)[0][:3] == ["示例村", "1", "0"]
    late = rows_of(part._late)
    assert [row[:3] for row in late] == [["示例村", case, "王建国"]]
    assert late[0][6].startswith("▲ 已超期")
    part.late.chosen.emit(part._late.row(0))
    settle()
    assert town.part() is town.case
    assert case in town.title()
    assert town.case.facts.shown()["村站"] == "示例村"
    assert len(town.case.timeline.words()) == 2
    assert town.step_back()
    settle()
    assert town.part() is part


def test_a_case_found_by_search_opens_to_read(
    packed: Path,
    township: Session,
    township_window: MainWindow,
    town: TownshipPackagesPage,
    settle: Settle,
) -> None:
    read_folder(town, township_window, packed.parent, settle)
    found = township.search.find("王建国", 5)
    township_window._go_to_hit(Hit(found[0].kind, found[0].id, found[0].title, ""))
    settle()
    assert town.part() is town.case
    township_window._go_to_hit(Hit("resident", "x", "谁", ""))
    assert town.part() is town.case


def test_a_village_s_ledgers_open_from_the_summary(
    enrolled: str,
    session: Session,
    township: Session,
    stick: Path,
    township_window: MainWindow,
    town: TownshipPackagesPage,
    settle: Settle,
) -> None:
    entry, _ = session.ledgers.add("consulting", CONSULTED)
    session.packages.write(stick)
    read_folder(town, township_window, stick, settle)
    go(township_window, settle)
    assert rows_of(town.inbox._stations)[0][5] == "1"
    assert "台账登记 1 条" in town.inbox.total.text()
    town.inbox.stations.chosen.emit(town.inbox._stations.row(0))
    settle()
    books = town.books
    assert (town.part(), town.title()) == (books, "示例村的台账")
    assert [row[:2] for row in rows_of(books._books)] == [["咨询服务", "1 条"]]
    assert [row[0] for row in rows_of(books._entries)] == [entry.number]
    books.entries.chosen.emit(books._entries.row(0))
    settle()
    assert town.part() is town.entry
    shown = town.entry.facts.shown()
    assert (shown["村站"], shown["台账"], shown["电话"]) == ("示例村", "咨询服务", "138****5678")
    assert town.step_back()
    settle()
    assert (town.part(), [row[0] for row in rows_of(books._entries)]) == (books, [entry.number])
    books.month.choose("2026-09")
    settle()
    assert books.words.text() == "这个月没有台账登记。"
    assert town.step_back()
    settle()
    assert town.part() is town.inbox
    books.show_station("231221103299")
    settle()
    assert "没有在本单位登记过" in books.words.text()
    found = township.search.find("外村人", 5)[0]
    township_window._go_to_hit(Hit(found.kind, found.id, found.title, ""))
    settle()
    assert town.part() is town.entry
    action = township.history.of("entries_consulting", entry.id)[0]
    assert action.place is not None
    township_window.go(Goto("settings"))
    township_window.go(Goto(action.place.place, action.place.subject, action.place.what))
    settle()
    assert township_window.page() is town
    assert town.entry.facts.shown()["编号"] == entry.number
    town.entry.show_entry("consulting", "01a00000-0000-7000-8000-00000000dead")
    settle()
    assert "已经不在了" in town.entry._trouble.text()


def test_a_case_that_is_gone_is_told(
    enrolled: str, township_window: MainWindow, town: TownshipPackagesPage, settle: Settle
) -> None:
    township_window.go(Goto("packages", "01a00000-0000-7000-8000-00000000dead"))
    settle()
    assert "已经不在了" in town.case._trouble.text()


def test_rows_with_two_versions_wait_for_a_person(
    packed: Path, township: Session, township_window: MainWindow, town: TownshipPackagesPage, settle: Settle
) -> None:
    read_folder(town, township_window, packed.parent, settle)
    with township.store.writing() as write:
        write.local(
            "INSERT INTO twins (tbl, row_id, owner, epoch, revision, content, package, found_at)"
            " SELECT 'cases', id, owner, epoch, revision, ?, 'x', '2026-10-09T01:00:00+00:00' FROM cases LIMIT 1",
            ('{"number": "2026-00001", "applicant_name": "王建国"}',),
        )
    go(township_window, settle)
    assert town.inbox.twins.isVisible()
    assert rows_of(town.inbox._twins)[0][:3] == ["示例村", "办件", "2026-00001 王建国"]
    assert "等人决定 1 行" in rows_of(town.inbox._stations)[0][8]
    with township.store.writing() as write:
        hold(write, Held(3, "strange", 1, 1), "x", [("01a0", b"{}")])
    go(township_window, settle)
    assert "台账留着 1 条还读不了的" in rows_of(town.inbox._stations)[0][8]


def test_nothing_is_cut_or_nameless(
    packed: Path,
    session: Session,
    case: str,
    clock: FixedClock,
    township_window: MainWindow,
    town: TownshipPackagesPage,
    dressed: QApplication,
    cut: Look,
    nameless: Look,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    session.cases.take("accept", case, Given(), session.operator)
    clock.advance(days=80)
    entry, _ = session.ledgers.add("consulting", CONSULTED)
    session.packages.write(packed.parent)
    read_folder(town, township_window, packed.parent, settle)
    views = [Goto("packages"), Goto("packages", what="read"), Goto("packages", what="stations"), Goto("catalogue")]
    views += [Goto("packages", "231221103201", "books"), Goto("packages", f"consulting/{entry.id}")]
    look_at_views(township_window, dressed, views, (cut, nameless), settle, qtbot)
    read_folder(town, township_window, packed.parent, settle)
    assert township_window.minimumSizeHint().height() <= 768
    qtbot.waitUntil(lambda: cut(town) == [])
    town.inbox.late.chosen.emit(town.inbox._late.row(0))
    settle()
    qtbot.waitUntil(lambda: cut(town) == [])
