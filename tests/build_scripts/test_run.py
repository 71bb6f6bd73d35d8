"""The command that opens the program: window, invented village, door, or papers where there is no screen."""

import sys
from pathlib import Path

import pytest

from build_scripts import environment, input_method, run, system_packages
from build_scripts.terminal import NotReady


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Give the list of what run.py starts; a display is there, and nothing is really started."""
    commands: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(environment, "ready", lambda *_: "python")
    monkeypatch.setattr(system_packages, "check_qt", lambda: True)
    monkeypatch.setattr(run, "has_display", lambda _: True)
    monkeypatch.setattr(run, "DEMO_HOME", tmp_path / "village")
    monkeypatch.setattr("subprocess.call", call)
    return commands


def test_the_window(started: list[list[str]]) -> None:
    assert run.main([]) == 0
    assert started == [["python", "-m", "ui"]]


def test_the_door_gets_every_argument(started: list[list[str]]) -> None:
    assert run.main(["--", "id", "123", "--json"]) == 0
    assert started == [["python", "-m", "app", "id", "123", "--json"]]


def test_the_invented_village_is_made_once(
    started: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["demo"]) == 0
    assert [command[2] for command in started] == ["app", "ui"]
    assert run.DEMO_PASSWORD in capsys.readouterr().out
    started.clear()
    (tmp_path / "village").mkdir()
    (tmp_path / "village" / "office.czdb").touch()
    assert run.main(["demo"]) == 0
    assert started == [["python", "-m", "ui", "--home", str(tmp_path / "village")]]


@pytest.mark.parametrize("arguments", [[], ["demo"]])
def test_without_a_display_the_papers_are_made(
    arguments: list[str],
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(run, "has_display", lambda _: False)
    assert run.main(arguments) == 0
    assert started == [["python", "-m", "build_scripts.demo_output"]]
    assert "没有可用的显示器" in capsys.readouterr().out


def test_what_is_missing_is_told(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: str) -> str:
        raise NotReady("需要 Python。")

    monkeypatch.setattr(environment, "ready", refuse)
    assert run.main([]) == 2
    assert capsys.readouterr().out == "需要 Python。\n"
    assert started == []


def test_without_the_libraries_of_qt_nothing_starts_but_the_door(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "check_qt", lambda: False)
    assert run.main([]) == 2
    assert started == []
    assert run.main(["--", "status"]) == 0
    assert started == [["python", "-m", "app", "status"]]


def test_an_unknown_word_is_answered_with_the_help(
    started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["window"]) == 2
    assert run.main(["--help"]) == 0
    assert "run.py demo" in capsys.readouterr().out
    assert started == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not run.has_display(sys.executable)
    monkeypatch.setenv("DISPLAY", ":987")
    assert not run.has_display(sys.executable)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="input methods of Linux")
def test_where_fcitx_runs_qt_uses_its_ibus_door(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(input_method, "fcitx_runs", lambda: False)
    assert "QT_IM_MODULE" not in input_method.with_input_method({})
    assert input_method.with_input_method({"QT_IM_MODULE": "compose"}) == {"QT_IM_MODULE": "compose"}
    assert input_method.with_input_method({"XMODIFIERS": "@im=fcitx"})["QT_IM_MODULE"] == "ibus"
    assert input_method.with_input_method({"QT_IM_MODULE": "fcitx"})["QT_IM_MODULE"] == "ibus"
    monkeypatch.undo()
    assert not input_method.fcitx_runs(tmp_path)
    (tmp_path / "42").mkdir()
    (tmp_path / "42" / "comm").write_text("fcitx5\n", encoding="utf-8")
    assert input_method.fcitx_runs(tmp_path)
