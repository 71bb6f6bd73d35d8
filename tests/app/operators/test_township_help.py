"""A forgotten password is a trip to the township: request, comparison, answer, once and on one PC."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused, WrongKey
from app.opening import (
    OfficeSetup,
    ask_township,
    can_ask_township,
    create_office,
    open_session,
    take_township_answer,
)
from app.operators import slots
from app.operators.asking_township import WAITING, waiting
from app.operators.hand_over import Plan
from app.operators.township_letters import HelpRequest, check_code, letter_bytes, read_letter
from app.session import Session
from tests.conftest import QUICK

TOWNSHIP = OfficeSetup("township", "231221103000", "示例镇", "张镇长", "镇里的一句话", "示例镇", "示例县", QUICK)
PASSWORD = "稻花香里-2026"
NEW = "想起来的新密码"
CHECKED = "本人身份证，村委会介绍信"


@pytest.fixture
def offices(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Iterator[tuple[Session, Session]]:
    """Open a station and its township, enrolled with each other."""
    station, _ = create_office(tmp_path / "station", setup, clock=clock)
    township, _ = create_office(tmp_path / "township", TOWNSHIP, clock=clock)
    letter, reply = tmp_path / "invitation", tmp_path / "reply"
    township.packages.invite(setup.unit, setup.name, letter)
    code, _ = station.packages.accept(letter, reply)
    township.packages.confirm(reply, code)
    yield station, township
    station.close()
    township.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def forget(station: Session) -> Path:
    station.chair.township.switch_on(PASSWORD)
    station.close()
    return station.home.folder


def test_the_trip_to_the_township(
    offices: tuple[Session, Session], stick: Path, clock: FixedClock, tmp_path: Path
) -> None:
    station, township = offices
    assert not can_ask_township(station.home.folder)
    assert station.chair.township.holder() == ""
    home = forget(station)
    assert can_ask_township(home)
    asked = ask_township(home, NEW, stick, clock=clock)
    assert len(asked.code.split()) == 6
    assert waiting(station.home) is not None
    asking = township.village_keys.look(asked.path)
    assert (asking.name, asking.unit) == ("示例村", "231221103201")
    for code, how, password, words in (
        ("12345 " * 6, CHECKED, TOWNSHIP.password, "核对码不一致"),
        (asked.code, " ", TOWNSHIP.password, "身份"),
        (asked.code, CHECKED, "不对不对", "密码不对"),
    ):
        with pytest.raises(Refused, match=words):
            township.village_keys.answer(asked.path, code, how, password, stick)
    answer, _ = township.village_keys.answer(asked.path, asked.code, CHECKED, TOWNSHIP.password, stick)
    noted = township.store.row(
        "SELECT v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq WHERE j.action = 'operator-key'"
    )
    assert noted is not None
    assert CHECKED in noted["reason"]
    with pytest.raises(WrongKey, match="写请求时定的"):
        take_township_answer(home, answer, "另外一个密码", clock=clock)
    assert take_township_answer(home, answer, NEW, clock=clock) == "王守田"
    assert not (home / WAITING).exists()
    with pytest.raises(Refused, match="没有在等"):
        take_township_answer(home, answer, NEW, clock=clock)
    with pytest.raises(WrongKey):
        open_session(home, PASSWORD, clock=clock)
    again = open_session(home, NEW, clock=clock)
    reasons = again.store.rows(
        "SELECT v.reason FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq WHERE j.action = 'password'"
    )
    again.close()
    assert [row["reason"] for row in reasons] == ["经乡镇找回钥匙，给王守田设了新密码"]


def test_an_answer_fits_one_request_on_one_pc(
    offices: tuple[Session, Session], stick: Path, clock: FixedClock
) -> None:
    station, township = offices
    home = forget(station)
    first = ask_township(home, NEW, stick, clock=clock)
    answer, _ = township.village_keys.answer(first.path, first.code, CHECKED, TOWNSHIP.password, stick)
    second = ask_township(home, NEW, stick, clock=clock)
    assert second.code != first.code
    with pytest.raises(Refused, match="最近的请求"):
        take_township_answer(home, answer, NEW, clock=clock)
    content = bytearray(answer.read_bytes())
    content[-20] ^= 1
    answer.write_bytes(bytes(content))
    with pytest.raises(Refused):
        take_township_answer(home, answer, NEW, clock=clock)
    assert waiting(station.home) is not None
    open_session(home, PASSWORD, clock=clock).close()


def test_a_request_that_was_tampered_with_is_not_answered(
    offices: tuple[Session, Session], stick: Path, clock: FixedClock, tmp_path: Path
) -> None:
    station, township = offices
    home = forget(station)
    asked = ask_township(home, NEW, stick, clock=clock)
    request = read_letter(asked.path, HelpRequest, "请求")
    thief = ask_township(home, "小偷的新密码", stick, clock=clock)
    swapped = msgspec.structs.replace(request, public=read_letter(thief.path, HelpRequest, "请求").public)
    path = tmp_path / "swapped.czk"
    path.write_bytes(letter_bytes(swapped))
    with pytest.raises(Refused, match="核对码不一致"):
        township.village_keys.answer(path, asked.code, CHECKED, TOWNSHIP.password, stick)
    other_key = msgspec.structs.replace(request, key="0" * 16)
    path.write_bytes(letter_bytes(other_key))
    with pytest.raises(Refused, match="有人改过"):
        township.village_keys.answer(path, check_code(other_key), CHECKED, TOWNSHIP.password, stick)
    path.write_bytes(letter_bytes(msgspec.structs.replace(request, office="0" * 36)))
    with pytest.raises(Refused, match="没有在本单位登记"):
        township.village_keys.look(path)
    path.write_bytes(letter_bytes(msgspec.structs.replace(request, township="0" * 36)))
    with pytest.raises(Refused, match="别的乡镇"):
        township.village_keys.look(path)
    broken = msgspec.structs.replace(request, box=request.box[:-40])
    path.write_bytes(letter_bytes(broken))
    with pytest.raises(Refused, match="打不开"):
        township.village_keys.answer(path, check_code(broken), CHECKED, TOWNSHIP.password, stick)
    for content in (b"", b"{}", asked.path.read_bytes() + b" ", b"x" * 70_000):
        path.write_bytes(content)
        with pytest.raises(Refused, match="不是村站通的钥匙请求"):
            township.village_keys.look(path)
    with pytest.raises(Refused, match="读不出来"):
        township.village_keys.look(tmp_path / "missing")


def test_switched_off_nobody_is_asked(offices: tuple[Session, Session], stick: Path, clock: FixedClock) -> None:
    station, _ = offices
    with pytest.raises(WrongKey):
        station.chair.township.switch_on("不对不对")
    assert station.chair.township.switch_on(PASSWORD) == "示例镇"
    assert station.chair.township.holder() == "示例镇"
    station.chair.township.switch_off()
    with pytest.raises(Refused, match="不用关"):
        station.chair.township.switch_off()
    station.close()
    with pytest.raises(Refused, match="没有把钥匙交给乡镇"):
        ask_township(station.home.folder, NEW, stick, clock=clock)


def test_a_station_without_township_cannot_switch_it_on(session: Session) -> None:
    assert not session.chair.township.can_be_on()
    with pytest.raises(Refused, match="还没有登记"):
        session.chair.township.switch_on(PASSWORD)


@pytest.mark.parametrize("kept_on", [True, False])
def test_a_hand_over_drops_the_townships_key_unless_it_is_kept(
    offices: tuple[Session, Session], stick: Path, clock: FixedClock, *, kept_on: bool
) -> None:
    station, township = offices
    station.chair.township.switch_on(PASSWORD)
    chair = station.chair
    chair.hand_over.finish(Plan("赵接任", keep_township=kept_on), "新站长的一句话", chair.code.draw())
    station.close()
    home = station.home.folder
    assert can_ask_township(home) == kept_on
    if kept_on:
        asked = ask_township(home, NEW, stick, clock=clock)
        answer, _ = township.village_keys.answer(asked.path, asked.code, CHECKED, TOWNSHIP.password, stick)
        assert take_township_answer(home, answer, NEW, clock=clock) == "赵接任"
        open_session(home, NEW, clock=clock).close()


def test_an_answer_from_before_a_hand_over_opens_nothing(
    offices: tuple[Session, Session], stick: Path, clock: FixedClock
) -> None:
    station, township = offices
    home = forget(station)
    asked = ask_township(home, NEW, stick, clock=clock)
    answer, _ = township.village_keys.answer(asked.path, asked.code, CHECKED, TOWNSHIP.password, stick)
    remembered = open_session(home, PASSWORD, clock=clock)
    remembered.chair.hand_over.finish(Plan("赵接任"), "新站长的一句话", remembered.chair.code.draw())
    remembered.close()
    with pytest.raises(Refused, match="后来换过钥匙"):
        take_township_answer(home, answer, NEW, clock=clock)


def test_the_waiting_key_tells_nothing_without_the_new_password(
    offices: tuple[Session, Session], stick: Path, clock: FixedClock
) -> None:
    station, _ = offices
    home = forget(station)
    ask_township(home, NEW, stick, clock=clock)
    content = (home / WAITING).read_bytes()
    assert b"AGE-SECRET-KEY" not in content
    assert slots.TOWNSHIP.encode() in b"".join(path.read_bytes() for path in station.home.slot_files)
