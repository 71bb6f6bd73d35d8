"""A station with a small network, and its window."""

from collections.abc import Callable

import pytest

from app.people.facts import TypedHousehold, TypedResident
from app.session import Session
from app.units.facts import TypedHolder, TypedUnit, Unit
from ui.main_window.window import MainWindow
from ui.units.page import UnitsPage
from ui.widgets.desk import Goto

Settle = Callable[[], None]
Open = Callable[[Goto], UnitsPage]


@pytest.fixture
def station(session: Session) -> Unit:
    session.network.begin()
    made = session.network.named("示例村便民服务站")
    post = session.posts.of(made.id)[1]
    session.posts.take(post.id, TypedHolder(name="王守田", phone="13800000001", since="2026-01-01"))
    session.posts.take(post.id, TypedHolder(name="李淑芬", role="B", since="2026-01-01"))
    for day in (9, 12):
        for half in ("am", "pm"):
            session.roster.put(session.clock.today().replace(day=day), half, "A", "王守田" if day == 9 else "赵一")
    return made


@pytest.fixture
def grid(session: Session, station: Unit) -> Unit:
    made, _ = session.network.add(TypedUnit(kind="grid", name="第一网格", parent_id=station.id))
    for number, group in enumerate(("一组", "一组", "二组")):
        typed = TypedHousehold(number=str(number), head_name=f"赵{number}", villager_group=group)
        home, _ = session.people.register_household(typed, session.operator.id)
        session.people.register(TypedResident(name=f"赵{number}", household_id=home.id), session.operator.id)
    return made


@pytest.fixture
def open_page(window: MainWindow, settle: Settle) -> Open:
    def opened(goto: Goto) -> UnitsPage:
        window.go(goto)
        settle()
        page = window.page()
        assert isinstance(page, UnitsPage)
        return page

    return opened
