"""The place 组织: the tree, one unit, the form, grids, the roster, and sheets for the wall."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.people.facts import TypedResident
from app.session import Session
from app.units.facts import TypedUnit, Unit
from app.units.stand_ins import StandIn
from tests.ui.hands import Hands
from tests.ui.units.conftest import Open
from tests.ui.window_of import look_at_views, rows_of
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.today.page import TodayPage
from ui.units.acts import CLOSE, END, LEAVE, LINK, MERGE, POST, RENAME, REOPEN, UNLINK
from ui.units.grids_part import GridsPart
from ui.units.network_part import NetworkPart
from ui.units.page import UnitsPage
from ui.units.roster_part import RosterPart
from ui.units.unit_part import UnitPart
from ui.widgets.desk import Goto

Settle = Callable[[], None]
Look = Callable[[QWidget], list[str]]


def words(page: UnitsPage) -> str:
    return page.strip.sentence()


def network_of(page: UnitsPage) -> NetworkPart:
    part = page.part()
    assert isinstance(part, NetworkPart)
    return part


def unit_of(page: UnitsPage) -> UnitPart:
    part = page.part()
    assert isinstance(part, UnitPart)
    return part


def roster_of(page: UnitsPage) -> RosterPart:
    part = page.part()
    assert isinstance(part, RosterPart)
    return part


def grids_of(page: UnitsPage) -> GridsPart:
    part = page.part()
    assert isinstance(part, GridsPart)
    return part


def act(part: UnitPart | RosterPart, settle: Settle, **typed: str) -> None:
    for key, text in typed.items():
        part.panel.form.entry(key).show_typed(text)
    part.panel.confirm.click()
    settle()


def line(part: UnitPart | RosterPart, at: int) -> None:
    view = part.posts if isinstance(part, UnitPart) else part.today
    view.setCurrentIndex(view.model().index(at, 0))


def test_the_network_begins_with_one_button_and_a_point_is_added_with_the_keys(
    window: MainWindow, open_page: Open, session: Session, settle: Settle
) -> None:
    page, hands = open_page(Goto("units")), Hands(window, settle)
    part = network_of(page)
    assert part.empty.button is not None
    assert part.empty.button.text().startswith("按本站设置")
    part.begin()
    settle()
    assert words(page) == "上面三级建好了。"
    assert [row[0] for row in rows_of(part._model)][-1].endswith("示例村便民服务站")
    part.run_main()
    settle()
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    hands.type("东头服务点")
    hands.press(Qt.Key.Key_Return, ctrl=True)
    assert unit_of(page).title() == "东头服务点"
    point = session.network.named("东头服务点")
    assert point.kind == "service_point"
    assert session.network.unit(point.parent_id).name == "示例村便民服务站"
    assert unit_of(page).log.isVisibleTo(page)
    hands.press(Qt.Key.Key_Escape)
    assert isinstance(page.part(), NetworkPart)


def test_party_organisations_are_set_up_with_the_keys_alone(
    window: MainWindow, open_page: Open, session: Session, settle: Settle
) -> None:
    page, hands = open_page(Goto("units", what="new")), Hands(window, settle)
    for letters, name in (("dw", "海丰镇党委"), ("dzb", "示例村党支部"), ("dxz", "第一党小组")):
        hands.type(letters)
        hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
        hands.type(name)
        hands.press(Qt.Key.Key_Return, ctrl=True)
        assert unit_of(page).title() == name
        hands.press(Qt.Key.Key_Escape)
        network_of(page).run_main()
        settle()
    way = session.network.way(session.network.named("第一党小组").id)
    assert [one.name for one in way] == ["海丰镇党委", "示例村党支部", "第一党小组"]


def test_what_is_wrong_stands_beside_its_line(station: Unit, open_page: Open, session: Session, settle: Settle) -> None:
    page = open_page(Goto("units", station.id, "edit"))
    form = page.filling.form
    form.entry("name").show_typed(session.network.units()[0].name)
    form.entry("phone").show_typed("12")
    page.filling.run_main()
    settle()
    assert "已经有" in form.verdict("name").words
    assert "不是电话号码" in form.verdict("phone").words
    form.entry("name").show_typed("示例村服务站")
    form.entry("phone").show_typed("0455-5550101")
    page.filling.run_main()
    settle()
    assert session.network.unit(station.id).phone == "0455-5550101"
    assert unit_of(page).facts.shown()["办公电话"] == "0455-5550101"


def test_posts_are_taken_left_added_and_linked_on_the_page_of_a_unit(
    station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    page = open_page(Goto("units", station.id))
    part = unit_of(page)
    shown = [row[1:3] for row in rows_of(part.posts.model())]  # type: ignore[arg-type]
    assert shown == [["A 岗", "（没有人）"], ["B 岗", "（没有人）"], ["A 岗", "王守田"], ["B 岗", "李淑芬"]]
    line(part, 0)
    part.ask(LEAVE)
    assert "选一个有人的" in words(page)
    part.posts.chosen.emit(part.posts.current_row())
    act(part, settle, person="", phone="")
    assert part.panel.isVisibleTo(page)
    act(part, settle, person="赵一", phone="1")
    assert "不是电话号码" in part.panel.form.verdict("phone").words
    act(part, settle, person="赵一", phone="0455-5550102", phone_open="1")
    assert words(page) == "换好了。"
    line(part, 2)
    part.ask(LEAVE)
    act(part, settle)
    held = [one.until for post in session.posts.of(station.id) for one in post.holders if one.name == "王守田"]
    assert held == [session.clock.today()]
    part.ask(POST)
    act(part, settle, post="民政窗口")
    assert "民政窗口" in [post.name for post in session.posts.of(station.id)]
    part.ask(LINK)
    act(part, settle, person="钱二", title="包村干部")
    assert part.facts.shown()["联系人"] == "钱二（包村干部）"
    part.ask(UNLINK)
    act(part, settle)
    assert "联系人" not in part.facts.shown()


def test_a_person_is_picked_by_pinyin_also_where_two_bear_one_name(
    window: MainWindow, station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    made = [
        session.people.register(TypedResident(name="张伟", phone=phone), session.operator.id)[0]
        for phone in ("13800000011", "13800000012")
    ]
    page, hands = open_page(Goto("units", station.id)), Hands(window, settle)
    part = unit_of(page)
    hands.press(Qt.Key.Key_Return)  # the first post
    hands.type("zw")
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    picked = part.person.picked_id()
    assert picked in {one.id for one in made}
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    holder = session.posts.of(station.id)[0].now("A", session.clock.today())
    assert holder is not None
    assert (holder.resident_id, holder.phone[:10]) == (picked, "1380000001")
    part.ask(LINK)
    hands.type("钱二")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    part.panel.form.entry("phone").show_typed("0455-5550107")
    part.panel.form.entry("phone_open").show_typed("1")
    part.panel.confirm.click()
    settle()
    assert part.facts.shown()["联系人"] == "钱二（0455-5550107）"


def test_a_post_is_called_otherwise_and_ended_and_its_past_stays(
    station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    page = open_page(Goto("units", station.id))
    part = unit_of(page)
    part.posts.setCurrentIndex(part.posts.model().index(-1, 0))
    part.ask(RENAME)
    assert words(page) == "请先在岗位里选一个。"
    line(part, 2)
    part.ask(RENAME)
    assert part.panel.form.typed() == {"post": "代办员", "duties": ""}
    act(part, settle, post="站长")
    assert "已经有“站长”" in part.panel.form.verdict("post").words
    act(part, settle, post="综合窗口")
    assert rows_of(part.posts.model())[2][:3] == ["综合窗口", "A 岗", "王守田"]  # type: ignore[arg-type]
    (post,) = [one for one in session.posts.of(station.id) if one.name == "综合窗口"]
    assert post.known_as == "代办员"
    line(part, 2)
    part.ask(END)
    act(part, settle)
    assert words(page) == "岗位撤了，以前谁在岗都留着。"
    assert len(rows_of(part.posts.model())) == 2  # type: ignore[arg-type]
    assert "综合窗口（已撤）（A 岗）王守田：2026-01-01 至 2026-10-09" in part._past.text()


def test_a_service_point_leads_to_its_own_log(
    window: MainWindow, station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    made = [
        session.network.add(TypedUnit(kind="service_point", name=name, parent_id=station.id))[0]
        for name in ("东头服务点", "西头服务点")
    ]
    typed = {"point": "西头服务点", "kind": "社会事务", "people": "1", "content": "代缴电费", "officer": "赵一"}
    session.ledgers.add("point_log", typed)
    page = open_page(Goto("units", made[0].id))
    unit_of(page).log.click()
    settle()
    ledgers = window.page()
    assert isinstance(ledgers, LedgersPage)
    filters = ledgers.list.filters
    assert filters is not None
    assert (filters.boxes["point"].currentText(), filters.boxes["point"].value()) == ("东头服务点", made[0].id)
    assert ledgers.list.list is not None
    assert rows_of(ledgers.list.list.model()) == []  # type: ignore[arg-type]
    open_page(Goto("units", made[1].id))
    unit_of(page).log.click()
    settle()
    assert [row[1] for row in rows_of(ledgers.list.list.model())] == ["西头服务点"]  # type: ignore[arg-type]
    open_page(Goto("units", made[0].id))
    unit_of(page).write.click()
    settle()
    assert ledgers.filling.form is not None
    assert made[0].id in ledgers.filling.form.entry("point").typed()


def test_a_unit_is_closed_merged_and_opened_again(
    station: Unit, grid: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    other, _ = session.network.add(TypedUnit(kind="grid", name="第二网格", parent_id=station.id))
    page = open_page(Goto("units", grid.id))
    part = unit_of(page)
    part.ask(MERGE)
    act(part, settle, into=other.id, reason="两格合一")
    assert "并入第二网格：两格合一" in part.facts.shown()["撤并"]
    assert not part.is_main_ready()
    part.ask(REOPEN)
    act(part, settle, reason="又分开")
    assert session.network.unit(grid.id).is_open
    part.ask(CLOSE)
    act(part, settle, reason="")
    assert part.panel.isVisibleTo(page)
    assert part.step_back()
    part.ask(CLOSE)
    act(part, settle, reason="不要了")
    assert not session.network.unit(grid.id).is_open
    tree = network_of(open_page(Goto("units")))
    assert not any("第一网格" in row[0] for row in rows_of(tree._model))
    tree.ended.click()
    settle()
    assert any("第一网格（已撤并）" in row[0] for row in rows_of(tree._model))


def test_a_villager_group_goes_into_a_grid(grid: Unit, open_page: Open, session: Session, settle: Settle) -> None:
    page = open_page(Goto("units", what="grids"))
    part = grids_of(page)
    part.group.click()
    part.panel.form.entry("village_group").show_typed("一组")
    part.panel.confirm.click()
    settle()
    assert words(page) == "划入了 2 户。"
    assert rows_of(part._model) == [["第一网格", "", "", "2", "2"]]
    part.list.setCurrentIndex(part.list.model().index(0, 0))
    part.list.chosen.emit(part.list.current_row())
    settle()
    assert "赵0" in str(rows_of(unit_of(page).homes.list.model()))  # type: ignore[arg-type]
    grids_of(open_page(Goto("units", what="grids"))).run_main()
    settle()
    assert page.filling.kind.typed() == "grid"


def test_a_stand_in_takes_two_keys(
    window: MainWindow, station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    page, hands = open_page(Goto("units", what="roster")), Hands(window, settle)
    part = roster_of(page)
    line(part, 1)
    part.today.setFocus()
    hands.press(Qt.Key.Key_T, Qt.Key.Key_Return)
    (absence,) = session.stand_ins.between(session.clock.today(), session.clock.today())
    assert (absence.person.name, absence.stand_in.name) == ("王守田", "李淑芬")
    assert rows_of(part.today.model())[1][1] == "李淑芬"  # type: ignore[arg-type]
    assert "替王守田" in rows_of(part.today.model())[1][3]  # type: ignore[arg-type]
    line(part, 1)
    part.back.click()
    settle()
    assert words(page) == "王守田回来了。"
    part.back.click()
    assert words(page) == "这一行没有替班。"


def test_today_says_who_is_on_duty_and_an_unannounced_year_is_told(
    window: MainWindow, station: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    session.stand_ins.arrange(StandIn(away="王守田", instead="李淑芬", first=session.clock.today(), reason="开会"))
    window.go(Goto("today"))
    settle()
    today = window.page()
    assert isinstance(today, TodayPage)
    told = "值班（全天） 李淑芬（替王守田：开会）；示例村 代办员 李淑芬（替王守田：开会）"
    assert today.on_duty.text() == f"今天{told}。"
    today.roster.click()
    settle()
    part = window.page().part()  # type: ignore[attr-defined]
    assert isinstance(part, RosterPart)
    assert "放假安排" not in part._told.text()
    part.month.choose("2027-01")
    settle()
    assert "2027年的放假安排还没有公布" in part._told.text()


def test_a_month_is_laid_changed_and_swapped(station: Unit, open_page: Open, session: Session, settle: Settle) -> None:
    page = open_page(Goto("units", "2026-11", "roster"))
    part = roster_of(page)
    assert part.main_words() == "排班"
    part.run_main()
    act(part, settle, people="王守田、赵一 钱二", per="day", second="1")
    assert part.main_words() == "重新排班"
    turns = session.roster.turns("2026-11")
    assert {turn.person.name for turn in turns} == {"王守田", "赵一", "钱二"}
    assert {turn.role for turn in turns} == {"A", "B"}
    part.days.setCurrentIndex(part.days.model().index(0, 0))
    part.days.chosen.emit(part.days.current_row())
    act(part, settle, pm_A="孙三", am_B="")
    changed = {(turn.half, turn.role): turn.person.name for turn in session.roster.of_day(turns[0].day)}
    assert changed["pm", "A"] == "孙三"
    assert ("am", "B") not in changed
    part.swap.click()
    act(part, settle, other="2026-11-30")
    assert session.roster.of_day(turns[-1].day)[-1].day == turns[-1].day
    part.run_main()
    assert part.step_back()
    assert not part.step_back()


def test_each_sheet_is_shown_before_it_is_printed(
    station: Unit, grid: Unit, open_page: Open, session: Session, settle: Settle
) -> None:
    for what, title in (("network", "网络图"), ("grids", "一览表"), ("2026-10", "值班表")):
        page = open_page(Goto("units", "A4", f"print:{what}"))
        assert title in page.printing.title()
        page.printing.preview.printed.emit(1)
        settle()
    assert page.printing.step_back()
    settle()
    assert roster_of(page).month.value() == "2026-10"
    page = open_page(Goto("units", "A4", "print:2026-12"))
    assert "还没有排班" in words(page)


def test_nothing_is_cut_and_nothing_nameless_at_both_sizes(
    window: MainWindow,
    station: Unit,
    grid: Unit,
    dressed: QApplication,
    cut: Look,
    nameless: Look,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    views = [
        Goto("units"),
        Goto("units", grid.id),
        Goto("units", what="new"),
        Goto("units", what="grids"),
        Goto("units", what="roster"),
    ]
    look_at_views(window, dressed, views, (cut, nameless), settle, qtbot)


def test_whoever_may_only_look_is_barred(station: Unit, open_page: Open, session: Session) -> None:
    session.sit_down(session.operator.__class__(session.operator.id, "乙", "查看", active=True))
    page = open_page(Goto("units", station.id))
    part = unit_of(page)
    assert all(not button.isEnabled() for button in part.buttons.values())
    line(part, 2)
    part.posts.chosen.emit(part.posts.current_row())
    assert not part.panel.isVisibleTo(page)
    roster = roster_of(open_page(Goto("units", what="roster")))
    line(roster, 0)
    roster.today.chosen.emit(roster.today.current_row())
    roster.days.setCurrentIndex(roster.days.model().index(0, 0))
    roster.days.chosen.emit(roster.days.current_row())
    assert not roster.panel.isVisibleTo(page)


def test_a_unit_is_found_in_the_search_box_and_opened(
    window: MainWindow, station: Unit, open_page: Open, settle: Settle
) -> None:
    page, hands = open_page(Goto("units", what="grids")), Hands(window, settle)
    hands.press(Qt.Key.Key_K, ctrl=True)
    hands.type("李淑芬")
    hands.press(Qt.Key.Key_Return)
    assert unit_of(page).title() == station.name
