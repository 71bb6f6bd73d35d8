"""The offices of one file, and our own names."""

import pytest

from app.core.errors import Refused
from app.session import Session
from app.units.units import Units
from db.store import Store


def test_a_new_station_knows_itself(session: Session) -> None:
    own = session.units.own()
    assert (own.relation, own.kind, own.unit, own.name) == ("self", "station", "231221103201", "示例村")
    assert session.units.parent() is None
    assert session.units.stations() == []
    assert session.units.office(1) == own
    assert session.units.office(7) is None
    assert session.units.place().township == "海丰镇"


def test_township_and_stations_are_told_apart(store: Store) -> None:
    with store.writing(reason="入网") as write:
        for n, relation, unit, name in ((3, "child", "231221103202", "乙村"), (4, "parent", "231221103000", "海丰镇")):
            write.local(
                "INSERT INTO offices (n, id, relation, kind, unit, name) VALUES (?, ?, ?, 'station', ?, ?)",
                (n, f"office-{n}", relation, unit, name),
            )
    units = Units(store)
    assert [office.name for office in units.offices()] == ["示例村", "海丰镇", "乙村"]
    assert [office.name for office in units.stations()] == ["乙村"]
    parent = units.parent()
    assert parent is not None
    assert parent.n == 4


def test_the_full_name_repeats_nothing(session: Session) -> None:
    own, changes = session.units.rename(name="示例镇示例村", township_name="示例镇", county_name="示例县")
    assert own.full_name == "示例县示例镇示例村"
    assert changes.touches("offices")
    own, _ = session.units.rename(name="示例村")
    assert own.full_name == "示例县示例镇示例村"
    assert own.unit == "231221103201"


def test_a_unit_code_changes_with_a_note_in_the_journal_and_the_office_stays(session: Session) -> None:
    before = session.units.own()
    after, _ = session.units.rename(unit="231221103202")
    assert (after.unit, after.id) == ("231221103202", before.id)
    assert session.store.value("SELECT count(*) FROM journal WHERE action = 'renamed'") == 1


def test_what_cannot_be_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="单位代码"):
        session.units.rename(unit="123")
    with pytest.raises(Refused, match="最多 40 个字"):
        session.units.rename(name="村" * 41)
    assert session.units.own().name == "示例村"


def test_a_new_office_takes_township_and_county_from_its_code(session: Session) -> None:
    """The setup of the tests names both itself; what it names wins."""
    own = session.units.own()
    assert (own.township_name, own.county_name) == ("示例镇", "示例县")
