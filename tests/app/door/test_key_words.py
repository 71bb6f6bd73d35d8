"""``recover`` and ``handover`` through the door, in files only."""

import json
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.documents.reading import page_texts
from app.door import answer
from app.opening import OfficeSetup, create_office
from tests.app.operators.test_township_help import CHECKED, TOWNSHIP

Capture = pytest.CaptureFixture[str]
NEW = "新站长的一句话"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> tuple[Path, str]:
    """Make an office; gives its home and its recovery code."""
    session, code = create_office(tmp_path / "home", setup, clock=clock)
    session.close()
    for name, words in (("password", setup.password), ("new", NEW), ("code", code.lower()), ("odd", "第三位的长密码")):
        (tmp_path / name).write_text(f"{words}\n", encoding="utf-8")
    return tmp_path / "home", code


def test_a_forgotten_password_through_the_door(
    office: tuple[Path, str], tmp_path: Path, clock: FixedClock, capsys: Capture
) -> None:
    home = str(office[0])
    words = ["recover", "--code-file", str(tmp_path / "code"), "--new-password-file", str(tmp_path / "new")]
    assert answer(["--home", home, "--json", *words], clock) == 0
    assert json.loads(capsys.readouterr().out) == {"operator": "王守田", "recovered": True}
    assert answer(["--home", home, "--password-file", str(tmp_path / "password"), "status"], clock) == 2
    assert answer(["--home", home, "--password-file", str(tmp_path / "new"), "status"], clock) == 0
    capsys.readouterr()
    assert answer(["--home", home, "--operator", "没有此人", *words], clock) == 2
    assert "没有叫“没有此人”" in capsys.readouterr().err
    assert answer(["--home", home, *words[:2], str(tmp_path / "missing"), *words[3:]], clock) == 2
    assert "恢复码的文件读不出来" in capsys.readouterr().err


def test_the_chair_handed_over_through_the_door(
    office: tuple[Path, str], tmp_path: Path, clock: FixedClock, capsys: Capture
) -> None:
    home, old_code = office
    common = ["--home", str(home), "--password-file", str(tmp_path / "password")]
    words = ["handover", "--to", "赵接任", "--new-password-file", str(tmp_path / "new"), "--out"]
    assert answer([*common, *words, str(tmp_path / "nowhere")], clock) == 2
    assert "没有“" in capsys.readouterr().err
    assert answer([*common, "--json", *words, str(tmp_path)], clock) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["successor"] == "赵接任"
    assert value["recovery_code"] != old_code
    assert "赵接任" in "".join(page_texts(Path(value["sheet"]).read_bytes()))
    assert answer([*common, "status"], clock) == 2
    assert answer(["--home", str(home), "--password-file", str(tmp_path / "new"), "check"], clock) == 0
    old = ["recover", "--code-file", str(tmp_path / "code"), "--new-password-file", str(tmp_path / "odd")]
    assert answer(["--home", str(home), *old], clock) == 2
    assert "恢复码打不开" in capsys.readouterr().err


def test_the_trip_to_the_township_through_the_door(
    office: tuple[Path, str], tmp_path: Path, clock: FixedClock, capsys: Capture
) -> None:
    home, town = office[0], tmp_path / "town"
    made, _ = create_office(town, TOWNSHIP, clock=clock)
    made.close()
    (tmp_path / "town-password").write_text(TOWNSHIP.password, encoding="utf-8")
    village = ["--home", str(home), "--json", "--password-file", str(tmp_path / "password")]
    township = ["--home", str(town), "--json", "--password-file", str(tmp_path / "town-password")]
    new = ["--new-password-file", str(tmp_path / "new")]

    def told(*words: str, code: int = 0) -> dict[str, str]:
        assert answer(words, clock) == code, capsys.readouterr().err
        found: dict[str, str] = json.loads(capsys.readouterr().out)
        return found

    letters = [str(tmp_path / name) for name in ("invitation", "reply")]
    told(*township, "enrol", "make", "--unit", "231221103201", "--name", "示例村", "--out", letters[0])
    check = told(*village, "enrol", "accept", letters[0], "--out", letters[1])["code"]
    told(*township, "enrol", "confirm", letters[1], "--code", check)
    assert told(*village, "keys", "show")["township"] is None
    assert told(*village, "keys", "township-on") == {"township": "示例镇"}
    asked = told("--home", str(home), "--json", "keys", "ask", *new, "--to", str(tmp_path))
    words = ["keys", "answer", asked["file"], "--code", asked["code"], "--checked", CHECKED, "--to", str(tmp_path)]
    answered = told(*township, *words)
    assert answered["name"] == "示例村"
    taken = told("--home", str(home), "--json", "keys", "take", answered["file"], *new)
    assert taken == {"operator": "王守田", "recovered": True}
    village[-1] = str(tmp_path / "new")
    fresh = told(*village, "keys", "new-code")
    assert told(*village, "keys", "show") == {"code_number": fresh["code_number"], "township": "示例镇"}
    assert told(*village, "keys", "township-off") == {"township": None}
