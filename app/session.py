"""One opened office: the store and every service on it; the only object that ``ui`` and the door receive."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from db import check, status

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home
    from app.operators.operators import Operator
    from db.store import Store


class Status(msgspec.Struct, frozen=True):
    """What an office holds, in numbers; ``journal`` is the number of its last entry."""

    unit: str
    name: str
    kind: str
    schema: int
    residents: int
    cases: int
    packages_written: int
    journal: int


class Session:
    """An office with somebody at its desk; services are made when they are first asked for."""

    def __init__(self, home: "Home", store: "Store", clock: "Clock", operator: "Operator") -> None:
        """Sit the operator down at an open store; use :func:`app.opening.open_session`."""
        self.home = home
        self.store = store
        self.clock = clock
        self.operator = operator
        self._listeners: list[Callable[[Changes], None]] = []

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Have ``listener`` told of every change from now on."""
        self._listeners.append(listener)

    def emit(self, changes: Changes) -> None:
        """Tell every listener what an action changed; an empty set is nothing to tell."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)

    def status(self) -> Status:
        """Count what is there."""
        return msgspec.convert(status.counts(self.store), Status)

    def check(self) -> list[str]:
        """Look through the whole file; gives every finding in words."""
        return check.findings(self.store)

    def close(self) -> None:
        """Give the office back and leave no passing plaintext behind."""
        self.store.close()
        self.home.empty_temporary()
