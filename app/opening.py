"""Setting an office up and opening it: slots, file, first operator, what ships with the program."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.backups.kept_slots import newest_slots, slots_of
from app.checkup.ending import Ending, go_on_as_restored
from app.core.clock import Clock, DeskClock, SystemClock
from app.core.clock_doubt import doubt_about
from app.core.errors import DiskTrouble, FileDamaged, Refused
from app.core.home import Home
from app.core.passwords import SHORTEST_PASSWORD
from app.operators import slots
from app.operators.desk_keys import want_length
from app.operators.operators import CHIEF, Operators
from app.operators.recovering import recover, sealed_code
from app.operators.recovery import new_recovery_code
from app.operators.tries import Tries
from app.operators.unlocking import Typed, unlock
from app.session import Session
from app.units.areas import read_unit_code
from db.disk_words import disk_words
from db.durable import sync_folder
from db.identifiers import new_id
from db.log_state import log_path
from db.offices import NewOffice
from db.store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from app.operators.asking_township import Asked
    from db.writing import Writing

UNFINISHED = "office.new"
UNIT_DIGITS = 12


class OfficeSetup(msgspec.Struct, frozen=True):
    """The answers of the first start; ``kind`` is ``station`` or ``township``, ``unit`` the 12-digit area code."""

    kind: str
    unit: str
    name: str
    operator_name: str
    password: str
    township_name: str = ""
    county_name: str = ""
    cost: slots.Cost = slots.Cost()


def check_setup(setup: OfficeSetup) -> None:
    """Refuse answers that cannot make an office, naming the one that does not fit."""
    nothing = "什么也没有建立。"
    if len(setup.unit) != UNIT_DIGITS or not (setup.unit.isascii() and setup.unit.isdigit()):
        raise Refused(
            f"区划代码应是 12 位数字，现在是“{setup.unit}”。", untouched=nothing, advice="请到乡镇核对本村代码。"
        )
    if not setup.name.strip() or not setup.operator_name.strip():
        raise Refused("办公点名称和操作员姓名都要填。", untouched=nothing)
    if len(setup.password) < SHORTEST_PASSWORD:
        raise Refused(f"密码至少 {SHORTEST_PASSWORD} 个字。", untouched=nothing, advice="请换一个长一些的密码。")


def check_clock(clock: Clock) -> None:
    """Refuse to begin an office on a day when this program did not exist: a dead battery (FAULTS 18)."""
    if (doubt := doubt_about(clock.wall(), None)) is not None:
        advice = "请先把电脑的日期和时间校准，再来新建。"
        raise Refused(doubt.question.removesuffix("今天是几号？"), untouched="什么也没有建立。", advice=advice)


def create_office(home_folder: Path, setup: OfficeSetup, *, clock: Clock | None = None) -> tuple[Session, str]:
    """Set up a new office and sit its first operator down; gives the session and the recovery code.

    The data file takes its name only when everything in it stands, so a power cut leaves no half office.
    Raises ``Refused`` where an office is there already or an answer does not fit.
    """
    clock = clock or SystemClock()
    check_setup(setup)
    check_clock(clock)
    home = Home(home_folder)
    home.prepare()
    if home.is_set_up():
        raise Refused(
            "这个文件夹里已经有一个办公点，没有新建。", untouched="原来的数据没有动。", advice="请换一个文件夹。"
        )
    code, file_key = new_recovery_code(), slots.new_file_key()
    office, operator_id = _new_office(setup), new_id()
    ways = (
        slots.seal(file_key, setup.password, "password", operator_id, setup.cost),
        sealed_code(file_key, code, operator_id, setup.cost),
    )
    _put_old_keys_aside(home, clock)
    slots.write_slots(slots.Slots(office.id, 1, ways), home.slot_files)
    _write_first_rows(home, file_key, office, operator_id, setup.operator_name, clock.now)
    desk_clock = DeskClock(clock)
    ending = Ending(home, desk_clock)
    store = _open_store(home, desk_clock, file_key, ending=ending)
    return _sit_down(home, store, operator_id, desk_clock, ending), code


def _put_old_keys_aside(home: Home, clock: Clock) -> None:
    """Keep the keys of a data file that is missing: whoever finds it again can open it only with them."""
    moment = f"{clock.now():%Y%m%d-%H%M%S}"
    try:
        for copy in home.slot_files:
            if copy.exists():
                copy.replace(copy.with_name(f"{copy.stem}-{moment}.old"))
    except OSError as trouble:
        raise DiskTrouble(f"原来的钥匙文件移不开（{disk_words(trouble)}）") from trouble


def _new_office(setup: OfficeSetup) -> NewOffice:
    """Fill township and county in from the area code where nobody named them; refuses a code of no province."""
    place = read_unit_code(setup.unit)
    township, county = setup.township_name or place.township, setup.county_name or place.county
    return NewOffice(setup.kind, setup.unit, setup.name, township, county, new_id())


def open_session(
    home_folder: Path,
    password: str,
    *,
    clock: Clock | None = None,
    operator: str | None = None,
    accept_older: bool = False,
) -> Session:
    """Open an office with the password of one of its operators.

    Raises ``Refused`` where no office is there, ``WrongKey`` for a wrong password, ``TooSoon`` after several, then
    ``OfficeLocked``, ``NewerFile`` or ``FileDamaged`` for the file, ``OlderCopy`` where it is not the one that was
    closed last unless ``accept_older``; nothing is touched then. ``operator`` is a name that must be the password's
    owner.
    """
    home = Home(home_folder)
    arrived = _finish_restore(home)
    if not home.is_set_up():
        if any(copy.exists() for copy in home.slot_files):
            raise FileDamaged("钥匙文件还在，数据文件 office.czdb 不见了")
        raise Refused(
            "这个文件夹里还没有办公点。", untouched="什么也没有做。", advice="请先新建（init），或检查 --home。"
        )
    desk_clock = DeskClock(clock or SystemClock())
    find = partial(newest_slots, home.backups)
    ending = Ending(home, desk_clock, accept_older=accept_older)
    open_store = partial(_open_store, home, desk_clock, ending=ending)
    with Tries(home.tries_file, desk_clock).one():
        store, operator_id, _ = unlock(home, Typed(password), open_store, find)
    session = _sit_down(home, store, operator_id, desk_clock, ending)
    try:
        home.prepare()
    except Refused:
        session.close()
        raise
    if operator is not None and session.operator.name != operator:
        session.close()
        raise Refused(f"这个密码不是“{operator}”的。", untouched="什么也没有做。", advice="请核对姓名和密码。")
    home.empty_temporary()
    session.arrived = arrived
    return session


def _finish_restore(home: Home) -> str:
    """Finish a restore that was cut off, before anything looks at the files; gives what was done in words."""
    if not home.restoring.exists():
        return ""
    from app.backups.restoring import finish_restore

    return finish_restore(home)


def recover_office(
    home_folder: Path,
    typed_code: str,
    password: str,
    *,
    clock: Clock | None = None,
    operator: str = "",
    backup: Path | None = None,
) -> str:
    """Give an operator a new password with the recovery code; gives whose password it is.

    ``operator`` is a name; ``backup`` one whose slots stand in where the key files are lost. Raises ``Refused`` as
    :func:`app.operators.recovering.recover`.
    """
    home, desk_clock = Home(home_folder), DeskClock(clock or SystemClock())
    _finish_restore(home)
    want_length(password, SHORTEST_PASSWORD)
    find = partial(newest_slots, home.backups) if backup is None else partial(slots_of, backup)
    with Tries(home.tries_file, desk_clock).one():
        return recover(home, typed_code, password, partial(_open_store, home, desk_clock), find, operator)


def can_ask_township(home_folder: Path) -> bool:
    """Tell whether the township was given a key, so that it can help where the password is forgotten."""
    from app.operators.asking_township import can_ask

    home = Home(home_folder)
    return can_ask(home, partial(newest_slots, home.backups))


def ask_township(home_folder: Path, password: str, folder: Path, *, clock: Clock | None = None) -> "Asked":
    """Write a request to the township onto a stick; see :func:`app.operators.asking_township.ask`."""
    from app.operators.asking_township import ask
    from app.packages.stick import carry

    home, day = Home(home_folder), (clock or SystemClock()).today()
    return ask(home, password, day, folder, carry, partial(newest_slots, home.backups))


def take_township_answer(
    home_folder: Path, path: Path, password: str, *, clock: Clock | None = None, operator: str = ""
) -> str:
    """Take the township's answer in; gives whose password it is now. ``operator`` is a name."""
    from app.operators.asking_township import take_answer

    home, desk_clock = Home(home_folder), DeskClock(clock or SystemClock())
    find = partial(newest_slots, home.backups)
    with Tries(home.tries_file, desk_clock).one():
        return take_answer(home, path, password, partial(_open_store, home, desk_clock), find, operator)


def _open_store(home: Home, clock: DeskClock, file_key: bytes, *, ending: Ending | None = None) -> Store:
    ending = ending or Ending(home, clock)
    keep = partial(_keep_before_migration, home, clock)
    store = Store.open(home.office_file, file_key, now=clock.now, first_look=ending.look, before_migration=keep)
    try:
        ending.compare(store)
    except BaseException:
        store.close()
        raise
    return store


def _keep_before_migration(home: Home, clock: DeskClock, path: Path, file_key: bytes) -> None:
    """Leave a verified backup of the file as it was before its schema is raised (HOUSE §5, FAULTS §2.4)."""
    from app.backups.making import back_up_file

    home.prepare()
    back_up_file(home, path, file_key, slots.read_slots(home.slot_files), "migration", clock)


def _sit_down(home: Home, store: Store, operator_id: str, clock: DeskClock, ending: Ending) -> Session:
    try:
        operator = Operators(store).find(operator_id)
        if ending.is_older:
            go_on_as_restored(store, operator.id)
        session = Session(home, store, clock, operator)
        ending.begin(store, partial(_last_entry_kept, session))
    except BaseException:
        store.close()
        raise
    session.ending = ending
    return session


def _last_entry_kept(session: Session, epoch: str) -> int:
    """Give the last journal entry that any backup of this epoch holds; 0 without one."""
    abouts = (backup.about for backup in session.backups.list())
    return max((about.journal_seq for about in abouts if about is not None and about.epoch == epoch), default=0)


def _write_first_rows(
    home: Home, file_key: bytes, office: NewOffice, operator_id: str, name: str, now: "Callable[[], datetime]"
) -> None:
    unfinished = home.folder / UNFINISHED
    try:
        for leftover in home.folder.glob(f"{UNFINISHED}*"):
            leftover.unlink()
        home.marks_file.unlink(missing_ok=True)
        store = Store.create(unfinished, file_key, now=now, office=office)
        try:
            with store.writing(operator_id, "建立办公点") as write:
                write.insert("operators", {"id": operator_id, "name": name, "role": CHIEF})
                seed_office(write)
        finally:
            store.close()
        if log_path(unfinished).exists():  # it could not be folded, and a file without its log is damaged
            raise DiskTrouble("新的数据文件没有写完")
        unfinished.replace(home.office_file)
        sync_folder(home.folder)
    except OSError as trouble:
        raise DiskTrouble(f"新的数据文件建不起来（{disk_words(trouble)}）") from trouble


def seed_office(write: "Writing") -> None:
    """Write what ships with the program, and the office's own keys, into a new file."""
    from app.catalogue.seeding import seed_catalogue
    from app.packages.keys import make_office_keys
    from app.search.search import Search

    seed_catalogue(write)
    Search(write.store).index_items(write)
    make_office_keys(write)
