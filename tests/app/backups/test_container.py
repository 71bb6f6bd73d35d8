import hashlib
from pathlib import Path

import msgspec
import pytest

from app.backups.container import About, extract, read_about, verify_container, write_container
from app.core.errors import FileDamaged, NewerFile
from app.operators.slots import Slots

DATABASE = bytes(range(256)) * 9000


def about() -> About:
    return About(
        *("office", "231221103201", "station", "2026-10-09T01:00:00+00:00", "work", 2, "k" * 16, "epoch", 7, "ab"),
        {"cases": 3}, len(DATABASE), hashlib.sha256(DATABASE).hexdigest(), Slots("office", 1, ()),
    )  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "database").write_bytes(DATABASE)
    write_container(tmp_path / "one.czbak", about(), tmp_path / "database")
    return tmp_path / "one.czbak"


def test_what_was_put_in_comes_out(written: Path, tmp_path: Path) -> None:
    assert read_about(written) == about() == verify_container(written)
    assert extract(written, tmp_path / "out") == about()
    assert (tmp_path / "out").read_bytes() == DATABASE


@pytest.mark.parametrize("at", [0, 13, 15, 40, 400, 5000, 1_000_000, -1, -40])
def test_a_flipped_byte_anywhere_is_told_and_leaves_nothing(written: Path, tmp_path: Path, at: int) -> None:
    content = bytearray(written.read_bytes())
    content[at] ^= 4
    written.write_bytes(content)
    with pytest.raises((FileDamaged, NewerFile)):
        extract(written, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kept", [0, 5, 20, 300, 100_000, -1])
def test_a_cut_file_is_told_without_reading_it_whole(written: Path, kept: int) -> None:
    written.write_bytes(written.read_bytes()[:kept])
    with pytest.raises(FileDamaged):
        read_about(written)


def test_a_longer_file_is_told(written: Path) -> None:
    written.write_bytes(written.read_bytes() + b"\0")
    with pytest.raises(FileDamaged):
        read_about(written)


def test_a_backup_of_a_newer_program_is_refused_as_such(tmp_path: Path) -> None:
    (tmp_path / "database").write_bytes(DATABASE)
    newer = msgspec.structs.replace(about(), format=2)
    write_container(tmp_path / "new.czbak", newer, tmp_path / "database")
    with pytest.raises(NewerFile):
        read_about(tmp_path / "new.czbak")


def test_a_part_that_is_there_is_not_overwritten(written: Path, tmp_path: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(Exception, match="写不进去"):
        write_container(written, about(), tmp_path / "database")
    assert written.read_bytes() == before
