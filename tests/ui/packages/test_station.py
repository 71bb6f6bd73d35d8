"""The station's side: enrolling, writing, the slip."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.session import Session
from tests.ui.window_of import Look, Settle, look_at_views, rows_of
from ui.main_window.window import MainWindow
from ui.packages.page import StationPackagesPage
from ui.packages.reading import FOLDER
from ui.widgets.desk import Goto


def again(window: MainWindow, settle: Settle, what: str = "") -> None:
    window.go(Goto("packages", what=what))
    settle()


def write_to(page: StationPackagesPage, folder: Path, settle: Settle) -> None:
    page.outbox.where.choose(folder)
    page._button.click()
    settle()


def test_a_station_that_is_not_enrolled_is_told_the_first_step(
    station: StationPackagesPage, settle: Settle
) -> None:
    assert station.outbox.strange.isVisible()
    assert not station._button.isVisible()
    station.outbox.strange.button.click()  # type: ignore[union-attr]
    settle()
    assert station.part() is station.enrolling


def test_enrolling_writes_the_answer_and_shows_the_code(
    station_window: MainWindow,
    station: StationPackagesPage,
    session: Session,
    township: Session,
    stick: Path,
    settle: Settle,
) -> None:
    township.packages.invite(session.store.office["unit"], "示例村", stick / "a.czinvite")
    again(station_window, settle, "enrol")
    part = station.enrolling
    assert not part.writing.isEnabled()
    part.take_invitation(stick / "a.czinvite")
    part.write_answer(stick / "a.czreply")
    settle()
    assert part.code.isVisible()
    assert len(part.code.text().split()) == 6
    party, _ = township.packages.confirm(stick / "a.czreply", part.code.text())
    assert party.name == "示例村"
    part._back.click()
    settle()
    assert station.outbox.facts.shown()["报送到"] == "示例镇"
    assert station._button.isVisible()


def test_a_file_that_is_no_invitation_is_refused_in_words(
    station_window: MainWindow, station: StationPackagesPage, stick: Path, settle: Settle
) -> None:
    (stick / "报表.czinvite").write_text("不是邀请")
    again(station_window, settle, "enrol")
    station.enrolling.take_invitation(stick / "报表.czinvite")
    station.enrolling.write_answer(stick / "a.czreply")
    settle()
    assert "不是村站通的登记邀请" in station.enrolling._trouble.text()
    assert not station.enrolling._told.isVisible()
    assert not (stick / "a.czreply").exists()


def test_another_township_is_taken_only_when_the_box_is_ticked(
    station_window: MainWindow, enrolled: str, stick: Path, session: Session, township: Session, settle: Settle
) -> None:
    with township.store.writing() as write:
        write.local("UPDATE offices SET id = '01a00000-0000-7000-8000-0000000000ff', name = '新镇' WHERE n = 1")
    township.packages.invite(session.store.office["unit"], "示例村", stick / "b.czinvite")
    again(station_window, settle, "enrol")
    page = station_window.page()
    assert isinstance(page, StationPackagesPage)
    page.enrolling.take_invitation(stick / "b.czinvite")
    page.enrolling.write_answer(stick / "b.czreply")
    settle()
    assert "没有改登记" in page.enrolling._trouble.text()
    assert page.enrolling.moving.isVisible()
    page.enrolling.moving.setChecked(True)
    page.enrolling.write_answer(stick / "b.czreply")
    settle()
    assert page.enrolling.code.isVisible()
    assert session.packages.parent() == "新镇"


def test_writing_shows_the_check_code_and_remembers_the_folder(
    enrolled: str, case: str, station: StationPackagesPage, stick: Path, session: Session, settle: Settle
) -> None:
    assert "上次以后新增和改动的" in station.outbox.facts.shown()["要带的"]
    write_to(station, stick, settle)
    receipt = session.packages.written()[0]
    assert station.outbox.result.code.text() == receipt.check_code
    assert receipt.file_name in station.outbox.result.words.text()
    assert [row[0] for row in rows_of(station.outbox._model)] == ["第 1 号"]
    assert station.outbox.facts.shown()["下一个包"] == "第 2 号"
    assert "没有新的内容" in station.outbox.facts.shown()["要带的"]
    assert session.settings.text(FOLDER) == str(stick)
    assert station.outbox.result.printing.hasFocus()
    assert not station.outbox.progress.isVisible()


def test_the_slip_is_kept_and_can_be_printed_again(
    enrolled: str, case: str, station: StationPackagesPage, stick: Path, session: Session, settle: Settle
) -> None:
    write_to(station, stick, settle)
    station.outbox.result.printing.click()
    settle()
    assert station.part() is station.slip
    assert station.slip.preview.view.is_drawn()
    station.slip.preview.left.emit()
    settle()
    station.outbox.list.chosen.emit(session.packages.written()[0])
    settle()
    assert station.part() is station.slip
    before = session.status().journal
    station.slip.preview.printed.emit(1)
    settle()
    assert session.status().journal == before + 1


def test_a_slip_that_was_never_made_is_told(
    enrolled: str, station: StationPackagesPage, station_window: MainWindow, settle: Settle
) -> None:
    station_window.go(Goto("packages", "7", "slip"))
    settle()
    assert "没有第 7 号包的交接单" in station.strip.sentence()
    assert station.part() is station.outbox


def test_without_a_folder_nothing_is_written(
    enrolled: str, case: str, station: StationPackagesPage, session: Session, settle: Settle
) -> None:
    station.outbox.where._drives = ()
    station.outbox.where._offer()
    station._button.click()
    settle()
    assert "还没有选写到哪里" in station.strip.sentence()
    assert station.outbox.where.choosing.hasFocus()
    assert session.packages.written() == []


def test_a_stick_that_is_gone_is_told_and_costs_no_number(
    enrolled: str, case: str, station: StationPackagesPage, stick: Path, session: Session, settle: Settle
) -> None:
    write_to(station, stick / "拔掉了", settle)
    assert "没有写成" in station.strip.sentence()
    assert session.packages.written() == []
    assert station._button.isEnabled()
    write_to(station, stick, settle)
    assert session.packages.written()[0].number == 1


def test_stopping_leaves_no_package(
    enrolled: str, case: str, station: StationPackagesPage, stick: Path, session: Session, settle: Settle
) -> None:
    station.outbox.where.choose(stick)
    station._button.click()
    station.outbox.progress._stop.click()
    settle()
    if not session.packages.written():
        assert "已经取消" in station.strip.sentence()
        assert not list(stick.glob("*.czp"))
    assert station._button.isEnabled()


def test_a_whole_package_is_asked_for_first(
    enrolled: str, case: str, station: StationPackagesPage, stick: Path, session: Session, settle: Settle
) -> None:
    write_to(station, stick, settle)
    station.outbox.full.click()
    assert station.outbox._sure.isVisible()
    assert station.step_back()
    assert not station.outbox._sure.isVisible()
    station.outbox.full.click()
    station.outbox._sure.yes.click()
    settle()
    second, first = session.packages.written()
    assert second.number == 2
    assert second.rows >= first.rows


def test_a_new_case_is_counted_without_asking(
    enrolled: str, station: StationPackagesPage, session: Session, settle: Settle
) -> None:
    from app.cases.facts import Applicant, NewCase

    assert "没有新的内容" in station.outbox.facts.shown()["要带的"]
    new = NewCase(applicant=Applicant(name="孙小燕"), item_code="D01")
    session.emit(session.cases.register(new, session.operator)[1])
    settle()
    assert "新增和改动的" in station.outbox.facts.shown()["要带的"]


@pytest.mark.parametrize("written", [False, True])
def test_nothing_is_cut_or_nameless(
    enrolled: str,
    case: str,
    station: StationPackagesPage,
    station_window: MainWindow,
    stick: Path,
    dressed: QApplication,
    cut: Look,
    nameless: Look,
    settle: Settle,
    qtbot: QtBot,
    written: bool,
) -> None:
    views = [Goto("packages"), Goto("packages", what="enrol")]
    if written:
        write_to(station, stick, settle)
        views.append(Goto("packages", "1", "slip"))
    look_at_views(station_window, dressed, views, (cut, nameless), settle, qtbot)
