"""What the tests of restoring share: a station with a little work, a backup of it as one file, what is there."""

import hashlib
import shutil
from pathlib import Path

import msgspec

from app.backups.container import About, extract, read_about, write_container
from app.backups.restoring import Restoring
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.home import Home
from app.opening import open_session
from app.operators.file_keys import known_keys
from app.operators.slots import changed, key_id, read_slots, seal, write_slots
from app.session import Session
from db.copying import copy_office
from db.file_keys import keep_former_key
from db.journal import chain_breaks
from db.rekeying import rekey
from db.store import Store
from tests.conftest import MORNING, PASSWORD, QUICK

KEEPER = "李四方"


def add_case(store: Store, number: str, **columns: object) -> str:
    """Register an invented case with its first event."""
    with store.writing(reason="登记") as write:
        values = {"number": number, "state": "registered", "applicant_name": KEEPER, "registered_on": "2026-10-09"}
        case_id = write.insert("cases", {**values, **columns})
        write.insert("case_events", {"case_id": case_id, "seq": 1, "what": "register", "day": "2026-10-09"})
    return case_id


def change_case(store: Store, case_id: str, **columns: object) -> None:
    """Change a case."""
    with store.writing(reason="修改") as write:
        write.update("cases", case_id, columns)


def back_up(session: Session, folder: Path, name: str = "") -> Path:
    """Make a backup as the program does, without its service."""
    return back_up_file(session.home, session.store.key, folder, name)


def back_up_file(home: Home, key: bytes, folder: Path, name: str = "") -> Path:
    """Make a backup of a data file."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "database.part"
    copied = copy_office(home.office_file, key, database)
    about = About(
        office=copied.office, unit=copied.unit, kind=copied.kind, made_at=MORNING.isoformat(), reason="asked",
        schema=copied.schema, key_id=key_id(key), epoch=copied.epoch, journal_seq=copied.journal_seq,
        journal_digest=copied.journal_digest, rows=copied.rows, database_bytes=database.stat().st_size,
        database_sha256=_digest(database), slots=read_slots(home.slot_files),
    )  # fmt: skip
    path = folder / f"{name or f'{copied.unit}-20261009-090000-{copied.journal_seq}'}.czbak"
    write_container(path, about, database)
    database.unlink()
    return path


def with_about(path: Path, target: Path, **changes: object) -> Path:
    """Write a backup again whose about-part says something else."""
    database = target.with_suffix(".part")
    extract(path, database)
    write_container(target, msgspec.structs.replace(read_about(path), **changes), database)
    database.unlink()
    return target


def open_again(home: Path, password: str = PASSWORD) -> Session:
    """Open an office as the next start does."""
    return open_session(home, password, clock=FixedClock(MORNING))


def numbers(session: Session) -> set[str]:
    """Give the numbers of the cases that are there."""
    return {row["number"] for row in session.store.rows("SELECT number FROM cases WHERE deleted = 0")}


def faults(session: Session) -> list[object]:
    """Look through pages, references and the journal's chain; nothing is a sound file."""
    store = session.store
    pages = [row["integrity_check"] for row in store.rows("PRAGMA integrity_check")]
    return [
        *(page for page in pages if page != "ok"),
        *store.rows("PRAGMA cipher_integrity_check"),
        *store.rows("PRAGMA foreign_key_check"),
        *chain_breaks(store.reader),
    ]


def copied_home(home: Home, target: Path) -> Home:
    """Copy a closed home."""
    shutil.copytree(home.folder, target)
    return Home(target)


def restoring(session: Session, made: list[str] | None = None, trouble: Refused | None = None) -> Restoring:
    """Give the restore of an open office; ``made`` collects why backups were made, ``trouble`` keeps them from it."""

    def before(reason: str) -> None:
        if trouble is not None:
            raise trouble
        (made if made is not None else []).append(reason)

    return Restoring(
        session.home, session.store, session.clock, known_keys=known_keys(session.store), before=before,
        leave=session.close,
    )  # fmt: skip


def change_file_key(session: Session, password: str = PASSWORD) -> bytes:
    """Close the office and give it another file key, as a hand-over does; gives the key."""
    home, then, now = session.home, session.store.key, bytes(range(100, 132))
    kept = read_slots(home.slot_files)
    with session.store.writing() as write:
        keep_former_key(write, key_id(then), then)
    session.close()
    rekey(home.office_file, then, now)
    way = seal(now, password, "password", session.operator.id, QUICK)
    write_slots(changed(kept, [way]), home.slot_files)
    return now


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
