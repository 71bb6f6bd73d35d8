"""What stands before an operation that is watched: a small station with people and cases, its keys cheap to try."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office, open_session
from app.operators import slots
from app.people.facts import TypedResident
from app.session import Session
from tests.app.ledgers.filled import typed_entry
from tests.app.sheets.tables import table
from tests.faults.crash_disk import CrashDisk, Tear
from tests.faults.judges import Facts, OfficeJudge, last_entry
from tests.faults.lived import MORNING, PASSWORD
from tests.faults.lived_keeping import SETUP
from tests.faults.recording import record
from tests.faults.replay import Shelf
from tests.faults.steps_on_disk import Done

RESIDENTS, CASES, IMPORTED = 12, 4, 200
TOWNSHIP = msgspec.structs.replace(SETUP, kind="township", unit="231221103000", name="示例镇")
OLDER_OFFICE = Path(__file__).resolve().parents[1] / "files" / "schema-1"


def no_office(_folder: Path) -> Facts:
    """Leave the folder empty."""
    return Facts(key="", code="", first=0)


def station(folder: Path) -> Facts:
    """Set a station up in ``folder/home`` and register people and cases."""
    with _new_office(folder, SETUP) as (session, code):
        desk = session.operator
        for number in range(1, RESIDENTS + 1):
            session.people.register(TypedResident(name=f"李四{number}", villager_group="一组"), desk.id)
        item = session.catalogue.items()[0].code
        for number in range(1, CASES + 1):
            session.cases.register(NewCase(applicant=Applicant(name=f"李四{number}"), item_code=item), desk)
        return _facts(session, code)


def station_with_roll(folder: Path) -> Facts:
    """Put a roll of residents beside a station."""
    rows = [[f"张三{number}", "女" if number % 2 else "男", f"{number % 9 + 1}组"] for number in range(IMPORTED)]
    table(folder / "花名册.xlsx", [["姓名", "性别", "村民组"], *rows])
    return station(folder)


def station_with_backups(folder: Path) -> Facts:
    """Back a station up, and change it afterwards."""
    code = station(folder).code
    with _sitting(folder / "home") as session:
        made = session.backups.now()
        assert made.about is not None
        before = {"backup_seq": str(made.about.journal_seq), "backup_digest": made.about.journal_digest.upper()}
        for resident in session.people.page().residents[:3]:
            session.people.remove(resident.id, session.operator.id, "搬走了")
        return msgspec.structs.replace(_facts(session, code), more={**before, "digest": last_entry(session.store)[1]})


def crashed_station(folder: Path) -> Facts:
    """Register cases at a station and cut its power when the last was told: its log is hot, its mark says open."""
    facts, disk = station(folder), CrashDisk.of(folder)
    with TemporaryDirectory() as scratch:
        steps = record("tests.faults.lived", ["register", str(folder), "3"], folder, Path(scratch))
    last = max(number for number, step in enumerate(steps) if isinstance(step, Done))
    for step in steps[: last + 1]:
        disk.take(step)
    Shelf(folder).lay_out(disk.after([Tear(change) for change in disk.waiting], Random(0)))
    told = [step for step in steps if isinstance(step, Done)]
    return msgspec.structs.replace(facts, first=OfficeJudge(facts).promised(told))


def enrolled_station(folder: Path) -> Facts:
    """Enrol a station with a township that is elsewhere, and put an empty stick beside it."""
    facts = station(folder)
    (folder / "stick").mkdir()
    with _new_office(folder / "elsewhere", TOWNSHIP) as (township, _), _sitting(folder / "home") as session:
        _enrol(township, session, folder / "elsewhere")
        facts = _facts(session, facts.code)
    shutil.rmtree(folder / "elsewhere")
    return facts


def township_with_package(folder: Path) -> Facts:
    """Put a stick with a station's package beside a township."""
    (folder / "stick").mkdir()
    station(folder / "elsewhere")
    with _new_office(folder, TOWNSHIP) as (township, code), _sitting(folder / "elsewhere" / "home") as session:
        _enrol(township, session, folder / "elsewhere")
        session.ledgers.add("consulting", typed_entry(session.ledgers.ledger("consulting")))
        session.packages.write(folder / "stick")
        facts = _facts(township, code)
    shutil.rmtree(folder / "elsewhere")
    return facts


def older_office(folder: Path) -> Facts:
    """Put an office of schema 1 there."""
    shutil.copytree(OLDER_OFFICE, folder / "home")
    kept = slots.read_slots((folder / "home/slots-a.json", folder / "home/slots-b.json"))
    key, _ = slots.unseal(kept, PASSWORD)
    return Facts(key=key.hex(), code=(folder / "home/recovery-code.txt").read_text().strip(), first=1)


@contextmanager
def _new_office(folder: Path, setup: OfficeSetup) -> Iterator[tuple[Session, str]]:
    session, code = create_office(folder / "home", setup, clock=FixedClock(MORNING))
    try:
        yield session, code
    finally:
        session.close()


@contextmanager
def _sitting(home: Path) -> Iterator[Session]:
    session = open_session(home, PASSWORD, clock=FixedClock(MORNING))
    try:
        yield session
    finally:
        session.close()


def _facts(session: Session, code: str) -> Facts:
    return Facts(key=session.store.key.hex(), code=code, first=last_entry(session.store)[0])


def _enrol(township: Session, session: Session, folder: Path) -> None:
    letter, reply = folder / "invitation", folder / "reply"
    township.packages.invite(session.store.office["unit"], session.name, letter)
    code, _ = session.packages.accept(letter, reply)
    township.packages.confirm(reply, code)
