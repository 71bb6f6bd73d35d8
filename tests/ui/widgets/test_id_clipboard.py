"""Identity numbers do not stay on the clipboard (FAULTS test 41)."""

from collections.abc import Iterator
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from ui.widgets.id_clipboard import SECONDS, IdClipboard, copy_id_number, holds_id_number

NUMBER = "110101199003074514"


@pytest.fixture
def timer() -> QTimer:
    return QTimer()


@pytest.fixture
def keeper(dressed: QApplication, timer: QTimer) -> Iterator[IdClipboard]:
    made = IdClipboard(dressed.clipboard(), timer, lambda: True)
    yield made
    made.clear()
    dressed.clipboard().dataChanged.disconnect(made._look)


def test_a_number_is_hidden_from_histories_and_gone_after_ten_seconds(
    dressed: QApplication, keeper: IdClipboard, timer: QTimer
) -> None:
    board = dressed.clipboard()
    copy_id_number(NUMBER)
    assert board.text() == NUMBER
    kinds = board.mimeData().formats()
    assert "x-kde-passwordManagerHint" in kinds
    assert any("ExcludeClipboardContentFromMonitorProcessing" in kind for kind in kinds)
    assert timer.isActive()
    assert timer.interval() == SECONDS * 1000
    timer.timeout.emit()
    assert board.text() == ""
    assert not timer.isActive()
    assert keeper is not None


@pytest.mark.parametrize("text", [f"身份证号 {NUMBER}", "11010119900307451x", "110101900307451"])
def test_numbers_copied_anywhere_in_the_program_are_looked_after(
    dressed: QApplication, keeper: IdClipboard, timer: QTimer, text: str
) -> None:
    dressed.clipboard().setText(text)
    assert "x-kde-passwordManagerHint" in dressed.clipboard().mimeData().formats()
    keeper.clear()
    assert dressed.clipboard().text() == ""
    assert not timer.isActive()


def test_what_came_after_it_stays(dressed: QApplication, keeper: IdClipboard, timer: QTimer) -> None:
    copy_id_number(NUMBER)
    dressed.clipboard().setText("别的文字")
    timer.timeout.emit()
    assert dressed.clipboard().text() == "别的文字"
    assert keeper is not None


def test_other_texts_are_left_alone(dressed: QApplication, keeper: IdClipboard, timer: QTimer) -> None:
    dressed.clipboard().setText("2026-00017 李守业 19900000001")
    assert not timer.isActive()
    keeper.clear()
    assert dressed.clipboard().text() != ""


def test_what_another_program_copied_is_not_ours(dressed: QApplication, timer: QTimer) -> None:
    keeper = IdClipboard(dressed.clipboard(), timer, lambda: False)
    dressed.clipboard().setText(NUMBER)
    assert not timer.isActive()
    keeper.clear()
    assert dressed.clipboard().text() == NUMBER
    copy_id_number(NUMBER)
    assert timer.isActive()
    keeper.clear()
    assert dressed.clipboard().text() == ""


def test_the_selection_of_x11_is_emptied_too(timer: QTimer) -> None:
    board = MagicMock()
    board.text.return_value = NUMBER
    keeper = IdClipboard(board, timer)
    keeper._look()
    keeper.clear()
    emptied = [call.args[0] for call in board.clear.mock_calls]
    assert emptied == [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection]


@pytest.mark.parametrize("text", ["2026-00017", "19900000001", "1234567890123456", "62220000000000000001", ""])
def test_what_has_not_the_shape_is_no_number(text: str) -> None:
    assert not holds_id_number(text)
