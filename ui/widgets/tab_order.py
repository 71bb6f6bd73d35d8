"""Tab goes as the eye goes: through the layouts in their order, wherever and whenever a widget was built.

Qt's own chain is the order of building: buttons and boxes that are built anew would come after everything else.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def beside(root: QWidget, focused: QWidget | None, *, forwards: bool) -> QWidget | None:
    """Give the widget below ``root`` that Tab (or Shift+Tab) leads to from ``focused``; round the ends."""
    takers = [one for one in _in_order(root) if one is focused or _takes_tab(one)]
    if focused not in takers:
        return takers[0 if forwards else -1] if takers else None
    at = takers.index(focused) + (1 if forwards else -1)
    found = takers[at % len(takers)]
    return None if found is focused else found


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return (widget.focusPolicy() & tab) == tab and widget.isEnabled() and widget.focusProxy() is None


def _in_order(parent: QWidget) -> Iterator[QWidget]:
    """Walk what is shown: what a layout holds in its order, then what lies in no layout in the order of building."""
    layout = parent.layout()
    children = [] if layout is None else list(_laid(layout))
    children += [
        one for one in parent.children() if isinstance(one, QWidget) and not one.isWindow() and one not in children
    ]
    for child in children:
        if child.isVisible():
            yield child
            yield from _in_order(child)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
