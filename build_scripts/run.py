r"""Open the program from a clone. Read by Python 3.7 too.

python3 build_scripts/run.py               the window (Windows: py build_scripts\run.py)
python3 build_scripts/run.py demo          the window of an invented village
python3 build_scripts/run.py -- ARGS       the headless door: python -m app ARGS

Without a display the demonstration month runs instead and leaves its papers in demo-output/.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from build_scripts import environment, input_method, pythons, system_packages
from build_scripts.terminal import NotReady, say

DEMO_HOME = environment.ROOT / ".demo-village"
DEMO_PASSWORD = "示例村-2026"
_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def main(arguments: list[str]) -> int:
    """Make the environment ready and start what was asked for; give its exit code."""
    if arguments and arguments[0] not in ("demo", "--"):
        say(__doc__ or "")
        return 0 if arguments[0] in ("-h", "--help") else 2
    try:
        python = environment.ready("runtime")
    except NotReady as refusal:
        say(str(refusal))
        return 2
    if arguments[:1] == ["--"]:
        return _start([python, "-m", "app", *arguments[1:]])
    if not system_packages.check_qt():
        return 2
    if not has_display(python):
        say("这里没有可用的显示器，窗口打不开；改为用同样的程序跑一遍示例村的一个月。")
        return _start([python, "-m", "build_scripts.demo_output"])
    return _open_demo(python) if arguments else _start([python, "-m", "ui"])


def has_display(python: str) -> bool:
    """Say whether a window can be opened: on Linux by trying, elsewhere there always is a desktop."""
    if not sys.platform.startswith("linux"):
        return True
    environ = pythons.clean_environ()
    if not environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY"):
        return False
    quiet = subprocess.DEVNULL
    environ.pop("QT_QPA_PLATFORM", None)
    return subprocess.call([python, "-c", _PROBE], env=environ, stdout=quiet, stderr=quiet) == 0


def _open_demo(python: str) -> int:
    if not (DEMO_HOME / "office.czdb").exists():
        say("正在生成示例村（五年，四千件代办），稍等几秒……")
        words = ["demo", "--years", "5", "--cases-per-year", "800", "--seed", "7"]
        code = _start([python, "-m", "app", "--home", str(DEMO_HOME), *words])
        if code != 0:
            return code
    say(f"示例村的密码：{DEMO_PASSWORD}")
    return _start([python, "-m", "ui", "--home", str(DEMO_HOME)], password=False)


def _start(command: list[str], *, password: bool = True) -> int:
    environ = input_method.with_input_method(pythons.clean_environ())
    if password and str(DEMO_HOME) in command:
        environ["CUNZHAN_PASSWORD"] = DEMO_PASSWORD
    return subprocess.call(command, cwd=str(environment.ROOT), env=environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
