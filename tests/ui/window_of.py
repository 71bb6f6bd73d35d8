"""The real window of an office, at one of its places."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.main_window.window import HIGH, WIDE, MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto
from ui.widgets.windowed import WindowedModel

Settle = Callable[[], None]
Look = Callable[[QWidget], list[str]]


def rows_of(model: WindowedModel) -> list[list[str]]:
    """Give what a list shows, row by row."""
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def look_at_views(
    window: MainWindow, dressed: QApplication, views: list[Goto], looks: tuple[Look, Look], settle: Settle, qtbot: QtBot
) -> None:
    """Go to every view at both text sizes: nothing is cut, nothing nameless, nothing wider than a small screen."""
    cut, nameless = looks
    for percent in (100, 200):
        show_text_size(dressed, percent)
        for goto in views:
            window.go(goto)
            settle()
            page = window.page()
            qtbot.waitUntil(partial(_is_whole, page, cut))
            assert nameless(page) == [], (percent, goto)
            hint = window.minimumSizeHint()
            assert hint.width() <= WIDE, (percent, goto, hint)
            assert hint.height() <= HIGH, (percent, goto, hint)


def _is_whole(page: QWidget, cut: Look) -> bool:
    return cut(page) == []
