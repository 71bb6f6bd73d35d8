"""FAULTS §8 E 27, 35: sticks that are full or read-only, and files with any name."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.packages import layout
from tests.app.packages.offices import STATION_UNIT
from tests.faults.sent_package import (
    Sent,
)


@pytest.mark.parametrize(
    "name",
    [
        "中文包.czp",
        "长" * 80 + ".czp",
        "CON.czp",
        "点.czp",
        "emoji 🌾.czp",
        "\u202egnp.czp",
        " space .czp",
        "UPPER.CZP",
    ],
)
def test_names_of_files_mean_nothing(sent: Sent, name: str) -> None:
    sent.package.rename(sent.stick / name)
    (answer,) = sent.township.read(sent.stick)
    assert (answer.taken, answer.file) == (True, name)


def test_what_is_called_a_package_and_is_none(sent: Sent) -> None:
    (sent.stick / "folder.czp").mkdir()
    (sent.stick / "dangling.czp").symlink_to("nowhere")
    os.mkfifo(sent.stick / "pipe.czp")
    (sent.stick / ".hidden.czp").write_bytes(b"")
    (sent.stick / "note.txt").write_bytes(b"")
    (sent.stick / "1.czp.part").write_bytes(sent.package.read_bytes()[:1000])
    answers = {answer.file: answer for answer in sent.township.read(sent.stick)}
    assert set(answers) == {"folder.czp", "dangling.czp", "pipe.czp", "1.czp.part", sent.package.name}
    assert answers[sent.package.name].taken
    assert answers["1.czp.part"].state == "unfinished"
    for name in ("folder.czp", "dangling.czp", "pipe.czp"):
        assert "不是一个文件" in str(answers[name].reason)


def test_a_single_file_or_a_folder_of_folders(sent: Sent, tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    (deep / "示例村").mkdir(parents=True)
    shutil.copy(sent.package, deep / "示例村" / sent.package.name)
    assert [answer.taken for answer in sent.township.read(deep)] == [True]
    assert [answer.state for answer in sent.township.read(sent.package)] == ["repeated"]
    with pytest.raises(Refused, match="文件夹读不出来"):
        sent.township.read(tmp_path / "没有")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small file system in memory, where the test may."""
    made: list[Path] = []

    def mount(size: str) -> Path:
        folder = tmp_path / f"disk{len(made)}"
        folder.mkdir()
        if os.geteuid() != 0 or shutil.which("mount") is None:
            pytest.skip("mounting needs root")
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True
        )
        if done.returncode:
            pytest.skip("this machine mounts nothing")
        made.append(folder)
        return folder

    yield mount
    for folder in made:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_stick_that_is_really_full(sent: Sent, small_disk: Callable[[str], Path]) -> None:
    folder = small_disk("300k")
    older = folder / "older.czp"
    older.write_bytes(b"x" * 200_000)
    sent.station.add_case("2026-00099", content=os.urandom(9_000).hex())
    with pytest.raises(Refused, match="盘满了"):
        sent.station.packages.write(folder, full=True)
    assert older.read_bytes() == b"x" * 200_000
    assert [path.name for path in folder.iterdir()] == ["older.czp"]
    assert len(sent.station.packages.written()) == 1


def test_a_stick_that_is_read_only(sent: Sent, small_disk: Callable[[str], Path]) -> None:
    folder = small_disk("20m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(Refused, match="只读"):
        sent.station.packages.write(folder)
    assert len(sent.station.packages.written()) == 1


def test_a_folder_with_the_packages_name(sent: Sent, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    name = layout.file_name(STATION_UNIT, 2, sent.station.store.value("SELECT id FROM epochs WHERE owner = 1"))
    (target / name).mkdir()
    written = sent.station.write(target)
    assert written.file == name.replace(".czp", "-2.czp")
    assert (target / name).is_dir()
