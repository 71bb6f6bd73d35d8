"""The word ``backup``, and the backup that a word leaves when it wrote something."""

import json
import shutil
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.door import answer
from tests.app.backups.conftest import flip
from tests.conftest import MORNING, PASSWORD

FIRST = "231221103201-20261009-090000-160.czbak"


@pytest.fixture
def home(tmp_path: Path, fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a fresh station whose password stands in the environment."""
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    shutil.copytree(fresh_home, tmp_path / "station")
    return tmp_path / "station"


def ask(home: Path, *words: str, clock: FixedClock | None = None) -> int:
    return answer(["--home", str(home), *words], clock or FixedClock(MORNING))


def test_now_list_verify_rehearse(home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ask(home, "backup", "now") == 0
    assert capsys.readouterr().out.startswith(f"备份好了，读回来核对过：{home / 'backups' / FIRST}（160 条）")
    assert ask(home, "--json", "backup", "list") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["place"] == str(home / "backups")
    assert listed["second_place"] is None
    (one,) = listed["backups"]
    assert (one["name"], one["reason"], one["journal"], one["until"]) == (FIRST, "asked", 160, "2026-10-22")
    assert ask(home, "backup", "list") == 0
    assert f"{FIRST}  2026-10-09 09:00  手动  160 条  最新的一份；今天和昨天的都留，大约到 2026-10-22" in (
        capsys.readouterr().out
    )
    assert ask(home, "backup", "verify", FIRST) == 0
    assert capsys.readouterr().out == f"{FIRST}  完好\n"
    assert ask(home, "--json", "backup", "rehearse") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["words"] == "备份可用：160 条 ✔"
    assert told["rehearsals"][0]["records"] == 160


def test_another_folder_and_the_second_place(home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert ask(home, "--json", "backup", "now", "--to", str(stick)) == 0
    assert json.loads(capsys.readouterr().out)["path"] == str(stick / FIRST)
    assert ask(home, "backup", "list") == 0
    assert "还没有备份" in capsys.readouterr().out
    assert ask(home, "backup", "list", "--from", str(stick)) == 0
    assert FIRST in capsys.readouterr().out
    assert ask(home, "setting", "set", "backups.second_place", str(stick)) == 0
    assert ask(home, "backup", "second") == 0
    assert "抄好了，读回来核对过" in capsys.readouterr().out
    assert ask(home, "backup", "now", "--to", str(tmp_path / "gone")) == 2
    assert "找不到备份位置" in capsys.readouterr().err


def test_damage_is_a_finding(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "backup", "verify") == 2
    ask(home, "backup", "now")
    capsys.readouterr()
    flip(home / "backups" / FIRST)
    assert ask(home, "backup", "verify") == 3
    assert "和校验码不符" in capsys.readouterr().out
    assert ask(home, "backup", "rehearse") == 3
    assert "备份有问题：备份 2312" in capsys.readouterr().out
    assert ask(home, "backup", "verify", "nothing.czbak") == 2
    assert "没有这样的备份" in capsys.readouterr().err
    (home / "backups" / FIRST).write_bytes(b"")
    assert ask(home, "backup", "list") == 0
    assert "它不是村站通的备份" in capsys.readouterr().out


def test_a_word_that_wrote_leaves_a_backup_where_one_is_due(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clock = FixedClock(MORNING)
    assert ask(home, "status", clock=clock) == 0
    assert not (home / "backups").exists()
    change = ("setting", "set", "station.phone")
    assert ask(home, *change, "0455-5550112", clock=clock) == 0
    clock.advance(minutes=10)
    assert ask(home, *change, "0455-5550113", clock=clock) == 0
    assert len(list((home / "backups").iterdir())) == 1
    clock.advance(minutes=25)
    assert ask(home, *change, "0455-5550114", clock=clock) == 0
    assert len(list((home / "backups").iterdir())) == 2
    assert capsys.readouterr().err == ""


def test_where_it_cannot_be_made_the_word_is_done_and_it_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert ask(home, "setting", "set", "backups.place", str(tmp_path / "gone")) == 0
    told = capsys.readouterr()
    assert "没有备份：找不到备份位置" in told.err
    assert told.out


def test_an_import_that_cannot_be_backed_up_before_is_not_done(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "名册.csv"
    table.write_text("姓名,小组\n李淑芬,一组\n", encoding="utf-8")
    ask(home, "setting", "set", "backups.place", str(tmp_path / "gone"))
    capsys.readouterr()
    assert ask(home, "import", "residents", str(table)) == 2
    assert "没有备份：找不到备份位置" in capsys.readouterr().err
    assert ask(home, "--json", "status") == 0
    assert json.loads(capsys.readouterr().out)["residents"] == 0
    (tmp_path / "gone").mkdir()
    assert ask(home, "import", "residents", str(table)) == 0
    reasons = json.loads(_listed(home, capsys))
    assert [one["reason"] for one in reasons["backups"]] == ["import"]


def _listed(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    ask(home, "--json", "backup", "list")
    return capsys.readouterr().out
