"""The locks name one version of each package, with a wheel for every machine and Python we are made for."""

import hashlib
import json
import re
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from build_scripts.lock import LISTS, LOCKS, WHEELS, listed
from build_scripts.targets import PYTHONS, QT_PACKAGES, TARGETS, Target

LOCKED_LINE = re.compile(r"^(?P<requirement>[^\s#-].*?) \\$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(name: str) -> dict[Requirement, set[str]]:
    """Read a lock: requirement → hashes."""
    found: dict[Requirement, set[str]] = {}
    current = None
    for line in (LOCKS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if match := LOCKED_LINE.match(line):
            current = Requirement(match["requirement"])
            found[current] = set()
        elif match := HASH.search(line):
            assert current is not None
            found[current].add(match[1])
    return found


def wheels_of(requirement: Requirement) -> dict[str, str]:
    """Give the known wheel files of a locked package with their hashes."""
    (specifier,) = requirement.specifier
    table = json.loads(WHEELS.read_text(encoding="utf-8"))
    return dict(table[canonicalize_name(requirement.name)][specifier.version])


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LISTS)
def test_every_locked_package_has_a_wheel(name: str, python: str, target: Target) -> None:
    for requirement, hashes in locked(name).items():
        if target.applies(requirement.marker, python):
            fitting = [file for file in wheels_of(requirement) if target.takes(file, python)]
            assert fitting, f"{requirement} has no wheel for {target.name} and Python {python}"
            assert {wheels_of(requirement)[file] for file in fitting} <= hashes


@pytest.mark.parametrize("name", LISTS)
def test_a_lock_holds_the_hashes_of_its_wheels_and_no_other(name: str) -> None:
    for requirement, hashes in locked(name).items():
        assert hashes == set(wheels_of(requirement).values())


@pytest.mark.parametrize("name", LISTS)
def test_every_wish_of_the_short_list_is_locked_as_wished(name: str) -> None:
    pins = {(canonicalize_name(requirement.name), str(requirement.specifier)) for requirement in locked(name)}
    for wish in listed(name):
        assert (canonicalize_name(wish.name), str(wish.specifier)) in pins


def test_no_machine_gets_two_versions_of_a_package() -> None:
    everything = [requirement for name in LISTS for requirement in locked(name)]
    for target, python in product(TARGETS, PYTHONS):
        names = [each.name for each in everything if target.applies(each.marker, python)]
        assert sorted(names) == sorted(set(names))


def test_qt_is_the_last_one_for_each_machine() -> None:
    versions = {target.name: set[str]() for target in TARGETS}
    for requirement in locked("runtime"):
        for target in TARGETS:
            if requirement.name in QT_PACKAGES and target.applies(requirement.marker, "3.11"):
                versions[target.name].add(str(requirement.specifier))
    assert versions == {
        "windows-x86-64": {"==6.9.3"},
        "linux-x86-64": {"==6.9.3"},
        "linux-aarch64": {"==6.8.0.2"},
    }


def test_a_wheel_for_a_newer_system_is_not_taken() -> None:
    linux = TARGETS[1]
    assert linux.takes("pynacl-1.6.2-cp38-abi3-manylinux_2_26_x86_64.manylinux_2_28_x86_64.whl", "3.12")
    assert not linux.takes("pynacl-1.6.2-cp38-abi3-manylinux_2_34_x86_64.whl", "3.12")
    assert not linux.takes("sqlcipher3-0.6.4-cp311-cp311-manylinux_2_28_x86_64.whl", "3.12")
    arm = TARGETS[2]
    assert arm.takes("PySide6_Essentials-6.8.0.2-cp39-abi3-manylinux_2_31_aarch64.whl", "3.13")
    assert not arm.takes("pynacl-1.6.2-cp38-abi3-manylinux_2_31_aarch64.whl", "3.13")


def test_the_pip_beside_the_locks_is_the_locked_one() -> None:
    (wheel,) = LOCKS.glob("pip-*.whl")
    hashes = next(hashes for requirement, hashes in locked("runtime").items() if requirement.name == "pip")
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() in hashes


def test_no_address_stands_in_a_lock() -> None:
    for path in LOCKS.glob("*"):
        if path.suffix != ".whl":
            assert "://" not in path.read_text(encoding="utf-8")
