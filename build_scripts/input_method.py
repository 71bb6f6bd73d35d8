"""Typing Chinese on Linux: Qt as it comes knows ibus but not fcitx, which UOS and Kylin use and which speaks ibus too.

Measured in FAULTS §6.3. Read by Python 3.7 too.
"""

from __future__ import annotations

import sys
from pathlib import Path


def with_input_method(environ: dict[str, str]) -> dict[str, str]:
    """Give the variables for the window: where fcitx runs, Qt is told to use its ibus door."""
    wanted = environ.get("QT_IM_MODULE", "")
    if not sys.platform.startswith("linux") or wanted not in ("", "fcitx", "fcitx5"):
        return environ
    named = "fcitx" in wanted or "fcitx" in environ.get("XMODIFIERS", "")
    return dict(environ, QT_IM_MODULE="ibus") if named or fcitx_runs() else environ


def fcitx_runs(processes: Path = Path("/proc")) -> bool:
    """Say whether the input method fcitx is running for anybody at this machine."""
    for name in processes.glob("[0-9]*/comm"):
        try:
            if name.read_text(encoding="utf-8", errors="replace").startswith("fcitx"):
                return True
        except OSError:
            continue  # that process has just ended
    return False
