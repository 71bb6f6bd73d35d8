"""``ledger copy`` writes a declaration that the other words of ``ledger`` take."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.session import Session
from tests.app.ledgers.designs import ferry
from tests.conftest import PASSWORD

Capsys = pytest.CaptureFixture[str]


def test_a_copied_ledger_passes_the_check_and_is_published(
    session: Session, clock: FixedClock, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    home = str(session.home.folder)
    session.drafts.publish(0, ferry())
    session.close()

    def door(*words: str) -> str:
        assert answer(["--home", home, *words], clock) == 0
        return capsys.readouterr().out

    file = tmp_path / "copied.toml"
    for words, told in (
        (("mediation", "--title", "邻里调解"), "“邻里调解”第 1 版"),
        (("duchuandengji",), "“渡船登记”第 2 版"),
    ):
        file.write_text(door("ledger", "copy", *words), encoding="utf-8")
        assert "声明完整" in door("ledger", "check", str(file))
        assert told in door("ledger", "publish", str(file))


def test_a_copy_wants_a_title_of_its_own(capsys: Capsys) -> None:
    assert answer(["ledger", "copy", "meeting"]) == 2
    assert "另起一个名称" in capsys.readouterr().err
    assert answer(["ledger", "copy", "meeting", "--title", "三会一课"]) == 2
    assert "已经有一本台账叫这个名称" in capsys.readouterr().err
