"""One month of a village in the real window: once with the mouse, once with the keys alone (issue 2)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.cases.shown import CaseFile
from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office
from app.packages.summary import township_month
from app.session import Session
from tests.ui.hands import Hands
from tests.ui.people_of import id_number, villager
from ui.main_window.locking import LockedWindow
from ui.main_window.places import places_of
from ui.printing import queues
from ui.work import Work

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of what a file dialog opens
MONTH, PHONE = "2026-10", "0455-5550112"
STEPS = ["register", "accept", "hand-over", "pause", "resume", "conclude", "deliver", "rate"]


class OnePrinter:
    """Stands for the system's list of queues, which no test machine has."""

    @staticmethod
    def availablePrinters() -> list["OnePrinter"]:  # noqa: N802 - as QPrinterInfo names it
        return [OnePrinter()]

    @staticmethod
    def defaultPrinterName() -> str:  # noqa: N802
        return "office"

    def printerName(self) -> str:  # noqa: N802
        return "office"

    def description(self) -> str:
        return "办公室"


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program ``lp`` first on the path that keeps what it is given; gives the file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program, job = folder / "lp", tmp_path / "job.pdf"
    program.write_text(f"#!/bin/sh\ncat > {job}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(queues, "QPrinterInfo", OnePrinter)
    return job


@pytest.fixture
def township(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Iterator[Session]:
    """Set up the township, and let it invite the station."""
    answers = msgspec.structs.replace(setup, kind="township", unit="231221103000", name="示例镇")
    made, _ = create_office(tmp_path / "township", answers, clock=clock)
    made.packages.invite(setup.unit, setup.name, tmp_path / "a.czinvite")
    yield made
    made.close()


@pytest.fixture
def hands(
    session: Session, work: Work, shown: Callable[[QWidget], QWidget], settle: Callable[[], None]
) -> Hands:
    """Sit at the real window of the station."""
    work.serve(session.emit, session.store.interrupt_reading)
    window = LockedWindow(session, work, session.office_name)
    shown(window)
    settle()
    return Hands(window, settle)


def only_case(session: Session) -> CaseFile:
    """Give the one case of the station."""
    (line,) = session.cases.lines()
    return session.cases.show(line.number)


def check_printed(session: Session, printed: Path) -> None:
    """See that the print service got the very bytes of the archive."""
    (notice,) = session.notices.all(MONTH)
    assert notice.paper_id is not None
    assert printed.read_bytes() == session.notices.papers.paper(notice.paper_id).pdf
    assert printed.read_bytes().startswith(b"%PDF")


def check_township(township: Session, folder: Path, code: str) -> None:
    """See that the township takes the package, whose code was on the screen, and counts the month."""
    (taken,), _ = township.packages.read(folder)
    assert taken.check_code == code
    assert (taken.taken, taken.number, taken.reason) == (True, 1, None)
    (line,) = township_month(township.store, township.cases, MONTH)
    counted = (line.name, line.cases, line.concluded, line.on_time, line.overdue, line.gap)
    assert counted == ("示例村", 1, 1, 1, 0, [])


def test_a_month_with_the_mouse(
    hands: Hands, session: Session, township: Session, clock: FixedClock, printed: Path, tmp_path: Path
) -> None:
    register_with_the_mouse(hands)
    for step in ("报送", "挂起", "恢复", "办结", "送达", "评价"):
        hands.click(step)
        if step == "挂起":
            hands.type("2")
        elif step == "办结":
            hands.click("结果说明")
            hands.type("准予，低保证已领")
        elif step == "评价":
            hands.click("5 分")
        hands.click(step)
        clock.advance(days=4 if step == "挂起" else 0)
    case, events = only_case(session).case, only_case(session).events
    assert [event.what for event in events] == STEPS
    assert (case.state, case.rating, case.result_text) == ("rated", 5, "准予，低保证已领")
    assert case.paused_days > 0
    hands.go("设置")
    hands.click("监督投诉电话")
    hands.type(PHONE)
    hands.go("公示")
    hands.click("做公示：2026年10月代办事项")
    hands.click("放行，去打印")
    hands.click("打印")
    check_printed(session, printed)
    hands.click("贴好了，去登记")
    hands.click("张贴地点")
    hands.type("村委会公开栏")
    hands.click("登记张贴")
    assert session.notices.all(MONTH)[0].posted_on == clock.today()
    enrol_with_the_mouse(hands, township, tmp_path)
    (tmp_path / "stick").mkdir()
    with hands.choosing(tmp_path / "stick"):
        hands.click("选文件夹…")
    hands.click("写报送包")
    check_township(township, tmp_path / "stick", hands.words("核对码"))


def register_with_the_mouse(hands: Hands) -> None:
    """Register a villager, then what she came for."""
    hands.go("村民")
    hands.click("登记村民")
    hands.click("姓名")
    hands.type("李淑芬")
    hands.click("身份证号")
    hands.type(id_number("1962-03-08", "002"))
    hands.click("保存")
    hands.go("代办")
    hands.click("登记（Ctrl+N）")
    hands.click("申请人")
    hands.type("李淑")
    hands.click_hit("李淑芬")
    hands.type("低保")
    hands.click_hit("最低生活保障")
    hands.click("登记并受理")


def enrol_with_the_mouse(hands: Hands, township: Session, folder: Path) -> None:
    """Enrol the station, and tell the township the code."""
    hands.go("报送")
    hands.click("用邀请文件登记")
    with hands.choosing(folder / "a.czinvite"):
        hands.click("选邀请文件…")
    with hands.choosing(folder / "a.czreply"):
        hands.click("写出回执文件…")
    township.packages.confirm(folder / "a.czreply", hands.words("核对码"))
    hands.click("好了，回到报送")


def test_a_month_with_the_keys_alone(
    hands: Hands, session: Session, township: Session, clock: FixedClock, printed: Path, tmp_path: Path
) -> None:
    assert hands.at() == "导入村民名册", "the window opens at the first step of a fresh office"
    villager(session, "李淑芬")
    hands.press(Qt.Key.Key_N, ctrl=True)
    hands.type("lsf")
    hands.press(Qt.Key.Key_Return)
    hands.type("db")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    number = only_case(session).case.number
    for step in ("报送", "挂起", "恢复", "办结", "送达", "评价"):
        find_case(hands, number)
        hands.tab_to(step)
        hands.press(Qt.Key.Key_Return)
        hands.type({"挂起": "2", "评价": "5"}.get(step, ""))
        hands.press(Qt.Key.Key_Return, ctrl=True)
        clock.advance(days=4 if step == "挂起" else 0)
    assert [event.what for event in only_case(session).events] == STEPS
    assert only_case(session).case.rating == 5
    hands.press(key_of("settings"), ctrl=True)
    hands.tab_to("监督投诉电话")
    hands.type(PHONE)
    hands.press(key_of("notices"), ctrl=True)
    hands.tab_to("做公示：2026年10月代办事项")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, ctrl=True)
    assert hands.at() == "打印"
    hands.press(Qt.Key.Key_Return)
    check_printed(session, printed)
    hands.press(Qt.Key.Key_Escape)
    hands.tab_to("登记张贴")
    hands.press(Qt.Key.Key_Return)
    assert session.notices.all(MONTH)[0].posted_on == clock.today()
    enrol_with_the_keys(hands, township, tmp_path)
    (tmp_path / "stick").mkdir()
    hands.tab_to("选文件夹…")
    with hands.choosing(tmp_path / "stick"):
        hands.press(Qt.Key.Key_Return)
    hands.tab_to("写报送包")
    hands.press(Qt.Key.Key_Return)
    check_township(township, tmp_path / "stick", session.packages.written()[0].check_code)


def find_case(hands: Hands, number: str) -> None:
    """Go to a case by the one search box."""
    hands.press(Qt.Key.Key_K, ctrl=True)
    hands.type(number)
    hands.press(Qt.Key.Key_Return)


def enrol_with_the_keys(hands: Hands, township: Session, folder: Path) -> None:
    """Enrol the station, and tell the township the code."""
    hands.press(key_of("packages"), ctrl=True)
    assert hands.at() == "用邀请文件登记"
    hands.press(Qt.Key.Key_Return)
    assert hands.at() == "选邀请文件…"
    with hands.choosing(folder / "a.czinvite"):
        hands.press(Qt.Key.Key_Return)
    assert hands.at() == "写出回执文件…"
    with hands.choosing(folder / "a.czreply"):
        hands.press(Qt.Key.Key_Return)
    township.packages.confirm(folder / "a.czreply", hands.words("核对码"))
    assert hands.at() == "好了，回到报送"
    hands.press(Qt.Key.Key_Return)


def key_of(place: str) -> Qt.Key:
    """Give the digit that goes to a place of a station with Ctrl."""
    keys = [one.key for one in places_of("station")]
    return Qt.Key(Qt.Key.Key_0.value + keys.index(place) + 1)
