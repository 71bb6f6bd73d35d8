"""A small desktop of its own for a test: a display, a message bus, a window manager and a real input method.

Everything is started for the test, under a home folder of its own, and ended after it. A program that is missing is
an error, never a reason to pass the test over.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from build_scripts.input_method import with_input_method

PATIENCE = 30  # seconds for a program to be ready
FCITX_PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
STARTED = {"fcitx5": ("fcitx5", "--disable=wayland"), "ibus": ("ibus-daemon", "-x", "-r")}
CHOSEN = {"fcitx5": ("fcitx5-remote", "-s", "pinyin"), "ibus": ("ibus", "engine", "libpinyin")}
ASKED = {"fcitx5": ("fcitx5-remote", "-n"), "ibus": ("ibus", "engine")}
WANTED = {"fcitx5": "pinyin", "ibus": "libpinyin"}


@contextmanager
def desktop(method: str, folder: Path) -> Iterator[dict[str, str]]:
    """Start everything; gives the variables for a program on this desktop."""
    (folder / ".config/fcitx5").mkdir(parents=True)
    (folder / ".config/fcitx5/profile").write_text(FCITX_PROFILE)
    (folder / "run").mkdir(mode=0o700)
    environ = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environ |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"), "QT_QPA_PLATFORM": "xcb"}
    with ExitStack() as started:
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
        environ["DISPLAY"] = ":" + started.enter_context(running(screen, environ, says=True))
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        environ["DBUS_SESSION_BUS_ADDRESS"] = started.enter_context(running(bus, environ, says=True))
        started.enter_context(running(["openbox"], environ))
        # As the session of such a system says it; the start of the program turns fcitx into its ibus door.
        environ["QT_IM_MODULE"] = "fcitx" if method == "fcitx5" else "ibus"
        started.enter_context(running(STARTED[method], environ))
        yield with_input_method(environ)


@contextmanager
def running(command: Sequence[str], environ: dict[str, str], *, says: bool = False) -> Iterator[str]:
    """Run a program meanwhile; gives the first line that it says, where it says one."""
    out = subprocess.PIPE if says else subprocess.DEVNULL
    program = subprocess.Popen(command, env=environ, stdout=out, stderr=subprocess.DEVNULL, text=True)
    try:
        yield program.stdout.readline().strip() if program.stdout is not None else ""
    finally:
        program.terminate()
        program.wait(PATIENCE)
        if program.stdout is not None:
            program.stdout.close()


def choose_pinyin(method: str, environ: dict[str, str]) -> None:
    """Switch the input method to pinyin, as the clerk does with a key; it may still be starting."""
    end, told = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        subprocess.run(CHOSEN[method], env=environ, check=False, capture_output=True, timeout=PATIENCE)
        asked = subprocess.run(ASKED[method], env=environ, check=False, capture_output=True, timeout=PATIENCE)
        told = (asked.stdout + asked.stderr).decode(errors="replace").strip()
        if told == WANTED[method]:
            return
    message = f"{method} does not switch to pinyin: {told}"
    raise AssertionError(message)


def xdotool(environ: dict[str, str], *words: str) -> None:
    """Press keys or type on the display, as a keyboard does."""
    subprocess.run(["xdotool", *words], env=environ, check=True, timeout=PATIENCE)
