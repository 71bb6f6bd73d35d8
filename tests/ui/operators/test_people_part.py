"""The section 操作员: people come, change and go with the mouse and with the keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operators import slots
from app.operators.desk_keys import unlock_screen
from app.operators.operators import Operators
from app.session import Session
from tests.conftest import PASSWORD
from tests.ui.window_of import look_at_views
from ui.main_window.window import MainWindow
from ui.operators.member_card import PASSWORD as SET
from ui.operators.member_card import REMOVE, RENAME, ROLE
from ui.operators.member_panel import ADD
from ui.operators.people_part import PeoplePart
from ui.widgets.desk import Desk, Goto

HERS, NEW = "我是小李的密码", "换过的一句话呢"
Settle = Callable[[], None]
SECTION = Goto("settings", what="operators")


@pytest.fixture
def part(window: MainWindow, session: Session, settle: Settle) -> PeoplePart:
    session.joining.add("李代办", "代办员", HERS)
    return opened(window, settle)


def opened(window: MainWindow, settle: Settle) -> PeoplePart:
    window.go(SECTION)
    settle()
    found = window.page().findChild(PeoplePart)
    assert found is not None
    return found


def ask(part: PeoplePart, what: str, settle: Settle, *, card: int = 1, **typed: str) -> None:
    if what == ADD:
        part.run_main()
    else:
        part.cards[card].buttons[what].click()
    for key, text in typed.items():
        part.panel.form.entry(key).show_typed(text)
    part.panel.confirm.click()
    settle()


def words(part: PeoplePart) -> str:
    return part.window().page().strip.sentence()  # type: ignore[attr-defined, no-any-return]


def shown(part: PeoplePart) -> list[str]:
    return [card.findChildren(QWidget)[-1].accessibleName().partition("：")[0] for card in part.cards]


def test_somebody_is_added_with_a_password_typed_here(part: PeoplePart, session: Session, settle: Settle) -> None:
    ask(part, ADD, settle, name="赵六", role="查看", password=NEW, again=NEW)
    assert words(part) == "赵六已添加，可以用自己的密码登录。"
    assert shown(part) == ["王守田", "李代办", "赵六"]
    assert not part.panel.isVisibleTo(part)
    assert part.panel.form.typed().get("password", "") == ""
    unlock_screen(session.home, NEW, Operators(session.store).named("赵六").id)


def test_what_does_not_fit_is_said_and_the_panel_stays(part: PeoplePart, settle: Settle) -> None:
    ask(part, ADD, settle, name="赵六", role="查看", password=NEW, again="别的一句")
    assert part.panel.form.verdict("again").kind == "fault"
    ask(part, ADD, settle, name="李代办", role="查看", password=NEW, again=NEW)
    assert "已经有一位“李代办”" in words(part)
    assert part.panel.isVisibleTo(part)
    ask(part, ADD, settle, name="", role="查看", password=NEW, again=NEW)
    assert part.panel.form.verdict("name").kind == "fault"


def test_one_thing_about_somebody_is_changed_at_a_time(part: PeoplePart, session: Session, settle: Settle) -> None:
    ask(part, ROLE, settle, role="组织委员")
    assert words(part) == "李代办的权限改好了，马上生效。"
    ask(part, RENAME, settle, name="李小妹")
    assert words(part) == "姓名改好了。"
    ask(part, SET, settle, password=NEW, again=NEW)
    assert words(part) == "李小妹的新密码设好了，原来的不能用了。"
    found = Operators(session.store).named("李小妹")
    assert found.role == "组织委员"
    unlock_screen(session.home, NEW, found.id)
    ask(part, REMOVE, settle, reason="")
    assert part.panel.form.verdict("reason").kind == "fault"
    ask(part, REMOVE, settle, reason="调走")
    assert words(part) == "李小妹已移去，原来的密码打不开了。"
    assert shown(part) == ["王守田"]


def test_nobody_removes_themselves_or_the_last_chief(part: PeoplePart, settle: Settle) -> None:
    assert part.cards[0].buttons[REMOVE].isHidden()
    assert part.cards[0].buttons[SET].isHidden()
    ask(part, ROLE, settle, card=0, role="查看")
    assert "最后一位能登录的站长" in words(part)


def test_ones_own_password_is_changed_by_who_knows_it(part: PeoplePart, session: Session, settle: Settle) -> None:
    form = part.own.form
    form.show_typed({"before": "不对不对", "password": NEW, "again": NEW})
    form.finished.emit()
    settle()
    assert form.verdict("before").words.startswith("密码不对")
    assert form.entry("before").typed() == ""
    form.show_typed({"before": PASSWORD, "password": HERS, "again": HERS})
    form.finished.emit()
    settle()
    assert "请换一个密码" in form.verdict("password").words
    form.show_typed({"password": NEW, "again": "另一句"})
    form.finished.emit()
    assert form.verdict("again").kind == "fault"
    form.show_typed({"again": NEW})
    form.finished.emit()
    settle()
    assert "密码已经改好" in words(part)
    assert form.typed() == {"before": "", "password": "", "again": ""}
    unlock_screen(session.home, NEW, session.operator.id)


def test_ones_own_password_waits_after_wrong_ones(part: PeoplePart, settle: Settle) -> None:
    form = part.own.form
    for _ in range(3):
        form.show_typed({"before": "不对不对", "password": NEW, "again": NEW})
        form.finished.emit()
        settle()
    assert "已经错了 3 次，2 秒后可以再试" in form.verdict("before").words
    form.show_typed({"before": PASSWORD, "password": NEW, "again": NEW})
    form.finished.emit()
    settle()
    assert "请等 2 秒再试" in form.verdict("before").words


def test_keys_without_an_owner_are_told_and_cleared(
    part: PeoplePart, window: MainWindow, session: Session, settle: Settle
) -> None:
    assert part.mend.isHidden() or not part.mend.isVisibleTo(part)
    kept = slots.read_slots(session.home.slot_files)
    strange = slots.seal(session.store.key, NEW, "password", "nobody", slots.cost_of(kept))
    slots.write_slots(slots.with_slot(kept, strange), session.home.slot_files)
    opened(window, settle)
    assert "不在名单上" in part._trouble.text()
    part.mend.click()
    settle()
    assert words(part) == "名单和钥匙对上了。"
    assert not part.mend.isVisibleTo(part)


def test_who_may_not_change_operators_sees_why_and_changes_their_own_password(
    window: MainWindow, session: Session, desk: Desk, settle: Settle, shown: Callable[[QWidget], QWidget]
) -> None:
    session.joining.add("李代办", "代办员", HERS)
    session.sit_down(Operators(session.store).named("李代办"))
    hers = MainWindow(desk, "示例村")
    shown(hers)
    settle()
    part = opened(hers, settle)
    page = hers.page()
    assert page.main is not None
    assert not page.main.isEnabled()
    assert page.main.toolTip() == "“代办员”不能添加、移去操作员，改权限和密码。"
    assert all(not button.isEnabled() for card in part.cards for button in card.buttons.values())
    assert part.own.form.entry("before").inner.hasFocus()
    hers.leave()


def test_with_the_keys_alone(part: PeoplePart, window: MainWindow, settle: Settle) -> None:
    main = window.page().main
    assert main is not None
    main.setFocus()
    QTest.keyClick(main, Qt.Key.Key_Return)
    assert part.panel.form.entry("name").inner.hasFocus()
    for text in ("赵六", "", NEW, NEW):
        focus = QApplication.focusWidget()
        assert focus is not None
        if text:
            focus.setText(text)  # type: ignore[attr-defined]
        else:
            QTest.keyClicks(focus, "4")
        QTest.keyClick(focus, Qt.Key.Key_Return)
    settle()
    assert words(part).startswith("赵六已添加")
    part.cards[1].buttons[ROLE].setFocus()
    QTest.keyClick(part.cards[1].buttons[ROLE], Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not part.panel.isVisibleTo(part)
    assert QApplication.focusWidget() is part.cards[0].buttons[ROLE]


def test_it_is_whole_at_both_sizes(
    part: PeoplePart,
    window: MainWindow,
    dressed: QApplication,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    look_at_views(window, dressed, [SECTION], (cut, nameless), settle, qtbot)
    part.run_main()
    look_at_views(window, dressed, [SECTION], (cut, nameless), settle, qtbot)
