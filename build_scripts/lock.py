"""Make the lock files of build_scripts/locks from the short lists beside them: one version of each package, all hashes.

    .venv/bin/python build_scripts/lock.py

For every list (``*.in``), pip says for each of the three machines and Python 3.11-3.13 what it would install there. The
lock (``*.txt``) then holds every package with the SHA-256 of each of those wheels, and ``wheels.json`` their names, so
that a test can prove that each locked package has a wheel everywhere. Where pip finds its packages is the machine's own
setting; nothing of it is written down. A later list leaves out what an earlier one holds: they are installed together.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from build_scripts.targets import EVERYWHERE, PYTHONS, QT_PACKAGES, TARGETS, Target

LOCKS = Path(__file__).resolve().parent / "locks"
LISTS = ("runtime", "check", "package")
WHEELS = LOCKS / "wheels.json"

Pins = dict[str, str]
Table = dict[str, dict[str, dict[str, str]]]
"""Package -> version -> wheel file -> SHA-256."""
MARKERS = {
    frozenset({"windows-x86-64"}): 'sys_platform == "win32"',
    frozenset({"linux-x86-64"}): 'sys_platform == "linux" and platform_machine == "x86_64"',
    frozenset({"linux-aarch64"}): 'platform_machine == "aarch64"',
    frozenset({"linux-x86-64", "linux-aarch64"}): 'sys_platform == "linux"',
    frozenset({"windows-x86-64", "linux-x86-64"}): 'platform_machine != "aarch64"',
    frozenset({"windows-x86-64", "linux-aarch64"}): 'sys_platform == "win32" or platform_machine == "aarch64"',
    frozenset(target.name for target in TARGETS): "",
}


@dataclass(frozen=True)
class Wheel:
    """One file that pip would install."""

    package: str
    version: str
    file: str
    sha256: str
    requires: tuple[Requirement, ...]


def listed(name: str) -> list[Requirement]:
    """Read one of the short lists."""
    lines = (LOCKS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def _wheel(entry: dict[str, Any]) -> Wheel:
    found, metadata = entry["download_info"], entry["metadata"]
    return Wheel(
        package=canonicalize_name(metadata["name"]),
        version=metadata["version"],
        file=found["url"].rsplit("/", 1)[-1].replace("%2B", "+"),
        sha256=found["archive_info"]["hashes"]["sha256"],
        requires=tuple(Requirement(text) for text in metadata.get("requires_dist", ())),
    )


def ask_pip(lines: list[str], target: Target, python: str, *, alone: bool, pins: Pins) -> dict[str, Wheel]:
    """Ask pip which wheels it would install on a target; ``alone`` leaves out what the lines themselves need."""
    package = canonicalize_name(Requirement(lines[0]).name) if alone else "shiboken6"
    with tempfile.TemporaryDirectory() as folder:
        wanted, bounds = Path(folder, "wanted.txt"), Path(folder, "bounds.txt")
        wanted.write_text("\n".join(lines), encoding="utf-8")
        bounds.write_text("\n".join(f"{name}=={version}" for name, version in pins.items()), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        command += ["--report", "-", "--only-binary=:all:", "--implementation", "cp", "--python-version", python]
        command += ["--target", folder, "--constraint", str(bounds), "--requirement", str(wanted)]
        command += [f"--platform={platform}" for platform in target.platforms(package)]
        command += ["--no-deps"] if alone else []
        answer = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if answer.returncode:
        raise SystemExit(f"{target.name}, Python {python}:\n{answer.stderr}")
    wheels = (_wheel(entry) for entry in json.loads(answer.stdout)["install"])
    return {wheel.package: wheel for wheel in wheels}


def reached(roots: list[Requirement], wheels: dict[str, Wheel], target: Target, python: str) -> dict[str, Requirement]:
    """Follow the requirements from the roots as the target reads their markers, also to names without a wheel."""
    found: dict[str, Requirement] = {}
    waiting = [(root, frozenset[str]()) for root in roots]
    while waiting:
        requirement, extras = waiting.pop()
        name = canonicalize_name(requirement.name)
        if not target.applies(requirement.marker, python, extras):
            continue
        if name in found and requirement.extras <= found[name].extras:
            continue
        found[name] = requirement
        if name in wheels:
            waiting += [(needed, frozenset(requirement.extras)) for needed in wheels[name].requires]
    return found


def resolve(roots: list[Requirement], target: Target, python: str, pins: Pins) -> Pins:
    """Give the versions of all that the roots need on a target.

    pip reads markers as of the machine that it runs on, so what only the target needs is added by name and asked again.
    """
    wanted = [root for root in roots if target.applies(root.marker, python)]
    while True:
        lines = [f"{root.name}{_extras(root)}{root.specifier}" for root in wanted]
        wheels = ask_pip(lines, target, python, alone=False, pins=pins)
        needed = reached(wanted, wheels, target, python)
        unknown = [requirement for name, requirement in needed.items() if name not in wheels]
        if not unknown:
            return {name: wheels[name].version for name in needed}
        for requirement in unknown:
            requirement.marker = None
        wanted += unknown


def _extras(requirement: Requirement) -> str:
    return f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""


def gather(pins: dict[str, Pins]) -> Table:
    """Collect the wheels of all pinned versions everywhere."""
    table: Table = {}
    for target, python in EVERYWHERE:
        here = pins[target.name]
        qt = [f"{name}=={version}" for name, version in here.items() if name in QT_PACKAGES]
        others = [f"{name}=={version}" for name, version in here.items() if name not in QT_PACKAGES]
        for lines in filter(None, (qt, others)):
            for wheel in ask_pip(lines, target, python, alone=True, pins={}).values():
                table.setdefault(wheel.package, {}).setdefault(wheel.version, {})[wheel.file] = wheel.sha256
    return table


def lock_text(name: str, pins: dict[str, Pins], table: Table) -> str:
    """Write one lock: each package and version with the machines that want it and the hashes of its wheels."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for target_name, versions in pins.items():
        for package, version in versions.items():
            wanted.setdefault((package, version), set()).add(target_name)
    lines = [f"# Made by build_scripts/lock.py from {name}.in; change that list, not this file.", "--only-binary :all:"]
    for (package, version), targets in sorted(wanted.items()):
        marker = MARKERS[frozenset(targets)]
        lines.append(f"{package}=={version}" + (f" ; {marker}" if marker else "") + " \\")
        hashes = sorted(set(table[package][version].values()))
        lines += [f"    --hash=sha256:{digest} \\" for digest in hashes[:-1]]
        lines.append(f"    --hash=sha256:{hashes[-1]}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Make all locks and the table of wheels, and keep the wheel of pip itself for every first installation."""
    known: dict[str, Pins] = {target.name: {} for target in TARGETS}
    table: Table = {}
    for name in LISTS:
        fresh: dict[str, Pins] = {}
        for target in TARGETS:
            pins = dict(known[target.name])
            for python in PYTHONS:
                pins |= resolve(listed(name), target, python, pins)
            fresh[target.name] = {package: pins[package] for package in pins if package not in known[target.name]}
            known[target.name] = pins
        wheels = gather(fresh)
        (LOCKS / f"{name}.txt").write_text(lock_text(name, fresh, wheels), encoding="utf-8")
        table |= {package: table.get(package, {}) | versions for package, versions in wheels.items()}
        print(f"{name}.txt: {len(wheels)} packages")
    WHEELS.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    keep_pip(table)


def keep_pip(table: Table) -> None:
    """Keep the locked pip beside the locks: a Python without pip or ensurepip then needs nothing of the system."""
    for old in LOCKS.glob("pip-*.whl"):
        old.unlink()
    (version,) = table["pip"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--dest", str(LOCKS), f"pip=={version}"], check=True)


if __name__ == "__main__":
    main()
