"""Finding a Python: the present one first, then others; and a sentence with the way out where none fits."""

import sys
from pathlib import Path

import pytest

from build_scripts import pythons, system_packages
from build_scripts.pythons import Python
from build_scripts.terminal import NotReady

OLD = Python("/usr/bin/python3", (3, 8), whole=True, has_venv=True)
FITS = Python("/usr/bin/python3.12", (3, 12), whole=True, has_venv=True)
WITHOUT_VENV = Python("/usr/bin/python3", (3, 11), whole=True, has_venv=False)
OF_32_BITS = Python("C:/Python/python.exe", (3, 12), whole=False, has_venv=True)


def offer(monkeypatch: pytest.MonkeyPatch, *found: Python | None) -> None:
    """Let these be all the Pythons of the machine."""
    by_number = dict(enumerate(found))
    monkeypatch.setattr(pythons, "candidates", lambda: [[str(number)] for number in by_number])
    monkeypatch.setattr(pythons, "ask", lambda command: by_number[int(command[0])])


def test_the_present_python_tells_about_itself() -> None:
    python = pythons.ask([sys.executable])
    assert python is not None
    assert python.fits
    assert python.version == sys.version_info[:2]


def test_what_does_not_start_is_passed_over(tmp_path: Path) -> None:
    assert pythons.ask([str(tmp_path / "python")]) is None
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no json\n", encoding="utf-8")
    broken.chmod(0o755)
    assert pythons.ask([str(broken)]) is None


def test_the_first_that_fits_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, None, OLD, OF_32_BITS, WITHOUT_VENV, FITS)
    assert pythons.find() == FITS


def test_none_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, OLD, OF_32_BITS)
    with pytest.raises(NotReady) as refusal:
        pythons.find()
    assert "3.11、3.12 或 3.13" in str(refusal.value)
    assert "/usr/bin/python3（3.8）" in str(refusal.value)
    assert "不是 64 位" in str(refusal.value)


def test_none_fits_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch)
    monkeypatch.setattr(pythons, "WINDOWS", True)
    with pytest.raises(NotReady, match="没有找到任何 Python") as refusal:
        pythons.find()
    assert "3.12（64 位）" in str(refusal.value)


def test_a_missing_venv_is_brought_where_that_may_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, WITHOUT_VENV)
    brought: list[str] = []

    def provide(packages: list[str], purpose: str) -> bool:
        brought.extend([*packages, purpose])
        return True

    monkeypatch.setattr(system_packages, "provide", provide)
    assert pythons.find() == WITHOUT_VENV
    assert brought[0] == "python3.11-venv"


def test_a_missing_venv_that_cannot_be_brought_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, WITHOUT_VENV)
    monkeypatch.setattr(system_packages, "provide", lambda *_: False)
    with pytest.raises(NotReady, match="缺少 venv"):
        pythons.find()


def test_the_launcher_of_windows_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "WINDOWS", True)
    monkeypatch.setattr("shutil.which", lambda name: f"C:/{name}.exe" if name == "py" else None)
    assert ["py", "-3.12"] in pythons.candidates()
    assert pythons.candidates()[0] == [sys.executable]


def test_pyenv_is_looked_into(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    python = tmp_path / "versions" / "3.12.1" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert [str(python)] in pythons.candidates()


def test_another_python_is_not_bent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environ = pythons.clean_environ()
    assert "PYTHONPATH" not in environ
    assert "PIP_TARGET" not in environ
    assert environ["PIP_USER"] == "0"
