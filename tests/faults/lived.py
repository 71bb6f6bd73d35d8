"""Things done to an office in a process of their own, told one by one: what the fault tests watch, break and kill.

``python -m tests.faults.lived WORD FOLDER TIMES``; FOLDER holds ``home``, and beside it whatever the word needs.
What is finished is told as ``done JSON`` into the file named by ``CUNZHAN_TOLD`` (see :func:`tell`), after the program
said that it was saved; what was refused is told as ``refused JSON`` with the sentence, and the process goes on.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.opening import open_session
from app.people.facts import TypedResident, typed_again
from app.session import Session

PASSWORD = "稻花香里-2026"
MORNING = datetime(2026, 10, 9, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TOLD = "CUNZHAN_TOLD"


def tell(what: str, **facts: object) -> None:
    """Tell the world that something is done now, in one call of a kind that is never broken."""
    handle = os.open(os.environ[TOLD], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.writev(handle, [f"{what} {json.dumps(facts)}\n".encode()])
    os.close(handle)


@contextmanager
def office(folder: Path, password: str = PASSWORD) -> Iterator[Session]:
    """Sit in the office in ``folder/home`` and leave it as tests do, without a last backup."""
    session = open_session(folder / "home", password, clock=FixedClock(MORNING))
    try:
        yield session
    finally:
        session.close()


@contextmanager
def telling_refusals() -> Iterator[None]:
    """Go on after a refusal, as a clerk does who reads it."""
    try:
        yield
    except Refused as refusal:
        tell("refused", kind=type(refusal).__name__, text=str(refusal), untouched=refusal.untouched)


def saved(session: Session, **facts: object) -> None:
    """Tell that an action was saved, by the number of the journal's last entry; nothing is read for it."""
    tell("done", seq=session.store.journal.last_seq, **facts)


def register(folder: Path, times: int) -> None:
    """Register cases."""
    with office(folder) as session:
        item = session.catalogue.items()[0].code
        for number in range(times):
            with telling_refusals():
                new = NewCase(applicant=Applicant(name=f"王小{number}"), item_code=item, content="来办事")
                case, _ = session.cases.register(new, session.operator)
                saved(session, case=case.number)


def edit(folder: Path, times: int) -> None:
    """Change a resident, again and again."""
    with office(folder) as session:
        resident = session.people.page().residents[0]
        for number in range(times):
            with telling_refusals():
                typed = typed_again(session.people.find(resident.id))
                typed = TypedResident(name=typed.name, villager_group="二组", note=f"第 {number} 次")
                session.people.edit(resident.id, typed, session.operator.id)
                saved(session)


def remove(folder: Path, times: int) -> None:
    """Take residents off the roll and bring them back."""
    with office(folder) as session:
        resident = session.people.page().residents[0]
        for number in range(times):
            with telling_refusals():
                if number % 2:
                    session.people.revive(resident.id, session.operator.id)
                else:
                    session.people.remove(resident.id, session.operator.id, "登记重了")
                saved(session)


WORDS: dict[str, Callable[[Path, int], None]] = {"register": register, "edit": edit, "remove": remove}


def do(word: str, folder: Path, times: int) -> None:
    """Do one word; ``WORD-carelessly`` does it as a program would that does not wait for the disk."""
    from tests.faults.lived_carrying import CARRYING_WORDS
    from tests.faults.lived_keeping import KEEPING_WORDS
    from tests.faults.lived_ledgers import LEDGER_WORDS

    if word.endswith("-carelessly"):
        forget_to_wait()
    with telling_refusals():
        words = {**WORDS, **KEEPING_WORDS, **CARRYING_WORDS, **LEDGER_WORDS}
        words[word.removesuffix("-carelessly")](folder, times)


def forget_to_wait() -> None:
    """Take every wait for the disk out of this process: the replay must find what is lost by it."""
    from db import connection

    settings = [(name, "NORMAL", 1) if name == "synchronous" else (name, *rest) for name, *rest in connection._SETTINGS]
    vars(connection)["_SETTINGS"] = tuple(settings)
    vars(os)["fsync"] = lambda _handle: None


if __name__ == "__main__":
    do(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
