"""What lies in a place: ours, others', broken, newer, vanished."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.backups import listing
from app.backups.container import About, extract, write_container
from app.backups.facts import Backup, another_name, backup_name, day_in_name, records_in
from app.backups.listing import backups_in, look_at, sweep
from app.backups.making import NoBackup
from app.backups.service import Backups
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.session import Session
from tests.app.backups.conftest import change


def rewritten(session: Session, made: Backup, **other: object) -> Backup:
    """Write a backup anew that says something else of itself."""
    assert made.about is not None
    database = session.home.temporary / "database"
    extract(made.path, database)
    made.path.unlink()
    write_container(made.path, msgspec.structs.replace(made.about, **other), database)
    database.unlink()
    return made


def test_names_carry_unit_moment_and_number() -> None:
    moment = datetime(2026, 10, 9, 17, 2, 3, tzinfo=UTC)
    name = backup_name("231221103201", moment, 42)
    assert name == "231221103201-20261009-170203-42.czbak"
    assert backup_name("231221103201", moment, 42, 3) == another_name(name, 3)
    assert str(day_in_name(name, "231221103201")) == "2026-10-09"
    assert day_in_name(name, "999999999999") is None
    assert day_in_name("231221103201-20261399-170203-42.czbak", "231221103201") is None
    assert day_in_name("照片.czbak", "231221103201") is None
    assert records_in({"cases": 3, "journal": 9, "search_cases": 4, "residents": 2}) == 5


def test_one_of_a_newer_program_is_no_damage_and_is_left_alone(
    session: Session, backups: Backups, clock: FixedClock
) -> None:
    newer = rewritten(session, backups.now(), format=2)
    (listed,) = backups.list()
    assert (listed.newer, listed.about) == (True, None)
    assert "更新的程序" in listed.trouble
    assert backups.shelf() == []
    with pytest.raises(Refused, match="更新的程序"):
        backups.verify(listed)
    assert not backups.rehearse(listed)[0].is_good
    clock.advance(days=900)
    change(session)
    backups.now()
    assert newer.path.exists()


@pytest.mark.parametrize("made_at", ["", "yesterday", "2026-10-09T01:00:00"])
def test_a_date_that_is_none_is_told(session: Session, backups: Backups, made_at: str) -> None:
    rewritten(session, backups.now(), made_at=made_at)
    (listed,) = backups.list()
    assert listed.about is None
    assert "日期读不出来" in listed.trouble
    assert listed.made_at.year == 2026


def test_a_name_that_tells_no_day_counts_as_long_ago(tmp_path: Path) -> None:
    for name in ("x.czbak", "231221103201-20261399-996099-42.czbak"):
        (tmp_path / name).write_bytes(b"")
        found = look_at(tmp_path / name)
        assert found is not None
        assert found.made_at.year == 1980


def test_what_vanishes_while_it_is_looked_at_is_not_there(
    tmp_path: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert look_at(tmp_path / "gone.czbak") is None
    backups.now()
    monkeypatch.setattr(listing, "look_at", lambda _: None)
    assert backups.list() == []


def test_any_office_is_listed_where_none_is_asked_for(backups: Backups) -> None:
    made = backups.now()
    assert [one.name for one in backups_in(made.path.parent)] == [made.name]
    assert backups_in(made.path.parent, "another office", "999999999999") == []


def test_what_cannot_be_swept_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = tmp_path / "231221103201-20261008-090000-12.czbak.part"
    part.write_bytes(b"half")

    def no(*_: object) -> None:
        raise PermissionError(13, "no")

    with monkeypatch.context() as locked:
        locked.setattr(Path, "unlink", no)
        sweep(tmp_path, "231221103201")
    assert part.exists()
    sweep(tmp_path, "231221103201")
    assert not part.exists()


def test_a_folder_of_the_program_is_no_place(session: Session, backups: Backups) -> None:
    session.settings.change("backups.place", str(session.home.temporary))
    with pytest.raises(NoBackup, match="程序自己用的文件夹"):
        backups.now()


def test_an_about_can_be_made_of_itself(backups: Backups) -> None:
    about = backups.now().about
    assert msgspec.json.decode(msgspec.json.encode(about), type=About) == about
