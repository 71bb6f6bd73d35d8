"""``entry``: what a clerk does with a ledger by command, from the file with the fields to the bin."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.ledgers.reading import shipped_declarations
from app.session import Session
from tests.app.ledgers.filled import typed_entry
from tests.conftest import PASSWORD

VISIT = {"resident": "李淑芬", "phone": "13812345678", "kind": "政策", "content": "问新农合怎么报", "officer": "王守田"}


@pytest.fixture
def ask(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, Any]]:
    home = str(session.home.folder)
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def call(*words: str, plain: bool = False) -> tuple[int, Any]:
        code = answer(["--home", home, "entry", *words, *(() if plain else ("--json",))], clock)
        told = capsys.readouterr()
        return code, told.err if code else told.out if plain else json.loads(told.out)

    return call


def test_an_entry_lives_by_command(ask: Callable[..., tuple[int, Any]], tmp_path: Path) -> None:
    given = tmp_path / "one.json"
    given.write_text(json.dumps(VISIT), encoding="utf-8")
    code, made = ask("add", "consulting", "--json-file", str(given))
    assert (code, made["number"], made["texts"]["phone"], made["texts"]["day"]) == (
        0,
        "2026-00001",
        "138****5678",
        "2026-10-09",
    )
    assert ask("show", "consulting", "2026-00001", "--full")[1]["texts"]["phone"] == "13812345678"
    assert (
        ask("edit", "consulting", made["id"], "--set", "reply=去镇上卫生院报")[1]["texts"]["reply"] == "去镇上卫生院报"
    )
    code, found = ask("list", "consulting", "--where", "resident=李淑芬", "--month", "2026-10")
    assert (found["count"], found["entries"][0]["name"]) == (1, made["name"])
    assert ask("list", "consulting", "--where", "resident=王五")[1] == {"count": 0, "entries": []}
    assert ask("list", "consulting", "--month", "2026-09")[1]["count"] == 0
    assert "李淑芬" in ask("list", "consulting", "--text", "新农合", plain=True)[1]
    assert "电话：138****5678" in ask("show", "consulting", "2026-00001", plain=True)[1]
    assert ask("remove", "consulting", "2026-00001", "--reason", "记错了")[0] == 0
    assert ask("list", "consulting")[1]["count"] == 0


def test_a_step_is_taken_by_command(ask: Callable[..., tuple[int, Any]], tmp_path: Path) -> None:
    (team,) = (one for one in shipped_declarations() if one.key == "volunteer_team")
    given = tmp_path / "one.json"
    given.write_text(json.dumps({**typed_entry(team), "ended_on": None}), encoding="utf-8")
    assert ask("add", team.key, "--json-file", str(given))[1]["state"] == "活动中"
    assert "“解散日期”没有填" in ask("step", team.key, "2026-00001", "end", plain=True)[1]
    assert "没有“fly”这一步" in ask("step", team.key, "2026-00001", "fly", plain=True)[1]
    code, ended = ask("step", team.key, "2026-00001", "end", "--set", "ended_on=2026-10-09")
    assert (code, ended["state"]) == (0, "已解散")
    assert "不能解散" in ask("step", team.key, "2026-00001", "end", plain=True)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "nothing"), "没有代号为“nothing”的台账"),
        (("add", "consulting"), "“咨询人”没有填"),
        (("add", "consulting", "--set", "day"), "不是 栏目=内容"),
        (("add", "consulting", "--json-file", "{bad}"), "不是 JSON"),
        (("add", "consulting", "--json-file", "{list}"), "不是一条登记"),
        (("show", "consulting", "2026-00009"), "没有编号 2026-00009"),
        (("step", "consulting", "2026-00001", "fly"), "没有编号"),
        (("list", "consulting", "--where", "day=昨天下午"), "不像日期"),
        (("list", "consulting", "--where", "colour=红"), "没有“colour”这个栏目"),
        (("list", "consulting", "--sort", "colour"), "不能照它排"),
        (("list", "consulting", "--month", "十月"), "不是月份"),
    ],
)
def test_what_makes_no_sense_is_refused(
    ask: Callable[..., tuple[int, Any]], tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "bad").write_text("{", encoding="utf-8")
    (tmp_path / "list").write_text("[1]", encoding="utf-8")
    files = {"{bad}": str(tmp_path / "bad"), "{list}": str(tmp_path / "list")}
    code, told = ask(*(files.get(word, word) for word in words), plain=True)
    assert code == 2
    assert said in told
