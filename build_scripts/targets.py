"""The three kinds of machine that the program is locked for, and whether a wheel fits one of them (FAULTS §5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

PYTHONS = ("3.11", "3.12", "3.13")
OLDEST_GLIBC_MINOR = 28
"""glibc 2.28 is what UOS 20 has; every wheel must start there ..."""
QT_ON_AARCH64_GLIBC_MINOR = 31
"""... but Qt's own wheels for aarch64 begin at 2.31."""
QT_PACKAGES = frozenset({"pyside6-essentials", "shiboken6"})


def _manylinux(machine: str, newest_minor: int) -> tuple[str, ...]:
    oldest_minor = 5 if machine == "x86_64" else 17
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(newest_minor, oldest_minor - 1, -1)]
    tags.append(f"manylinux2014_{machine}")
    if machine == "x86_64":
        tags += ["manylinux2010_x86_64", "manylinux1_x86_64"]
    return tuple(tags)


@dataclass(frozen=True)
class Target:
    """One kind of machine: what pip calls it, and what markers in requirements see there."""

    name: str
    machine: str
    windows: bool = False

    def platforms(self, package: str = "") -> tuple[str, ...]:
        """Give the wheel platform tags that run on the oldest system of this kind, newest first."""
        if self.windows:
            return ("win_amd64",)
        qt_on_arm = self.machine == "aarch64" and package in QT_PACKAGES
        return _manylinux(self.machine, QT_ON_AARCH64_GLIBC_MINOR if qt_on_arm else OLDEST_GLIBC_MINOR)

    def environment(self, python: str, extra: str = "") -> dict[str, str]:
        """Give the values that requirement markers are read with (PEP 508)."""
        return {
            "extra": extra,
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "os_name": "nt" if self.windows else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if self.windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": "win32" if self.windows else "linux",
        }

    def applies(self, marker: Marker | None, python: str, extras: frozenset[str] = frozenset()) -> bool:
        """Say whether a requirement with this marker is wanted here, for any of the extras asked for."""
        return marker is None or any(marker.evaluate(self.environment(python, extra)) for extra in extras | {""})

    def takes(self, wheel: str, python: str) -> bool:
        """Say whether pip would take this wheel file on the oldest machine of this kind."""
        name, _, _, tags = parse_wheel_filename(wheel)
        return not tags.isdisjoint(self._tags(python, name))

    def _tags(self, python: str, package: str) -> frozenset[Tag]:
        major, minor = (int(part) for part in python.split("."))
        platforms = self.platforms(package)
        found = set(cpython_tags((major, minor), platforms=platforms))
        found |= set(compatible_tags((major, minor), f"cp{major}{minor}", platforms=platforms))
        return frozenset(found)


TARGETS = (
    Target("windows-x86-64", "AMD64", windows=True),
    Target("linux-x86-64", "x86_64"),
    Target("linux-aarch64", "aarch64"),
)
EVERYWHERE = tuple(product(TARGETS, PYTHONS))
