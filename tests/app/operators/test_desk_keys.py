from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.core.home import Home
from app.opening import OfficeSetup, create_office, open_session
from app.operators.desk_keys import change_password, set_password_by_recovery, unlock_screen

NEW = "另一句更长的话"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> tuple[Home, str, str]:
    """Make an office and leave it; gives its home, its operator's id and its recovery code."""
    session, code = create_office(tmp_path / "home", setup, clock=clock)
    session.close()
    return session.home, session.operator.id, code


def test_the_screen_is_unlocked_by_the_operator_who_locked_it(
    office: tuple[Home, str, str], setup: OfficeSetup
) -> None:
    home, operator, _ = office
    unlock_screen(home, setup.password, operator)
    with pytest.raises(WrongKey):
        unlock_screen(home, "不对不对", operator)
    with pytest.raises(WrongKey):
        unlock_screen(home, setup.password, "someone else")


def test_a_changed_password_opens_and_the_old_one_does_not(
    office: tuple[Home, str, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    home, operator, code = office
    change_password(home, operator, setup.password, NEW, 6)
    with pytest.raises(WrongKey):
        open_session(home.folder, setup.password, clock=clock)
    open_session(home.folder, NEW, clock=clock).close()
    set_password_by_recovery(home, code, setup.password, 6)
    open_session(home.folder, setup.password, clock=clock).close()


def test_nothing_is_written_where_the_old_password_or_the_new_one_does_not_do(
    office: tuple[Home, str, str], setup: OfficeSetup
) -> None:
    home, operator, code = office
    before = [path.read_bytes() for path in home.slot_files]
    with pytest.raises(WrongKey):
        change_password(home, operator, "不对不对", NEW, 6)
    with pytest.raises(Refused, match="至少 6 个字"):
        change_password(home, operator, setup.password, "短", 6)
    with pytest.raises(Refused, match="至少 6 个字"):
        set_password_by_recovery(home, code, "短", 6)
    with pytest.raises(Refused, match=r"抄错|7 组"):
        set_password_by_recovery(home, code[:-1] + ("0" if code[-1] != "0" else "1"), NEW, 6)
    assert [path.read_bytes() for path in home.slot_files] == before
