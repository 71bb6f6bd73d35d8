"""What the journal costs: one row written with it, and the same row without it, each in its own synced transaction."""

from __future__ import annotations

import itertools
import statistics
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from app.cases.facts import Applicant, Given, NewCase
from app.session import Session
from build_scripts.measures.measure import Measure, seconds
from build_scripts.measures.offices import demo, opened
from db.connection import connect
from db.identifiers import new_id
from db.journal import Journal
from db.offices import NewOffice
from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 1.5
ROUNDS = 600
STEPS = 60
CASES = 4_000
VILLAGER = {
    "name": "李淑芬",
    "pinyin": "lishufen",
    "initials": "lsf",
    "sex": "女",
    "birth_day": "1962-03-08",
    "phone": "13800001234",
    "villager_group": "3组",
    "address": "示例村3组12号",
}
BARE = (
    "INSERT INTO residents (id, owner, epoch, revision, name, pinyin, initials, sex, birth_day, phone, villager_group,"
    " address, id_number) VALUES (?, 1, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
OPERATOR = "01a00000-0000-7000-8000-000000000001"


def measure(cases: int | None = None) -> Measure:
    """Write ``ROUNDS`` rows both ways in turns; a step of a case is taken in an office of ``cases`` (4,000)."""
    with tempfile.TemporaryDirectory() as name:
        row = _row(Path(name))
        step = _step(demo(Path(name), cases or CASES))
    seen = {
        "row_ms": row[0],
        "bare_row_ms": row[1],
        "step_ms": step[0],
        "step_without_ms": step[1],
        "step_ratio": round(step[0] / step[1], 2),
    }
    return Measure("journal", row[0] / row[1], LIMIT, "写一行，与不记流水直接写同样一行相比", seen=seen)


def _row(folder: Path) -> tuple[float, float]:
    """Register a villager through the store, and by a raw insert into the same tables and indexes."""
    key = bytes(range(32))
    files = []
    for name in ("ours", "bare"):
        path = folder / name / "office.czdb"
        path.parent.mkdir()
        office = NewOffice("station", "231221103201", "示例村")
        Store.create(path, key, now=lambda: datetime.now(UTC), office=office).close()
        files.append(path)
    store = Store.open(files[0], key, now=lambda: datetime.now(UTC))
    bare = connect(files[1], key)
    numbers = itertools.count(10**17)
    def with_journal() -> None:
        with store.writing(OPERATOR, "登记村民") as write:
            write.insert("residents", {**VILLAGER, "id_number": str(next(numbers))})

    def without() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(BARE, (new_id(), *VILLAGER.values(), str(next(numbers))))
        bare.execute("COMMIT")

    try:
        return _medians(with_journal, without, ROUNDS)
    finally:
        bare.close()
        store.close()


def _step(home: Path) -> tuple[float, float]:
    """Accept new cases, with the journal and with nothing but its entries left out."""
    session = opened(home)
    try:
        numbers = [_registered(session) for _ in range(2 * STEPS + 2)]
        waiting = iter(numbers)

        def with_journal() -> None:
            session.cases.take("accept", next(waiting), Given(), session.operator)

        def without() -> None:
            with _no_journal():
                with_journal()

        return _medians(with_journal, without, STEPS)
    finally:
        session.close()


def _registered(session: Session) -> str:
    new = NewCase(applicant=Applicant(name="李淑芬"), item_code="D01")
    return session.cases.register(new, session.operator)[0].number


@contextmanager
def _no_journal() -> Iterator[None]:
    def nothing(_journal: Journal, entries: Any, *_: object) -> int:
        return len(list(entries))

    with patch.object(Journal, "append", nothing):
        yield


def _medians(ours: Callable[[], None], bare: Callable[[], None], rounds: int) -> tuple[float, float]:
    """Give the medians of both ways in milliseconds, measured in turns after one round to warm up."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds + 1)][1:]
    first, second = (round(statistics.median(times) * 1000, 3) for times in zip(*pairs, strict=True))
    return first, second
