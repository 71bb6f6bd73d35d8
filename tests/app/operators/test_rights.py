"""Every role × every table × every right, and every word that a service writes into the journal."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from app.core.resources import resource_bytes
from app.operators.operators import CHIEF
from app.operators.rights import Declared, NotAllowed, Right, Rights, declared, right_for, roles, words_of
from app.session import Session

ROOT = Path(__file__).resolve().parents[3]
RIGHTS = get_args(Right)
NOTED = re.compile(r'\.note\(\s*"([\w-]+)"')


def test_the_declaration_is_whole() -> None:
    known = declared()
    assert sorted(one.key for one in known.right) == sorted(RIGHTS)
    assert list(roles()) == ["站长", "代办员", "组织委员", "查看"]
    assert set(roles()[CHIEF].rights) == set(RIGHTS)
    assert roles()["查看"].rights == ()
    for role in roles().values():
        assert role.explanation.endswith("。")
        assert len(set(role.rights)) == len(role.rights)
    assert all(words_of(right) for right in RIGHTS)


def test_a_misspelt_declaration_is_not_read() -> None:
    plain = tomllib.loads(resource_bytes("roles.toml").decode())
    role = {"title": "甲", "explanation": "乙。", "rights": ["all"]}
    for spoil in ({"tables": {"cases": "cases.wirte"}}, {"role": [role]}, {"extra": 1}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({**plain, **spoil}, Declared)


def test_every_owned_table_says_which_right_its_writes_need(session: Session) -> None:
    assert set(session.store.tables) == {table for table in declared().tables if not table.endswith("*")}
    assert right_for("entries_household_visit") == right_for("due_reasons") == "ledgers.write"
    assert right_for("entry") is None


def test_every_word_that_is_noted_says_which_right_it_needs() -> None:
    sources = [path.read_text(encoding="utf-8") for room in ("app", "db") for path in (ROOT / room).rglob("*.py")]
    noted = {word for source in sources for word in NOTED.findall(source)}
    assert noted >= {"look", "print", "password", "operator-key"}
    assert noted <= set(declared().notes), "resources/roles.toml [notes]"


@pytest.mark.parametrize("title", list(roles()))
@pytest.mark.parametrize("table", list(declared().tables))
def test_a_role_writes_a_table_exactly_when_it_has_the_right(title: str, table: str) -> None:
    rights, needed = Rights(title), declared().tables[table]
    for action in ("insert", "update", "remove", "revive", "undo"):
        if rights.may(needed):
            rights.permit(table, action)
        else:
            with pytest.raises(NotAllowed, match=f"“{title}”(?:只能看，)?不能{words_of(needed)}") as told:
                rights.permit(table, action)
            assert "请站长" in str(told.value)
    assert (table in rights.tables()) == rights.may(needed)


@pytest.mark.parametrize("title", list(roles()))
@pytest.mark.parametrize("right", RIGHTS)
def test_a_role_is_asked_for_a_right(title: str, right: Right) -> None:
    rights = Rights(title)
    if rights.may(right):
        rights.require(right)
        assert rights.reason(right) == ""
    else:
        with pytest.raises(NotAllowed):
            rights.require(right)
    assert rights.reason() == ""


@pytest.mark.parametrize("title", list(roles()))
def test_an_entry_that_changes_no_row_needs_one_of_its_rights(title: str) -> None:
    rights = Rights(title)
    for word, enough in declared().notes.items():
        if not enough or any(rights.may(right) for right in enough):
            rights.permit("", word)
        else:
            with pytest.raises(NotAllowed):
                rights.permit("", word)


def test_what_nobody_declared_is_for_those_who_may_everything() -> None:
    Rights(CHIEF).permit("a_table_of_tomorrow", "insert")
    Rights("代办员").permit("", "a word of tomorrow")
    for title, table in (("代办员", "a_table_of_tomorrow"), ("查看", "a_table_of_tomorrow"), ("查看", "")):
        with pytest.raises(NotAllowed):
            Rights(title).permit(table, "insert")


def test_a_role_that_no_longer_exists_may_only_look() -> None:
    assert not any(Rights("会计").may(right) for right in RIGHTS)
    with pytest.raises(NotAllowed, match="“会计”只能看，不能登记和办理代办件"):
        Rights("会计").permit("cases", "insert")


def test_the_size_of_the_text_is_everybodys_and_other_settings_are_not(session: Session) -> None:
    session.sit_down(session.operator.__class__(session.operator.id, "乙", "查看", active=True))
    session.settings.change("screen.text_size", 150)
    session.settings.change("screen.text_size", 200)
    for key, value in (("packages.folder", "某处"), ("screen.idle_lock_minutes", 0)):
        with pytest.raises(NotAllowed):
            session.settings.change(key, value)
    assert session.settings.number("screen.text_size") == 200
    session.sit_down(session.operator.__class__(session.operator.id, "乙", "代办员", active=True))
    session.settings.change("packages.folder", "某处")
