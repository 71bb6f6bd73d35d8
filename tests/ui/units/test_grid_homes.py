"""The households of a grid on its page and on the page of a villager, the way there and back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt

from app.session import Session
from app.units.facts import TypedHolder, TypedUnit, Unit
from tests.ui.hands import Hands
from tests.ui.units.conftest import Open
from tests.ui.window_of import rows_of
from ui.main_window.window import MainWindow
from ui.people.page import PeoplePage
from ui.units.grids_part import GridsPart
from ui.units.homes_panel import ENTRUST, MOVE, OUT, PUT, HomesPanel
from ui.units.page import UnitsPage
from ui.widgets.desk import Goto

Settle = Callable[[], None]


def homes_of(page: UnitsPage) -> HomesPanel:
    return page.unit.homes


def shown(panel: HomesPanel) -> list[list[str]]:
    return [[row[0], row[5]] for row in rows_of(panel.list.model())]  # type: ignore[arg-type]


def mark(panel: HomesPanel, *lines: int) -> None:
    selection = panel.list.selectionModel()
    selection.clear()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for line in lines:
        selection.select(panel.list.model().index(line, 0), flags)


def test_households_are_put_in_with_the_keys_moved_many_and_taken_out(
    window: MainWindow, grid: Unit, station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    other, _ = session.network.add(TypedUnit(kind="grid", name="第二网格", parent_id=station.id))
    session.posts.take(session.posts.of(grid.id)[0].id, TypedHolder(name="王守田"))
    page, hands = open_page(Goto("units", grid.id)), Hands(window, settle)
    panel = homes_of(page)
    assert not panel.list.isVisibleTo(page)
    panel.buttons[PUT].click()
    for name in ("z", "赵1", "赵2"):  # one after the other: the first by an initial, the day stays
        hands.type(name)
        hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert page.strip.sentence() == "划入了。接着找下一户，或按 Esc。"
    assert shown(panel) == [["赵0", "王守田"], ["赵1", "王守田"], ["赵2", "王守田"]]
    hands.press(Qt.Key.Key_Escape)
    mark(panel, 0, 2)
    panel.ask(ENTRUST)
    panel.panel.form.entry("who").show_typed("钱二")
    panel.panel.confirm.click()
    settle()
    assert shown(panel) == [["赵0", "钱二"], ["赵1", "王守田"], ["赵2", "钱二"]]
    mark(panel, 0, 1)
    panel.ask(MOVE)
    panel.panel.confirm.click()
    settle()
    assert page.strip.sentence() == "移过去了 2 户。"
    assert [one.head_name for one in session.grids.households(other.id)] == ["赵0", "赵1"]
    mark(panel, 0)
    panel.ask(OUT)
    panel.panel.confirm.click()
    settle()
    assert session.grids.households(grid.id) == []
    panel.ask(MOVE)
    assert page.strip.sentence() == "请先在住户里选一户。"


def test_a_villager_shows_grid_and_responsible_member_and_leads_to_the_grid_and_back(
    window: MainWindow, grid: Unit, station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    session.network.add(TypedUnit(kind="grid", name="第二网格", parent_id=station.id))
    session.posts.take(session.posts.of(grid.id)[0].id, TypedHolder(name="王守田"))
    one = session.people.page("赵0").residents[0]
    hands = Hands(window, settle)
    window.go(Goto("people", one.id))
    settle()
    people = window.page()
    assert isinstance(people, PeoplePage)
    place = people.person.home_place
    assert place.facts.shown()["网格"] == "还没有划入网格"
    for what, key, typed in ((place.move_home, "grid", grid.id), (place.entrust, "who", "孙三")):
        what.click()
        place.panel.form.entry(key).show_typed(typed)
        place.panel.form.entry("since").show_typed("2026-01-01")
        place.panel.confirm.click()
        settle()
    assert place.facts.shown() == {"网格": "第一网格（2026年1月1日起）", "责任人": "孙三"}
    place.look.click()
    settle()
    page = window.page()
    assert isinstance(page, UnitsPage)
    assert shown(homes_of(page)) == [["赵0", "孙三"]]
    hands.press(Qt.Key.Key_Escape)
    assert window.page() is people
    place.move_home.click()
    place.panel.confirm.click()  # the same grid: nothing to do
    settle()
    place.move_home.click()
    place.panel.form.entry("grid").show_typed("")
    place.panel.confirm.click()
    settle()
    assert place.facts.shown()["以前"] == f"第一网格 2026-01-01 至 {session.clock.today()}"
    assert session.homes.of(str(one.household_id)).before[0].since == date(2026, 1, 1)
    place.entrust.click()
    hands.press(Qt.Key.Key_Escape)
    assert not place.panel.isVisibleTo(people)
    session.grids.put(grid.id, [str(one.household_id)])
    page = open_page(Goto("units", grid.id, "at:grids"))
    homes_of(page).list.setFocus()
    homes_of(page).list.setCurrentIndex(homes_of(page).list.model().index(0, 0))
    hands.press(Qt.Key.Key_Return)
    assert window.page() is people
    hands.press(Qt.Key.Key_Escape)
    assert window.page() is page
    hands.press(Qt.Key.Key_Escape)
    assert isinstance(page.part(), GridsPart)
