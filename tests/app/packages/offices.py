"""Small offices for the tests of packages: a station and its township with raw stores and invented cases."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from app.core.clock import FixedClock
from app.packages.answers import Taken
from app.packages.files import Files
from app.packages.keys import make_office_keys
from app.packages.outgoing import Written
from app.packages.received import is_entries
from app.packages.service import Packages
from app.packages.shared_rows import shared_shapes
from db.offices import NewOffice
from db.packages import start_epoch
from db.store import Store
from db.writing import Writing

STATION_UNIT = "231221103201"
TOWNSHIP_UNIT = "231221103000"
KEY = bytes(range(32))
CLERK = "01a00000-0000-7000-8000-000000000001"


class Desk:
    """One office with its folder, its store and its packages."""

    opened: ClassVar[list[Store]] = []

    def __init__(self, folder: Path, kind: str, unit: str, name: str, clock: FixedClock) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.clock = folder, clock
        self.temporary = folder / "temp"
        self.temporary.mkdir()
        self.file = folder / "office.czdb"
        self.store = Store.create(self.file, KEY, now=clock.now, office=NewOffice(kind, unit, name))
        self._sit()
        with self.store.writing() as write:
            make_office_keys(write)

    def _sit(self) -> None:
        self.opened.append(self.store)
        self.store.operator = CLERK
        self.indexed: list[tuple[str, str]] = []
        self.packages = Packages(self.store, self.clock, self.temporary, self._index)

    def _index(self, write: Writing, table: str, ids: Sequence[str]) -> None:
        self.indexed += [(table, row_id) for row_id in ids]

    def with_files(self, files: Files) -> Packages:
        """Give the same packages over another file layer."""
        return Packages(self.store, self.clock, self.temporary, self._index, files=files)

    def add_case(self, number: str, **columns: object) -> str:
        """Register an invented case with its first event."""
        with self.store.writing() as write:
            values = {
                "number": number,
                "state": "registered",
                "applicant_name": "李四方",
                "registered_on": "2026-10-09",
            }
            case_id = write.insert("cases", {**values, **columns})
            write.insert("case_events", {"case_id": case_id, "seq": 1, "what": "register", "day": "2026-10-09"})
        return case_id

    def change_case(self, case_id: str, **columns: object) -> None:
        """Change a case."""
        with self.store.writing() as write:
            write.update("cases", case_id, columns)

    def add_event(self, case_id: str, seq: int) -> str:
        """Add an event and leave its case as it is."""
        with self.store.writing() as write:
            return write.insert("case_events", {"case_id": case_id, "seq": seq, "what": "note", "reason": "打过电话"})

    def write(self, folder: Path, **how: Any) -> Written:
        """Write one package."""
        folder.mkdir(exist_ok=True, parents=True)
        return self.packages.write(folder, **how)[0][-1]

    def read(self, folder: Path) -> list[Taken]:
        """Read a folder."""
        return self.packages.read(folder)[0]

    def copy(self, folder: Path) -> "Desk":
        """Copy the office as a backup would be restored: the same file, the same epoch."""
        self.store.checkpoint()
        made = object.__new__(Desk)
        made.folder, made.clock = folder, self.clock
        folder.mkdir(parents=True)
        made.temporary = folder / "temp"
        made.temporary.mkdir()
        made.file = folder / "office.czdb"
        self.store.writer.execute("VACUUM INTO ?", (str(made.file),))
        made.store = Store.open(made.file, KEY, now=self.clock.now)
        made._sit()
        return made

    def begin_epoch(self) -> None:
        """Begin a new epoch, as every restore does."""
        with self.store.writing() as write:
            start_epoch(write)
        self.store.close()
        self.reopen()

    def reopen(self) -> None:
        """Open the closed office again."""
        self.store = Store.open(self.file, KEY, now=self.clock.now)
        self._sit()

    @classmethod
    def close_all(cls) -> None:
        """Close every store that a test opened."""
        while cls.opened:
            cls.opened.pop().close()

    def case(self, case_id: str) -> Mapping[str, Any]:
        """Give a case as it is stored."""
        found = self.store.row("SELECT * FROM cases WHERE id = ?", (case_id,))
        assert found is not None
        return found

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return int(self.store.value(f"SELECT count(*) FROM {table}"))  # noqa: S608 - a test's own names

    def shared_state(self) -> list[tuple[Any, ...]]:
        """Give every shared row of every office with its rank: two townships that took the same are equal here."""
        state: list[tuple[Any, ...]] = []
        shapes = {table: shape.columns for table, shape in shared_shapes().items()}
        books = {name: table.columns for name, table in sorted(self.store.tables.items()) if is_entries(name)}
        for table, columns in {**shapes, **books}.items():
            names = ", ".join(f"r.{name}" for name in columns)
            rows = self.store.rows(
                f"SELECT r.id, o.id AS office, e.id AS epoch, r.revision, r.deleted, r.removed_reason, {names}"  # noqa: S608
                f" FROM {table} AS r JOIN offices AS o ON o.n = r.owner JOIN epochs AS e ON e.n = r.epoch"
                " WHERE r.owner > 2 ORDER BY r.id"
            )
            state += [(table, *row.values()) for row in rows]
        return state


def enrol(township: Desk, station: Desk, **how: bool) -> str:
    """Enrol a station with a township; gives the check code."""
    letter, reply = township.folder / "invitation", township.folder / "reply"
    office = station.store.office
    township.packages.invite(office["unit"], office["name"], letter)
    code, _ = station.packages.accept(letter, reply, replace=how.get("move", False))
    township.packages.confirm(reply, code, replace=how.get("replace", False))
    return code
