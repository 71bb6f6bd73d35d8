"""Drives as places to write to."""

from datetime import date
from pathlib import Path

from tests.ui.window_of import Settle
from ui.widgets.drives import Drive, drives, is_removable, shown_size
from ui.widgets.months import months_back
from ui.widgets.where import WherePicker
from ui.work import Work


def test_only_mounted_media_count() -> None:
    assert is_removable("/media/wang/KINGSTON")
    assert is_removable("/run/media/wang/KINGSTON")
    assert not is_removable("/home")
    assert all(is_removable(drive.folder) for drive in drives())


def test_sizes_are_told_in_words() -> None:
    shown = [shown_size(size) for size in (1, 200_000, 5 * 1024**2, 3_400_000_000)]
    assert shown == ["1 KB", "195 KB", "5 MB", "3.2 GB"]


def test_a_drive_that_is_plugged_in_is_offered(work: Work, settle: Settle, qtbot: object) -> None:
    plugged: list[Drive] = []
    picker = WherePicker(work, "写到", find_drives=lambda: plugged)
    assert picker.folder() is None
    picker.offer_folder("/data/上次的文件夹")
    plugged.append(Drive("/media/wang/KINGSTON", "KINGSTON", 3_400_000_000))
    picker.look()
    settle()
    assert picker.folder() == Path("/data/上次的文件夹")
    picker.choose(Path("/media/wang/KINGSTON"))
    assert picker.box.currentText() == "移动盘 KINGSTON（剩 3.2 GB）"
    plugged.clear()
    picker.look()
    settle()
    assert picker.folder() == Path("/media/wang/KINGSTON")
    assert picker.box.currentText() == "/media/wang/KINGSTON"


def test_months_go_back_over_the_year() -> None:
    assert months_back(date(2026, 2, 3), 4) == ["2026-02", "2026-01", "2025-12", "2025-11"]
