"""A new password with the recovery code: whose it is, what is noted, and what changes nothing."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.core.home import Home
from app.opening import OfficeSetup, create_office, open_session, recover_office
from app.operators.recovery import new_recovery_code

NEW = "另一句更长的话"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> tuple[Home, str, str]:
    """Make an office and leave it; gives its home, its operator's id and its recovery code."""
    session, code = create_office(tmp_path / "home", setup, clock=clock)
    session.close()
    return session.home, session.operator.id, code


def test_the_code_gives_a_new_password_and_the_journal_says_so(
    office: tuple[Home, str, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    home, _, code = office
    assert recover_office(home.folder, code.lower().replace("0", "o").replace("-", " "), NEW, clock=clock) == "王守田"
    with pytest.raises(WrongKey):
        open_session(home.folder, setup.password, clock=clock)
    again = open_session(home.folder, NEW, clock=clock)
    noted = again.store.rows(
        "SELECT v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq WHERE j.action = 'password'"
    )
    again.close()
    assert [row["reason"] for row in noted] == ["用恢复码给王守田设了新密码"]
    recover_office(home.folder, code, setup.password, clock=clock)


def test_a_wrong_code_or_a_short_password_changes_nothing(office: tuple[Home, str, str], clock: FixedClock) -> None:
    home, _, code = office
    before = [path.read_bytes() for path in home.slot_files]
    with pytest.raises(Refused, match="至少 6 个字"):
        recover_office(home.folder, code, "短", clock=clock)
    with pytest.raises(Refused, match=r"抄错|7 组"):
        recover_office(home.folder, code[:-1] + ("0" if code[-1] != "0" else "1"), NEW, clock=clock)
    with pytest.raises(WrongKey, match="恢复码打不开"):
        recover_office(home.folder, new_recovery_code(), NEW, clock=clock)
    groups = code.split("-")
    for at in range(len(groups)):
        another = "0" if groups[at][0] != "0" else "1"  # one wrong character is always found, a wrong group nearly so
        wrong = [*groups[:at], another + groups[at][1:], *groups[at + 1 :]]
        with pytest.raises(Refused, match="抄错"):
            recover_office(home.folder, "-".join(wrong), NEW, clock=clock)
    assert [path.read_bytes() for path in home.slot_files] == before


def test_whose_password_the_recovery_code_renews(
    office: tuple[Home, str, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    home, operator, code = office
    session = open_session(home.folder, setup.password, clock=clock)
    with session.store.writing() as write:
        write.insert("operators", {"name": "李代办", "role": "代办员"})
        write.insert("operators", {"name": "赵站长", "role": "站长"})
    session.close()
    assert recover_office(home.folder, code, NEW, clock=clock) == "王守田"
    assert recover_office(home.folder, code, "代办员的句话", clock=clock, operator="李代办") == "李代办"
    session = open_session(home.folder, "代办员的句话", clock=clock, operator="李代办")
    with session.store.writing(operator, "离开") as write:
        session.store.permit = None
        write.update("operators", operator, {"active": 0})
    session.close()
    assert recover_office(home.folder, code, "第三句好话呢", clock=clock) == "赵站长"
    with pytest.raises(Refused, match="没有叫“没有此人”"):
        recover_office(home.folder, code, NEW, clock=clock, operator="没有此人")
