"""The words ``unit``, ``network`` and ``roster``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.documents.reading import page_texts
from app.door import answer
from app.people.facts import TypedHousehold
from app.session import Session
from tests.conftest import PASSWORD

Say = Callable[..., str]
STATION = "示例村便民服务站"


@pytest.fixture
def homes(session: Session) -> None:
    for number, head in (("101", "赵一"), ("102", "钱二")):
        typed = TypedHousehold(number=number, head_name=head, villager_group="一组")
        session.people.register_household(typed, session.operator.id)


@pytest.fixture
def say(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def said(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        given = answer(["--home", str(session.home.folder), *words], clock)
        shown = capsys.readouterr()
        assert given == code, shown.err
        return shown.out + shown.err

    return said


def test_the_network_from_the_first_unit_to_the_wall(say: Say, tmp_path: Path) -> None:
    assert "还没有单位" in say("unit", "list")
    assert STATION in say("unit", "begin")
    assert "已设立便民服务点" in say("unit", "add", "东头服务点", "--kind", "便民服务点", "--under", STATION)
    say("unit", "add", "西头服务点", "--kind", "service_point", "--under", STATION, "--phone", "0455-5550101")
    say("unit", "post", "东头服务点", "信息员", "--duties", "远程教育")
    hold = ("unit", "hold", "东头服务点", "信息员", "赵一", "--role", "B", "--phone", "0455-5550102", "--office-phone")
    assert "赵一 现在是“东头服务点”的信息员（B 岗）" in say(*hold)
    assert "没有“会计”这个岗位" in say("unit", "hold", "东头服务点", "会计", "赵一", code=2)
    shown = say("unit", "show", "东头服务点")
    assert "信息员：B 岗 赵一 0455-5550102" in shown
    assert "服务点负责人：没有人" in shown
    told = json.loads(say("unit", "show", "东头服务点", "--json"))
    assert (told["unit"]["kind"], len(told["posts"]), told["households"]) == ("service_point", 2, 0)
    assert "└─西头服务点" in say("unit", "list").replace("　", "")
    say("network", "--out", str(tmp_path / "图"))
    text = "".join(page_texts((tmp_path / "图.pdf").read_bytes()))
    assert "东头服务点" in text.replace("\n", "")
    say("unit", "add", "第一网格", "--kind", "网格", "--under", STATION)
    assert "A4" in say("network", "--grids", "--out", str(tmp_path / "grids.pdf"))
    assert "已并入" in say("unit", "merge", "东头服务点", "西头服务点", "--reason", "两点合一")
    assert "已关闭" in say("unit", "close", "西头服务点", "--reason", "不办了", "--day", "2026-10-01")
    assert "服务点" not in say("unit", "list").replace("便民服务", "")
    assert "2026-10-01 不办了" in say("unit", "list", "--all")
    assert "重新设立" in say("unit", "reopen", "西头服务点", "--reason", "又办了")


def test_the_roster_from_the_pattern_to_the_wall(say: Say, tmp_path: Path) -> None:
    assert "没有排班" in say("roster", "month", "2026-10")
    assert "没有写谁来值班" in say("roster", "lay", "2026-10", code=2)
    lay = ("roster", "lay", "2026-10", "--people", "王守田", "赵一", "--second", "--from", "2026-10-16")
    assert "共 44 班" in say(*lay)
    assert "10月16日（周五） 上午 A 岗 王守田" in say("roster", "month", "2026-10").replace("\n", " ")[:40]
    assert json.loads(say("roster", "month", "2026-10", "--json"))[0]["person"]["name"] == "王守田"
    assert "2026-11 排好了" in say("roster", "lay", "2026-11")
    assert "已互换" in say("roster", "swap", "2026-10-16", "2026-10-19")
    assert "值班（全天）：赵一" in say("roster", "today", "--day", "2026-10-16")
    stand_in = ("roster", "stand-in", "赵一", "钱二", "--from", "2026-10-16", "--reason", "开会")
    assert "钱二 替 赵一" in say(*stand_in)
    assert "值班（全天）：钱二（赵一开会）" in say("roster", "today", "--day", "2026-10-16")
    assert "没有排班" in say("roster", "today")
    assert "1 页（A4）" in say("roster", "month", "2026-10", "--out", str(tmp_path / "roster.pdf"))
    assert (tmp_path / "roster.pdf").read_bytes().startswith(b"%PDF")
    assert "已经排过班" in say("roster", "lay", "2026-11", code=2)
    say("roster", "lay", "2026-11", "--again", "--per", "week", "--people", "孙三")


def test_the_search_word_tells_a_unit(say: Say) -> None:
    say("unit", "begin")
    assert "组织  示例村便民服务站  村便民服务站" in say("search", "示例村便民")


def test_posts_and_households_are_put_right_from_the_door(homes: None, say: Say) -> None:
    say("unit", "begin")
    say("unit", "hold", STATION, "代办员", "赵一")
    assert "岗位“代办员”改叫“综合窗口”" in say("unit", "rename-post", STATION, "代办员", "综合窗口")
    assert "岗位“综合窗口”已撤" in say("unit", "end-post", STATION, "综合窗口")
    assert "综合窗口" not in say("unit", "show", STATION)
    assert "没有“综合窗口”" in say("unit", "end-post", STATION, "综合窗口", code=2)
    for name in ("第一网格", "第二网格"):
        say("unit", "add", name, "--kind", "网格", "--under", STATION)
    assert "请写上哪几户" in say("grid", "put", "第一网格", code=2)
    assert "没有“孙三”" in say("grid", "put", "第一网格", "孙三", code=2)
    assert "还没有住户" in say("grid", "show", "第一网格")
    assert "没有网格：一组 2 户" in say("grid", "list")
    assert "1 户划入了“第二网格”" in say("grid", "put", "第二网格", "赵一户", "--from", "2026-01-01")
    assert "1 户划入了“第一网格”" in say("grid", "put", "第一网格", "--group", "一组")
    say("unit", "hold", "第一网格", "网格员", "王守田")
    assert "第一网格：王守田，1 户 0 人" in say("grid", "list")
    assert "1 户划入了“第一网格”" in say("grid", "put", "第一网格", "101", "--from", "2026-06-01")
    assert "101 的责任人是 钱二" in say("grid", "entrust", "101", "钱二")
    assert "101 赵一户 0 人 钱二" in say("grid", "show", "第一网格")
    assert "101 的责任人是 王守田" in say("grid", "entrust", "101")
    assert "1 户划出了网格" in say("grid", "take-out", "101")
    assert "没有网格：一组 1 户" in say("grid", "list")
