"""The frame of the headless door: arguments in, one JSON value or a sentence out, fixed exit codes."""

import json
from pathlib import Path

import pytest

from app.core.clock import SystemClock
from app.door import WORDS, answer
from app.opening import open_session

PASSWORD = "稻花香里-2026"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Set up a station through the door."""
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    folder = tmp_path / "村 站"
    made = answer(["--home", str(folder), "init", "--kind", "station", "--unit", "231221103201", "--name", "示例村"])
    assert made == 0
    assert "恢复码" in capsys.readouterr().out
    return folder


def test_status_and_check_answer_in_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--home", str(home), "status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    counts = {"residents", "cases", "entries", "packages_written", "journal"}
    assert set(status) == {"unit", "name", "kind", "schema", *counts}
    assert (status["unit"], status["name"], status["kind"]) == ("231221103201", "示例村", "station")
    assert answer(["check", "--json", "--home", str(home)]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}


def test_sentences_for_a_person(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--home", str(home), "check"]) == 0
    assert capsys.readouterr().out == "数据完好。\n"
    assert answer(["--home", str(home), "status"]) == 0
    assert "示例村（231221103201）" in capsys.readouterr().out


def test_a_wrong_password_is_a_sentence_and_touches_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (home / "office.czdb").read_bytes()
    monkeypatch.setenv("CUNZHAN_PASSWORD", "wrong")
    assert answer(["--home", str(home), "status"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("密码不对")) == ("", 1)
    assert (home / "office.czdb").read_bytes() == before


def test_the_password_may_come_from_a_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CUNZHAN_PASSWORD")
    assert answer(["--home", str(home), "status"]) == 2
    assert "没有给密码" in capsys.readouterr().err
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    assert answer(["--home", str(home), "--password-file", str(secret), "status"]) == 0
    assert answer(["--home", str(home), "--password-file", str(tmp_path / "none"), "status"]) == 2
    assert "密码文件" in capsys.readouterr().err


def test_a_place_without_an_office_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    assert answer(["--home", str(tmp_path / "nothing"), "status"]) == 2
    assert not (tmp_path / "nothing").exists()


def test_the_operator_must_fit_the_password(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["--home", str(home), "--operator", "站长", "status"]) == 0
    assert answer(["--home", str(home), "--operator", "李四", "status"]) == 2
    assert "李四" in capsys.readouterr().err


def test_findings_give_exit_code_three(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = open_session(home, PASSWORD, clock=SystemClock())
    session.store.writer.execute("UPDATE journal SET operator = 'somebody else' WHERE seq = 2")
    session.close()
    assert answer(["--home", str(home), "check", "--json"]) == 3
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert found["what"].startswith("流水第 2 条：")
    assert found["severity"] == "wrong"
    assert found["advice"]


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_has_help(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        answer([word, "--help"])
    assert stopped.value.code == 0
    assert word in capsys.readouterr().out


def test_the_door_itself_lists_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        answer(["--help"])
    told = capsys.readouterr().out
    assert all(word in told for word in WORDS)
