"""``case``: a request's whole life through the headless door."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.opening import OfficeSetup, create_office
from app.people.facts import TypedResident
from tests.conftest import PASSWORD

Door = Callable[..., Any]


@pytest.fixture
def home(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Path:
    """Set up a station in which two people have one name."""
    session, _ = create_office(tmp_path / "station", setup, clock=clock)
    for group in ("一组", "二组"):
        session.people.register(TypedResident(name="李守业", villager_group=group), session.operator.id)
    session.people.register(
        TypedResident(name="王小苗", birth_day="2012-05-01", address="三组 5 号", phone="19900000001"),
        session.operator.id,
    )
    session.close()
    return tmp_path / "station"


@pytest.fixture
def door(home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Door:
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def call(*words: str, code: int = 0) -> Any:
        assert answer(["--home", str(home), "case", *words, "--json"], clock) == code
        told = capsys.readouterr()
        return told.err if code else json.loads(told.out)

    return call


def test_a_request_goes_its_way(door: Door, clock: FixedClock) -> None:
    made = door(
        "register", "--resident", "王小苗", "--item", "d01", "--papers", "户口簿、身份证复印件", "--channel", "上门"
    )
    assert (made["number"], made["applicant"], made["state"]) == ("2026-00001", "王小苗", "registered")
    number = made["number"]
    assert door("accept", number)["state"] == "accepted"
    clock.advance(days=1)
    assert door("hand-over", number)["state_text"] == "已报送"
    assert door("pause", number, "--reason", "县里入户核查", "--days", "5")["badge"] == "挂起"
    clock.advance(days=4)
    assert door("resume", number)["state"] == "handed_over"
    assert door("supplement", number, "--reason", "缺家庭收入证明")["state"] == "supplementing"
    assert door("resume", number)["state"] == "handed_over"
    assert door("extend", number, "--reason", "情况复杂", "--days", "5")["due"] == "2026-11-30"
    assert door("conclude", number, "--result", "准予", "--document", "民字 5 号")["badge"] == "已办结"
    assert door("deliver", number)["state"] == "delivered"
    assert door("rate", number, "--level", "2", "--tag", "多头跑")["state"] == "rated"
    assert "差评还没有整改" in door("archive", number, code=2)
    assert door("correct", number, "--reason", "上门道歉")["state"] == "rated"
    assert door("archive", number)["state"] == "archived"
    shown = door("show", "1")
    assert [event["what"] for event in shown["events"]][:3] == ["register", "accept", "hand-over"]
    assert {"what", "day", "operator", "reason"} <= shown["events"][0].keys()
    assert (shown["visit_address"], shown["applicant_minor"], shown["result_words"]) == ("三组 5 号", True, "准予")
    assert {"number", "applicant", "item", "state", "accepted", "due", "badge"} <= shown.keys()
    assert door("figures", "--month", "2026-10")["concluded"] == 1


def test_people_of_one_name_are_told_apart(door: Door) -> None:
    told = door("register", "--resident", "李守业", "--item", "D13", code=2)
    assert "有 2 位村民叫“李守业”" in told
    chosen = told.split("请用编号：")[1].split("（")[0]
    assert door("register", "--resident", chosen, "--item", "D13")["applicant"] == "李守业"
    assert door("register", "--resident", "过路的人", "--item", "D52")["group"] == ""
    assert "没有这个身份证号" in door("register", "--resident", "110101194912310024", "--item", "D52", code=2)


def test_lists(door: Door, clock: FixedClock) -> None:
    for name in ("甲", "乙", "丙"):
        door("register", "--resident", name, "--item", "D13")
    door("accept", "2")
    assert [line["applicant"] for line in door("list")] == ["丙", "乙", "甲"]
    assert [line["applicant"] for line in door("list", "--state", "已受理")] == ["乙"]
    assert [line["applicant"] for line in door("list", "--state", "registered", "--item", "d13", "--limit", "1")] == [
        "丙"
    ]
    assert door("list", "--overdue") == []
    assert "状态里没有“睡了”" in door("list", "--state", "睡了", code=2)
    clock.advance(days=10)
    (late,) = door("list", "--overdue")
    assert late["badge"] == "已超期 4 个工作日"
    assert (
        door("list", "--department", "人社", "--month", "2026-10", "--text", "乙", "--open")[0]["number"]
        == "2026-00002"
    )
    assert (
        door("explain-overdue", "2", "--reason", "忘了", "--party", "村站", "--measure", "提醒")["number"]
        == "2026-00002"
    )


def test_what_was_registered_by_mistake(door: Door) -> None:
    door("register", "--resident", "甲", "--item", "D13")
    assert "写明原因" in door("remove", "1", code=2)
    assert door("remove", "1", "--reason", "重复") == {"number": "1", "removed": True}
    assert "没有编号" in door("show", "1", code=2)


def test_questions_and_corrections(door: Door) -> None:
    door("register", "--resident", "甲", "--item", "D52")
    answered = door("answer", "1", "--result", "已告知到派出所办")
    assert answered["badge"] == "已答复"
    assert door("show", "1")["result_text"] == "已告知到派出所办"
    assert door("amend", "1", "--reason", "写错", "--set", "applicant_phone=19900000002")["number"] == "2026-00001"
    assert "字段=内容" in door("amend", "1", "--reason", "写错", "--set", "phone", code=2)
    assert "不用评价等次" in door("archive", "1", "--level", "3", code=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("register", "--resident", "甲", "--item", "X99"), "目录里没有"),
        (("register", "--resident", "甲", "--item", "D13", "--day", "昨天"), "“昨天”不是日期"),
        (("register", "--resident", "甲", "--item", "D37", "--content", "开单身证明"), "村里不能开"),
        (("list", "--month", "十月"), "“十月”不是月份"),
        (("accept", "99"), "没有编号为 2026-00099 的件"),
    ],
)
def test_refusals_are_sentences(door: Door, words: tuple[str, ...], told: str) -> None:
    assert told in door(*words, code=2)


def test_sentences_for_a_person(home: Path, door: Door, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> None:
    door("register", "--resident", "甲", "--item", "D13", "--day", "2026-10-08")
    assert answer(["--home", str(home), "case", "show", "1"], clock) == 0
    assert "2026年10月8日 登记（王守田）" in capsys.readouterr().out
    assert answer(["--home", str(home), "case", "list", "--state", "archived"], clock) == 0
    assert capsys.readouterr().out == "没有符合的件。\n"
    assert answer(["--home", str(home), "case", "figures", "--month", "2026-10"], clock) == 0
    assert "登记 1 件" in capsys.readouterr().out
