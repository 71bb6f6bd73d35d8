"""People come and go at one desk: names, roles, passwords, and what a cut in between leaves."""

import itertools
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, Refused, WrongKey
from app.opening import open_session, recover_office
from app.operators import slots
from app.operators.operators import Operator, Operators
from app.operators.rights import NotAllowed
from app.session import Session
from db.durable import write_durably
from tests.conftest import PASSWORD

HERS, NEW = "我是小李的密码", "换过的一句话呢"
Cuts = Callable[[Callable[[], object]], list[Path]]


@pytest.fixture
def li(session: Session) -> Operator:
    operator, _ = session.joining.add("李代办", "代办员", HERS)
    return operator


def names(session: Session) -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in Operators(session.store).all()]


def opened(home: Path, password: str, clock: FixedClock) -> str:
    made = open_session(home, password, clock=clock)
    try:
        return made.operator.name
    finally:
        made.close()


def reasons(session: Session, action: str) -> list[str]:
    found = session.store.rows(
        "SELECT v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.action = ? AND j.tbl = 'operators' ORDER BY j.seq",
        (action,),
    )
    return [row["reason"] for row in found]


def test_somebody_new_logs_in_with_their_own_password_and_rights(
    session: Session, li: Operator, clock: FixedClock
) -> None:
    assert names(session) == [("王守田", "站长"), ("李代办", "代办员")]
    assert session.joining.with_password() == {session.operator.id, li.id}
    assert session.joining.mismatches() == []
    key = session.store.key
    session.close()
    made = open_session(session.home.folder, HERS, clock=clock)
    assert made.operator == li
    assert made.store.key == key
    assert made.may("cases.write")
    with pytest.raises(NotAllowed, match="“代办员”不能添加、移去操作员"):
        made.joining.add("赵", "查看", "又一个密码啊")
    made.close()


def test_a_password_that_is_somebodys_is_refused_without_saying_whose(session: Session, li: Operator) -> None:
    for password in (PASSWORD, "稻花香里－２０２６"):
        with pytest.raises(Refused, match="请换一个密码") as told:
            session.joining.add("赵", "查看", password)
        assert "王" not in str(told.value)
    with pytest.raises(Refused, match="请换一个密码"):
        session.joining.change_own_password(PASSWORD, HERS)
    with pytest.raises(Refused, match="请换一个密码"):
        session.joining.set_password(li.id, PASSWORD)
    session.joining.set_password(li.id, HERS)
    assert len(names(session)) == 2


@pytest.mark.parametrize(
    ("name", "role", "password", "words"),
    [
        ("", "查看", NEW, "姓名要填"),
        ("甲" * 41, "查看", NEW, "最多 40 个字"),
        (" 王守田 ", "查看", NEW, "已经有一位“王守田”"),
        ("赵", "会计", NEW, "没有“会计”这种权限"),
        ("赵", "查看", "短", "至少 6 个字"),
    ],
)
def test_what_does_not_fit_adds_nobody(session: Session, name: str, role: str, password: str, words: str) -> None:
    before = [path.read_bytes() for path in session.home.slot_files], session.status().journal
    with pytest.raises(Refused, match=words):
        session.joining.add(name, role, password)
    assert ([path.read_bytes() for path in session.home.slot_files], session.status().journal) == before


def test_who_is_removed_opens_nothing_and_keeps_what_they_did(
    session: Session, li: Operator, clock: FixedClock
) -> None:
    with pytest.raises(Refused, match="请写明原因"):
        session.joining.remove(li.id, "  ")
    with pytest.raises(Refused, match="不能移去自己"):
        session.joining.remove(session.operator.id, "走了")
    session.joining.remove(li.id, "调走了")
    assert names(session) == [("王守田", "站长")]
    assert li.id not in session.joining.with_password()
    row = session.store.row("SELECT name, deleted, removed_reason FROM operators WHERE id = ?", (li.id,))
    assert row == {"name": "李代办", "deleted": 1, "removed_reason": "调走了"}
    assert session.joining.mismatches() == []
    session.close()
    with pytest.raises(WrongKey):
        opened(session.home.folder, HERS, clock)
    assert opened(session.home.folder, PASSWORD, clock) == "王守田"


def test_the_last_one_who_may_change_operators_stays(session: Session, li: Operator) -> None:
    with pytest.raises(Refused, match="最后一位能登录的站长"):
        session.joining.change_role(session.operator.id, "查看")
    with session.store.writing() as write:  # a second 站长 who cannot log in does not count
        other = write.insert("operators", {"name": "赵站长", "role": "站长"})
    with pytest.raises(Refused, match="最后一位能登录的站长"):
        session.joining.change_role(session.operator.id, "代办员")
    session.joining.set_password(other, NEW)
    session.joining.change_role(session.operator.id, "代办员")
    assert session.operator.role == "代办员"
    with pytest.raises(NotAllowed):
        session.joining.remove(li.id, "不该能做")


def test_names_and_roles_change_at_once_for_who_sits_there(session: Session, li: Operator) -> None:
    session.joining.rename(session.operator.id, "王守田（大）")
    assert session.operator.name == "王守田（大）"
    session.joining.rename(li.id, " 李  代办 ")
    session.joining.change_role(li.id, "组织委员")
    assert names(session) == [("王守田（大）", "站长"), ("李 代办", "组织委员")]
    with pytest.raises(Refused, match="没有“神仙”"):
        session.joining.change_role(li.id, "神仙")
    assert "“李 代办”由“代办员”改为“组织委员”" in reasons(session, "update")


def test_passwords_are_set_and_changed_and_the_journal_says_so_without_them(
    session: Session, li: Operator, clock: FixedClock
) -> None:
    session.joining.set_password(li.id, NEW)
    session.joining.change_own_password(PASSWORD, "站长的新密码")
    assert reasons(session, "password") == ["给“李代办”设了新密码", "改了自己的密码"]
    session.close()
    assert opened(session.home.folder, NEW, clock) == "李代办"
    assert opened(session.home.folder, "站长的新密码", clock) == "王守田"
    for gone in (HERS, PASSWORD):
        with pytest.raises(WrongKey):
            opened(session.home.folder, gone, clock)


def test_the_recovery_code_goes_over_to_who_removes_its_owner(tmp_path: Path, clock: FixedClock) -> None:
    from app.opening import create_office
    from tests.conftest import SETUP

    first, code = create_office(tmp_path / "home", SETUP, clock=clock)
    first.joining.add("赵站长", "站长", NEW)
    first.close()
    second = open_session(tmp_path / "home", NEW, clock=clock)
    second.joining.remove(first.operator.id, "退休")
    second.close()
    assert recover_office(tmp_path / "home", code, "又是一个新的", clock=clock) == "赵站长"
    assert opened(tmp_path / "home", "又是一个新的", clock) == "赵站长"


def test_another_operator_goes_on_at_the_open_desk(session: Session, li: Operator) -> None:
    slips = session.slips
    session.change_places(HERS)
    assert session.operator == li
    assert session.slips is not slips
    with session.store.writing() as write:
        write.insert("residents", {"name": "某某"})
    assert session.store.value("SELECT operator FROM journal ORDER BY seq DESC LIMIT 1") == li.id
    assert set(Operators(session.store).last_seen()) == {li.id, Operators(session.store).named("王守田").id}
    with pytest.raises(WrongKey):
        session.change_places("不是谁的密码")
    assert session.operator == li


def test_a_slot_without_a_row_opens_nothing_and_is_swept(session: Session, clock: FixedClock) -> None:
    kept = slots.read_slots(session.home.slot_files)
    strange = slots.seal(session.store.key, HERS, "password", "nobody", slots.cost_of(kept))
    slots.write_slots(slots.with_slot(kept, strange), session.home.slot_files)
    assert session.joining.mismatches() == ["钥匙文件里有 1 个不在名单上的人的钥匙，打不开数据，可以清掉。"]
    with pytest.raises(Refused, match="不在名单上"):
        session.change_places(HERS)
    session.joining.mend()
    assert session.joining.mismatches() == []
    assert not session.joining.mend()
    session.joining.add("李代办", "代办员", HERS)
    session.close()
    assert opened(session.home.folder, HERS, clock) == "李代办"


def test_a_slot_without_a_row_is_swept_by_the_next_password(session: Session) -> None:
    kept = slots.read_slots(session.home.slot_files)
    strange = slots.seal(session.store.key, HERS, "password", "nobody", slots.cost_of(kept))
    slots.write_slots(slots.with_slot(kept, strange), session.home.slot_files)
    session.joining.add("李代办", "代办员", HERS)
    assert session.joining.mismatches() == []


def test_a_row_without_a_slot_is_told(session: Session) -> None:
    with session.store.writing() as write:
        write.insert("operators", {"name": "赵", "role": "查看"})
    assert session.joining.mismatches() == ["“赵”还没有密码，登录不了：请设一个，或移去。"]


def test_what_the_disk_does_not_keep_leaves_rows_and_slots_as_they_were(
    session: Session, li: Operator, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, whole = session.status().journal, slots.write_slots
    left: list[int] = []

    def write(path: Path, content: bytes) -> None:
        left[0] -= 1
        if not left[0]:
            raise DiskTrouble("磁盘满了")
        write_durably(path, content)

    acts: tuple[Callable[[], object], ...] = (
        lambda: session.joining.add("赵", "查看", NEW),
        lambda: session.joining.remove(li.id, "走了"),
        lambda: session.joining.set_password(li.id, NEW),
    )
    monkeypatch.setattr(slots, "write_slots", lambda kept, copies: whole(kept, copies, write=write))
    for failing, act in itertools.product((1, 2), acts):
        left[:] = [failing]
        with pytest.raises(DiskTrouble):
            act()
        assert session.status().journal == journal
    assert names(session) == [("王守田", "站长"), ("李代办", "代办员")]
    session.close()
    assert opened(session.home.folder, PASSWORD, clock) == "王守田"
    assert opened(session.home.folder, HERS, clock) == "李代办"


@pytest.fixture
def cuts(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cuts:
    """Do something and give the home as a power cut before it, and after each write of the slots, would leave it."""

    def during(act: Callable[[], object]) -> list[Path]:
        taken = [shutil.copytree(session.home.folder, tmp_path / "cut-0")]

        def watched(path: Path, content: bytes) -> None:
            write_durably(path, content)
            taken.append(shutil.copytree(session.home.folder, tmp_path / f"cut-{len(taken)}"))

        whole = slots.write_slots
        with monkeypatch.context() as patched:
            patched.setattr(slots, "write_slots", lambda kept, copies: whole(kept, copies, write=watched))
            act()
        assert len(taken) == 3
        return taken

    return during


def test_a_cut_while_somebody_joins_lets_them_in_whole_or_not_at_all(
    session: Session, cuts: Cuts, clock: FixedClock
) -> None:
    for home in cuts(lambda: session.joining.add("李代办", "代办员", HERS)):
        with pytest.raises(Refused):
            opened(home, HERS, clock)
        made = open_session(home, PASSWORD, clock=clock)
        assert bool(made.joining.mismatches()) == bool(made.joining.mend())
        made.joining.add("李代办", "代办员", HERS)
        assert made.joining.mismatches() == []
        made.close()
        assert opened(home, HERS, clock) == "李代办"


def test_a_cut_while_somebody_leaves_keeps_them_out_from_the_first_write_on(
    session: Session, li: Operator, cuts: Cuts, clock: FixedClock
) -> None:
    before, *after = cuts(lambda: session.joining.remove(li.id, "调走了"))
    assert opened(before, HERS, clock) == "李代办"
    for home in after:
        with pytest.raises(WrongKey):
            opened(home, HERS, clock)
        made = open_session(home, PASSWORD, clock=clock)
        assert made.joining.mismatches() == ["“李代办”还没有密码，登录不了：请设一个，或移去。"]
        made.joining.remove(li.id, "调走了")
        assert made.joining.mismatches() == []
        made.close()


def test_a_cut_while_a_password_is_set_leaves_the_old_one_or_the_new_one(
    session: Session, li: Operator, cuts: Cuts, clock: FixedClock
) -> None:
    working = []
    for home in cuts(lambda: session.joining.set_password(li.id, NEW)):
        assert opened(home, PASSWORD, clock) == "王守田"
        for password in (HERS, NEW):
            with suppress(WrongKey):
                assert opened(home, password, clock) == "李代办"
                working.append(password)
    assert working == [HERS, NEW, NEW]
