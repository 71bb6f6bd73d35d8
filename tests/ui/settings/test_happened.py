from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import DiskTrouble
from tests.ui.people_of import villager
from ui.main_window.window import MainWindow
from ui.settings.happened_part import HappenedPart
from ui.widgets.desk import Desk, Goto


def happened(window: MainWindow, settle: Callable[[], None]) -> HappenedPart:
    window.go(Goto("settings", what="happened"))
    settle()
    part = window.page().findChild(HappenedPart)
    assert isinstance(part, HappenedPart)
    return part


def test_the_last_events_stand_there_in_words(window: MainWindow, desk: Desk, settle: Callable[[], None]) -> None:
    desk.session.hear(DiskTrouble("磁盘满了"))
    part = happened(window, settle)
    assert "没有做成：DiskTrouble" in part._lines.words()[0]


def test_a_sheet_for_the_helper_holds_no_person(
    window: MainWindow, desk: Desk, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    villager(desk.session, "李淑芬")
    path = tmp_path / "说明.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    part = happened(window, settle)
    part.save.click()
    settle()
    text = path.read_text("utf-8-sig")
    assert "residents = 1" in text
    assert "李淑芬" not in text
    assert "示例村" not in text
    assert "拷给帮忙的人" in window.page().strip.sentence()


def test_nothing_is_cut(
    window: MainWindow, settle: Callable[[], None], cut: Callable[[QWidget], list[str]]
) -> None:
    happened(window, settle)
    assert cut(window.page()) == []
