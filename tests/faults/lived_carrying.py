"""Words of :mod:`tests.faults.lived` that carry an office elsewhere or over to another state of itself."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.core.clock import FixedClock
from app.opening import open_session
from app.operators.hand_over import Plan
from app.operators.recovery import new_recovery_code
from tests.faults.lived import MORNING, PASSWORD, office, saved, tell, telling_refusals
from tests.faults.lived_keeping import password_number

SUCCESSOR = "赵接班"


def undo(folder: Path, times: int) -> None:
    """Take the last step back, and that back again, and so on."""
    with office(folder) as session:
        resident = session.people.page().residents[0]
        session.people.remove(resident.id, session.operator.id, "登记重了")
        saved(session)
        for _ in range(times):
            with telling_refusals():
                session.history.undo(session.operator.id)
                saved(session)


def merge(folder: Path, _times: int) -> None:
    """Take in the package that lies on the stick."""
    with office(folder) as session, telling_refusals():
        (answer,), _ = session.packages.read(folder / "stick")
        if answer.taken:
            saved(session)
        else:
            tell("refused", kind="answer", text=answer.reason, untouched="没有改动" in str(answer.reason))


def package(folder: Path, times: int) -> None:
    """Change something and write a package, again and again."""
    with office(folder) as session:
        for case in session.cases.open_cases()[:times]:
            with telling_refusals():
                session.cases.remove(case.number, "登记错了", session.operator)
                (written,), _ = session.packages.write(folder / "stick")
                saved(session, package=written.file)


def attach(folder: Path, times: int) -> None:
    """Put pictures to a resident."""
    with office(folder) as session:
        resident = session.people.page().residents[0]
        for number in range(times):
            with telling_refusals():
                added, _ = session.attachments.attach("residents", resident.id, f"照片{number}", picture(number))
                saved(session, attachment=added.id)


def picture(number: int) -> bytes:
    """Draw a small picture, another one for each number."""
    stream = BytesIO()
    Image.effect_noise((160, 120), 20.0 + number).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


def restore(folder: Path, _times: int) -> None:
    """Put the oldest backup in the place of today's office."""
    session = open_session(folder / "home", PASSWORD, clock=FixedClock(MORNING))
    session.way_back.whole(session.backups.list()[-1].path)
    tell("done", restored=True)


def raise_schema(folder: Path, _times: int) -> None:
    """Open an office that an older program left."""
    with office(folder) as session:
        saved(session)


def hand_over(folder: Path, _times: int) -> None:
    """Hand the chair over: another password, another code, another file key."""
    with office(folder) as session, telling_refusals():
        code = new_recovery_code()
        tell("begun", code=code)
        session.chair.hand_over.finish(Plan(SUCCESSOR), password_number(1), code)
        tell("done", code=code)


def reopen(folder: Path, times: int) -> None:
    """Open and leave an office, again and again."""
    for _ in range(times):
        with office(folder) as session:
            saved(session)


CARRYING_WORDS: dict[str, Callable[[Path, int], None]] = {
    "undo": undo,
    "merge": merge,
    "package": package,
    "attach": attach,
    "restore": restore,
    "migrate": raise_schema,
    "hand-over": hand_over,
    "reopen": reopen,
}
