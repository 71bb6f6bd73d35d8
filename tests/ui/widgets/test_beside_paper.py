"""Choices and paper stand side by side in a wide window and one below the other in a narrow one."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.beside_paper import BesidePaper

LEAST = 300


@pytest.mark.parametrize(("wide", "is_beside"), [(1200, True), (600, False)])
def test_the_paper_stands_where_there_is_room(qtbot: QtBot, wide: int, is_beside: bool) -> None:
    choices, paper = QWidget(), QWidget()
    laid = BesidePaper(choices, paper, shares=(2, 3), least=LEAST, sheet=paper)
    qtbot.addWidget(laid)
    laid.resize(wide, 900)
    laid.show()
    qtbot.waitUntil(lambda: (choices.y() == paper.y()) is is_beside)
    assert (paper.minimumHeight() == LEAST) is not is_beside
