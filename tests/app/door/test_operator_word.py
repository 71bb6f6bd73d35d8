"""``operator``: people with names and rights, through the door."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.session import Session
from tests.conftest import PASSWORD

HERS, NEW = "我是小李的密码", "换过的一句话呢"
Door = Callable[..., Any]


@pytest.fixture
def door(
    session: Session,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Door:
    session.close()
    (tmp_path / "hers").write_text(f"{HERS}\r\n", encoding="utf-8")
    (tmp_path / "new").write_text(NEW, encoding="utf-8")

    def call(*words: str, code: int = 0, password: str = PASSWORD) -> Any:
        monkeypatch.setenv("CUNZHAN_PASSWORD", password)
        assert answer(["--home", str(session.home.folder), "operator", *words, "--json"], clock) == code
        told = capsys.readouterr()
        return told.err if code else json.loads(told.out)

    return call


def test_people_come_change_and_go(door: Door, tmp_path: Path) -> None:
    file = ("--new-password-file", str(tmp_path / "hers"))
    assert door("add", "李代办", "--role", "代办员", *file)["name"] == "李代办"
    listed = door("list")
    assert [(one["name"], one["role"], one["has_password"]) for one in listed] == [
        ("王守田", "站长", True),
        ("李代办", "代办员", True),
    ]
    assert listed[0]["last_entry"].startswith("2026-10-09")
    assert listed[1]["last_entry"] is None
    assert door("role", "李代办", "查看")["role"] == "查看"
    assert door("rename", "李代办", "李小妹")["name"] == "李小妹"
    assert door("list", password=HERS)[1]["name"] == "李小妹"
    door("set-password", "李小妹", "--new-password-file", str(tmp_path / "new"))
    assert "密码不对" in door("list", password=HERS, code=2)
    assert "“查看”只能看" in door("remove", "王守田", "--reason", "试试", password=NEW, code=2)
    door("remove", "李小妹", "--reason", "调走")
    assert len(door("list")) == 1
    assert "密码不对" in door("list", password=NEW, code=2)
    assert door("mend") == []


def test_ones_own_password_is_changed_with_the_one_that_opened(door: Door, tmp_path: Path) -> None:
    door("set-password", "王守田", "--new-password-file", str(tmp_path / "new"))
    door("list", code=2)
    assert len(door("list", password=NEW)) == 1


def test_what_cannot_be_is_refused_in_a_sentence(door: Door, tmp_path: Path) -> None:
    file = ("--new-password-file", str(tmp_path / "hers"))
    assert "没有“会计”这种权限" in door("add", "甲", "--role", "会计", *file, code=2)
    assert "没有叫“没有此人”的操作员" in door("role", "没有此人", "查看", code=2)
    assert "最后一位能登录的站长" in door("role", "王守田", "查看", code=2)
    assert "不能移去自己" in door("remove", "王守田", "--reason", "走了", code=2)
    missing = ("--new-password-file", str(tmp_path / "missing"))
    assert "新密码的文件读不出来" in door("add", "甲", "--role", "查看", *missing, code=2)


def test_wrong_tries_are_waited_for_and_the_door_says_how_long(door: Door, clock: FixedClock) -> None:
    for _ in range(2):
        assert "密码不对" in door("list", password="不对不对", code=2)
    assert "已经错了 3 次，2 秒后可以再试" in door("list", password="不对不对", code=2)
    assert "请等 2 秒再试" in door("list", code=2)
    clock.advance(seconds=2)
    assert len(door("list")) == 1


def test_the_list_says_in_words_what_each_may(
    door: Door, session: Session, clock: FixedClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    door("add", "甲", "--role", "查看", "--new-password-file", str(tmp_path / "hers"))
    assert answer(["--home", str(session.home.folder), "operator", "list"], clock) == 0
    told = capsys.readouterr().out
    assert "甲  查看  只能看" in told
    assert "王守田  站长  登记和办理代办件、" in told
