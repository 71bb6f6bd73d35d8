from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import event_log
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.event_log import EventLog, log_words

CLOCK = FixedClock(datetime(2026, 10, 9, 9, 0, tzinfo=timezone(timedelta(hours=8))))


def test_what_happened_last_is_read_newest_first(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "logs", CLOCK)
    log.tell("open", schema=2, journal=7)
    log.tell("fault", "one.py:3 broken", kind="KeyError")
    assert [event.words for event in log.last()] == ["程序出了问题：KeyError", "打开了办公点（第 2 版数据，流水 7 条）"]
    assert log.last(1)[0].moment == "2026-10-09 09:00:00"
    assert list(log.lines())[-1] == "  one.py:3 broken"


@given(st.text(min_size=1))
def test_no_text_but_short_plain_words_gets_in(text: str) -> None:
    shown = event_log._plain(text)
    assert shown == "…" or (shown.isascii() and len(shown) <= 80 and shown == text)


@pytest.mark.parametrize(
    "value", ["李淑芬", "231221196203080023", "13800001234", 13800001234, 231221196203080023, "a\nb"]
)
def test_what_could_be_a_person_is_left_out(tmp_path: Path, value: str | int) -> None:
    log = EventLog(tmp_path, CLOCK)
    log.tell("fault", kind=value)
    assert str(value) not in log.path.read_text("utf-8")


def test_files_turn_over_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, words = EventLog(tmp_path, CLOCK), log_words()
    monkeypatch.setattr(event_log, "log_words", lambda: event_log.LogWords(60, 3, words.events))
    for times in range(1, 30):
        log.tell("wrong", times=times)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["program.log", "program.log.1", "program.log.2"]
    told = [event.words for event in log.last()]
    assert told[0].endswith("29 次")
    assert told == sorted(told, key=lambda text: -int(text.split()[-2]))
    assert 2 <= len(told) < 10


def test_a_refusal_is_noted_by_kind_and_place_without_its_sentence(tmp_path: Path) -> None:
    log = EventLog(tmp_path, CLOCK)
    with pytest.raises(Refused) as told:
        raise Refused("李淑芬已经登记。")
    text = log.refused(told.value).read_text("utf-8")
    assert "没有做成：Refused（test_event_log.py:" in text
    assert "李淑芬" not in text


def test_a_disk_that_refuses_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = EventLog(tmp_path / "file", CLOCK)
    log.tell("start", version="1", system="x")
    assert log.last() == []


def test_an_event_that_is_not_declared_is_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        EventLog(tmp_path, CLOCK).tell("gossip")
