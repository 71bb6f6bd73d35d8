"""FAULTS §8 E 31, 33, 34: replays, cancelled and killed merges, and a whole county on one stick."""

import random
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import pytest

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble
from app.core.progress import Cancelled
from app.packages import sealing
from app.packages.keys import read_office_keys
from db.merge import MergedTable
from tests.app.packages.offices import TOWNSHIP_UNIT, Desk, enrol
from tests.faults.sent_package import Impatient, Sent, opened_inside


def test_replayed_and_shuffled(sent: Sent, tmp_path: Path) -> None:
    folders = [sent.package.parent]
    for step in range(4):
        sent.station.add_case(f"2026-{step + 100:05d}")
        folders.append(tmp_path / f"stick {step}")
        sent.station.write(folders[-1])
    other = sent.township.copy(tmp_path / "other")
    for folder in folders:
        sent.township.read(folder)
    order = folders * 10
    random.Random(2).shuffle(order)
    for folder in order:
        other.read(folder)
    assert other.shared_state() == sent.township.shared_state()
    assert other.count("packages_in") == 5


def test_all_in_one_folder_come_in_order(sent: Sent, tmp_path: Path) -> None:
    for step in range(3):
        sent.station.add_case(f"2026-{step + 100:05d}")
        sent.station.write(sent.stick)
    (sent.stick / "zz copy of the first.czp").write_bytes(sent.package.read_bytes())
    answers = sent.township.read(sent.stick)
    assert [answer.state for answer in answers] == ["taken"] * 4 + ["repeated"]
    assert [answer.reason for answer in answers[:4]] == [None] * 4
    assert [answer.number for answer in answers] == [1, 2, 3, 4, 1]


def test_one_bad_package_does_not_hold_up_the_others(sent: Sent) -> None:
    sent.station.write(sent.stick)
    whole = sent.package.read_bytes()
    sent.package.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    answers = sent.township.read(sent.stick)
    assert [answer.taken for answer in answers] == [False, True]
    sent.package.write_bytes(whole)
    assert [answer.state for answer in sent.township.read(sent.stick)] == ["taken", "repeated"]


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("at", [1, 2])
def test_a_merge_that_ends_in_the_middle_leaves_nothing(sent: Sent, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sent.state
    calls: list[str] = []
    add = MergedTable.add

    def dies(self: MergedTable, *values: Any) -> None:
        add(self, *values)
        calls.append("add")
        if len(calls) == at:
            raise Killed

    monkeypatch.setattr(MergedTable, "add", dies)
    with pytest.raises(Killed):
        sent.township.read(sent.stick)
    monkeypatch.undo()
    assert sent.state == before
    assert [answer.taken for answer in sent.township.read(sent.stick)] == [True]


def test_killed_while_merging(sent: Sent) -> None:
    """A second process is killed with the merge under way: none of the package is there afterwards (FAULTS 33)."""
    before = sent.state
    sent.township.store.close()
    program = (
        "import os, signal, sys\n"
        "from db.merge import MergedTable\n"
        "from tests.faults.merging_process import read\n"
        "add = MergedTable.add\n"
        "def dies(self, *values):\n"
        "    add(self, *values)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "MergedTable.add = dies\n"
        "read(sys.argv[1], sys.argv[2])\n"
    )
    import sys

    done = subprocess.run(
        [sys.executable, "-c", program, str(sent.township.file), str(sent.stick)], check=False, capture_output=True
    )
    assert done.returncode == -9, done.stderr.decode()
    sent.township.reopen()
    assert sent.state == before
    assert [answer.taken for answer in sent.township.read(sent.stick)] == [True]


@pytest.mark.parametrize("words", ["正在检查", "正在合并"])
def test_cancelled_in_the_middle(sent: Sent, words: str) -> None:
    before = sent.state
    answers: list[Any] = []
    try:
        answers = sent.township.packages.read(sent.stick, Impatient(words))[0]
    except Cancelled:
        assert words == "正在检查"
    assert not any(answer.taken for answer in answers)
    assert sent.state == before


def test_our_own_disk_is_full(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """Writes nothing."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            return None

        def close(self) -> None:
            return None

    before = sent.state
    monkeypatch.setattr(sealing, "TemporaryFile", lambda **_: Full())
    with pytest.raises(DiskTrouble, match="临时文件写不进去"):
        sent.township.read(sent.stick)
    keys, full, header = read_office_keys(sent.station.store), Full(), opened_inside(sent)[0]
    for content in (b"", bytes(1_000_000)):
        with pytest.raises(DiskTrouble, match="临时文件写不进去（盘满了）"):
            sealing.seal(header, BytesIO(content), keys, [keys.seal_key], full)  # type: ignore[arg-type]
    monkeypatch.undo()
    shutil.rmtree(sent.township.temporary)
    with pytest.raises(DiskTrouble, match="临时文件建不起来"):
        sent.township.read(sent.stick)
    shutil.rmtree(sent.station.temporary)
    with pytest.raises(DiskTrouble, match="本机磁盘"):
        sent.station.packages.write(sent.stick)
    assert sent.state == before


def test_our_own_disk_fails_when_what_waits_in_memory_is_written(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(BytesIO):
        """Takes everything, and fails where it has to be on the disk: at the way back, and once more when closed."""

        def seek(self, *_: object) -> int:
            raise OSError(5, "Input/output error")

        def close(self) -> None:
            super().close()
            raise OSError(5, "Input/output error")

    before = sent.state
    monkeypatch.setattr(sealing, "TemporaryFile", lambda **_: Late())
    with pytest.raises(DiskTrouble, match="临时文件写不进去（盘读写出错）"):
        sent.township.read(sent.stick)
    assert sent.state == before


def test_a_stick_that_does_not_give_the_package_back_is_told(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    class Worn(BytesIO):
        """Gives the beginning, then fails."""

        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(min(size or 0, 200))

    before, package, opened = sent.state, sent.package.read_bytes(), Path.open
    monkeypatch.setattr(Path, "open", lambda path, *how: Worn(package) if path == sent.package else opened(path, *how))
    answers = sent.township.packages.read(sent.stick)[0]
    assert [answer.taken for answer in answers] == [0]
    assert "文件读不出来（盘读写出错），没有收" in str(answers[0].reason)
    assert sent.state == before


@pytest.mark.heavy
def test_three_hundred_villages_in_one_folder(tmp_path: Path, clock: FixedClock) -> None:
    """FAULTS 34: every village of a county on one stick; a cancel in the middle keeps whole packages only."""
    township = Desk(tmp_path / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)
    for number in range(300):
        village = Desk(tmp_path / f"v{number}", "station", f"231221103{number + 200:03d}", f"第{number}村", clock)
        enrol(township, village)
        with village.store.writing() as write:
            rows = ({"number": f"2026-{n:05d}", "state": "registered", "content": "办理参保"} for n in range(1, 101))
            write.insert_many("cases", rows)
        village.write(tmp_path / "stick")
        Desk.opened.remove(village.store)
        village.store.close()

    class After(Impatient):
        """Cancels after a hundred packages were merged."""

        def __call__(self, done: int, total: int, words: str = "") -> None:
            self.stop = township.count("packages_in") >= 100

    answers = township.packages.read(tmp_path / "stick", After(""))[0]
    assert sum(answer.taken for answer in answers) == 100
    assert township.count("cases") == 100 * 100
    assert "已经取消" in str(next(answer for answer in answers if not answer.taken).reason)
    answers = township.read(tmp_path / "stick")
    assert [answer.taken for answer in answers].count(True) == 200
    assert township.count("cases") == 300 * 100
    assert list(township.temporary.iterdir()) == []
    Desk.close_all()
