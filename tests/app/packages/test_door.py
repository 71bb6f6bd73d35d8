"""The words ``enrol``, ``package`` and ``summary`` as scripts call them, over real cases."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.opening import OfficeSetup, create_office, open_session
from app.people.facts import TypedResident
from tests.conftest import PASSWORD, QUICK

Door = Callable[..., Any]
STATION, TOWNSHIP = "231221103201", "231221103000"


@pytest.fixture
def door(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Door:
    """Set up both offices; calls give the decoded answer, or the sentence where it was refused."""
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    monkeypatch.chdir(tmp_path)
    for home, kind, unit, name in (("H", "station", STATION, "示例村"), ("T", "township", TOWNSHIP, "示例镇")):
        setup = OfficeSetup(kind, unit, name, "王守田", PASSWORD, "示例镇", "示例县", QUICK)
        create_office(Path(home), setup, clock=clock)[0].close()

    def call(*words: str, code: int = 0) -> Any:
        assert answer([*words, "--json"], clock) == code
        printed = capsys.readouterr()
        return printed.err.strip() if code == 2 else json.loads(printed.out)

    return call


def enrolled(door: Door) -> None:
    door("--home", "T", "enrol", "make", "--unit", STATION, "--name", "示例村", "--out", "F")
    told = door("--home", "H", "enrol", "accept", "F", "--out", "R")
    assert "核对码不一致" in door("--home", "T", "enrol", "confirm", "R", "--code", "1 2 3", code=2)
    named = door("--home", "T", "enrol", "confirm", "R", "--code", told["code"])
    assert named == {"unit": STATION, "name": "示例村", "enrolled": True}


def test_a_month_by_command(door: Door, tmp_path: Path, clock: FixedClock) -> None:
    assert "还没有登记到乡镇" in door("--home", "H", "package", "write", "--to", ".", code=2)
    enrolled(door)
    (line,) = door("--home", "T", "summary", "--month", "2026-10")
    assert (line["unit"], line["cases"], line["gap"], line["last_number"]) == (STATION, 0, [], 0)
    session = open_session(tmp_path / "H", PASSWORD, clock=clock)
    session.people.register(TypedResident(name="李四方", phone="13812345678"), session.operator.id)
    session.close()
    registered = door("--home", "H", "case", "register", "--resident", "李四方", "--item", "D13")
    number = registered["number"]
    door("--home", "H", "case", "accept", number)
    stick = tmp_path / "stick"
    stick.mkdir()
    written = door("--home", "H", "package", "write", "--to", "stick", "--slip", "slip.pdf")
    told = subprocess.run(["pdftotext", "-layout", "slip.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert "报送包交接单" in told
    assert written["check_code"] in told
    assert set(written) >= {"file", "number", "rows", "check_code"}
    assert (stick / written["file"]).is_file()
    (taken,) = door("--home", "T", "package", "read", "stick")
    assert {key: taken[key] for key in ("file", "from", "number", "taken", "rows", "reason")} == {
        "file": written["file"],
        "from": "示例村",
        "number": 1,
        "taken": True,
        "rows": written["rows"],
        "reason": None,
    }
    (again,) = door("--home", "T", "package", "read", "stick")
    assert (again["taken"], again["state"]) == (False, "repeated")
    session = open_session(tmp_path / "T", PASSWORD, clock=clock)
    assert [hit.kind for hit in session.search.find("李四方")] == ["case"]
    session.close()
    clock.advance(days=120)
    (line,) = door("--home", "T", "summary", "--month", "2026-10", "--today", "2027-02-06")
    assert (line["cases"], line["concluded"]) == (1, 0)
    assert [late["number"] for late in line["overdue_cases"]] == [number]
    (line,) = door("--home", "T", "summary", "--month", "2027-02")
    assert line["overdue"] == 1


def test_a_gap_shows_in_the_summary(door: Door, tmp_path: Path) -> None:
    enrolled(door)
    for name in ("1", "2", "3"):
        (tmp_path / name).mkdir()
        door("--home", "H", "package", "write", "--to", name)
    door("--home", "T", "package", "read", "1")
    door("--home", "T", "package", "read", "3")
    (line,) = door("--home", "T", "summary", "--month", "2026-10")
    assert line["gap"] == [2]
    door("--home", "H", "package", "write", "--to", "1", "--full")
    answers = door("--home", "T", "package", "read", "1")
    assert [one["state"] for one in answers] == ["repeated", "taken"]
    (line,) = door("--home", "T", "summary", "--month", "2026-10")
    assert line["gap"] == []


def test_the_ledgers_of_one_village(door: Door, tmp_path: Path) -> None:
    enrolled(door)
    told = ("resident=李四方", "kind=政策", "content=问补贴", "officer=王守田", "phone=13812345678")
    added = door("--home", "H", "entry", "add", "consulting", *(part for one in told for part in ("--set", one)))
    (tmp_path / "stick").mkdir()
    assert door("--home", "H", "package", "write", "--to", "stick")["counts"]["entries_consulting"] == 1
    door("--home", "T", "package", "read", "stick")
    month = ("--home", "T", "summary", "--month", "2026-10")
    (line,) = door(*month)
    assert line["ledgers"] == [{"key": "consulting", "title": "咨询服务", "entries": 1}]
    village = door(*month, "--unit", STATION)
    assert (village["name"], village["ledgers"][0]["entries"]) == ("示例村", 1)
    assert {one["amount"] for one in village["ledgers"][0]["measures"]} >= {"1"}
    (entry,) = door(*month, "--unit", STATION, "--ledger", "consulting")["entries"]
    assert (entry["number"], entry["texts"]["phone"]) == (added["number"], "138****5678")
    assert "没有代号为" in door(*month, "--unit", STATION, "--ledger", "strange", code=2)
    assert "哪个村站" in door(*month, "--ledger", "consulting", code=2)


def test_a_refused_file_is_a_finding(door: Door, tmp_path: Path) -> None:
    enrolled(door)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "x.czp").write_bytes(b"no package")
    (found,) = door("--home", "T", "package", "read", "stick", code=3)
    assert (found["taken"], found["from"], found["rows"]) == (False, None, 0)
    assert "只有乡镇" in door("--home", "H", "summary", "--month", "2026-10", code=2)
    assert "月份要写成" in door("--home", "T", "summary", "--month", "2026-13", code=2)
    assert "只有乡镇" in door("--home", "H", "package", "read", "stick", code=2)


def test_plain_sentences(door: Door, tmp_path: Path, clock: FixedClock, capsys: Any) -> None:
    (tmp_path / "stick").mkdir()
    said = []
    for words in (
        ("--home", "T", "summary", "--month", "2026-10"),
        ("--home", "T", "enrol", "make", "--unit", STATION, "--name", "示例村", "--out", "F"),
        ("--home", "H", "enrol", "accept", "F", "--out", "R"),
        ("--home", "T", "package", "read", "stick"),
    ):
        assert answer(words, clock) == 0
        said.append(capsys.readouterr().out)
    assert "还没有登记过村站" in said[0]
    assert "请交给村站" in said[1]
    assert "请打电话念给乡镇听" in said[2]
    assert "文件夹里没有报送包" in said[3]
    code = said[2].split("核对码：")[1].splitlines()[0]
    assert answer(("--home", "T", "enrol", "confirm", "R", "--code", code), clock) == 0
    assert "已经登记" in capsys.readouterr().out
    assert answer(("--home", "H", "package", "write", "--to", "stick"), clock) == 0
    assert "可以弹出移动盘" in capsys.readouterr().out
    assert answer(("--home", "T", "package", "read", "stick"), clock) == 0
    assert capsys.readouterr().out.startswith("收下")
    assert answer(("--home", "T", "summary", "--month", "2026-10"), clock) == 0
    assert "办件 0" in capsys.readouterr().out
