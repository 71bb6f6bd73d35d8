"""What is looked for in a frozen bundle before its month is tried."""

import sys
from pathlib import Path

import pytest

from build_scripts import frozen_month
from build_scripts.terminal import NotReady

SQLITE = b"\x7fELF...SQLite format 3\x00..."


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Give a bundle with one SQLite."""
    (tmp_path / "sqlcipher3").mkdir()
    (tmp_path / "sqlcipher3" / "_sqlite3.cpython-311-x86_64-linux-gnu.so").write_bytes(SQLITE)
    (tmp_path / "libQt6Core.so.6").write_bytes(b"\x7fELF")
    (tmp_path / "notes.txt").write_bytes(b"SQLite format 3\x00")
    return tmp_path


def test_one_sqlite_is_right(bundle: Path) -> None:
    frozen_month.check_contents(bundle)


@pytest.mark.parametrize("name", ["libsqlite3.so.0", "sqlite3.dll"])
def test_a_second_sqlite_is_found(bundle: Path, name: str) -> None:
    (bundle / name).write_bytes(SQLITE)
    with pytest.raises(NotReady, match=name):
        frozen_month.check_contents(bundle)


@pytest.mark.parametrize("name", ["libQt6Network.so.6", "Qt6Sql.dll", "libqsqlite.so", "QtNetwork.abi3.so"])
def test_what_opens_connections_is_found(bundle: Path, name: str) -> None:
    (bundle / name).write_bytes(b"")
    with pytest.raises(NotReady, match=name):
        frozen_month.check_contents(bundle)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are a matter of Linux")
def test_nobody_may_write_into_the_read_only_folder(bundle: Path) -> None:
    frozen_month.make_read_only(bundle)
    assert all(path.stat().st_mode & 0o222 == 0 for path in (bundle, *bundle.rglob("*")))
    for path in (bundle, bundle / "sqlcipher3"):
        path.chmod(0o755)
