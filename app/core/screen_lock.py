"""What the desktop says when its screen is locked or the PC goes to sleep (resources/screen_lock.toml), as data."""

from functools import cache
from typing import Literal

import msgspec

from app.core.resources import load_toml

Bus = Literal["session", "system"]


class LockSignal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One signal on a message bus; one that ``says`` something counts only where that is true."""

    bus: Bus
    interface: str
    member: str
    says: bool = False


class _Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    signal: tuple[LockSignal, ...]


@cache
def lock_signals() -> tuple[LockSignal, ...]:
    """Give every signal that is listened to."""
    return load_toml("screen_lock.toml", _Declared).signal
