import errno
import hashlib
import io
import random
from pathlib import Path

import pytest

from app.core.progress import Cancelled
from app.packages.files import SystemFiles
from app.packages.layout import file_name
from app.packages.stick import StickTrouble, carry
from tests.app.packages.faulty_files import FaultyFiles, LyingFiles
from tests.app.packages.offices import Desk

CONTENT = random.Random(3).randbytes(700_000)
EPOCH = "01a00000-0000-7000-8000-0123456789ab"


def name_of(attempt: int) -> str:
    return file_name("231221103201", 7, EPOCH, attempt)


def test_the_recipe_in_its_order(stick: Path) -> None:
    files = FaultyFiles()
    carried = carry(io.BytesIO(CONTENT), stick, name_of, files=files)
    assert carried.path == stick / "231221103201-000007-456789ab.czp"
    assert carried.path.read_bytes() == CONTENT
    assert carried.sha256 == hashlib.sha256(CONTENT).hexdigest()
    steps = [name for name in files.calls if name != "write"]
    assert steps == [
        "is_folder",
        "free_bytes",
        "exists",
        "exists",
        "create",
        "sync",
        "exists",
        "rename",
        "sync_file",
        "sync_folder",
        "read_from_medium",
    ]


def test_names_are_plain_and_short() -> None:
    name = file_name("231221-103201/../村", 999_999, EPOCH, 999)
    assert name.isascii()
    assert len(name) <= 64
    assert "/" not in name
    assert file_name("村", 1, EPOCH).startswith("unit-000001-")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOENT, errno.ENODEV, errno.EINVAL])
@pytest.mark.parametrize("forever", [False, True])
def test_every_step_may_fail(stick: Path, number: int, *, forever: bool) -> None:
    older = stick / name_of(1)
    older.write_bytes(b"an older package")
    whole = FaultyFiles()
    carry(io.BytesIO(CONTENT), stick, name_of, files=whole).path.unlink()
    for k in range(1, len(whole.calls) + 1):
        files = FaultyFiles(k, number, forever=forever)
        with pytest.raises(StickTrouble, match="没有写成") as caught:
            carry(io.BytesIO(CONTENT), stick, name_of, files=files)
        assert "编号没有用掉" in str(caught.value)
        assert older.read_bytes() == b"an older package"
        left = {path.name for path in stick.iterdir()} - {older.name}
        if not forever:
            assert all(name.endswith(".part") for name in left), (k, files.calls)
        for name in left:
            (stick / name).unlink()


def test_a_pulled_stick_may_keep_a_whole_file_that_was_never_told(stick: Path) -> None:
    """After the rename nothing can be taken back when the stick is gone: the next attempt must name this one."""
    whole = FaultyFiles()
    carry(io.BytesIO(CONTENT), stick, name_of, files=whole).path.unlink()
    gone = FaultyFiles(len(whole.calls), errno.ENODEV, forever=True)
    with pytest.raises(StickTrouble, match="可能被拔掉"):
        carry(io.BytesIO(CONTENT), stick, name_of, files=gone)
    assert [path.name for path in stick.iterdir()] == [name_of(1)]


def test_a_lying_stick_is_caught(stick: Path) -> None:
    with pytest.raises(StickTrouble, match="读回来的内容和写的不一样"):
        carry(io.BytesIO(CONTENT), stick, name_of, files=LyingFiles())
    assert [path.name for path in stick.iterdir()] == [name_of(1) + ".part"]


def test_a_name_that_is_taken_is_never_written_over(stick: Path) -> None:
    (stick / name_of(1)).mkdir()
    (stick / (name_of(2) + ".part")).write_bytes(b"unfinished")
    (stick / name_of(3)).symlink_to("nowhere")
    carried = carry(io.BytesIO(CONTENT), stick, name_of)
    assert carried.path.name == name_of(4)
    assert (stick / name_of(1)).is_dir()
    assert (stick / (name_of(2) + ".part")).read_bytes() == b"unfinished"


class Appearing(SystemFiles):
    """Another program puts a file of our name there while we write."""

    def sync(self, stream: object) -> None:
        part = Path(stream.name)  # type: ignore[attr-defined]
        part.with_suffix("").write_bytes(b"somebody else's")


def test_a_file_that_appears_meanwhile_is_left_alone(stick: Path) -> None:
    with pytest.raises(StickTrouble, match="同名"):
        carry(io.BytesIO(CONTENT), stick, name_of, files=Appearing())
    assert (stick / name_of(1)).read_bytes() == b"somebody else's"


def test_too_many_of_one_name(stick: Path) -> None:
    (stick / name_of(1)).write_bytes(b"")
    with pytest.raises(StickTrouble, match="同名的文件太多"):
        carry(io.BytesIO(CONTENT), stick, lambda _: name_of(1))


class Small(SystemFiles):
    """A stick with as many bytes left as the file has, and no more."""

    def free_bytes(self, folder: Path) -> int:
        return len(CONTENT)


def test_a_stick_without_a_tenth_to_spare(stick: Path) -> None:
    with pytest.raises(StickTrouble, match="盘满了"):
        carry(io.BytesIO(CONTENT), stick, name_of, files=Small())
    assert list(stick.iterdir()) == []


def test_no_such_folder(stick: Path) -> None:
    with pytest.raises(StickTrouble, match="找不到文件夹"):
        carry(io.BytesIO(CONTENT), stick / "没有", name_of)
    (stick / "file").write_bytes(b"")
    with pytest.raises(StickTrouble, match="找不到文件夹"):
        carry(io.BytesIO(CONTENT), stick / "file", name_of)


class Impatient:
    """Cancels after so many steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.told: list[tuple[int, int, str]] = []

    def __call__(self, done: int, total: int, words: str = "") -> None:
        self.told.append((done, total, words))

    def cancelled(self) -> bool:
        return len(self.told) >= self.steps


def test_progress_and_cancel(stick: Path) -> None:
    patient = Impatient(1000)
    carry(io.BytesIO(CONTENT), stick, name_of, progress=patient).path.unlink()
    assert patient.told[0] == (0, 2 * len(CONTENT), "正在写盘")
    assert patient.told[-1][2] == "正在读回核对"
    for steps in range(len(patient.told)):
        with pytest.raises(Cancelled):
            carry(io.BytesIO(CONTENT), stick, name_of, progress=Impatient(steps))
        for path in stick.iterdir():
            assert path.name.endswith(".part")
            path.unlink()


def test_a_failed_attempt_leaves_the_office_as_it_was(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    station.add_case("2026-00001")
    whole = FaultyFiles()
    probe = station.copy(stick.parent / "probe")
    probe.with_files(whole).write(stick)
    for path in stick.iterdir():
        path.unlink()
    before = (station.store.value("SELECT max(seq) FROM journal"), station.packages.waiting())
    for k in range(1, len(whole.calls) + 1):
        with pytest.raises(StickTrouble):
            station.with_files(FaultyFiles(k, errno.EIO)).write(stick)
        assert (station.store.value("SELECT max(seq) FROM journal"), station.packages.waiting()) == before
        assert station.packages.written() == []
    parts = {path.name for path in stick.iterdir()}
    assert all(name.endswith(".part") for name in parts)
    written = station.write(stick)
    assert written.number == 1
    assert f"{written.file}.part" not in parts
    answers = township.read(stick)
    assert [answer.taken for answer in answers if answer.state != "unfinished"] == [True]
    assert all("没有写完" in str(answer.reason) for answer in answers if answer.state == "unfinished")


def test_an_attempt_that_stayed_whole_on_a_pulled_stick_is_no_fork(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    first = station.add_case("2026-00001")
    pulled = tmp_path / "pulled"
    pulled.mkdir()
    probe = FaultyFiles()
    copy = station.copy(tmp_path / "probe")
    copy.with_files(probe).write(tmp_path)
    with pytest.raises(StickTrouble):
        station.with_files(FaultyFiles(len(probe.calls), errno.ENODEV, forever=True)).write(pulled)
    assert [path.suffix for path in pulled.iterdir()] == [".czp"]
    station.change_case(first, content="后来补的")
    station.write(tmp_path / "good")
    other = township.copy(tmp_path / "other")
    assert [answer.state for answer in township.read(pulled)] == ["taken"]
    assert [(answer.state, answer.reason) for answer in township.read(tmp_path / "good")] == [("taken", None)]
    assert [answer.state for answer in other.read(tmp_path / "good")] == ["taken"]
    assert [answer.state for answer in other.read(pulled)] == ["superseded"]
    assert other.shared_state() == township.shared_state()
    station.write(tmp_path / "next")
    for desk in (township, other):
        assert [(answer.state, answer.reason) for answer in desk.read(tmp_path / "next")] == [("taken", None)]


def test_the_receipt_that_cannot_be_kept_takes_the_package_back(
    enrolled: tuple[Desk, Desk], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.core.errors import DiskTrouble
    from db import packages as receipts

    station, _ = enrolled

    def full(*_: object) -> None:
        raise DiskTrouble("磁盘满了")

    monkeypatch.setattr(receipts, "record_written", full)
    with pytest.raises(DiskTrouble):
        station.packages.write(stick)
    assert [path.suffix for path in stick.iterdir()] == [".part"]
    monkeypatch.undo()
    assert station.write(stick).file.endswith("-2.czp")
