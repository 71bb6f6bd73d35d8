from pathlib import Path

import msgspec
import pytest

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, Refused
from app.packages.letters import LARGEST
from db import enrolment as stored
from tests.app.packages.offices import STATION_UNIT, TOWNSHIP_UNIT, Desk, enrol


def test_both_sides_know_each_other_afterwards(station: Desk, township: Desk) -> None:
    code = enrol(township, station)
    assert [len(group) for group in code.split()] == [5] * 6
    assert code.replace(" ", "").isdigit()
    assert station.packages.parent() == "示例镇"
    (child,) = stored.child_offices(township.store)
    assert (child["unit"], child["name"], child["id"]) == (STATION_UNIT, "示例村", station.store.office["id"])


def test_a_wrong_code_changes_nothing(station: Desk, township: Desk, tmp_path: Path) -> None:
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    code, _ = station.packages.accept(tmp_path / "i", tmp_path / "r")
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    journal = township.store.value("SELECT max(seq) FROM journal")
    for typed in (wrong, "", code[:-6]):
        with pytest.raises(Refused, match="核对码不一致"):
            township.packages.confirm(tmp_path / "r", typed)
    assert stored.child_offices(township.store) == []
    assert township.store.value("SELECT max(seq) FROM journal") == journal
    full_width = code.replace(" ", "").translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    party, changes = township.packages.confirm(tmp_path / "r", full_width)
    assert party.name == "示例村"
    assert changes.touches("offices")


def test_an_answer_is_used_once(station: Desk, township: Desk, tmp_path: Path) -> None:
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    code, _ = station.packages.accept(tmp_path / "i", tmp_path / "r")
    township.packages.confirm(tmp_path / "r", code)
    with pytest.raises(Refused, match="已经用过"):
        township.packages.confirm(tmp_path / "r", code)


def test_a_newer_invitation_replaces_the_older(station: Desk, township: Desk, tmp_path: Path) -> None:
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    code, _ = station.packages.accept(tmp_path / "i", tmp_path / "r")
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "newer")
    with pytest.raises(Refused, match="新的一份代替"):
        township.packages.confirm(tmp_path / "r", code)


def test_an_invitation_for_another_unit_is_refused(station: Desk, township: Desk, tmp_path: Path) -> None:
    township.packages.invite("231221103202", "邻村", tmp_path / "i")
    with pytest.raises(Refused, match="是给 231221103202（邻村）的"):
        station.packages.accept(tmp_path / "i", tmp_path / "r")
    assert station.packages.parent() is None
    assert not (tmp_path / "r").exists()


def test_only_a_township_invites(station: Desk, township: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="只有乡镇"):
        station.packages.invite("231221103202", "邻村", tmp_path / "i")
    with pytest.raises(Refused, match="不能邀请自己"):
        township.packages.invite(TOWNSHIP_UNIT, "自己", tmp_path / "i")
    for unit in ("", "2312211032", "二三一二二一一〇三二〇一", "23122110320x"):
        with pytest.raises(Refused, match="12 位数字"):
            township.packages.invite(unit, "村", tmp_path / "i")
    with pytest.raises(Refused, match="名称要填"):
        township.packages.invite(STATION_UNIT, "  ", tmp_path / "i")


def test_a_county_is_a_township_of_townships(township: Desk, tmp_path: Path, clock: FixedClock) -> None:
    county = Desk(tmp_path / "county", "township", "231221000000", "示例县", clock)
    enrol(county, township)
    assert township.packages.parent() == "示例县"
    with pytest.raises(Refused, match="另一种关系"):
        enrol(township, county)


def test_our_own_invitation_is_not_for_us(township: Desk, tmp_path: Path) -> None:
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    with pytest.raises(Refused, match="本单位自己写的"):
        township.packages.accept(tmp_path / "i", tmp_path / "r")


def test_a_second_township_needs_the_clerk_to_say_so(
    station: Desk, township: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    enrol(township, station)
    other = Desk(tmp_path / "other", "township", "231221104000", "邻镇", clock)
    with pytest.raises(Refused, match="已经登记在“示例镇”"):
        enrol(other, station)
    assert station.packages.parent() == "示例镇"
    enrol(other, station, move=True)
    assert station.packages.parent() == "邻镇"


def test_a_second_station_with_the_same_unit(station: Desk, township: Desk, tmp_path: Path, clock: FixedClock) -> None:
    enrol(township, station)
    twin = Desk(tmp_path / "twin", "station", STATION_UNIT, "示例村", clock)
    with pytest.raises(Refused, match="已经有一个站点"):
        enrol(township, twin)
    (child,) = stored.child_offices(township.store)
    assert child["id"] == station.store.office["id"]
    enrol(township, twin, replace=True)
    (child,) = stored.child_offices(township.store)
    assert child["id"] == twin.store.office["id"]
    station.add_case("2026-00001")
    station.write(tmp_path / "stick")
    (answer,) = township.read(tmp_path / "stick")
    assert not answer.taken
    assert "已经停用" in str(answer.reason)


def test_enrolling_again_keeps_the_same_keys(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    enrol(township, station)
    (child,) = stored.child_offices(township.store)
    assert len(stored.office_keys(township.store, child["n"])) == 1
    station.add_case("2026-00001")
    station.write(tmp_path / "stick")
    assert [answer.taken for answer in township.read(tmp_path / "stick")] == [True]


def test_an_answer_to_nobodys_invitation(station: Desk, township: Desk, tmp_path: Path, clock: FixedClock) -> None:
    other = Desk(tmp_path / "other", "township", "231221104000", "邻镇", clock)
    other.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    code, _ = station.packages.accept(tmp_path / "i", tmp_path / "r")
    with pytest.raises(Refused, match="不是本单位发出的邀请"):
        township.packages.confirm(tmp_path / "r", code)


def test_letters_that_were_altered(station: Desk, township: Desk, tmp_path: Path) -> None:
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    whole = (tmp_path / "i").read_bytes()
    altered = tmp_path / "altered"
    swapped = whole.replace("示例村".encode(), "另一村".encode())
    for content in (b"", b"{}", whole[:-10], swapped, whole + b" x", b"\xff\xfe", b"x" * (LARGEST + 5)):
        altered.write_bytes(content)
        with pytest.raises(Refused, match="不是村站通的登记邀请"):
            station.packages.accept(altered, tmp_path / "r")
    with pytest.raises(Refused, match="不是村站通的登记回执"):
        township.packages.confirm(tmp_path / "i", "0")
    with pytest.raises(Refused, match="读不出来"):
        station.packages.accept(tmp_path / "没有", tmp_path / "r")
    station.packages.accept(tmp_path / "i", tmp_path / "r")


def test_a_letter_signed_by_somebody_else_with_our_name(station: Desk, township: Desk, tmp_path: Path) -> None:
    """A man in the middle writes his own keys into the invitation: the code that is told by phone gives him away."""
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    code, _ = station.packages.accept(tmp_path / "i", tmp_path / "r")
    signed = msgspec.json.decode((tmp_path / "r").read_bytes())
    signed["letter"]["writer"]["sign_key"] = "00" * 32
    (tmp_path / "r").write_bytes(msgspec.json.encode(signed))
    with pytest.raises(Refused, match="不是村站通的登记回执"):
        township.packages.confirm(tmp_path / "r", code)


def test_a_folder_that_cannot_be_written_leaves_nothing_pinned(station: Desk, township: Desk, tmp_path: Path) -> None:
    township.packages.invite(STATION_UNIT, "示例村", tmp_path / "i")
    with pytest.raises(DiskTrouble):
        station.packages.accept(tmp_path / "i", tmp_path / "missing" / "r")
    assert station.packages.parent() is None
