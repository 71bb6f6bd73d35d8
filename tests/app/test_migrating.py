"""A file of every earlier schema is raised to today's after a verified backup, whole or not at all (HOUSE §5)."""

import shutil
from pathlib import Path

import pytest

from app.backups.container import read_about
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.opening import open_session
from app.operators import slots
from db import raising
from db.connection import connect
from db.migrations import SCHEMA, STEPS, schema_of
from tests.conftest import PASSWORD

FILES = Path(__file__).parents[1] / "files"
EARLIER = range(1, SCHEMA)


def home_of(schema: int, tmp_path: Path) -> Path:
    return Path(shutil.copytree(FILES / f"schema-{schema}", tmp_path / "home"))


def key_of(home: Path) -> bytes:
    return slots.unseal(slots.read_slots((home / "slots-a.json", home / "slots-b.json")), PASSWORD)[0]


def test_a_file_of_every_earlier_schema_is_kept() -> None:
    assert [step.NAME[:4] for step in STEPS] == [f"{number:04}" for number in range(1, SCHEMA + 1)]
    assert all((FILES / f"schema-{number}" / "office.czdb").is_file() for number in EARLIER)


@pytest.mark.parametrize("schema", EARLIER)
def test_an_earlier_file_is_raised_with_everything_in_it(schema: int, tmp_path: Path, clock: FixedClock) -> None:
    home = home_of(schema, tmp_path)
    session = open_session(home, PASSWORD, clock=clock)
    status = session.status()
    assert (status.schema, status.residents, status.cases) == (SCHEMA, 23, 24)
    assert session.check() == []
    assert session.cases.find("2026-00001").number == "2026-00001"
    session.close()
    (kept,) = (home / "backups").glob("*.czbak")
    about = read_about(kept)
    assert (about.schema, about.reason, about.rows["cases"]) == (schema, "migration", 24)


@pytest.mark.parametrize("schema", EARLIER)
def test_without_a_backup_nothing_is_raised(
    schema: int, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of(schema, tmp_path)
    (home / "backups").write_text("not a folder")
    with pytest.raises(Refused):
        open_session(home, PASSWORD, clock=clock)
    connection = connect(home / "office.czdb", key_of(home))
    assert schema_of(connection) == schema
    connection.close()


@pytest.mark.parametrize("schema", EARLIER)
def test_a_step_that_fails_leaves_the_earlier_file(
    schema: int, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_of(schema, tmp_path)

    def broken(connection: object) -> None:
        raise RuntimeError(connection)

    monkeypatch.setattr(raising, "migrate", broken)
    with pytest.raises(RuntimeError):
        open_session(home, PASSWORD, clock=clock)
    monkeypatch.undo()
    session = open_session(home, PASSWORD, clock=clock)
    assert session.status().schema == SCHEMA
    session.close()
