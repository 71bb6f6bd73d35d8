"""The .venv: made from nothing, used again at once, completed, mended; somebody else's is never changed."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from build_scripts import environment
from build_scripts.terminal import NotReady

REAL_LOCKS = environment.LOCKS
EMPTY_LOCK = "# nothing\n"
PIP_THAT_DOES_NOTHING = "print('installed')\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give where the environment will be, with two locks that need no network and a pip that takes no time."""
    locks = tmp_path / "locks"
    locks.mkdir()
    with zipfile.ZipFile(locks / "pip-0.whl", "w") as wheel:
        wheel.writestr("pip/__main__.py", PIP_THAT_DOES_NOTHING)
    (locks / "runtime.txt").write_text(EMPTY_LOCK, encoding="utf-8")
    (locks / "check.txt").write_text(EMPTY_LOCK, encoding="utf-8")
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    return tmp_path / ".venv"


def put_real_pip(locks: Path, real: Path) -> None:
    (locks / "pip-0.whl").unlink()
    (pip,) = real.glob("pip-*.whl")
    (locks / pip.name).symlink_to(pip)


def stamp(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / environment.STAMP).read_text(encoding="utf-8")))


def test_it_is_made_once_and_then_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = environment.ready("runtime")
    assert subprocess.call([python, "-c", "import sys; sys.exit(sys.prefix == sys.base_prefix)"]) == 0
    assert "正在准备运行环境" in capsys.readouterr().out
    (folder / "kept").touch()
    assert environment.ready("runtime") == python
    assert (folder / "kept").exists()
    assert capsys.readouterr().out == ""


def test_a_further_lock_is_added_without_a_new_environment(folder: Path) -> None:
    environment.ready("runtime")
    (folder / "kept").touch()
    environment.ready("runtime", "check")
    assert (folder / "kept").exists()
    assert set(stamp(folder)["locks"]) == {"runtime", "check"}  # type: ignore[call-overload]


@pytest.mark.heavy
def test_a_changed_lock_makes_a_new_environment(folder: Path) -> None:
    environment.ready("runtime")
    (folder / "old").touch()
    (environment.LOCKS / "runtime.txt").write_text("# changed\n", encoding="utf-8")
    environment.ready("runtime")
    assert not (folder / "old").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links to the Python are a matter of Linux")
def test_a_broken_one_is_rebuilt(folder: Path) -> None:
    python = Path(environment.ready("runtime"))
    python.unlink()
    python.symlink_to(folder / "nowhere")
    assert environment.ready("runtime") == str(python)
    assert subprocess.call([str(python), "-c", ""]) == 0


@pytest.mark.heavy
def test_an_unfinished_one_is_rebuilt(folder: Path) -> None:
    environment.ready("runtime")
    (folder / environment.STAMP).write_text("{", encoding="utf-8")
    (folder / "old").touch()
    environment.ready("runtime")
    assert not (folder / "old").exists()


@pytest.mark.heavy
def test_a_failed_download_is_told_and_tried_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_real_pip(environment.LOCKS, REAL_LOCKS)
    nothing = "--no-index\nplatformdirs==1.0 --hash=sha256:" + "0" * 64 + "\n"
    (environment.LOCKS / "runtime.txt").write_text(nothing, encoding="utf-8")
    with pytest.raises(NotReady, match="依赖没有装完"):
        environment.ready("runtime")
    assert "platformdirs" in capsys.readouterr().out
    assert stamp(folder)["locks"] == {}
    (environment.LOCKS / "runtime.txt").write_text(EMPTY_LOCK, encoding="utf-8")
    environment.ready("runtime")
    assert stamp(folder)["locks"] == {"runtime": environment.digest("runtime")}


def test_somebody_elses_is_used_where_it_holds_everything(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    before = sorted(folder.rglob("*"))
    assert environment.ready("runtime") == environment.python_of(folder)
    assert sorted(folder.rglob("*")) == before


def test_somebody_elses_is_never_changed(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (environment.LOCKS / "runtime.txt").write_text("platformdirs==1.0 \\\n", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    with pytest.raises(NotReady, match=r"platformdirs==1\.0"):
        environment.ready("runtime")
    assert sorted(folder.rglob("*")) == before


def test_somebody_elses_that_is_broken_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine").write_text("x", encoding="utf-8")
    folder.with_name(".venv-1").mkdir()
    environment.ready("runtime")
    assert (folder.with_name(".venv-2") / "mine").exists()
    assert (folder / environment.STAMP).exists()


@pytest.mark.heavy
def test_another_python_under_the_same_path_makes_a_new_environment(folder: Path) -> None:
    environment.ready("runtime")
    (folder / environment.STAMP).write_text(
        json.dumps({"python": [3, 10], "locks": stamp(folder)["locks"]}), encoding="utf-8"
    )
    (folder / "old").touch()
    environment.ready("runtime")
    assert not (folder / "old").exists()
    shutil.rmtree(folder)
