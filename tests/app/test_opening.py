"""Setting up and opening an office."""

from pathlib import Path

import msgspec
import pytest

from app.core.changes import Changes
from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, FileDamaged, Refused, WrongKey
from app.opening import UNFINISHED, OfficeSetup, create_office, open_session
from app.operators.operators import Operators
from app.session import Session

PASSWORD = "稻花香里-2026"


def test_a_new_office_opens_with_its_password_only(session: Session, clock: FixedClock) -> None:
    home = session.home.folder
    session.close()
    with pytest.raises(WrongKey):
        open_session(home, "wrong", clock=clock)
    again = open_session(home, PASSWORD, clock=clock)
    assert again.operator.name == "王守田"
    assert again.status().unit == "231221103201"
    assert again.check() == []
    again.close()


def test_the_operator_must_be_the_passwords_owner(session: Session, clock: FixedClock) -> None:
    home = session.home.folder
    session.close()
    with pytest.raises(Refused, match="不是“李四”的"):
        open_session(home, PASSWORD, clock=clock, operator="李四")
    open_session(home, PASSWORD, clock=clock, operator="王守田").close()


def test_operators_are_found_by_name(session: Session) -> None:
    operators = Operators(session.store)
    assert operators.named("王守田").id == session.operator.id
    with pytest.raises(Refused, match="王守田"):
        operators.named("没有此人")
    with pytest.raises(Refused, match="不在名单"):
        operators.find("nobody")


def test_a_second_office_in_the_same_folder_is_refused(session: Session, setup: OfficeSetup) -> None:
    with pytest.raises(Refused, match="已经有"):
        create_office(session.home.folder, setup)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("unit", "2312", "12 位"), ("name", " ", "名称"), ("operator_name", "", "姓名"), ("password", "12345", "至少")],
)
def test_answers_that_do_not_fit_make_nothing(
    tmp_path: Path, setup: OfficeSetup, field: str, value: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        create_office(tmp_path / "new", msgspec.structs.replace(setup, **{field: value}))
    assert not (tmp_path / "new").exists()


def test_leftovers_of_a_cut_set_up_do_not_count(tmp_path: Path, setup: OfficeSetup, clock: FixedClock) -> None:
    home = tmp_path / "new"
    home.mkdir()
    (home / UNFINISHED).write_bytes(b"half")
    with pytest.raises(Refused, match="还没有办公点"):
        open_session(home, PASSWORD, clock=clock)
    made, code = create_office(home, setup, clock=clock)
    assert len(code.split("-")) == 7
    assert not (home / UNFINISHED).exists()
    made.close()


def test_slots_of_another_office_do_not_open_this_one(
    session: Session, tmp_path: Path, setup: OfficeSetup, clock: FixedClock
) -> None:
    other, _ = create_office(tmp_path / "other", setup, clock=clock)
    other.close()
    session.close()
    for mine, theirs in zip(session.home.slot_files, other.home.slot_files, strict=True):
        mine.write_bytes(theirs.read_bytes())
    with pytest.raises(FileDamaged, match="不是一套"):
        open_session(session.home.folder, PASSWORD, clock=clock)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, setup: OfficeSetup) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskTrouble, match="文件夹"):
        create_office(tmp_path / "file" / "home", setup)


def test_changes_are_told_once_to_each_listener(session: Session) -> None:
    heard: list[Changes] = []
    session.subscribe(heard.append)
    session.emit(Changes())
    session.emit(Changes.of([("cases", "1")]))
    assert [change.ids("cases") for change in heard] == [frozenset({"1"})]


def test_passing_plaintext_is_gone_after_closing(session: Session) -> None:
    (session.home.temporary / "notice.pdf").write_bytes(b"x")
    session.close()
    assert list(session.home.temporary.iterdir()) == []
