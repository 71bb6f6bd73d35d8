"""The chair is handed over: the successor's password and the new code open, nothing old does, and nothing is lost."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.opening import OfficeSetup, create_office, open_session, recover_office
from app.operators import slots
from app.operators.file_keys import known_keys
from app.operators.hand_over import HandOver, Plan
from app.operators.recovering import give_password
from app.operators.recovery import code_number, new_recovery_code
from app.session import Session
from db.copying import copy_office, read_copy
from db.errors import WrongKey as FileWrongKey

NEW = "新站长的一句话"
CLERK = "代办员的一句话"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> tuple[Session, str]:
    """Give an office with a second operator, and its recovery code."""
    session, code = create_office(tmp_path / "home", setup, clock=clock)
    with session.store.writing() as write:
        clerk = write.insert("operators", {"name": "李代办", "role": "代办员"})
    from app.operators.operators import Operators

    give_password(session.home, session.store, Operators(session.store).find(clerk), CLERK, "新操作员")
    return session, code


def hand_over(session: Session, plan: Plan, code: str, said: list[str] | None = None) -> HandOver:
    before = (said if said is not None else []).append
    act = HandOver(
        session.home, session.store, session.clock, session.operator,
        require=lambda: None, before=before, after=lambda _before, _after: None,
    )
    act.finish(plan, NEW, code, "稻花香里-2026")
    return act


def test_a_hand_over_to_a_new_person(office: tuple[Session, str], clock: FixedClock, tmp_path: Path) -> None:
    session, old_code = office
    code, old_key, said = new_recovery_code(), session.store.key, list[str]()
    backup = tmp_path / "backup.czdb"
    copy_office(session.store.path, old_key, backup)
    old_slots = slots.read_slots(session.home.slot_files)
    hand_over(session, Plan("赵接任"), code, said)
    assert said == ["hand-over"]
    assert session.store.key != old_key
    assert known_keys(session.store)[slots.key_id(old_key)] == old_key
    with pytest.raises(Refused, match="不能"), session.store.writing() as write:
        write.insert("residents", {"name": "某某"})
    session.close()
    home = session.home.folder
    for gone in ("稻花香里-2026", "不对不对"):
        with pytest.raises(WrongKey):
            open_session(home, gone, clock=clock)
    again = open_session(home, NEW, clock=clock)
    assert (again.operator.name, again.operator.role) == ("赵接任", "站长")
    assert again.check() == []
    former = again.store.row("SELECT role, deleted FROM operators WHERE name = '王守田'")
    assert former == {"role": "站长", "deleted": 1}
    entry = again.store.row("SELECT action, operator FROM journal WHERE action = 'hand-over'")
    assert entry == {"action": "hand-over", "operator": session.operator.id}
    again.close()
    open_session(home, CLERK, clock=clock).close()
    with pytest.raises(WrongKey):
        recover_office(home, old_code, "又一个新密码", clock=clock)
    assert recover_office(home, code, "又一个新密码", clock=clock) == "赵接任"
    old_key_again, _ = slots.unseal(old_slots, "稻花香里-2026")
    read_copy(backup, old_key_again)
    with pytest.raises(FileWrongKey):
        read_copy(session.home.office_file, old_key_again)
    assert not (home / "rekeying").exists()


def test_the_slots_of_an_old_backup_are_told_as_what_they_are(office: tuple[Session, str], clock: FixedClock) -> None:
    session, _ = office
    old = [path.read_bytes() for path in session.home.slot_files]
    hand_over(session, Plan("李代办", former="代办员"), new_recovery_code())
    session.close()
    for path, content in zip(session.home.slot_files, old, strict=True):
        path.write_bytes(content)
    with pytest.raises(Refused, match="不是一套"):
        open_session(session.home.folder, "稻花香里-2026", clock=clock)


def test_a_hand_over_to_somebody_at_the_desk_already(office: tuple[Session, str], clock: FixedClock) -> None:
    session, _ = office
    hand_over(session, Plan("李代办", former="代办员"), new_recovery_code())
    session.close()
    again = open_session(session.home.folder, NEW, clock=clock)
    assert again.operator.name == "李代办"
    former = again.store.row("SELECT role, active FROM operators WHERE name = '王守田'")
    assert former == {"role": "代办员", "active": 1}
    again.close()
    open_session(session.home.folder, "稻花香里-2026", clock=clock).close()


def test_a_plan_that_cannot_be_changes_nothing(office: tuple[Session, str], clock: FixedClock) -> None:
    session, _ = office
    before = {path.name: path.read_bytes() for path in session.home.slot_files}
    for plan, words in ((Plan(""), "没有写"), (Plan("王守田"), "现在的站长"), (Plan("赵", former="村长"), "权限")):
        with pytest.raises(Refused, match=words):
            hand_over(session, plan, new_recovery_code())

    def no_backup(_: str) -> None:
        raise Refused("备份做不成。")

    act = HandOver(
        session.home, session.store, session.clock, session.operator,
        require=lambda: None, before=no_backup, after=lambda _before, _after: None,
    )
    with pytest.raises(Refused, match="备份做不成"):
        act.finish(Plan("赵接任"), NEW, new_recovery_code())
    with pytest.raises(Refused, match="至少"):
        act.finish(Plan("赵接任"), "短", new_recovery_code())
    with pytest.raises(WrongKey):
        act.finish(Plan("赵接任"), NEW, new_recovery_code(), "不对不对")
    assert {path.name: path.read_bytes() for path in session.home.slot_files} == before
    session.close()
    open_session(session.home.folder, "稻花香里-2026", clock=clock).close()


def test_the_number_of_a_code_tells_codes_apart() -> None:
    first, second = new_recovery_code(), new_recovery_code()
    assert code_number(first) == code_number(first)
    assert code_number(first) != code_number(second) or first == second
    assert len(code_number(first)) == 6
