"""A disk that fails at each single step of an attachment's way: taking in, backing up, bringing back, another key.

By the loop rule (FAULTS §8.0): at k = 1, 2, 3 … until the operation ends untouched, once and for ever, by an error and
by a full disk. What was told as done is there with its content, in the folder as it stands at that moment and after
closing; everything else is wholly absent, but for orphans, which the sweep removes. One state is in doubt: where only
the last sync failed and the power goes at that very moment, the row may stand there after all, and then whole.
"""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from app.attachments.facts import Attachment, PdfLook, Prepared
from app.attachments.increments import bring_back
from app.attachments.service import Attachments
from app.core.clock import FixedClock
from app.core.errors import Refused
from db.blobs import Blobs
from db.journal import chain_breaks
from db.offices import NewOffice
from db.store import Store
from tests.conftest import MORNING, UNIT
from tests.faults.failing_files import EACH, FailingFiles, failing
from tests.faults.failing_sqlite import failing_sqlite

KEY, NEW_KEY = bytes(range(32)), bytes(range(1, 33))
FIRST, SECOND = b"%PDF-first" * 300, b"%PDF-second" * 700
SUBJECT = "01a00000-0000-7000-8000-00000000000a"
AT = MORNING.isoformat()
IMAGE = "image"
"""The folder as it stood when the operation ended, as after a power cut."""
FAULTS = [
    pytest.param((errno.EIO, False), id="EIO-once"),
    pytest.param((errno.EIO, True), id="EIO-forever", marks=pytest.mark.heavy),
    pytest.param((errno.ENOSPC, False), id="ENOSPC-once", marks=pytest.mark.heavy),
    pytest.param((errno.ENOSPC, True), id="ENOSPC-forever", marks=pytest.mark.heavy),
]


class NoPdf:
    """Looks at nothing: the contents are prepared."""

    def look(self, content: bytes) -> PdfLook:
        raise AssertionError

    def draw(self, content: bytes, page: int, width: int) -> bytes:
        raise AssertionError


class Office(NamedTuple):
    """An open office with its attachments, and the folder of its backups."""

    store: Store
    blobs: Blobs
    attachments: Attachments
    shelf: Path

    def close(self) -> None:
        self.blobs.close()
        self.store.close()


def opened(folder: Path, key: bytes = KEY, days: int = 0) -> Office:
    clock = FixedClock(MORNING)
    clock.advance(days=days)
    store = Store.open(folder / "office.czdb", KEY, now=clock.now)
    blobs = Blobs(folder / "attachments.czdb", lambda: key, lambda: [NEW_KEY, KEY])
    made = Attachments(store, blobs, clock, NoPdf(), lambda _right: None)
    return Office(store, blobs, made, folder / "backups")


def keep(office: Office, content: bytes) -> Attachment:
    kept, _ = office.attachments.keep("residents", SUBJECT, "", Prepared("pdf", content, 1, 1, 1))
    return kept


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office with one attachment and one increment; every fault works on a copy of it."""
    folder = tmp_path_factory.mktemp("base") / "home"
    (folder / "backups").mkdir(parents=True)
    clock = FixedClock(MORNING)
    office = NewOffice("station", UNIT, "示例村")
    store = Store.create(folder / "office.czdb", KEY, now=clock.now, office=office)
    with store.writing("01a00000-0000-7000-8000-000000000001") as write:
        write.insert("residents", {"id": SUBJECT, "name": "李淑芬"})
    store.close()
    made = opened(folder)
    keep(made, FIRST)
    made.attachments.back_up(made.shelf)
    made.close()
    return folder


@contextmanager
def copied(base: Path, folder: Path) -> Iterator[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    yield folder
    shutil.rmtree(folder)


Operation = Callable[[Office], object]
Judge = Callable[[Path, bool], None]


class Fault(NamedTuple):
    """What the disk says, whether from then on always, and how far it is from one step that fails to the next."""

    code: int
    forever: bool
    each: int


@pytest.fixture(params=EACH)
def each(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest, each: int) -> Fault:
    code, forever = request.param
    return Fault(code, forever, each)


def every_fault(base: Path, scratch: Path, operation: Operation, judge: Judge, fault: Fault) -> int:
    """Fail at one step after the other; ``judge(folder, done)`` looks at what stands, at once and after closing.

    Gives at which step nothing failed any more.
    """
    step, reached = 1 - fault.each, True
    while reached:
        step += fault.each
        files = FailingFiles(0, forever=fault.forever, code=fault.code)
        with copied(base, scratch / "home") as folder:
            with failing(files), failing_sqlite(files):
                office = opened(folder)
                files.at = files.steps + step
                done = _ended(operation, office)
                reached = files.steps >= files.at
                files.at = 0
                shutil.copytree(folder, scratch / IMAGE, ignore=shutil.ignore_patterns("*-shm"))
                office.close()
            judge(scratch / IMAGE, done)
            judge(folder, done)
            shutil.rmtree(scratch / IMAGE)
        assert done or reached
    return step - 1


def _ended(operation: Operation, office: Office) -> bool:
    try:
        operation(office)
    except Refused:
        return False
    return True


def judge_taking_in(folder: Path, done: bool) -> None:
    office = opened(folder)
    found = [office.attachments.content(one.id) for one in office.attachments.of("residents", SUBJECT)]
    in_doubt = folder.name == IMAGE and found == [FIRST, SECOND]
    assert found == ([FIRST, SECOND] if done else [FIRST]) or in_doubt
    assert office.attachments.check() == []
    assert list(chain_breaks(office.store.reader)) == []
    office.close()
    later = opened(folder, days=3)
    with later.store.writing() as write:
        write.update("residents", SUBJECT, {"note": "later"})
    later.attachments.sweep()
    assert len(later.blobs.digests()) == len(found)
    keep(later, b"%PDF-third")
    assert later.attachments.check() == []
    later.close()


def judge_backing_up(folder: Path, done: bool) -> None:
    office = opened(folder)
    names = office.attachments.back_up(office.shelf)
    target = folder / "back.czdb"
    brought = bring_back(office.shelf, names, KEY, target, into_key=KEY, at=AT)
    assert (brought.contents, brought.damaged, brought.unread) == (2, (), ())
    assert sorted(path.name for path in office.shelf.iterdir()) == sorted(names), done
    office.close()


def judge_bringing_back(folder: Path, done: bool) -> None:
    target = folder / "back.czdb"
    assert target.exists() or not done
    if target.exists():
        back = Blobs(target, lambda: NEW_KEY)
        assert [back.read(digest) for digest in back.digests()] == [FIRST]
        back.close()
    office = opened(folder)
    names = office.attachments.back_up(office.shelf)
    assert bring_back(office.shelf, names, KEY, target, into_key=NEW_KEY, at=AT).contents == 1
    office.close()


def judge_another_key(folder: Path, done: bool) -> None:
    office = opened(folder, NEW_KEY)
    (one,) = office.attachments.of("residents", SUBJECT)
    assert office.attachments.content(one.id) == FIRST
    assert office.attachments.check() == []
    office.close()
    again = Blobs(folder / "attachments.czdb", lambda: NEW_KEY)
    assert [again.read(digest) for digest in again.digests()] == [FIRST]
    again.close()
    assert sorted(path.name for path in folder.glob("attachments*")) == ["attachments.czdb"], done


def judge_forgetting(folder: Path, done: bool) -> None:
    office = opened(folder)
    assert len(office.blobs.digests()) <= (1 if done else 2)
    (one,) = office.attachments.of("residents", SUBJECT)
    assert office.attachments.content(one.id) == FIRST
    assert office.attachments.check() == []
    office.close()


def take_in(office: Office) -> None:
    keep(office, SECOND)


def test_taking_in(base: Path, tmp_path: Path, fault: Fault) -> None:
    assert every_fault(base, tmp_path, take_in, judge_taking_in, fault) > 15


def test_taking_in_the_very_first(base: Path, tmp_path: Path, fault: Fault) -> None:
    def judge(folder: Path, done: bool) -> None:
        office = opened(folder)
        found = office.attachments.of("residents", SUBJECT)
        contents = [office.attachments.content(one.id) for one in found[1:]]
        in_doubt = folder.name == IMAGE and contents == [SECOND]
        assert contents == ([SECOND] if done else []) or in_doubt
        assert len(office.attachments.check()) == 1, "the file that was lost before"
        assert list(chain_breaks(office.store.reader)) == []
        office.close()

    with copied(base, tmp_path / "empty") as folder:
        (folder / "attachments.czdb").unlink()
        assert every_fault(folder, tmp_path, take_in, judge, fault) > 40


def test_backing_up(base: Path, tmp_path: Path, fault: Fault) -> None:
    with copied(base, tmp_path / "two") as folder:
        office = opened(folder)
        keep(office, SECOND)
        office.close()
        steps = every_fault(folder, tmp_path, lambda one: one.attachments.back_up(one.shelf), judge_backing_up, fault)
        assert steps > 20


def test_bringing_back(base: Path, tmp_path: Path, fault: Fault) -> None:
    def back(office: Office) -> None:
        names = [path.name for path in office.shelf.iterdir()]
        target = office.shelf.parent / "back.czdb"
        bring_back(office.shelf, names, KEY, target, into_key=NEW_KEY, at=AT)

    assert every_fault(base, tmp_path, back, judge_bringing_back, fault) > 40


def test_another_key(base: Path, tmp_path: Path, fault: Fault) -> None:
    def change(office: Office) -> None:
        office.attachments.change_key(KEY, NEW_KEY)

    assert every_fault(base, tmp_path, change, judge_another_key, fault) > 20


def test_forgetting(base: Path, tmp_path: Path, fault: Fault) -> None:
    with copied(base, tmp_path / "two") as folder:
        office = opened(folder)
        digest = office.blobs.put(SECOND, AT).hex()
        office.close()
        steps = every_fault(folder, tmp_path, lambda one: one.attachments.forget([digest]), judge_forgetting, fault)
        assert steps > 5
