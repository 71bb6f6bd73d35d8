"""Duties of ledgers on the home page: they come after the first sight, each with the button that does it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.agenda.facts import AgendaLine
from app.session import Session
from tests.app.agenda.ledger_office import add
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.today.doors import door_of
from ui.today.page import TodayPage
from ui.today.reading import Home
from ui.widgets.desk import Goto
from ui.widgets.known import read_known, with_known

Settle = Callable[[], None]


@pytest.fixture
def busy(page: TodayPage, session: Session, settle: Settle) -> TodayPage:
    """Show three duties: one to answer, one to visit for, one that asks for new entries."""
    add(session, "appeal", day="2026-09-14", resident="赵四", handler="李梅")
    add(session, "care_visit", day="2026-10-01", resident="钱二")
    add(session, "grassroots_days", person="孙国庆", day="2026-03-02", days="1")
    page.opened()
    settle()
    settle()
    return page


def lines(page: TodayPage) -> dict[str, AgendaLine]:
    return {line.title: line for panel in page.panels for line in panel.group.lines if line.subject == "ledger"}


def press(page: TodayPage, title: str, *, cannot: bool = False) -> None:
    key = lines(page)[title].due
    button = next(
        found[key] for panel in page.panels if key in (found := panel.cannot if cannot else panel.buttons())
    )
    button.click()


def test_they_come_after_the_first_sight_and_stay(
    page: TodayPage, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    show = page._show

    def look(home: Home) -> None:
        seen.append(home.today.whole)
        show(home)

    page._all_seen = False
    monkeypatch.setattr(page, "_show", look)
    add(session, "care_visit", day="2026-10-01", resident="钱二")
    page.opened()
    settle()
    settle()
    assert seen == [False, True]
    session.emit(session.ledgers.add("appeal", {"resident": "赵四", "content": "路灯", "kind": "其他"})[1])
    settle()
    assert seen == [False, True, True]
    assert list(lines(page)) == ["钱二：去看望"]


def test_the_button_opens_the_step_or_a_new_entry_with_what_is_known(
    busy: TodayPage, window: MainWindow, settle: Settle
) -> None:
    press(busy, "钱二：去看望")
    settle()
    ledgers = window.page()
    assert isinstance(ledgers, LedgersPage)
    assert ledgers.entry.step is not None
    assert ledgers.entry.step.step.key == "visit"
    window.go(Goto("today"))
    settle()
    press(busy, "孙国庆：下基层")
    settle()
    form = ledgers.filling.form
    assert form is not None
    assert "孙国庆" in str(form.given()["person"])


def test_what_cannot_be_done_is_closed_with_a_reason_and_taken_back(
    busy: TodayPage, session: Session, settle: Settle
) -> None:
    press(busy, "钱二：去看望", cannot=True)
    assert busy.question.isVisible()
    assert busy.step_back()
    assert not busy.question.isVisible()
    press(busy, "钱二：去看望", cannot=True)
    panel = busy.question.panel
    assert panel is not None
    panel.form.show_typed({"reason": "人在外地"})
    panel.confirm.click()
    settle()
    closed = lines(busy)["钱二：去看望"]
    assert (closed.done, closed.why) == (True, "做不了，因为人在外地")
    assert busy.strip.sentence() == "写明了做不了：钱二：去看望。"
    assert busy.undo()
    settle()
    assert not lines(busy)["钱二：去看望"].done
    session.emit(session.due_reasons.give(lines(busy)["钱二：去看望"].due, "人在外地"))
    settle()
    press(busy, "钱二：去看望")
    settle()
    assert not lines(busy)["钱二：去看望"].done


def test_one_persons_lines_are_chosen(busy: TodayPage, settle: Settle) -> None:
    assert busy.people.isVisible()
    busy.people.choose("李梅")
    settle()
    assert list(lines(busy)) == ["赵四：答复"]
    assert busy.people.value() == "李梅"
    busy.people.choose("")
    settle()
    assert len(lines(busy)) == 3


def test_the_sheet_for_the_wall_is_shown_and_left(busy: TodayPage, settle: Settle) -> None:
    busy.print_button.click()
    settle()
    wall = busy._wall
    assert wall is not None
    assert wall.isVisible()
    assert wall._sheet is not None
    first = wall._sheet.lines
    wall.span.choose("month")
    settle()
    assert wall._sheet.lines > first
    wall.preview.printed.emit(1)
    assert busy.step_back()
    settle()
    assert not wall.isVisible()
    assert not busy.step_back()


def test_every_line_has_a_door() -> None:
    line = AgendaLine(group="month", subject="x", title="", why="", action="notice-list", verb="", number="2026-09")
    assert door_of(line) == Goto("notices")
    for subject, place, what in (("resident", "people", ""), ("register", "ledgers", "print")):
        made = AgendaLine(group="", subject=subject, title="", why="", action="", verb="", id="k")
        assert door_of(made) == Goto(place, "k", what)
    assert read_known(with_known("new", (("person", "李 梅=?"), ("kind", "党课")))) == (
        "new",
        {"person": "李 梅=?", "kind": "党课"},
    )
    assert read_known("edit") == ("edit", {})


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_nameless_with_duties(
    busy: TodayPage,
    dressed: QApplication,
    percent: int,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
) -> None:
    show_text_size(dressed, percent)
    press(busy, "钱二：去看望", cannot=True)
    busy.opened()
    settle()
    assert cut(busy) == []
    assert nameless(busy) == []
