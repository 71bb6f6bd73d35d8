"""The section 钥匙 in the window: another code, the township's key, and the four steps of a hand-over."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.core.errors import WrongKey
from app.opening import create_office, open_session
from app.operators.operators import Operator
from app.session import Session
from tests.app.operators.test_township_help import TOWNSHIP
from tests.conftest import PASSWORD
from tests.ui.window_of import Look, look_at_views
from ui.main_window.window import MainWindow
from ui.operators.keys_part import KeysPart
from ui.say import strip_of
from ui.widgets.desk import Desk, Goto
from ui.widgets.sections import SectionedPage
from ui.work import Progress, Work

NEW = "新站长的一句话"
Settle = Callable[[], None]
Left = list[tuple[str, Callable[[Progress], str]]]


@pytest.fixture
def left() -> Left:
    """Keep what the desk was left for."""
    return []


@pytest.fixture
def desk(session: Session, work: Work, left: Left) -> Desk:
    """Sit at a desk whose window can be left."""
    work.serve(session.emit, session.store.interrupt_reading)
    return Desk(session, work, lambda words, task: left.append((words, task)))


@pytest.fixture
def part(window: MainWindow, settle: Settle) -> KeysPart:
    """Open the section."""
    window.go(Goto("settings", what="keys"))
    settle()
    page = window.page()
    assert isinstance(page, SectionedPage)
    return cast("KeysPart", page.section("keys"))


def retype(part: KeysPart, groups: list[str], which: str = "recovery") -> None:
    paper = part.recovery.paper if which == "recovery" else part.hand_over.code
    paper.form.show_typed({"group_2": groups[1].lower(), "group_6": groups[5]})


def test_another_recovery_code(part: KeysPart, session: Session, settle: Settle) -> None:
    before = session.chair.code.number()
    assert before in part._number.text()
    part.renew.click()
    settle()
    groups = part.recovery.paper.code().split("-")
    part.recovery.keep.click()
    settle()
    assert session.chair.code.number() == before
    retype(part, groups)
    part.recovery.form.show_typed({"password": "不对不对"})
    part.recovery.keep.click()
    settle()
    assert "密码不对" in part.recovery.form.verdict("password").words
    part.recovery.form.show_typed({"password": PASSWORD})
    part.recovery.form.finished.emit()
    settle()
    assert session.chair.code.number() != before
    assert "新的恢复码已经生效" in strip_of(part).sentence()
    assert part.recovery.paper.code() == ""
    assert session.chair.code.number() in part._number.text()


def test_escape_keeps_the_old_code(part: KeysPart, session: Session, settle: Settle) -> None:
    before = session.chair.code.number()
    part.renew.click()
    settle()
    assert part.step_back()
    settle()
    assert not part.step_back()
    assert part.recovery.paper.code() == ""
    assert session.chair.code.number() == before


def test_four_steps_hand_the_chair_over(
    part: KeysPart, session: Session, settle: Settle, left: Left, clock: FixedClock
) -> None:
    part.hand.click()
    settle()
    panel = part.hand_over
    panel.go_on()
    assert panel.step() == 0
    panel.who.form.show_typed({"name": "王守田"})
    panel.go_on()
    settle()
    assert "就是现在的站长" in panel.who.form.verdict("name").words
    panel.who.form.show_typed({"name": "赵接任"})
    panel.go_on()
    settle()
    assert panel.step() == 1
    groups = panel.code.code().split("-")
    panel.go_on()
    assert panel.step() == 1
    retype(part, groups, "hand-over")
    panel.go_on()
    settle()
    assert panel.step() == 2
    panel.go_on()
    assert panel.step() == 2
    panel.look.click()
    settle()
    assert panel.is_looking()
    assert part.step_back()
    assert not panel.is_looking()
    panel.go_back()
    assert panel.step() == 1
    panel.go_on()
    settle()
    panel.signed.setChecked(True)
    panel.go_on()
    assert panel.step() == 3
    panel.passwords.form.show_typed({"now": "不对不对", "password": NEW, "again": NEW})
    panel.go_on()
    settle()
    assert left == []
    assert "密码不对" in panel.passwords.form.verdict("now").words
    panel.passwords.form.show_typed({"now": PASSWORD, "password": NEW, "again": NEW})
    panel.go_on()
    settle()
    ((words, task),) = left
    assert "赵接任" in words
    assert panel.passwords.typed() == ("", "")
    told = task(Progress())
    assert told.startswith("站长已经交给赵接任")
    with pytest.raises(WrongKey):
        open_session(session.home.folder, PASSWORD, clock=clock)
    again = open_session(session.home.folder, NEW, clock=clock)
    assert again.operator.name == "赵接任"
    again.close()


def test_only_the_chief_sees_the_buttons(part: KeysPart, session: Session, window: MainWindow, settle: Settle) -> None:
    session.sit_down(Operator(session.operator.id, "李代办", "代办员", active=True))
    part.opened()
    settle()
    assert part._only.isVisible()
    assert not part.renew.isVisible()
    assert not part.hand.isVisible()
    assert part.first_focus() is None


def test_the_township_keeps_a_key_and_gives_it_back(
    part: KeysPart, session: Session, settle: Settle, tmp_path: Path, clock: FixedClock
) -> None:
    assert not part.township.give.isVisible()
    assert "还没有登记" in part.township._state.text()
    township, _ = create_office(tmp_path / "township", TOWNSHIP, clock=clock)
    township.packages.invite(session.store.office["unit"], "示例村", tmp_path / "invitation")
    session.packages.accept(tmp_path / "invitation", tmp_path / "reply")
    township.close()
    part.opened()
    settle()
    part.township.form.show_typed({"password": "不对不对"})
    part.township.give.click()
    settle()
    assert "密码不对" in part.township.form.verdict("password").words
    part.township.form.show_typed({"password": PASSWORD})
    part.township.give.click()
    settle()
    assert "示例镇" in part.township._state.text()
    part.hand.click()
    settle()
    assert part.hand_over.who.form.typed()["township"] == "1"
    part.step_back()
    part.township.take.click()
    settle()
    assert "现在没有交给乡镇" in part.township._state.text()
    assert session.chair.township.holder() == ""


def test_nothing_is_cut_at_either_size(
    window: MainWindow,
    dressed: QApplication,
    part: KeysPart,
    cut: Look,
    nameless: Look,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    look_at_views(window, dressed, [Goto("settings", what="keys")], (cut, nameless), settle, qtbot)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_step_is_whole_at_either_size(
    window: MainWindow,
    dressed: QApplication,
    part: KeysPart,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
    percent: int,
    tmp_path: Path,
) -> None:
    from ui.style import show_text_size

    show_text_size(dressed, percent)
    window.resize(1366, 740)
    settle()
    window.grab().save(str(tmp_path / f"overview-{percent}.png"))
    part.renew.click()
    settle()
    window.grab().save(str(tmp_path / f"code-{percent}.png"))
    assert cut(part.recovery) == []
    assert nameless(part.recovery) == []
    part.step_back()
    part.hand.click()
    settle()
    panel = part.hand_over
    panel.who.form.show_typed({"name": "赵接任"})
    for step in range(4):
        settle()
        window.grab().save(str(tmp_path / f"step-{step}-{percent}.png"))
        assert cut(panel) == [], step
        assert nameless(panel) == [], step
        if step == 1:
            retype(part, panel.code.code().split("-"), "hand-over")
        if step == 2:
            panel.look.click()
            settle()
            window.grab().save(str(tmp_path / f"sheet-{percent}.png"))
            assert cut(panel) == []
            panel.go_back()
        panel.signed.setChecked(True)
        panel.go_on()
