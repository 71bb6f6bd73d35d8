"""What can be wrong with the two key files, each told as what it is, mended where it can be (FAULTS §8, test 22)."""

import base64
from pathlib import Path

import msgspec
import pytest
from nacl import pwhash, secret, utils

from app.core.clock import FixedClock
from app.core.errors import FileDamaged, Refused, WrongKey
from app.opening import OfficeSetup, create_office, open_session, recover_office
from app.operators import slots
from app.operators.hand_over import Plan
from app.operators.slot_files import slot_faults
from app.operators.unlocking import FROM_BACKUP
from app.session import Session
from tests.conftest import PASSWORD, QUICK

NEW = "纸上来的新密码"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> tuple[Session, str]:
    """Make an office with a backup, and leave it; gives the closed session and the recovery code."""
    session, code = create_office(tmp_path / "home", setup, clock=clock)
    session.leave()
    return session, code


@pytest.fixture
def stranger(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Session:
    """Make another village's office with the same password."""
    session, _ = create_office(tmp_path / "other", setup, clock=clock)
    session.close()
    return session


def told(home: Path, clock: FixedClock, password: str = PASSWORD) -> list[str]:
    """Open the office, and give what its journal says of the keys."""
    session = open_session(home, password, clock=clock)
    rows = session.store.rows(
        "SELECT v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq WHERE j.action = 'repair'"
    )
    assert slot_faults(session.home, session.store.office["id"]) == []
    session.close()
    return [row["reason"] for row in rows]


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("which", [0, 1])
def test_one_copy_missing_damaged_old_or_foreign_is_mended_and_told(
    office: tuple[Session, str], stranger: Session, clock: FixedClock, which: int
) -> None:
    session, _ = office
    copy, words = session.home.slot_files[which], ("第一份", "第二份")[which]
    assert told(session.home.folder, clock) == []
    old = copy.read_bytes()
    copy.unlink()
    assert told(session.home.folder, clock) == [f"钥匙文件{words}（{copy.name}）不见了"]
    flipped(copy)
    assert told(session.home.folder, clock)[-1] == f"钥匙文件{words}（{copy.name}）坏了"
    copy.write_bytes(old)
    assert told(session.home.folder, clock)[-1] == f"钥匙文件{words}（{copy.name}）是旧的一份"
    copy.write_bytes(stranger.home.slot_files[0].read_bytes())
    assert told(session.home.folder, clock)[-1] == f"钥匙文件{words}（{copy.name}）是另一个办公点的"


def test_both_copies_old_are_told_and_the_journal_says_which(office: tuple[Session, str], clock: FixedClock) -> None:
    session, code = office
    old = [path.read_bytes() for path in session.home.slot_files]
    recover_office(session.home.folder, code, NEW, clock=clock)
    for path, content in zip(session.home.slot_files, old, strict=True):
        path.write_bytes(content)
    (sentence,) = told(session.home.folder, clock)
    assert sentence.startswith("钥匙文件是旧的一份（第 1 版，应是第 2 版）")
    assert slots.read_slots(session.home.slot_files).generation == 3


def test_both_copies_lost_are_found_in_a_backup_with_the_code(office: tuple[Session, str], clock: FixedClock) -> None:
    session, code = office
    for path in session.home.slot_files:
        flipped(path)
    with pytest.raises(Refused, match="两份钥匙文件都读不出来") as refused:
        open_session(session.home.folder, PASSWORD, clock=clock)
    assert "忘了密码，用恢复码" in refused.value.advice
    recover_office(session.home.folder, code, NEW, clock=clock)
    assert told(session.home.folder, clock, NEW) == [FROM_BACKUP]
    open_session(session.home.folder, NEW, clock=clock).close()


def test_both_copies_lost_without_a_backup(
    tmp_path: Path, office: tuple[Session, str], setup: OfficeSetup, clock: FixedClock
) -> None:
    session, code = office
    (backup,) = session.home.backups.glob("*.czbak")
    elsewhere = backup.rename(tmp_path / backup.name)
    for path in session.home.slot_files:
        path.unlink()
    with pytest.raises(Refused, match="都读不出来") as refused:
        open_session(session.home.folder, PASSWORD, clock=clock)
    assert "recover --backup" in refused.value.advice
    with pytest.raises(Refused, match="都读不出来"):
        recover_office(session.home.folder, code, NEW, clock=clock)
    recover_office(session.home.folder, code, NEW, clock=clock, backup=elsewhere)
    open_session(session.home.folder, NEW, clock=clock).close()


def test_both_copies_of_another_village(
    office: tuple[Session, str], stranger: Session, clock: FixedClock
) -> None:
    session, code = office
    for mine, theirs in zip(session.home.slot_files, stranger.home.slot_files, strict=True):
        mine.write_bytes(theirs.read_bytes())
    for password in (PASSWORD, "不对不对不对"):
        with pytest.raises(Refused, match="另一个办公点的"):
            open_session(session.home.folder, password, clock=clock)
    recover_office(session.home.folder, code, NEW, clock=clock)
    open_session(session.home.folder, NEW, clock=clock).close()


def test_a_file_whose_head_is_broken_under_the_right_key(office: tuple[Session, str], clock: FixedClock) -> None:
    session, _ = office
    with session.home.office_file.open("r+b") as stream:
        stream.write(bytes(64))
    with pytest.raises(FileDamaged, match="钥匙是对的"):
        open_session(session.home.folder, PASSWORD, clock=clock)


def test_slots_from_before_a_hand_over(office: tuple[Session, str], clock: FixedClock) -> None:
    session, _ = office
    old = [path.read_bytes() for path in session.home.slot_files]
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    code = again.chair.code.draw()
    again.chair.hand_over.finish(Plan("赵接任"), NEW, code)
    again.leave()
    for path, content in zip(session.home.slot_files, old, strict=True):
        path.write_bytes(content)
    with pytest.raises(Refused, match="换钥匙以前的旧的一份"):
        open_session(session.home.folder, PASSWORD, clock=clock)
    recover_office(session.home.folder, code, NEW, clock=clock)
    open_session(session.home.folder, NEW, clock=clock).close()


def as_the_first_program(session: Session, words: dict[str, str]) -> None:
    """Write the slots as the first program did: no key named, no public half; ``words`` by operator."""
    kept, ways = slots.read_slots(session.home.slot_files), []
    for operator, word in words.items():
        salt = utils.random(pwhash.argon2id.SALTBYTES)
        derived = pwhash.argon2id.kdf(32, word.encode(), salt, opslimit=QUICK.passes, memlimit=QUICK.memory)
        box = bytes(secret.SecretBox(derived).encrypt(session.store.key))
        ways.append(
            slots.Slot(
                "password", operator, base64.b64encode(salt).decode(), QUICK, base64.b64encode(box).decode()
            )
        )
    slots.write_slots(msgspec.structs.replace(kept, slots=tuple(ways), digest=""), session.home.slot_files)


def test_slots_of_the_first_program_open_and_are_renewed_as_they_do(session: Session, clock: FixedClock) -> None:
    clerk, _ = session.joining.add("李代办", "代办员", "代办员的一句话")
    as_the_first_program(session, {session.operator.id: PASSWORD, clerk.id: "代办员的一句话"})
    session.close()
    with pytest.raises(WrongKey):
        open_session(session.home.folder, "不对不对不对", clock=clock)
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    mine, theirs = slots.read_slots(again.home.slot_files).slots
    assert (bool(mine.public), bool(theirs.public)) == (True, False)
    done, _ = again.chair.hand_over.finish(Plan("赵接任"), NEW, again.chair.code.draw())
    assert done.without_password == ("李代办",)
    again.change_places(NEW)
    again.joining.set_password(clerk.id, "又一个新密码呢")
    again.close()
    open_session(session.home.folder, "又一个新密码呢", clock=clock).close()


def test_a_slot_that_asks_for_the_whole_memory_is_not_ours(session: Session) -> None:
    kept = slots.read_slots(session.home.slot_files)
    dear = [msgspec.structs.replace(slot, cost=slots.Cost(3, 1 << 40)) for slot in kept.slots]
    with pytest.raises(FileDamaged, match="不是本程序写的"):
        slots.unseal(msgspec.structs.replace(kept, slots=tuple(dear)), PASSWORD)
