"""Libraries and tools of the system: brought where that may be done, else one line that does it."""

import re
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from build_scripts import system_packages
from build_scripts.system_packages import Library

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Linux")

QT_FILES = (
    "lib/libQt6Core.so.6",
    "lib/libQt6Gui.so.6",
    "lib/libQt6Widgets.so.6",
    "lib/libQt6DBus.so.6",
    "lib/libQt6XcbQpa.so.6",
    "plugins/platforms/libqxcb.so",
    "plugins/platforms/libqoffscreen.so",
)
BROUGHT_ALONG = re.compile(r"^libQt6|^libicu")
OF_EVERY_SYSTEM = re.compile(r"^(ld-linux|lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|z|xcb|gthread-2\.0)\.so)")


@pytest.fixture
def apt(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Be root on a system with apt-get; give the list of its calls, which all succeed."""
    calls: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        calls.append(command)
        return 0

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name, **_: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr("subprocess.call", call)
    return calls


def test_a_library_that_is_missing_is_installed(apt: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "QT", (Library("libnowhere.so.9", "libnowhere9", "nowhere"),))
    assert system_packages.check_qt()
    assert apt == [["apt-get", "install", "-y", "-qq", "--no-install-recommends", "libnowhere9"]]


def test_nothing_is_done_where_all_is_there(apt: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "QT", (Library("libc.so.6", "libc6", "glibc"),))
    assert system_packages.check_qt()
    assert apt == []


def test_without_rights_the_one_line_is_said(
    apt: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not system_packages.provide(["libegl1", "libgl1"], "窗口需要的系统组件")
    assert "请运行一次：sudo apt-get install -y libegl1 libgl1" in capsys.readouterr().out
    assert apt == []


def test_a_system_with_dnf_gets_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/dnf" if name == "dnf" else None)
    assert system_packages.line_for(["libegl1"], ["mesa-libEGL"]) == "sudo dnf install -y mesa-libEGL"


def test_old_lists_of_packages_are_refreshed_once(monkeypatch: pytest.MonkeyPatch, apt: list[list[str]]) -> None:
    words: list[str] = []

    def call(command: list[str], **_: object) -> int:
        words.append(command[1])
        return 0 if words != ["install"] else 100

    monkeypatch.setattr("subprocess.call", call)
    assert system_packages.provide(["xvfb"], "测试用到的系统工具")
    assert words == ["install", "update", "install"]
    assert apt == []


def test_a_failed_installation_says_the_line(
    apt: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("subprocess.call", lambda *_, **__: 100)
    assert not system_packages.provide(["xvfb"], "测试用到的系统工具")
    assert "sudo apt-get install -y xvfb" in capsys.readouterr().out
    assert apt == []


def test_a_tool_that_is_missing_is_installed(apt: list[list[str]]) -> None:
    system_packages.check_tools((("pdftotext", "poppler-utils"),))
    assert apt[0][-1] == "poppler-utils"


def test_everything_that_qt_needs_is_known() -> None:
    folder = Path(PySide6.__file__).parent / "Qt"
    known = {library.name for library in system_packages.QT}
    for name in QT_FILES:
        read = subprocess.run(["readelf", "-d", str(folder / name)], check=True, capture_output=True, text=True).stdout
        for needed in re.findall(r"\(NEEDED\).*\[(.*)\]", read):
            assert BROUGHT_ALONG.match(needed) or OF_EVERY_SYSTEM.match(needed) or needed in known, (name, needed)
