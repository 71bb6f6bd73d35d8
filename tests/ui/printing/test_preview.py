"""The preview of a paper: what is shown is what is printed and saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Refused
from ui.printing import preview
from ui.printing.preview import Preview, Sheet
from ui.printing.queues import Queue
from ui.say import Strip
from ui.work import Work

PDF = (Path(__file__).parent / "page.pdf").read_bytes()
Settle = Callable[[], None]


class Holder(QWidget):
    def __init__(self, inner: Preview) -> None:
        super().__init__()
        self.strip = Strip()
        column = QVBoxLayout(self)
        column.addWidget(inner)
        column.addWidget(self.strip)
        self.inner = inner


@pytest.fixture
def holder(qtbot: QtBot, work: Work, shown: Callable[[QWidget], QWidget], settle: Settle) -> Holder:
    made = Holder(Preview(work, find_queues=lambda: [Queue("desk", "桌上的打印机", is_default=True)]))
    made.resize(900, 600)
    shown(made)
    made.inner.show_sheet(Sheet("受理通知单 2026-00001", PDF, 1))
    settle()
    return made


def test_the_page_is_drawn_and_the_printer_offered(holder: Holder) -> None:
    assert holder.inner.view.is_drawn()
    assert holder.inner.queue.value() == "desk"
    assert holder.inner.print_button.isEnabled()


def test_the_same_bytes_go_to_the_queue(holder: Holder, monkeypatch: pytest.MonkeyPatch, settle: Settle) -> None:
    handed: list[tuple[bytes, str, str, int]] = []

    def take(pdf: bytes, queue: str, paper: str, *, copies: int, landscape: bool, pictures: object) -> None:
        handed.append((pdf, queue, paper, copies))

    monkeypatch.setattr(preview, "print_pdf", take)
    told: list[int] = []
    holder.inner.printed.connect(told.append)
    holder.inner.copies.choose("2")
    holder.inner.print_button.click()
    settle()
    assert handed == [(PDF, "desk", "A4", 2)]
    assert told == [2]
    assert "2 份" in holder.strip.sentence()


def test_a_printer_that_refuses_is_told_and_can_be_asked_again(
    holder: Holder, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refused("没有打印出来：没有纸。", untouched="文件已经做好，没有丢。")

    monkeypatch.setattr(preview, "print_pdf", refuse)
    holder.inner.print_button.click()
    settle()
    assert "没有纸" in holder.strip.sentence()
    assert holder.inner.print_button.isEnabled()


def test_saving_writes_the_bytes_under_a_pdf_name(holder: Holder, tmp_path: Path, settle: Settle) -> None:
    holder.inner.save_to(tmp_path / "受理通知单")
    settle()
    assert (tmp_path / "受理通知单.pdf").read_bytes() == PDF
    assert "受理通知单.pdf" in holder.strip.sentence()
    holder.inner.save_to(tmp_path / "没有这个文件夹" / "a.pdf")
    settle()
    assert "没有保存" in holder.strip.sentence()


def test_without_a_printer_the_way_to_a_file_is_offered(
    qtbot: QtBot, work: Work, shown: Callable[[QWidget], QWidget], settle: Settle
) -> None:
    made = Holder(Preview(work, find_queues=list))
    shown(made)
    made.inner.show_sheet(Sheet("答复单", PDF, 1))
    settle()
    assert not made.inner.print_button.isEnabled()
    assert made.inner.first_focus() is made.inner._save
    assert not made.inner._none.isHidden()
    made.inner.clear()
    assert made.inner._none.isHidden()


def test_the_printer_of_the_settings_is_offered_first(
    qtbot: QtBot, work: Work, shown: Callable[[QWidget], QWidget], settle: Settle
) -> None:
    found = [Queue("desk", "桌上的打印机", is_default=True), Queue("hall", "大厅的打印机", is_default=False)]
    made = Holder(Preview(work, find_queues=lambda: found, preferred=lambda: "hall"))
    shown(made)
    made.inner.show_sheet(Sheet("公示", PDF, 1, "A3"))
    settle()
    assert made.inner.queue.value() == "hall"
    made.inner.queue.choose("desk")
    made.inner.show_sheet(Sheet("公示", PDF, 1, "A3"))
    settle()
    assert made.inner.queue.value() == "desk"


def test_a_printer_of_the_settings_that_is_gone_gives_way_to_the_default(
    qtbot: QtBot, work: Work, shown: Callable[[QWidget], QWidget], settle: Settle
) -> None:
    found = [Queue("desk", "桌上的打印机", is_default=True)]
    made = Holder(Preview(work, find_queues=lambda: found, preferred=lambda: "old"))
    shown(made)
    made.inner.show_sheet(Sheet("公示", PDF, 1))
    settle()
    assert made.inner.queue.value() == "desk"
