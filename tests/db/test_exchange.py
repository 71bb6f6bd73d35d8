"""A file takes another's name: the disk forgets the old one's log before it learns of the new one."""

from pathlib import Path

import pytest

from db.durable import sync_folder
from db.errors import DiskTrouble
from db.exchange import put_in_place


def two_files(folder: Path) -> tuple[Path, Path]:
    """Write an old file in one folder, and the one that takes its place in a folder of its own."""
    (folder / "aside").mkdir()
    other, path = folder / "aside" / "office.czdb", folder / "office.czdb"
    other.write_text("新的", encoding="utf-8")
    path.write_text("旧的", encoding="utf-8")
    return other, path


def test_the_folder_is_synced_before_the_name_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, path = two_files(tmp_path)
    seen: list[tuple[str, str]] = []

    def synced(folder: Path) -> None:
        seen.append((folder.name, path.read_text(encoding="utf-8")))
        sync_folder(folder)

    monkeypatch.setattr("db.exchange.sync_folder", synced)
    put_in_place(other, path)
    assert seen == [(tmp_path.name, "旧的"), ("aside", "新的"), (tmp_path.name, "新的")]


def test_a_folder_that_cannot_be_synced_gives_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, path = two_files(tmp_path)

    def broken(_folder: Path) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr("db.exchange.sync_folder", broken)
    with pytest.raises(DiskTrouble, match="放不到位"):
        put_in_place(other, path)
    assert (other.exists(), path.read_text(encoding="utf-8")) == (True, "旧的")
