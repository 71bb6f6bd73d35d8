"""Hears that the system locks its screen or goes to sleep, wherever it says so; elsewhere it stays silent."""

import itertools
import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

from app.core.screen_lock import Bus, lock_signals
from ui.work import Work

_SYSTEM_SOCKET = Path("/run/dbus/system_bus_socket")
_numbers = itertools.count()
Addresses = Mapping[Bus, str]


def bus_addresses() -> dict[Bus, str]:
    """Give the message buses that are there; none is started for it."""
    found: dict[Bus, str] = {}
    session = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    socket = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "bus"
    if session or socket.is_socket():
        found["session"] = session or f"unix:path={socket}"
    system = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    if system or _SYSTEM_SOCKET.is_socket():
        found["system"] = system or f"unix:path={_SYSTEM_SOCKET}"
    return found


class SystemLock(QObject):
    """``heard`` tells that the screen was locked or the PC goes to sleep."""

    heard = Signal()
    listening = Signal()

    def __init__(self, parent: QObject, work: Work, addresses: Addresses) -> None:
        """Ask the buses on the waiting road, so that one that does not answer holds nobody up."""
        super().__init__(parent)
        if addresses and sys.platform.startswith("linux"):
            name = f"cunzhantong-{next(_numbers)}"
            work.wait_for(self, partial(_connect, dict(addresses), name), done=self._listen)
            self.destroyed.connect(partial(_disconnect, [f"{name}-{bus}" for bus in addresses]))

    @Slot(bool)
    def said(self, locked: bool) -> None:  # noqa: FBT001 - the bus carries it
        """Take a signal that says whether."""
        if locked:
            self.heard.emit()

    @Slot()
    def said_plainly(self) -> None:
        """Take a signal that says nothing more."""
        self.heard.emit()

    def _listen(self, names: dict[Bus, str]) -> None:
        from PySide6.QtDBus import QDBusConnection

        for one in lock_signals():
            if one.bus in names:
                slot: Any = SLOT("said(bool)" if one.says else "said_plainly()")  # declared as bytes, taken as text
                QDBusConnection(names[one.bus]).connect("", "", one.interface, one.member, self, slot)
        self.listening.emit()


def _connect(addresses: dict[Bus, str], name: str) -> dict[Bus, str]:
    """Give the names of the connections that could be made."""
    from PySide6.QtDBus import QDBusConnection

    made: dict[Bus, str] = {}
    for bus, address in addresses.items():
        if QDBusConnection.connectToBus(address, f"{name}-{bus}").isConnected():
            made[bus] = f"{name}-{bus}"
    return made


def _disconnect(names: list[str]) -> None:
    from PySide6.QtDBus import QDBusConnection

    for name in names:
        QDBusConnection.disconnectFromBus(name)
