"""The word ``ledger`` lists, shows and checks declarations; it needs no office and keeps nothing."""

import json
from pathlib import Path

import pytest

from app.core.resources import resource_path
from app.door import answer
from app.ledgers.reading import shipped_declarations


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert answer(words) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert answer(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


@pytest.fixture
def visit(tmp_path: Path) -> Path:
    copy = tmp_path / "visit.toml"
    copy.write_bytes(resource_path("ledgers", "household_visit.toml").read_bytes())
    return copy


def test_every_ledger_is_listed_under_its_group(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(asked(capsys, "ledger", "list", "--json"))
    assert sorted(line["key"] for line in listed) == [ledger.key for ledger in shipped_declarations()]
    text = asked(capsys, "ledger", "list")
    assert "便民服务：\n" in text
    assert "  民情走访（household_visit）" in text


def test_a_ledger_is_shown_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(asked(capsys, "ledger", "show", "mediation", "--json"))
    fields = {field["key"]: field for field in shown["columns"]}
    assert shown["fields"] == len(fields)
    assert shown["states"]
    rows = next(field for field in fields.values() if field["kind"] == "rows")
    assert any("choices" in column for column in rows["columns"])
    assert "（day，day），必填" in asked(capsys, "ledger", "show", "household_visit")


def test_an_unknown_ledger_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有代号为“nowhere”的台账" in refused(capsys, "ledger", "show", "nowhere")


def test_a_whole_declaration_passes_the_check(capsys: pytest.CaptureFixture[str], visit: Path) -> None:
    assert "“民情走访”的声明完整" in asked(capsys, "ledger", "check", str(visit))
    text = visit.read_text(encoding="utf-8")
    visit.write_text(text.replace("version = 1", "version = 2"), encoding="utf-8")
    assert json.loads(asked(capsys, "ledger", "check", str(visit), "--json"))["version"] == 2


def test_a_wrong_declaration_is_refused_with_its_line(capsys: pytest.CaptureFixture[str], visit: Path) -> None:
    text = visit.read_text(encoding="utf-8")
    visit.write_text(text.replace("version = 1", "version = 0"), encoding="utf-8")
    line = text.splitlines().index("version = 1") + 1
    assert f"“visit.toml”第 {line} 行：版本应为 1 到 9999" in refused(capsys, "ledger", "check", str(visit))


def test_a_changed_kind_and_a_taken_title_are_refused(capsys: pytest.CaptureFixture[str], visit: Path) -> None:
    text = visit.read_text(encoding="utf-8")
    newer = text.replace("version = 1", "version = 2").replace('kind = "day"', 'kind = "month"', 1)
    visit.write_text(newer, encoding="utf-8")
    assert "的类型从 day 变成了 month" in refused(capsys, "ledger", "check", str(visit))
    visit.write_text(text.replace('key = "household_visit"', 'key = "other_visit"'), encoding="utf-8")
    assert "已经有一本台账叫“民情走访”" in refused(capsys, "ledger", "check", str(visit))


def test_what_is_too_large_or_not_there_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 10 * 1024 * 1024)
    assert "太大" in refused(capsys, "ledger", "check", str(large))
    assert "读不出来" in refused(capsys, "ledger", "check", str(tmp_path / "none.toml"))
