"""Every ledger that ships with the program is walked: whole, named, counted, and each system of the domain served."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cases.facts import Case
from app.core.resources import resource_path
from app.core.working_calendar import WorkingCalendar
from app.ledgers.duties.duty import Duty
from app.ledgers.duties.facts import Circumstances, EntryFact, Value, Who
from app.ledgers.duties.reckoning import dues
from app.ledgers.reading import read_declaration, shipped_declarations

Said = dict[str, Any]
FOLDER = resource_path("ledgers")
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "groups")
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in FILES}
LEDGERS: dict[str, Said] = {key: tomllib.loads(text) for key, text in TEXTS.items()}
GROUPS: list[Said] = tomllib.loads((FOLDER / "groups.toml").read_text(encoding="utf-8"))["group"]
SYSTEMS = {"S04", "S05", "S06", "S07", "S08", "S18", "S19", "S20", "S21", "S22", "S27", "S28", "S29", "S35"}
KINDS = {
    "line",
    "paragraphs",
    "whole",
    "decimal",
    "money",
    "day",
    "month",
    "time",
    "period",
    "yes_no",
    "choice",
    "choices",
} | {"resident", "residents", "household", "member", "members", "unit", "post", "item", "file", "rows"}
PRIVACY = {"plain", "name", "id_number", "phone", "account", "address", "sensitive"}
PERSONS = {"resident", "residents", "household", "member", "members"}
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
SYSTEM_COLUMNS = {"id", "owner", "epoch", "revision", "number", "state", "corrects"}
CATEGORIES = {"事务代办", "公益事业", "咨询服务", "民事调解", "经济发展"}
CALENDAR = WorkingCalendar.load()

each = pytest.mark.parametrize("key", list(LEDGERS))


def fields(ledger: Said) -> dict[str, Said]:
    return {field["key"]: field for field in ledger["field"]}


def every_field(ledger: Said) -> list[Said]:
    return [one for field in ledger["field"] for one in (field, *field.get("fields", ()))]


def states(ledger: Said) -> dict[str, Said]:
    return {state["key"]: state for state in ledger.get("state", ())}


def duties(ledger: Said) -> list[Duty]:
    return [msgspec.convert(duty, Duty) for duty in ledger.get("duty", ())]


def test_the_systems_of_the_domain_are_served_and_the_groups_are_few() -> None:
    assert {ledger["system"] for ledger in LEDGERS.values()} >= SYSTEMS
    assert len(LEDGERS) >= 48
    assert len(GROUPS) <= 8
    assert [group["order"] for group in GROUPS] == list(range(1, len(GROUPS) + 1))
    assert {ledger["group"] for ledger in LEDGERS.values()} == {group["key"] for group in GROUPS}
    titles = [ledger["title"] for ledger in LEDGERS.values()]
    assert len(set(titles)) == len(titles)


@each
def test_a_ledger_says_what_it_is_for(key: str) -> None:
    ledger = LEDGERS[key]
    assert len(TEXTS[key].encode()) <= 64 * 1024
    assert ledger["key"] == key
    assert re.fullmatch(r"[a-z][a-z0-9_]{1,29}", key)
    assert re.fullmatch(r"S\d\d", ledger["system"])
    assert ledger["purpose"].endswith("。")
    assert 10 <= len(ledger["purpose"]) <= 80
    assert len(ledger["title"]) <= 12
    assert ledger["version"] == 1
    assert ledger["close"] in {"month", "year", "none"}
    assert set(re.findall(r"{(\w+)}", ledger["name"])) <= set(fields(ledger))


@each
def test_every_field_has_a_name_a_label_and_a_kind(key: str) -> None:
    ledger = LEDGERS[key]
    own = fields(ledger)
    assert 1 <= len(own) <= 60
    assert len(own) == len(ledger["field"])
    assert own[ledger["day"]]["kind"] in {"day", "month"}
    assert own[ledger["day"]]["required"]
    assert "section" in ledger["field"][0]
    assert sum(len(field.get("fields", ())) for field in ledger["field"]) <= 40
    for field in every_field(ledger):
        assert NAME.fullmatch(field["key"])
        assert field["key"] not in SYSTEM_COLUMNS
        assert 1 <= len(field["label"]) <= 12
        assert field["kind"] in KINDS
        assert field.get("privacy", "plain") in PRIVACY
        assert field.get("hint", "有") != ""
        choices = [choice["value"] for choice in field.get("choices", ())]
        assert bool(choices) == (field["kind"] in {"choice", "choices"})
        assert len(set(choices)) == len(choices)
        assert field.get("default", "today") in {"today", *choices} or not choices
        assert ("default" not in field) or field["default"] != "today" or field["kind"] == "day"
        assert bool(field.get("fields")) == (field["kind"] == "rows")
    for rows in (field["fields"] for field in ledger["field"] if field["kind"] == "rows"):
        assert all(column["kind"] != "rows" for column in rows)
        assert len({column["key"] for column in rows}) == len(rows)


@each
def test_list_register_and_notice_name_what_is_there(key: str) -> None:
    ledger = LEDGERS[key]
    own = fields(ledger)
    known = {*own, "number"} | ({"state"} if states(ledger) else set())
    assert set(ledger["list"]["columns"]) | set(ledger["list"]["filters"]) <= known
    assert 2 <= len(ledger["list"]["columns"]) <= 8
    assert ledger["list"]["sort"].removeprefix("-") in own
    columns = ledger["register"]["columns"]
    assert sum(column["share"] for column in columns) == 100
    assert {column["field"] for column in columns} <= known
    assert all(own[column["field"]]["kind"] != "rows" for column in columns if column["field"] in own)
    assert ledger["register"]["orientation"] in {"portrait", "landscape"}
    assert ledger["register"]["signature"]
    for shown in ledger.get("notice", {}).get("columns", ()):
        assert own[shown].get("privacy", "plain") == "plain", shown
        assert own[shown]["kind"] not in PERSONS


@each
def test_states_can_be_reached_and_come_to_an_end(key: str) -> None:
    ledger = LEDGERS[key]
    known, steps = states(ledger), ledger.get("step", [])
    assert bool(known) == bool(steps)
    reached = set(list(known)[:1])
    for _ in known:
        reached |= {step["to"] for step in steps if reached & set(step["from"])}
    assert reached == set(known)
    for step in steps:
        assert step["verb"]
        assert set(step.get("needs", ())) <= set(fields(ledger))
        assert not any(known[start].get("ended", False) for start in step["from"])
    left = {start for step in steps for start in step["from"]}
    assert all(state.get("ended", False) != (name in left) for name, state in known.items())


@each
def test_measures_and_money_count_numbers(key: str) -> None:
    ledger = LEDGERS[key]
    own = fields(ledger)
    assert ledger["measure"]
    for measure in ledger["measure"]:
        assert measure["kind"] in {"count", "sum", "distinct"}
        assert bool(measure.get("field")) == (measure["kind"] != "count")
        if measure["kind"] == "sum":
            assert own[measure["field"]]["kind"] in {"whole", "decimal", "money"}
        assert set(measure.get("by", ())) <= {*own, *(["state"] if states(ledger) else [])}
        assert len(measure["label"]) <= 12
    if money := ledger.get("money"):
        wanted = {"cash": {"money"}, "stock": {"whole", "decimal"}}[money["kind"]]
        assert {own[money["income"]]["kind"], own[money["outlay"]]["kind"]} <= wanted


@each
def test_duties_name_fields_and_ask_on_any_day(key: str) -> None:
    ledger = LEDGERS[key]
    own = fields(ledger)
    asked = duties(ledger)
    assert len({duty.key for duty in asked}) == len(asked)
    who = Who("r-1", "李四")
    for duty in asked:
        assert set(duty.fields()) <= set(own)
        assert not duty.done or duty.done in own or duty.done in states(ledger)
        assert all(own[name]["kind"] == "day" for name in (duty.from_, duty.field) if name)
        assert set(re.findall(r"{(\w+)}", duty.words)) <= {"name"}
        values: dict[str, Value] = dict.fromkeys([name for name in own if own[name]["kind"] == "day"], None)
        values |= {name: date(2025, 12, 1) for name in (ledger["day"], duty.from_, duty.field) if name}
        values |= {name: who for name in (duty.per,) if name}
        values |= {duty.done: None} if duty.done in own else {}
        values |= duty.where
        for name, value in duty.where.items():
            assert value in {choice["value"] for choice in own[name]["choices"]}
        entry = EntryFact("1", "一条", date(2025, 12, 1), about=(who,), values=values)
        at = Circumstances(date(2026, 7, 2), CALENDAR, date(2025, 12, 1), asked=(who,))
        found = dues(duty, [entry], at)
        assert found, duty.key
        assert all("{" not in due.what for due in found)


@each
def test_what_cases_fill_is_known_to_both(key: str) -> None:
    ledger = LEDGERS[key]
    if fill := ledger.get("fill"):
        assert fill.get("category") in CATEGORIES or fill.get("channel") in {"appointment", "visit"}
        assert set(fill["map"]) <= set(fields(ledger))
        assert set(fill["map"].values()) <= {*Case.__struct_fields__, "applicant"}
        assert ledger["day"] in fill["map"]


def test_the_four_categories_and_both_channels_fill_their_ledgers() -> None:
    fills = [ledger["fill"] for ledger in LEDGERS.values() if "fill" in ledger]
    assert {fill["category"] for fill in fills if "category" in fill} == CATEGORIES - {"事务代办"}
    assert {fill["channel"] for fill in fills if "channel" in fill} == {"appointment", "visit"}


def test_nothing_else_lies_in_the_folder() -> None:
    assert [path.name for path in Path(FOLDER).iterdir() if path.suffix != ".toml"] == ["rates"]


@each
def test_the_reader_takes_each_file_as_it_is(key: str) -> None:
    declared = read_declaration(TEXTS[key].encode(), f"{key}.toml")
    assert declared.key == key
    assert len(declared.field) == len(LEDGERS[key]["field"])
    assert declared.duty == tuple(duties(LEDGERS[key]))


def test_all_that_ship_are_read_and_found_by_their_keys() -> None:
    assert [declared.key for declared in shipped_declarations()] == list(LEDGERS)
