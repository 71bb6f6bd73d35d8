from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part
from ui.widgets.sections import Section, SectionedPage


class Remembering(Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "流水", "查")
        self.asked: list[tuple[str, str]] = []

    def opened(self, subject: str = "", what: str = "") -> None:
        self.asked.append((subject, what))


def page_of(desk: Desk, *keys: str) -> SectionedPage:
    return SectionedPage(desk, "settings", "设置", [Section(key, key, Remembering) for key in keys])


def test_a_section_is_built_when_it_is_first_shown_and_handed_the_rest(
    desk: Desk, shown: Callable[[QWidget], QWidget]
) -> None:
    page = page_of(desk, "one", "two")
    shown(page)
    page.opened()
    assert list(page._parts) == ["one"]
    page.opened("7", "two:search")
    two = page.section("two")
    assert page.part() is two
    assert isinstance(two, Remembering)
    assert two.asked == [("7", "search")]
    assert page._buttons["two"].isChecked()
    assert page.title() == "流水"
    page.opened("", "unknown")
    assert page.part() is page.section("one")


def test_a_press_on_its_name_goes_there_through_the_window(desk: Desk) -> None:
    page, gone = page_of(desk, "one", "two"), list[Goto]()
    page.goto.connect(gone.append)
    page._buttons["two"].click()
    assert gone == [Goto("settings", what="two")]


def test_one_section_needs_no_row(desk: Desk, shown: Callable[[QWidget], QWidget]) -> None:
    page = page_of(desk, "one")
    shown(page)
    assert not page._buttons["one"].isVisible()
