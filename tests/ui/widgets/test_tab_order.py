"""Tab goes as the eye goes, also to what was built later."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.scrolling import scrolling
from ui.widgets.tab_order import beside

Shown = Callable[[QWidget], QWidget]


def names(root: QWidget, first: QWidget, *, forwards: bool = True) -> list[str]:
    """Walk once round from ``first``."""
    seen, at = list[str](), first
    while not seen or at is not first:
        seen.append(at.accessibleName())
        found = beside(root, at, forwards=forwards)
        assert found is not None
        at = found
    return seen


def button(name: str) -> Button:
    made = Button(name)
    made.setAccessibleName(name)
    return made


def test_the_layout_counts_and_not_the_time_of_building(shown: Shown) -> None:
    window, row, body = QWidget(), QWidget(), QVBoxLayout()
    whole = QVBoxLayout(window)
    flow = FlowRow(row)
    last, first, middle = button("last"), button("first"), TextEntry()
    middle.name_it("middle")
    body.addWidget(middle)
    whole.addWidget(row)
    whole.addWidget(scrolling(body))
    pair = QHBoxLayout()
    pair.addWidget(last)
    whole.addLayout(pair)
    flow.addWidget(first)
    flow.addWidget(button("later"))
    shown(window)
    assert names(window, first) == ["first", "later", "middle", "last"]
    assert names(window, last, forwards=False) == ["last", "middle", "later", "first"]


def test_hidden_disabled_and_mouse_only_widgets_are_passed_over(shown: Shown) -> None:
    window = QWidget()
    whole = QVBoxLayout(window)
    one, hidden, grey, clicked, two = (button(name) for name in ("one", "hidden", "grey", "clicked", "two"))
    for widget in (one, hidden, grey, clicked, two):
        whole.addWidget(widget)
    hidden.hide()
    grey.setEnabled(False)
    shown(window)
    clicked.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert names(window, one) == ["one", "two"]
    assert beside(window, None, forwards=True) is one
    assert beside(window, None, forwards=False) is two
    two.hide()
    assert beside(window, one, forwards=True) is None
    one.hide()
    assert beside(window, None, forwards=True) is None
