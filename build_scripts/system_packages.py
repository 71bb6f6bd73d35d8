"""What Linux itself must bring: the libraries that Qt opens, and the tools that tests call. Read by Python 3.7 too.

Installed where that may be done without asking (root on a system with apt-get); elsewhere the one line is printed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from build_scripts.terminal import say


class Library(NamedTuple):
    """A shared library, and the packages of apt and of dnf that bring it."""

    name: str
    apt: str
    dnf: str


# What libQt6Core, Gui, Widgets, DBus and the xcb and offscreen plugins name as needed and do not bring themselves.
QT = (
    Library("libEGL.so.1", "libegl1", "mesa-libEGL"),
    Library("libGL.so.1", "libgl1", "mesa-libGL"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
)
TEST_TOOLS = (
    ("pdftotext", "poppler-utils"),
    ("Xvfb", "xvfb"),
    ("xdotool", "xdotool"),
    ("readelf", "binutils"),
    ("strace", "strace"),
    ("dbus-daemon", "dbus"),
)
"""Programs that the tests call, and the packages of apt that bring them."""
HEAVY_TEST_TOOLS = (
    ("cupsd", "cups"),
    ("lp", "cups-client"),
    ("cups-pdf", "printer-driver-cups-pdf"),
    ("dbus-launch", "dbus-x11"),
    ("openbox", "openbox"),
    ("fcitx5", "fcitx5"),
    ("scel2org5", "fcitx5-chinese-addons"),
    ("ibus-daemon", "ibus"),
    ("ibus-engine-libpinyin", "ibus-libpinyin"),
    ("gcc", "gcc"),
    ("pkg-config", "pkg-config"),
    ("/usr/include/stdio.h", "libc6-dev"),
    ("/usr/include/fuse3/fuse.h", "libfuse3-dev"),
    ("fusermount3", "fuse3"),
    ("faketime", "faketime"),
    ("prlimit", "util-linux"),
    ("mkfs.ext4", "e2fsprogs"),
    ("chattr", "e2fsprogs"),
)
"""Those of the tests marked heavy: a print queue, two input methods, disks that fail, a clock that is wrong."""
BESIDE_THE_PATH = ("/usr/sbin", "/sbin", "/usr/lib/cups/backend", "/usr/libexec", "/usr/lib/ibus")


def check_qt() -> bool:
    """Bring what Qt opens where it may be brought, else say the one line that does; say whether all is there now."""
    if not sys.platform.startswith("linux"):
        return True
    missing = [library for library in QT if not _opens(library.name)]
    if missing:
        apt = list(dict.fromkeys(library.apt for library in missing))
        dnf = list(dict.fromkeys(library.dnf for library in missing))
        return provide(apt, "窗口需要的系统组件", dnf=dnf)
    return True


def check_tools(tools: tuple[tuple[str, str], ...]) -> None:
    """Bring the programs that tests call, in the same way."""
    if sys.platform.startswith("linux"):
        path = os.pathsep.join((os.environ.get("PATH", ""), *BESIDE_THE_PATH))
        missing = [package for tool, package in tools if not _is_there(tool, path)]
        if missing:
            provide(list(dict.fromkeys(missing)), "测试用到的系统工具")


def _is_there(tool: str, path: str) -> bool:
    return Path(tool).is_file() if tool.startswith("/") else shutil.which(tool, path=path) is not None


def provide(packages: list[str], purpose: str, dnf: list[str] | None = None) -> bool:
    """Install packages where this may be done, else print the line that does; say whether they are there now."""
    if not _may_install():
        say(f"缺少{purpose}。请运行一次：{line_for(packages, dnf)}")
        return False
    say("正在安装{}：{}".format(purpose, " ".join(packages)))
    if _apt_get("install", packages) or (_apt_get("update", []) and _apt_get("install", packages)):
        return True
    say(f"没有装上。请检查网络后运行一次：{line_for(packages, dnf)}")
    return False


def line_for(packages: list[str], dnf: list[str] | None = None) -> str:
    """Give the one line that installs packages on this kind of system."""
    if shutil.which("apt-get") is None and shutil.which("dnf"):
        return "sudo dnf install -y " + " ".join(dnf or packages)
    return "sudo apt-get install -y " + " ".join(packages)


def _may_install() -> bool:
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_get(word: str, packages: list[str]) -> bool:
    command = ["apt-get", word, "-y", "-qq"] + (["--no-install-recommends"] if packages else [])
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = subprocess.DEVNULL
    return subprocess.call([*command, *packages], env=environ, stdin=quiet, stdout=quiet, stderr=quiet) == 0


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
