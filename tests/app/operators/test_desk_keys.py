from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.core.home import Home
from app.opening import OfficeSetup, create_office, open_session, recover_office
from app.operators.desk_keys import change_password, unlock_screen, whose_password

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


def test_a_password_says_whose_it_is_only_for_the_file_that_is_open(
    office: tuple[Home, str, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    home, operator, _ = office
    session = open_session(home.folder, setup.password, clock=clock)
    key = session.store.key
    session.close()
    assert whose_password(home, key, setup.password, clock) == operator
    with pytest.raises(WrongKey):
        whose_password(home, bytes(32), setup.password, clock)


def test_a_changed_password_opens_and_the_old_one_does_not(
    office: tuple[Home, str, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    home, operator, code = office
    session = open_session(home.folder, setup.password, clock=clock)
    change_password(home, session.store, operator, setup.password, NEW, 6)
    session.close()
    with pytest.raises(WrongKey):
        open_session(home.folder, setup.password, clock=clock)
    open_session(home.folder, NEW, clock=clock).close()
    assert recover_office(home.folder, code, setup.password, clock=clock) == "王守田"
    again = open_session(home.folder, setup.password, clock=clock)
    noted = again.store.rows(
        "SELECT v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq WHERE j.action = 'password'"
    )
    again.close()
    assert [row["reason"] for row in noted] == ["改了自己的密码", "用恢复码给王守田设了新密码"]


def test_nothing_is_written_where_the_old_password_or_the_new_one_does_not_do(
    office: tuple[Home, str, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    home, operator, code = office
    session = open_session(home.folder, setup.password, clock=clock)
    before = [path.read_bytes() for path in home.slot_files]
    with pytest.raises(WrongKey):
        change_password(home, session.store, operator, "不对不对", NEW, 6, clock)
    with pytest.raises(Refused, match="至少 6 个字"):
        change_password(home, session.store, operator, setup.password, "短", 6, clock)
    session.close()
    with pytest.raises(Refused, match="至少 6 个字"):
        recover_office(home.folder, code, "短", clock=clock)
    with pytest.raises(Refused, match=r"抄错|7 组"):
        recover_office(home.folder, code[:-1] + ("0" if code[-1] != "0" else "1"), NEW, clock=clock)
    assert [path.read_bytes() for path in home.slot_files] == before


def test_a_wrong_recovery_code_is_waited_for_as_a_wrong_password_is(
    office: tuple[Home, str, str], clock: FixedClock, setup: OfficeSetup
) -> None:
    from app.operators.recovery import new_recovery_code
    from app.operators.tries import TooSoon

    home, _, code = office
    for _ in range(3):
        with pytest.raises(WrongKey):
            recover_office(home.folder, new_recovery_code(), NEW, clock=clock)
    with pytest.raises(TooSoon, match="2 秒"):
        recover_office(home.folder, code, NEW, clock=clock)
    with pytest.raises(TooSoon):
        open_session(home.folder, setup.password, clock=clock)
    clock.advance(seconds=2)
    assert recover_office(home.folder, code, NEW, clock=clock) == "王守田"
    assert not home.tries_file.exists()
