"""Wrong tries make slower and never lock out (FAULTS test 41)."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.opening import open_session
from app.operators.tries import STEPS, TooSoon, Tries, WrongTry, step
from app.session import Session
from tests.conftest import MORNING, PASSWORD

WRONG = ("", "x" * 1024, "不是这个密码", "稻花香里－２０２５", "稻花香里-2026 ", "DAO", "\x00", "😀" * 6)


@pytest.fixture
def tries(tmp_path: Path, clock: FixedClock) -> Tries:
    return Tries(tmp_path / "tries.json", clock)


def fail(tries: Tries) -> WrongTry:
    with pytest.raises(WrongTry) as raised, tries.one():
        raise WrongKey
    return raised.value


def test_three_are_free_then_the_waits_double_up_to_half_a_minute() -> None:
    assert [step(count) for count in range(10)] == [0, 0, 0, 2, 4, 8, 16, 30, 30, 30]
    assert step(10**6) == STEPS[-1]


def test_a_try_before_its_time_is_not_looked_at_and_the_sentence_says_how_long(
    tries: Tries, clock: FixedClock
) -> None:
    assert [fail(tries).wait for _ in range(3)] == [0, 0, 2]
    looked = []
    with pytest.raises(TooSoon, match="请等 2 秒再试") as told, tries.one():
        looked.append(1)
    assert (told.value.wait, looked) == (2, [])
    clock.advance(seconds=1)
    assert tries.wait() == 1
    clock.advance(seconds=1)
    refusal = fail(tries)
    assert refusal.wait == 4
    assert "已经错了 4 次，4 秒后可以再试" in str(refusal)


def test_a_right_one_forgets_the_wrong_ones(tries: Tries, tmp_path: Path, clock: FixedClock) -> None:
    for _ in range(3):
        fail(tries)
    clock.advance(seconds=2)
    with tries.one():
        pass
    assert tries.wait() == 0
    assert not (tmp_path / "tries.json").exists()
    assert fail(tries).wait == 0


def test_another_trouble_neither_counts_nor_forgets(tries: Tries) -> None:
    fail(tries)
    with pytest.raises(Refused), tries.one():
        raise Refused("别的事")
    fail(tries)
    assert fail(tries).wait == 2


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"count": "x", "at": 1}', b"\xff", b'{"count": 1e400}'])
def test_an_unreadable_count_keeps_nobody_out(tries: Tries, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tries.json").write_bytes(content)
    assert tries.wait() == 0
    assert fail(tries).wait == 0


def test_a_disk_that_keeps_nothing_keeps_nobody_out(tmp_path: Path, clock: FixedClock) -> None:
    tries = Tries(tmp_path / "missing" / "tries.json", clock)
    for _ in range(9):
        fail(tries)
    assert tries.wait() == 0


@given(days=st.integers(-20_000, 20_000), wrong=st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_a_clock_that_jumps_never_makes_a_wait_longer_than_its_step(
    tmp_path_factory: pytest.TempPathFactory, days: int, wrong: int
) -> None:
    file, clock = tmp_path_factory.mktemp("tries") / "tries.json", FixedClock(MORNING)
    tries = Tries(file, clock)
    for _ in range(wrong):
        clock.advance(seconds=tries.wait())
        fail(tries)
    clock.advance(days=days)
    left = tries.wait()
    assert left <= step(wrong)
    clock.advance(seconds=left)
    assert tries.wait() == 0


def test_a_clock_set_back_onto_a_file_that_stays_as_it_is_keeps_nobody_out(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "tries.json"
    file.write_text(json.dumps({"count": 9, "at": (clock.now() + timedelta(days=9000)).isoformat()}))
    file.with_name("tries.json.part").mkdir()
    assert Tries(file, clock).wait() == 0


def test_twenty_wrong_passwords_lose_nothing_and_the_right_one_still_opens(
    session: Session, clock: FixedClock
) -> None:
    session.close()
    home = session.home
    kept = {path.name: path.read_bytes() for path in (*home.slot_files, home.office_file)}
    waited = 0
    for number in range(20):
        with pytest.raises(WrongTry) as refusal:
            open_session(home.folder, WRONG[number % len(WRONG)], clock=clock)
        waited += refusal.value.wait
        clock.advance(seconds=refusal.value.wait)
    assert waited == sum(step(count) for count in range(21))
    assert {path.name: path.read_bytes() for path in (*home.slot_files, home.office_file)} == kept
    open_session(home.folder, PASSWORD, clock=clock).close()


def test_a_password_typed_full_width_is_the_same_password(session: Session, clock: FixedClock) -> None:
    session.close()
    open_session(session.home.folder, "稻花香里－２０２６", clock=clock).close()
