"""The program's own Python environment in ``.venv``: made, mended and filled from the locks.

Read by whatever Python a person happens to have (3.7 and up) until the environment stands; all else runs inside it. Pip
comes as a wheel beside the locks, so neither ensurepip nor a pip of the system is needed. What we made carries a stamp
and is rebuilt when it is broken or the locks have changed; an environment of somebody else's is never changed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from build_scripts import pythons
from build_scripts.terminal import NotReady, say

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "build_scripts" / "locks"
FOLDER = ROOT / ".venv"
STAMP = "made-by-cunzhantong.json"

_INSTALLED = """
import json
from importlib.metadata import distributions
print(json.dumps({d.metadata["Name"].lower().replace("_", "-").replace(".", "-"): d.version for d in distributions()}))
"""
_PINNED = re.compile(r"^([\w.-]+)==(\S+)( ;)?", re.MULTILINE)


class Stamp(NamedTuple):
    """What an environment of ours was filled with: for which Python, and the digests of the locks; empty till done."""

    version: tuple[int, int] | None
    locks: dict[str, str]


def ready(*locks: str) -> str:
    """Give the Python of an environment that holds the named locks; make or complete it where it does not."""
    interpreter = python_of(FOLDER)
    python = pythons.ask([interpreter]) if FOLDER.exists() else None
    wanted = {name: digest(name) for name in locks}
    stamp = _read_stamp()
    if FOLDER.exists() and stamp is None:
        if python is not None:
            return _of_somebody_else(interpreter, locks)
        _set_aside()
    if python and stamp and stamp.version == python.version and _is_current(stamp):
        whole = {**stamp.locks, **wanted}
        return interpreter if whole == stamp.locks else _fill(interpreter, python.version, whole)
    return _make(interpreter, wanted)


def python_of(folder: Path) -> str:
    """Give where an environment keeps its Python."""
    return str(folder / "Scripts" / "python.exe") if pythons.WINDOWS else str(folder / "bin" / "python")


def digest(lock: str) -> str:
    """Give the SHA-256 of a lock file; empty where there is none of that name (any more)."""
    path = LOCKS / (lock + ".txt")
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _is_current(stamp: Stamp) -> bool:
    return all(digest(name) == value for name, value in stamp.locks.items())


def _make(interpreter: str, wanted: dict[str, str]) -> str:
    base = pythons.find()
    say(f"正在准备运行环境（只在第一次，几分钟以内），用的是 {base.shown}")
    if FOLDER.exists():
        shutil.rmtree(str(FOLDER))
    FOLDER.mkdir()
    _write_stamp(Stamp(None, {}))
    command = [base.path, "-m", "venv", "--without-pip", str(FOLDER)]
    if subprocess.call(command, env=pythons.clean_environ()) != 0:
        raise NotReady("没有建成运行环境：" + " ".join(command))
    return _fill(interpreter, base.version, wanted)


def _fill(interpreter: str, version: tuple[int, int], wanted: dict[str, str]) -> str:
    pip = str(next(LOCKS.glob("pip-*.whl"))) + "/pip"
    command = [interpreter, pip, "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    command += ["--require-hashes"]
    for name in wanted:
        command += ["--requirement", str(LOCKS / (name + ".txt"))]
    say("正在下载并安装依赖（{}）".format("、".join(wanted)))
    lines = []
    with subprocess.Popen(
        command, env=pythons.clean_environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as installing:
        for line in installing.stdout or ():
            lines.append(line.decode("utf-8", "replace").rstrip())
            if lines[-1].lstrip().startswith("Downloading") and ".metadata" not in lines[-1]:
                say("  " + lines[-1].strip())
    if installing.returncode != 0:
        say("\n".join(lines[-25:]))
        raise NotReady("依赖没有装完。请检查网络（或 pip 的镜像设置）和磁盘空间，再运行一次；已下载的不会重复下载。")
    _write_stamp(Stamp(version, wanted))
    return interpreter


def _of_somebody_else(interpreter: str, locks: tuple[str, ...]) -> str:
    answer = subprocess.run([interpreter, "-c", _INSTALLED], check=True, stdout=subprocess.PIPE)
    installed = json.loads(answer.stdout.decode("utf-8"))
    short = []
    for lock in locks:
        for name, version, only_somewhere in _PINNED.findall((LOCKS / (lock + ".txt")).read_text(encoding="utf-8")):
            if name != "pip" and not only_somewhere and installed.get(name) != version:
                short.append(f"{name}=={version}")
    if short:
        text = ".venv 不是本程序建的，程序不去改动它，但它缺少：{}。\n请把 .venv 改名或删除，再运行一次。"
        raise NotReady(text.format("、".join(short)))
    return interpreter


def _set_aside() -> None:
    number = 1
    while FOLDER.with_name(f".venv-{number}").exists():
        number += 1
    aside = FOLDER.with_name(f".venv-{number}")
    FOLDER.replace(aside)
    say(f"原来的 .venv 不是本程序建的，也已经不能用，移到了 {aside.name}。")


def _read_stamp() -> Stamp | None:
    path = FOLDER / STAMP
    if not path.exists():
        return None
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Stamp(tuple(stored["python"]) if stored["python"] else None, dict(stored["locks"]))
    except (ValueError, KeyError, TypeError):
        return Stamp(None, {})


def _write_stamp(stamp: Stamp) -> None:
    (FOLDER / STAMP).write_text(json.dumps({"python": stamp.version, "locks": stamp.locks}), encoding="utf-8")
