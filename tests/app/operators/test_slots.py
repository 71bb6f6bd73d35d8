"""Key slots and the recovery code: one whole copy at every moment, and paper that forgives."""

import itertools
from pathlib import Path

import msgspec
import pytest
from nacl.exceptions import RuntimeError as DerivationFailed

from app.core.errors import DiskTrouble, FileDamaged, Refused, WrongKey
from app.operators.recovery import new_recovery_code, read_recovery_code
from app.operators.slots import Cost, Slots, new_file_key, read_slots, seal, unseal, write_slots

QUICK = Cost(1, 8 * 1024 * 1024)
KEY = new_file_key()


class PowerCut(BaseException):
    """The PC went dark: nothing runs after this."""


@pytest.fixture(scope="module")
def slots() -> Slots:
    return Slots(
        "office", 1, (seal(KEY, "口令 Ａ1", "password", "op", QUICK), seal(KEY, "CODE", "recovery", "op", QUICK))
    )


def test_each_way_opens_only_with_its_own_word(slots: Slots) -> None:
    assert unseal(slots, "口令 A1") == (KEY, "op")
    assert unseal(slots, "CODE", kind="recovery") == (KEY, "op")
    with pytest.raises(WrongKey, match="密码不对"):
        unseal(slots, "CODE")
    with pytest.raises(WrongKey, match="恢复码"):
        unseal(slots, "口令 A1", kind="recovery")
    with pytest.raises(WrongKey):
        unseal(slots, "口令 A1", operator="someone else")


def test_a_password_is_not_called_wrong_where_the_memory_is_not_enough(
    slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(*_: object, **__: object) -> bytes:
        raise DerivationFailed

    monkeypatch.setattr("nacl.pwhash.argon2id.kdf", no_memory)
    with pytest.raises(Refused, match="内存不够") as refused:
        unseal(slots, "口令 A1")
    assert refused.value.untouched


def test_the_newest_whole_copy_counts(tmp_path: Path, slots: Slots) -> None:
    copies = (tmp_path / "a", tmp_path / "b")
    write_slots(slots, copies)
    newer = msgspec.structs.replace(slots, generation=2)
    calls = itertools.count()

    def cut_at_the_second(path: Path, content: bytes) -> None:
        if next(calls):
            path.write_bytes(content[:100])
            raise PowerCut
        path.write_bytes(content)

    with pytest.raises(PowerCut):
        write_slots(newer, copies, write=cut_at_the_second)
    assert read_slots(copies).generation == 2
    write_slots(msgspec.structs.replace(slots, generation=3), copies)
    assert {read_slots((copy,)).generation for copy in copies} == {3}


def test_a_disk_that_refuses_the_second_copy_leaves_both_as_they_were(tmp_path: Path, slots: Slots) -> None:
    copies = (tmp_path / "a", tmp_path / "b")
    write_slots(slots, copies)
    calls = itertools.count()

    def refused_once(path: Path, content: bytes) -> None:
        if next(calls) == 1:
            raise DiskTrouble("磁盘满了")
        path.write_bytes(content)

    with pytest.raises(DiskTrouble):
        write_slots(msgspec.structs.replace(slots, generation=2), copies, write=refused_once)
    assert [read_slots((copy,)).generation for copy in copies] == [1, 1]


def test_a_copy_that_the_disk_does_not_give_back_is_written_anew(
    tmp_path: Path, slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = (tmp_path / "a", tmp_path / "b")
    write_slots(slots, copies)
    read = Path.read_bytes

    def unreadable(path: Path) -> bytes:
        if path == copies[0]:
            raise OSError(5, "Input/output error")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    write_slots(msgspec.structs.replace(slots, generation=2), copies)
    assert read_slots(copies).generation == 2
    monkeypatch.undo()
    assert [read_slots((copy,)).generation for copy in copies] == [2, 2]


def test_damaged_copies_are_told(tmp_path: Path, slots: Slots) -> None:
    copies = (tmp_path / "a", tmp_path / "b")
    write_slots(slots, copies)
    for copy in copies:
        copy.write_bytes(copy.read_bytes().replace(b'"generation": 1', b'"generation": 9'))
    with pytest.raises(FileDamaged, match="钥匙文件"):
        read_slots(copies)


def test_a_recovery_code_forgives_how_it_is_typed() -> None:
    code = new_recovery_code()
    assert len(code) == 34
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_recovery_code(typed) == code


def test_a_miscopied_recovery_code_is_noticed() -> None:
    code = new_recovery_code().replace("-", "")
    for place in range(len(code)):
        wrong = code[:place] + ("7" if code[place] != "7" else "8") + code[place + 1 :]
        with pytest.raises(Refused):
            read_recovery_code(wrong)
    for place in range(len(code) - 1):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            with pytest.raises(Refused):
                read_recovery_code(swapped)
    with pytest.raises(Refused, match="7 组"):
        read_recovery_code("ABCD")
