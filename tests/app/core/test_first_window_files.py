"""The small files around the first window: the text size, the log of faults, a file that the clerk brought."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core import fault_log
from app.core.brought_file import brought_bytes
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.screen import remember_text_size, remembered_text_size

CLOCK = FixedClock(datetime(2026, 10, 9, 1, 0, tzinfo=UTC))


def test_the_text_size_is_remembered_beside_the_data(tmp_path: Path) -> None:
    assert remembered_text_size(tmp_path) == 100
    remember_text_size(tmp_path, 150)
    assert remembered_text_size(tmp_path) == 150
    (tmp_path / "screen.txt").write_bytes(b"\xff\xfe")
    assert remembered_text_size(tmp_path) == 100
    (tmp_path / "screen.txt").write_text("20")
    assert remembered_text_size(tmp_path) == 100
    remember_text_size(tmp_path / "nowhere" / "deep", 150)
    assert remembered_text_size(tmp_path / "nowhere" / "deep") in {100, 150}


def broken(name: str) -> None:
    """Fail with a value in the message."""
    raise ValueError(name)


def fault_of(name: str) -> BaseException:
    """Give the fault with its trace."""
    try:
        broken(name)
    except ValueError as fault:
        return fault
    raise AssertionError


def test_the_log_of_faults_names_kinds_and_places_but_no_value(tmp_path: Path) -> None:
    fault = fault_of("张三 11010519491231002X")
    for _ in range(2):
        path = fault_log.keep_fault(tmp_path / "logs", CLOCK, type(fault), fault.__traceback__)
    text = path.read_text("utf-8")
    assert text.count("ValueError") == 2
    assert text.startswith("2026-10-09 01:00:00 程序出了问题：ValueError\n")
    assert "test_first_window_files.py" in text
    assert " broken\n" in text
    assert "张三" not in text
    assert "11010519491231002X" not in text


def test_a_brought_file_is_read_or_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "表.json").write_bytes(b"{}")
    assert brought_bytes(tmp_path / "表.json", "放假安排表") == b"{}"
    with pytest.raises(Refused, match=r"“表\.json”太大，不像放假安排表"):
        brought_bytes(tmp_path / "表.json", "放假安排表", largest=1)
    with pytest.raises(Refused, match=r"“没有\.json”读不出来"):
        brought_bytes(tmp_path / "没有.json", "放假安排表")
