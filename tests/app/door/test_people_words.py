"""The words ``resident``, ``import`` and ``search``, with the keys that issue 2 fixes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.door import answer
from app.session import Session
from tests.app.sheets.tables import Value, id_number, table
from tests.conftest import PASSWORD

MAN = id_number("231221", "19490101", 1)
Ask = Callable[..., object]


@pytest.fixture
def home(session: Session, tmp_path: Path) -> Path:
    """Give the folder of a fresh station that nobody has open, and its password in a file."""
    session.close()
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    return session.home.folder


@pytest.fixture
def ask(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Give a function that runs one call and reads its JSON."""

    def asked(*words: str, code: int = 0) -> object:
        capsys.readouterr()
        given = ("--home", str(home), "--password-file", str(tmp_path / "password"), *words, "--json")
        assert answer(given) == code
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.fixture
def say(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Give a function that runs one call and reads its sentences."""

    def said(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert answer(("--home", str(home), "--password-file", str(tmp_path / "password"), *words)) == code
        shown = capsys.readouterr()
        return shown.out + shown.err

    return said


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    """Give a table with one good and one bad row."""
    rows: list[list[Value]] = [["姓名", "身份证号"], ["李大山", MAN], ["李淑芬", int(f"{MAN[:17]}0")]]
    return table(tmp_path / "roll.xlsx", rows)


def test_import_has_the_fixed_keys(ask: Ask, roll: Path, tmp_path: Path) -> None:
    copy = tmp_path / "errors.xlsx"
    value = ask("import", "residents", str(roll), "--dry-run", "--errors", str(copy), code=3)
    assert isinstance(value, dict)
    assert {key: value[key] for key in ("rows", "good", "bad", "taken")} == {"rows": 2, "good": 1, "bad": 1, "taken": 0}
    (error,) = value["errors"]
    assert {"row", "column", "value", "reason"} <= error.keys()
    assert (error["row"], error["column"]) == (3, "身份证号")
    assert copy.exists()
    refused = ask("import", "residents", str(roll), code=3)
    taken = ask("import", "residents", str(roll), "--take-good", code=3)
    assert isinstance(refused, dict)
    assert isinstance(taken, dict)
    assert (refused["taken"], taken["taken"]) == (0, 1)


def test_import_says_it_in_words(say: Callable[..., str], roll: Path, tmp_path: Path) -> None:
    assert "一行也没有导入" in say("import", "residents", str(roll), code=3)
    assert "只做了检查" in say("import", "residents", str(roll), "--dry-run", code=3)
    assert "不是 Excel" in say("import", "residents", str(tmp_path / "password"), code=2)
    many = table(tmp_path / "many.xlsx", [["姓名", "电话"], *([f"王{at}", "1"] for at in range(30))])
    assert "另有 10 处" in say("import", "residents", str(many), code=3)


def test_columns_may_be_named(ask: Ask, say: Callable[..., str], tmp_path: Path) -> None:
    odd = table(tmp_path / "odd.xlsx", [["称呼", "号"], ["李四", "13812345678"]])
    assert "没有找到表头" in say("import", "residents", str(odd), code=2)
    assert "FIELD=HEADING" in say("import", "residents", str(odd), "--column", "name", code=2)
    value = ask("import", "residents", str(odd), "--header-row", "1", "--column", "name=称呼", "--column", "phone=号")
    assert isinstance(value, dict)
    assert value["taken"] == 1


def test_a_log_book_comes_in(ask: Ask, tmp_path: Path) -> None:
    book = table(tmp_path / "book.xlsx", [["登记日期", "姓名", "事项"], ["2025-03-04", "李四", "低保"]])
    value = ask("import", "cases", str(book))
    assert isinstance(value, dict)
    assert value["taken"] == 1
    (hit,) = [hit for hit in ask("search", "李四", "低保") if hit["kind"] == "case"]  # type: ignore[attr-defined]
    assert {"kind", "id", "title", "detail"} <= hit.keys()
    assert hit["title"] == "2025-00001 李四"
    assert "已登记 · 2025年3月4日登记" in hit["detail"]


def test_search_lists_and_limits(ask: Ask, say: Callable[..., str], roll: Path) -> None:
    ask("import", "residents", str(roll), "--take-good", code=3)
    assert [hit["title"] for hit in ask("search", "lds")] == ["李大山"]  # type: ignore[attr-defined]
    assert len(ask("search", "补", "--limit", "1")) == 1  # type: ignore[arg-type]
    assert say("search", "lds").startswith("村民  李大山")
    assert say("search", "'; DROP TABLE") == "没有找到。\n"


def test_a_resident_from_first_to_last(ask: Ask, say: Callable[..., str]) -> None:
    added = ask("resident", "add", "--name", "李大山", "--id-number", MAN.lower(), "--phone", "13812345678")
    assert isinstance(added, dict)
    assert (added["birth_day"], added["sex"]) == ("1949-01-01", "男")
    assert "*" in added["id_number"]
    shown = ask("resident", "show", added["id"], "--full-id")
    assert isinstance(shown, dict)
    assert shown["id_number"] == MAN
    assert MAN in say("resident", "show", added["id"], "--full-id")
    assert "*" in say("resident", "show", added["id"])
    edited = ask("resident", "edit", added["id"], "--villager-group", "3组")
    assert isinstance(edited, dict)
    assert (edited["villager_group"], edited["phone"]) == ("3组", "13812345678")
    assert "已修改" in say("resident", "edit", added["id"], "--nickname", "大山")
    assert "共 1 人" in say("resident", "list", "--group", "3组")
    assert len(ask("resident", "list", "--text", "lds")) == 1  # type: ignore[arg-type]
    assert "已经登记给李大山" in say("resident", "add", "--name", "别人", "--id-number", MAN, code=2)
    assert "同组同名" in say("resident", "add", "--name", "李大山", "--villager-group", "3组")
    assert "已从名册上删除" in say("resident", "remove", added["id"], "--reason", "重复")
    revived = ask("resident", "revive", added["id"])
    assert isinstance(revived, dict)
    assert not revived["deleted"]
