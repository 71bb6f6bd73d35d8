"""The word ``agenda``: what is due on a day and for whom, the sheet for the wall, closing with a reason."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.session import Session
from tests.app.agenda.ledger_office import add
from tests.conftest import PASSWORD

Say = Callable[..., str]


@pytest.fixture
def say(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    add(session, "appeal", day="2026-09-20", resident="赵四", handler="李梅")
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)

    def said(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        given = answer(["--home", str(session.home.folder), *words], clock)
        shown = capsys.readouterr()
        assert given == code, shown.err
        return shown.out + shown.err

    return said


def test_what_is_due_on_a_day_for_somebody_and_what_cannot_be_done(say: Say, tmp_path: Path) -> None:
    told = say("agenda")
    assert "2026-00001 赵四：答复：还有 11 天，10月20日（周二）截止。答复" in told
    found = json.loads(say("agenda", "--day", "2026-10-21", "--person", "李梅", "--json"))
    (line,) = [line for group in found["groups"] for line in group["lines"]]
    assert (line["late"], found["day"], found["people"]) == (True, "2026-10-21", ["李梅"])
    assert "李梅的共 1 件事" in say("agenda", "--person", "李梅")
    assert "写明做不了：赵四：答复" in say("agenda", "close", line["due"], "--reason", "人在外地")
    assert "√ 2026-00001 赵四：答复：做不了，因为人在外地" in say("agenda")
    assert "又要做了：赵四：答复" in say("agenda", "reopen", line["due"])
    assert "没有这件事" in say("agenda", "close", "appeal/no", "--reason", "不在", code=2)
    out = tmp_path / "墙.pdf"
    told = json.loads(say("agenda", "print", "--out", str(out), "--span", "month", "--posted", "--json"))
    assert (told["pages"], out.read_bytes()[:5]) == (1, b"%PDF-")
