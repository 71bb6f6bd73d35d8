"""The checks: every one runs, and one that fails makes the whole fail."""

import sys
from pathlib import Path

import pytest

from build_scripts import checks
from build_scripts.checks import Outcome


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """Give name and command of each check; none really runs, and pytest fails where "broken" is among the names."""
    found: dict[str, tuple[str, ...]] = {}

    def run(name: str, *arguments: str) -> Outcome:
        found[name] = arguments
        return Outcome(name, not (name == "pytest" and "broken" in arguments), 0)

    monkeypatch.setattr(checks, "run", run)
    return found


def test_everything_runs(ran: dict[str, tuple[str, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main([]) == 0
    assert list(ran)[:5] == ["项目规则", "ruff", "import-linter", "mypy", "pytest"]
    assert "heavy or not heavy" not in ran["pytest"]
    assert capsys.readouterr().out.count("通过") == len(ran)


def test_all_means_the_heavy_ones_too(ran: dict[str, tuple[str, ...]]) -> None:
    checks.main(["--all"])
    assert ran["pytest"][-2:] == ("-m", "heavy or not heavy")
    assert ran["打包试跑"] == ("build_scripts/package.py", "--smoke")


def test_each_top_folder_has_its_floor(ran: dict[str, tuple[str, ...]]) -> None:
    checks.main([])
    assert set(checks.floors()) == {"app", "db", "ui"}
    for room, percent in checks.floors().items():
        assert ran[f"覆盖率 {room} ≥ {percent}%"][-2:] == (f"--include={room}/*", f"--fail-under={percent}")


def test_one_failure_fails_the_whole(
    ran: dict[str, tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "pytest_command", lambda **_: ("broken",))
    assert checks.main([]) == 1
    assert "没有通过  pytest" in capsys.readouterr().out
    assert len(ran) == 5 + len(checks.floors())


def test_pytest_alone_can_be_asked_for(ran: dict[str, tuple[str, ...]]) -> None:
    assert checks.main(["--", "tests/db"]) == 0
    assert ran == {"pytest": ("-m", "pytest", "tests/db")}
    assert checks.main(["--", "broken"]) == 1


def test_a_check_passes_when_its_program_says_so() -> None:
    assert checks.run("good", "-c", "").passed
    assert not checks.run("bad", "-c", "import sys; sys.exit(3)").passed
    assert checks.run("same Python", "-c", f"import sys; assert sys.executable == {sys.executable!r}").passed


def test_what_tests_throw_away_lies_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "ROOM", 1)
    with checks.passing_folder(tmp_path) as folder:
        assert folder is not None
        assert folder.parent == tmp_path
        (folder / "office").write_text("x")
    assert not folder.exists()
    monkeypatch.setattr(checks, "ROOM", 1 << 60)
    with checks.passing_folder(tmp_path) as none:
        assert none is None
    with checks.passing_folder(tmp_path / "missing") as none:
        assert none is None
