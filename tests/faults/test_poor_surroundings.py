"""FAULTS §8, tests 12, 15, 16: no handles, no memory, no room for passing files, no home, no permission."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.door_calls import REGISTER, Answered, call, check
from tests.faults.judges import Facts
from tests.faults.recording import needed
from tests.faults.scenes import station

MEGA = 1 << 20
Mount = Callable[[str, str], Path]


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return station(tmp_path)


@pytest.fixture
def home(tmp_path: Path, facts: Facts) -> Path:
    return tmp_path / "home"


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mount a file system of our own; fails where this machine lets nobody mount."""
    made: list[Path] = []

    def mounted(kind: str, size: str) -> Path:
        folder = tmp_path / f"mounted{len(made)}"
        folder.mkdir()
        options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs"]
        if kind != "tmpfs":
            image = tmp_path / f"image{len(made)}"
            subprocess.run([needed("truncate"), "-s", size, str(image)], check=True)
            subprocess.run([needed(f"mkfs.{kind}"), "-q", str(image)], check=True)
            options = ["-o", "loop", str(image)]
        done = subprocess.run([needed("mount"), *options, str(folder)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, f"这台机器不让挂载（要 root）：{done.stderr}"
        made.append(folder)
        return folder

    yield mounted
    for folder in made:
        subprocess.run([needed("umount"), "-l", str(folder)], check=False)


def test_no_folder_for_passing_files_and_no_home(tmp_path: Path, facts: Facts, home: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    answers = [call(home, *REGISTER, TMPDIR=nowhere, HOME=nowhere), call(home, *REGISTER, HOME="/proc", TMPDIR="/proc")]
    assert [one.code for one in answers] == [0, 0], answers
    check(tmp_path, facts, answers)


@pytest.mark.parametrize("handles", [8, 16, 32])
def test_few_handles(tmp_path: Path, facts: Facts, home: Path, handles: int) -> None:
    answers = [call(home, *REGISTER, before=(needed("prlimit"), f"--nofile={handles}"))]
    assert handles < 32 or answers[0].code == 0, answers
    check(tmp_path, facts, answers)


@pytest.mark.heavy
def test_any_number_of_handles(tmp_path: Path, facts: Facts, home: Path) -> None:
    tool = needed("prlimit")
    answers = [call(home, *REGISTER, before=(tool, f"--nofile={handles}")) for handles in range(4, 40)]
    check(tmp_path, facts, answers, may_die=True)
    assert answers[-1].code == 0


def test_little_memory(tmp_path: Path, facts: Facts, home: Path) -> None:
    check(tmp_path, facts, _in_memory_of(home, [40, 90, 1024]), may_die=True)


@pytest.mark.heavy
def test_any_little_memory(tmp_path: Path, facts: Facts, home: Path) -> None:
    answers = _in_memory_of(home, [*range(20, 200, 5), *range(200, 1025, 75)])
    check(tmp_path, facts, answers, may_die=True)
    assert answers[-1].code == 0


def _in_memory_of(home: Path, megabytes: list[int]) -> list[Answered]:
    tool = needed("prlimit")
    return [call(home, *REGISTER, before=(tool, f"--as={size * MEGA}")) for size in megabytes]


@pytest.mark.heavy
def test_the_folder_for_passing_files_is_full(tmp_path: Path, facts: Facts, home: Path, mount: Mount) -> None:
    full = mount("tmpfs", "4k")
    (full / "full").write_bytes(bytes(4096))
    answers = [call(home, *REGISTER, TMPDIR=str(full)), call(home, "backup", "now", TMPDIR=str(full))]
    assert [one.code for one in answers] == [0, 0], answers
    check(tmp_path, facts, answers)


@pytest.mark.heavy
def test_there_is_no_place_for_passing_files_at_all(tmp_path: Path, facts: Facts, home: Path) -> None:
    folder = tmp_path / "passing"
    folder.mkdir()
    shut = (needed("unshare"), "-m", "sh", "-c", f'mount -t tmpfs -o ro none {folder} && exec "$0" "$@"')
    answers = [call(home, *words, before=shut, TMPDIR=str(folder)) for words in (REGISTER, ("backup", "now"))]
    assert [one.code for one in answers] == [0, 0], answers
    check(tmp_path, facts, answers)


@pytest.mark.heavy
@pytest.mark.parametrize("what", ["office.czdb", "slots-a.json", "."])
def test_what_may_not_be_changed(tmp_path: Path, mount: Mount, what: str) -> None:
    disk = mount("ext4", "48M")
    facts = station(disk)
    chattr, held = needed("chattr"), str(disk / "home" / what)
    subprocess.run([chattr, "+i", held], check=True)
    answers = [call(disk / "home", *REGISTER), call(disk / "home", "check")]
    subprocess.run([chattr, "-i", held], check=True)
    after = call(disk / "home", *REGISTER)
    assert after.code == 0, after
    check(disk, facts, [*answers, after])
    assert what == "slots-a.json" or answers[0].code != 0


@pytest.mark.heavy
def test_a_real_disk_that_is_full(mount: Mount) -> None:
    disk = mount("ext4", "20M")
    facts = station(disk)
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        for size in (MEGA, 4096, 1):
            with suppress(OSError):
                while True:
                    stream.write(bytes(size))
    answers = [call(disk / "home", *REGISTER), call(disk / "home", "backup", "now"), call(disk / "home", "status")]
    assert answers[0].code != 0
    assert answers[1].code != 0
    filler.unlink()
    answers += [call(disk / "home", *REGISTER), call(disk / "home", "backup", "now")]
    assert [one.code for one in answers[-2:]] == [0, 0]
    check(disk, facts, answers)


@pytest.mark.heavy
def test_a_home_that_is_a_read_only_disk(tmp_path: Path, facts: Facts, home: Path, mount: Mount) -> None:
    disk = mount("tmpfs", "48M")
    shutil.copytree(home, disk / "home")
    subprocess.run([needed("mount"), "-o", "remount,ro", str(disk)], check=True)
    answers = [call(disk / "home", *REGISTER), call(disk / "home", "status")]
    subprocess.run([needed("mount"), "-o", "remount,rw", str(disk)], check=True)
    assert all("只读" in one.said for one in answers if one.code), answers
    assert answers[0].code != 0
    check(disk, facts, answers)
