"""Words of :mod:`tests.faults.lived` that keep, carry and lock away: offices, passwords, backups, packages, imports."""

from collections.abc import Callable
from pathlib import Path

from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office
from app.operators.slots import Cost
from tests.faults.lived import MORNING, PASSWORD, office, saved, tell, telling_refusals

CHEAP = Cost(1, 8 * 1024)
UNIT = "231221103201"
SETUP = OfficeSetup("station", UNIT, "示例村", "王守田", PASSWORD, "示例镇", "示例县", CHEAP)


def found(folder: Path, _times: int) -> None:
    """Set a new office up."""
    session, code = create_office(folder / "home", SETUP, clock=FixedClock(MORNING))
    saved(session, code=code)
    session.close()


def password(folder: Path, times: int) -> None:
    """Change one's password, again and again."""
    with office(folder) as session:
        for number in range(1, times + 1):
            with telling_refusals():
                session.joining.change_own_password(password_number(number - 1), password_number(number))
                tell("done", password=number)


def password_number(number: int) -> str:
    """Give the password after so many changes."""
    return PASSWORD if number == 0 else f"{PASSWORD}-{number}"


def import_rows(folder: Path, _times: int) -> None:
    """Take a roll of residents in."""
    with office(folder) as session, telling_refusals():
        imports = session.imports
        checked = imports.check(imports.look("residents", folder / "花名册.xlsx"))
        result, _ = imports.take(checked, session.operator.id)
        saved(session, taken=result.taken)


def backup(folder: Path, times: int) -> None:
    """Register something and back it up, again and again."""
    with office(folder) as session:
        for _ in range(times):
            with telling_refusals():
                resident = session.people.page().residents[0]
                session.people.look_at_id_number(resident.id, session.operator.id, "核对")
                saved(session)
                made = session.backups.now()
                saved(session, backup=made.name)


KEEPING_WORDS: dict[str, Callable[[Path, int], None]] = {
    "found": found,
    "password": password,
    "import": import_rows,
    "backup": backup,
}
