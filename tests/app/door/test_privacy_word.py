import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.privacy.assessments import PARTS
from app.session import Session
from tests.conftest import PASSWORD
from tests.ui.people_of import villager

Ask = Callable[..., Any]


@pytest.fixture
def person(session: Session) -> str:
    return villager(session, "李淑芬").id


@pytest.fixture
def ask(
    session: Session,
    person: str,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Ask:
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def asked(*words: str, code: int = 0) -> Any:
        assert answer(["privacy", *words, "--home", str(session.home.folder), "--json"], clock) == code
        told = capsys.readouterr()
        return json.loads(told.out) if code == 0 else told.err

    return asked


def test_consents_by_command(ask: Ask, person: str) -> None:
    kept = ask("consent", person, "agent", "--given-by", "本人", "--day", "2026-10-08")
    assert kept["given_on"] == "2026-10-08"
    assert [one["id"] for one in ask("consents", person)] == [kept["id"]]
    ask("withdraw", kept["id"])
    assert ask("consents")[0]["withdrawn_on"] == "2026-10-09"
    assert "没有“闲聊”" in ask("consent", person, "闲聊", code=2)


def test_a_look_and_an_erasure_by_command(ask: Ask, person: str, tmp_path: Path) -> None:
    look = ask("request", person, "look")
    assert look["due_day"] == "2026-10-29"
    ask("answer", look["number"], "--out", str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    erase = ask("request", person, "erase", "--content", "本人要求")
    out = str(tmp_path / "b.pdf")
    assert look["number"] in ask("erase", erase["number"], "--out", out, code=2)
    assert not (tmp_path / "b.pdf").exists()


def test_an_assessment_by_command(ask: Ask) -> None:
    parts = [word for name in PARTS for word in (f"--{name.replace('_', '-')}", "有")]
    assert ask("assess", *parts)["keep_until"] == "2029-10-09"
    assert len(ask("assessments")) == 1
