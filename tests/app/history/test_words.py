"""Nothing that is stored or done is without a word: every owned table and column, every action and note of the code."""

import ast
import re
from functools import cache
from pathlib import Path

import msgspec
import pytest

from app.cases.workflow import workflow
from app.core.resources import resources_folder
from app.core.settings import declared_settings
from app.history import words as module
from app.history.telling import told_value
from app.history.words import Column, source_words, words
from app.operators.rights import declared
from db.store import Store

ROOT = Path(__file__).resolve().parents[3]


@cache
def calls() -> tuple[ast.Call, ...]:
    paths = (path for room in ("app", "db") for path in (ROOT / room).rglob("*.py"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))


def notes_in_code() -> set[str]:
    found = set()
    for call in calls():
        named = isinstance(call.func, ast.Attribute) and call.func.attr == "note" and len(call.args) >= 3
        if named and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            found.add(call.args[0].value)
    return found


def written_actions() -> set[tuple[str, str]]:
    """Give table and action of every write of the code that names both."""
    found = set()
    for call in calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"insert", "update"} and call.args:
            named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
            pair = (call.args[0], *named)
            if len(pair) == 2 and all(isinstance(one, ast.Constant) for one in pair):
                found.add((str(pair[0].value), str(pair[1].value)))  # type: ignore[attr-defined]
    return found


def actions_in_code() -> set[str]:
    found = set()
    for call in calls():
        for keyword in call.keywords:
            wanted = keyword.arg in {"action", "kept_as"} and isinstance(keyword.value, ast.Constant)
            if wanted and isinstance(call.func, ast.Attribute) and call.func.attr != "add_argument":
                found.add(str(keyword.value.value))  # type: ignore[attr-defined]
    return found - {""}


def test_every_owned_table_and_column_has_words(store: Store) -> None:
    without = [
        f"{table}.{column}"
        for table, described in store.tables.items()
        for column in described.columns
        if table not in words().tables or words().tables[table].column(column) is None
    ]
    assert without == []


def test_no_words_are_left_for_a_column_that_is_gone(store: Store) -> None:
    for name, table in words().tables.items():
        if name in store.tables:
            assert set(table.columns) <= set(store.tables[name].columns), name
            assert set(table.find) <= set(store.tables[name].columns), name


def test_every_note_that_the_code_writes_has_words_and_a_kind() -> None:
    assert notes_in_code() >= {"look", "print", "paper", "export"}
    for note in notes_in_code() | declared().notes.keys() - {"merge"}:
        assert note in words().notes, note
        assert words().kind_of("", note), note


def test_every_action_that_the_code_writes_has_words_and_a_kind() -> None:
    known = {(table, action) for table, described in words().tables.items() for action in described.actions}
    for action in actions_in_code() | {one.kept_as for one in declared_settings().values()} - {""}:
        assert action in words().actions or any(name == action for _, name in known), action
    assert ("item_versions", "new-version") in written_actions()
    for table, action in known | written_actions():
        assert words().verb(table, action) != action, (table, action)
        assert words().kind_of(table, action), (table, action)
    for action in words().actions:
        assert words().kind_of("cases", action), action


def test_every_step_of_a_case_has_the_words_of_the_workflow() -> None:
    for step in workflow().transitions:
        if step.key != "register":
            assert words().verb("cases", step.key) == step.done
            assert words().kind_of("cases", step.key) == "handled"


def test_the_step_of_handing_over_is_no_note_of_handing_over_the_chair() -> None:
    assert not words().is_note("cases", "hand-over")
    assert words().is_note("operators", "hand-over")
    assert words().refusal("operators", "hand-over")
    assert not words().refusal("cases", "hand-over")
    assert words().kind_of("operators", "hand-over") == "keys"


def test_every_declared_word_is_chinese_and_every_source_is_there() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for table in words().tables.values():
        assert chinese.search(table.label)
        for name in table.columns:
            column = table.column(name)
            assert column is not None
            assert chinese.search(column.label), name
            if column.kind in {"key", "mapping"}:
                assert source_words(column.source), name
    for sentence in words().undo.refused.values():
        assert sentence.endswith("。")


def test_every_link_and_relation_names_what_is_there(store: Store) -> None:
    for link in words().link:
        assert link.column in store.tables[link.table].columns
        assert link.to == "" or link.to in store.tables
    for child in words().child:
        assert child.column in store.tables[child.table].columns
    for parent in words().parent:
        assert parent.column in store.tables[parent.of].columns


def test_a_ledger_brings_its_own_words_as_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "history.toml").write_bytes((resources_folder() / "history.toml").read_bytes())
    ledger = '[tables.points]\nlabel = "积分"\nname = "{who}"\n[tables.points.columns]\nwho = "谁"\n'
    (tmp_path / "history" / "points.toml").write_text(ledger, encoding="utf-8")
    monkeypatch.setattr("app.core.resources.resources_folder", lambda: tmp_path)
    monkeypatch.setattr(module, "resources_folder", lambda: tmp_path)
    joined = module.words.__wrapped__()
    assert joined.table("points").label == "积分"
    assert joined.table("cases").label == "代办件"


def test_a_table_without_words_is_called_by_its_name() -> None:
    assert words().table("unknown").label == "unknown"
    assert words().verb("unknown", "danced") == "danced"
    assert words().kind_of("unknown", "danced") == ""


@pytest.mark.parametrize(
    ("kind", "source", "stored", "told"),
    [
        ("day", "", "2026-10-09", "2026年10月9日"),
        ("flag", "", 1, "是"),
        ("flag", "", 0, "否"),
        ("id_number", "", "231221196001011237", "231221************"),
        ("phone", "", "13812345678", "138****5678"),
        ("address", "", "示例村三组12号", "示例村三组"),
        ("key", "state", "accepted", "已受理"),
        ("key", "state", "unheard-of", "unheard-of"),
        ("papers", "", '[{"name":"身份证","copies":2,"form":"复印件","received":true},{"name":"户口簿"}]',
         "身份证（复印件，2 份，已收）、户口簿"),
        ("tags", "", '["快","好"]', "快、好"),
        ("mapping", "details", '{"days":3,"clock":"restart","late":true}', "天数：3，超期：是"),
        ("json", "", "5", "5"),
        ("json", "", "null", ""),
        ("text", "", "证号 231221196001011237 写错了，电话 13812345678",
         "证号 231221************ 写错了，电话 138****5678"),
        ("text", "", "", ""),
        ("text", "", None, ""),
        ("row", "households", "h1", "李守业户"),
    ],
)
def test_values_are_told_in_words(kind: str, source: str, stored: object, told: str) -> None:
    column = msgspec.convert({"label": "栏", "kind": kind, "source": source}, Column)
    assert told_value(column, stored, lambda *_: "李守业户", in_full=False) == told


def test_numbers_stand_in_full_only_where_asked() -> None:
    column = Column("身份证号", "id_number")
    assert told_value(column, "231221196001011237", lambda *_: "", in_full=True) == "231221196001011237"


def test_a_long_text_is_cut() -> None:
    assert len(told_value(Column("说明"), "很" * 5_000, lambda *_: "", in_full=False)) < 500
