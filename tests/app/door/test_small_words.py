"""The words ``id`` and ``due`` need no office; ``calendar`` and ``catalogue`` work on one."""

import json
from pathlib import Path

import pytest

from app.core.identity import check_character
from app.door import answer
from app.session import Session


def asked(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> object:
    assert answer(words) == code
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert answer(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


def test_id_says_what_a_number_holds(capsys: pytest.CaptureFixture[str]) -> None:
    value = asked(capsys, "id", "610104620927690", "--json")
    assert value == {
        "valid": True,
        "birth": "1962-09-27",
        "sex": "女",
        "reason": None,
        "number": "610104196209276908",
        "warning": None,
    }


def test_id_says_why_a_number_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    value = asked(capsys, "--json", "id", "440308199901101513")
    assert isinstance(value, dict)
    assert (value["valid"], value["birth"], value["sex"]) == (False, None, None)
    assert "校验码" in value["reason"]
    answer(["id", "440308199901101513"])
    assert capsys.readouterr().out.startswith("不对：校验码不符")
    answer(["id", "440308199901101512"])
    assert "1999-01-10 出生，男" in capsys.readouterr().out


def test_id_warns_of_an_unknown_area(capsys: pytest.CaptureFixture[str]) -> None:
    body = "99999919990110151"
    answer(["id", body + check_character(body)])
    assert "提醒：前六位“999999”" in capsys.readouterr().out


def test_due_counts_working_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "due", "--from", "2026-02-13", "--days", "2", "--json") == {
        "due": "2026-02-24",
        "estimated": False,
    }
    assert asked(capsys, "due", "--from", "2026-12-04", "--days", "20", "--json") == {
        "due": "2027-01-04",
        "estimated": True,
    }
    natural = asked(capsys, "due", "--from", "2026-09-01", "--days", "30", "--natural", "--json")
    assert natural == {"due": "2026-10-08", "estimated": False}
    answer(["due", "--from", "2026-12-04", "--days", "20"])
    assert capsys.readouterr().out == "2027年1月4日（周一）（预估：这一年的放假安排还没有公布）\n"


@pytest.mark.parametrize("words", [("2026-02-30", "1"), ("someday", "1"), ("1999-01-01", "1"), ("2026-01-01", "-1")])
def test_due_refuses_in_words(capsys: pytest.CaptureFixture[str], words: tuple[str, str]) -> None:
    assert refused(capsys, "due", f"--from={words[0]}", f"--days={words[1]}")


@pytest.fixture
def home(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    folder = session.home.folder
    session.close()
    monkeypatch.setenv("CUNZHAN_PASSWORD", "稻花香里-2026")
    return ["--home", str(folder), "--json"]


def test_a_year_is_taken_in_and_open_due_days_move(
    home: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shown = asked(capsys, *home, "calendar", "show", "2027")
    assert isinstance(shown, dict)
    assert shown["estimated"] is True
    file = tmp_path / "2027.json"
    file.write_text('{"year": 2027, "off": ["2027-01-01..2027-01-04", "2027-10-01..2027-10-07"]}', encoding="utf-8")
    taken = asked(capsys, *home, "calendar", "import", str(file))
    assert taken == {"year": 2027, "off": 11, "work": 0, "recomputed": 0}
    shown = asked(capsys, *home, "calendar", "show", "2027")
    assert isinstance(shown, dict)
    assert shown["estimated"] is False
    assert answer([*home[:2], "calendar", "show", "2027"]) == 0
    assert "已公布" in capsys.readouterr().out


def test_a_wrong_year_is_refused(home: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "日历里没有 1999 年" in refused(capsys, *home, "calendar", "show", "1999")
    assert "读不了“no.json”" in refused(capsys, *home, "calendar", "import", str(tmp_path / "no.json"))
    (tmp_path / "big.json").write_bytes(b" " * 1_000_001)
    assert "太大" in refused(capsys, *home, "calendar", "import", str(tmp_path / "big.json"))
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    assert "没有年份" in refused(capsys, *home, "calendar", "import", str(tmp_path / "bad.json"))


def test_the_catalogue_is_listed_shown_and_changed(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    listed = asked(capsys, *home, "catalogue", "list")
    assert isinstance(listed, list)
    assert len(listed) == 63
    assert listed[12]["days"] == 3
    edited = asked(
        capsys,
        *home,
        "catalogue",
        "edit",
        "D13",
        "--set",
        "total_days=5",
        "--set",
        "officer=王守田",
        "--material",
        "身份证",
    )
    assert isinstance(edited, dict)
    assert (edited["version"], edited["days"]) == (2, 5)
    shown = asked(capsys, *home, "catalogue", "show", "D13")
    assert isinstance(shown, dict)
    assert shown["current"]["officer"] == "王守田"
    assert [material["name"] for material in shown["current"]["materials"]] == ["身份证"]
    assert len(shown["versions"]) == 2
    restored = asked(capsys, *home, "catalogue", "restore", "D13")
    assert isinstance(restored, dict)
    assert restored["version"] == 3


def test_items_are_added_stopped_and_started(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--set", "name=代缴电费", "--set", "department_code=utilities", "--set", "total_days=1")
    added = asked(capsys, *home, "catalogue", "add", *words)
    assert isinstance(added, dict)
    assert added["code"] == "S001"
    for action, enabled in (("disable", False), ("enable", True), ("disable", False)):
        changed = asked(capsys, *home, "catalogue", action, "S001")
        assert isinstance(changed, dict)
        assert changed["enabled"] is enabled
    few, all_of_them = (asked(capsys, *home, "catalogue", "list", *more) for more in ((), ("--all",)))
    assert isinstance(few, list)
    assert isinstance(all_of_them, list)
    assert (len(few), len(all_of_them)) == (63, 64)
    assert answer([*home[:2], "catalogue", "show", "S001"]) == 0
    assert "代缴电费" in capsys.readouterr().out


def test_refusals_of_the_catalogue(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有等号" in refused(capsys, *home, "catalogue", "edit", "D13", "--set", "officer")
    assert "目录里没有" in refused(capsys, *home, "catalogue", "show", "D99")
    assert "派出所查户籍档案" in refused(capsys, *home, "catalogue", "certificate", "开亲属关系证明")
    assert asked(capsys, *home, "catalogue", "certificate", "收入证明") == {"refused": False}
