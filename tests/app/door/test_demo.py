"""``demo``: a village and its township, each enrolled with the other."""

import json
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.door import answer
from tests.conftest import PASSWORD


def test_a_village_and_its_township(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    home, stick = tmp_path / "village", tmp_path / "stick"
    stick.mkdir()

    def call(folder: Path, *words: str) -> list[dict[str, object]]:
        assert answer(["--home", str(folder), *words, "--json"], clock) == 0
        told = json.loads(capsys.readouterr().out)
        return told if isinstance(told, list) else [told]

    (made,) = call(home, "demo", "--years", "1", "--cases-per-year", "60", "--seed", "3")
    assert (made["unit"], made["cases"]) == ("231221103201", 60)
    township = home / "township"
    assert call(township, "status")[0]["kind"] == "township"
    call(home, "package", "write", "--to", str(stick))
    (taken,) = call(township, "package", "read", str(stick))
    assert taken["taken"] is True
    (line,) = call(township, "summary", "--month", "2026-10")
    assert (line["name"], line["gap"]) == ("示例村", [])
    (today,) = call(home, "agenda")
    assert {"day", "groups", "working_day"} <= today.keys()
    assert answer(["--home", str(home), "agenda"], clock) == 0
    assert "件事。" in capsys.readouterr().out
    assert answer(["--home", str(home), "demo"], clock) == 2
    assert "已经有一个办公点" in capsys.readouterr().err
