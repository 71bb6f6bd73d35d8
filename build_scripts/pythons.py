"""Finding a Python that fits: CPython 3.11-3.13 of 64 bits. Read by Python 3.7 too, standard library only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from build_scripts import system_packages
from build_scripts.terminal import NotReady

FITTING = ((3, 11), (3, 12), (3, 13))
WINDOWS = os.name == "nt"

_ABOUT_ITSELF = """
import json, struct, sys, sysconfig
try:
    import venv
except ImportError:
    venv = None
whole = struct.calcsize("P") == 8 and not sysconfig.get_config_var("Py_GIL_DISABLED")
cpython = sys.implementation.name == "cpython"
path = getattr(sys, "_base_executable", sys.executable)
print(json.dumps([path, list(sys.version_info[:2]), cpython and whole, venv is not None]))
"""
_BENDING = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "__PYVENV_LAUNCHER__")


class Python(NamedTuple):
    """What one Python said about itself; the path of an environment's Python is that of the one it was made from."""

    path: str
    version: tuple[int, int]
    whole: bool
    has_venv: bool

    @property
    def fits(self) -> bool:
        """Say whether the program runs on it."""
        return self.whole and self.version in FITTING

    @property
    def shown(self) -> str:
        """Give path and version for a sentence."""
        return "{}（{}.{}{}）".format(self.path, *self.version, "" if self.whole else "，不是 64 位的 CPython")


def clean_environ() -> dict[str, str]:
    """Give the variables for another Python: nothing that bends where it or pip look."""
    kept = {name: value for name, value in os.environ.items() if name not in _BENDING}
    kept.update(PIP_USER="0", PYTHONUTF8="1")
    return kept


def ask(command: list[str]) -> Python | None:
    """Ask a Python about itself; ``None`` where it does not start."""
    try:
        answer = subprocess.run(
            [*command, "-c", _ABOUT_ITSELF],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean_environ(),
            timeout=60,
        )
        path, version, whole, has_venv = json.loads(answer.stdout.decode("utf-8"))
        return Python(path, (version[0], version[1]), whole, has_venv)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def find() -> Python:
    """Find one that fits and can make environments; raise ``NotReady`` with what is missing and where to get it."""
    seen = [python for python in map(ask, candidates()) if python is not None]
    fitting = [python for python in seen if python.fits]
    for python in fitting:
        if python.has_venv:
            return python
    if fitting:
        package = "python{}.{}-venv".format(*fitting[0].version)
        if system_packages.provide([package], "建立运行环境的组件"):
            return fitting[0]
        raise NotReady(f"{fitting[0].shown} 缺少 venv 组件；装好后再运行一次。")
    found = "、".join(dict.fromkeys(python.shown for python in seen)) or "没有找到任何 Python"
    if WINDOWS:
        advice = "请从 Python 官网下载 3.12（64 位）安装，再运行一次。"
    else:
        advice = "请安装后再运行一次，例如：" + system_packages.line_for(["python3", "python3-venv"])
        advice += "；系统自带的版本太旧时可用 pyenv install 3.12。"
    raise NotReady(f"需要 64 位的 Python 3.11、3.12 或 3.13；这台电脑上有：{found}。\n{advice}")


def candidates() -> list[list[str]]:
    """List the commands to try, the present Python first."""
    commands = [[sys.executable]] if sys.executable else []
    if WINDOWS and shutil.which("py"):
        commands += [["py", version] for version in ("-3.12", "-3.13", "-3.11")]
    for name in ("python3.12", "python3.13", "python3.11", "python3", "python"):
        path = shutil.which(name)
        commands += [[path]] if path else []
    pyenv = Path(os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv"))
    pattern = "pyenv-win/versions/3.1[123].*/python.exe" if WINDOWS else "versions/3.1[123].*/bin/python"
    return commands + [[str(path)] for path in sorted(pyenv.glob(pattern), reverse=True)]
