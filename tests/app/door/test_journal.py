"""``journal`` and ``undo`` at the headless door."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.door import answer
from app.opening import open_session
from app.session import Session
from tests.conftest import PASSWORD
from tests.ui.people_of import id_number, villager


@pytest.fixture
def home(session: Session, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the home of a station with one villager and one case, closed."""
    one = villager(session, "李淑芬")
    words = ["--home", str(session.home.folder)]
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    assert answer([*words, "case", "register", "--resident", one.name, "--item", "D01"]) == 0
    return session.home.folder


@pytest.fixture
def asked(home: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Give a function that asks the door and gives its JSON."""

    def ask(*words: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert answer(["--home", str(home), "--json", *words]) == code
        shown = capsys.readouterr()
        return json.loads(shown.out) if shown.out else shown.err

    return ask


def test_show_searches_and_tells_a_record_s_past(asked: Any) -> None:
    found = asked("journal", "show", "--limit", "2")
    assert [one["what"] for one in found] == ["登记", "登记"]
    assert asked("journal", "show", "--by", "王守田", "--day", "2001-01-01") == []
    assert len(asked("journal", "show", "--text", "李淑芬")) == 2
    assert asked("journal", "show", "--kind", "办理") == []
    (past,) = asked("journal", "show", "--case", "1")
    assert past["name"].endswith("李淑芬：最低生活保障申请")
    assert id_number("1962-03-08") not in json.dumps(past)
    resident = asked("resident", "list")[0]["id"]
    assert asked("journal", "show", "--resident", resident)[0]["table"] == "residents"
    assert len(asked("journal", "show", "--row", resident)) == 1


def test_show_says_what_it_does_not_know(asked: Any) -> None:
    assert "没有叫“谁”的操作员" in asked("journal", "show", "--by", "谁", code=2)
    assert "可以用：登记、修改" in asked("journal", "show", "--kind", "跳舞", code=2)
    assert "没有叫“2026-00009”的代办件" in asked("journal", "show", "--case", "9", code=2)


def test_show_in_words(asked: Any, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--home", str(home), "journal", "show", "--text", "2026-00001"]) == 0
    assert "王守田 登记 代办件" in capsys.readouterr().out
    assert answer(["--home", str(home), "journal", "show", "--case", "1"]) == 0
    assert "身份证号：231221************" in capsys.readouterr().out
    assert answer(["--home", str(home), "journal", "show", "--text", "没有这个人"]) == 0
    assert "没有符合的流水" in capsys.readouterr().out


def test_verify_and_its_finding(asked: Any, home: Path, session: Session) -> None:
    assert asked("journal", "verify")["broken"] is None
    opened = open_session(home, PASSWORD)
    opened.store.writer.execute("UPDATE journal SET at = '' WHERE seq = 5")
    opened.close()
    assert asked("journal", "verify", code=3)["broken"]["seq"] == 5


def test_export_and_its_proof(asked: Any, tmp_path: Path) -> None:
    out = tmp_path / "流水.jsonl"
    done = asked("journal", "export", "--out", str(out), "--from", "2020-01-01", "--to", "2099-01-01")
    assert done["entries"] > 100
    assert asked("journal", "verify", "--file", str(out))["entries"] == done["entries"]
    bare = asked("journal", "export", "--out", str(tmp_path / "bare"), "--without-values")
    assert bare["about"]["with_values"] is False
    out.write_bytes(out.read_bytes()[:-20])
    assert "不能算数" in asked("journal", "verify", "--file", str(out), code=2)


def test_undo_and_doing_again(asked: Any) -> None:
    steps = asked("undo", "--list")
    assert [one["what"] for one in steps] == ["登记", "登记", "登记"]
    back = asked("undo")
    assert back["what"] == "撤销：登记"
    assert asked("case", "list") == []
    asked("undo", "1")
    assert len(asked("case", "list")) == 1
    assert "没有第 9 步" in asked("undo", "9", code=2)
    assert "撤不回" in asked("undo", "3", code=2)


def test_undo_in_words(asked: Any, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--home", str(home), "undo", "--list"]) == 0
    assert "撤不回：操作员撤不回" in capsys.readouterr().out
    assert answer(["--home", str(home), "undo"]) == 0
    assert capsys.readouterr().out.startswith("已撤销：登记 代办件")
