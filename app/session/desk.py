"""Who sits at the desk of one opened office, what they may, and who is told of changes."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from db import status

if TYPE_CHECKING:
    from app.core.clock import DeskClock
    from app.core.event_log import EventLog
    from app.core.home import Home
    from app.operators.operators import Operator
    from app.operators.rights import Right
    from db.store import Store


class Status(msgspec.Struct, frozen=True):
    """What an office holds, in numbers; ``journal`` is the number of its last entry."""

    unit: str
    name: str
    kind: str
    schema: int
    residents: int
    cases: int
    entries: int
    packages_written: int
    journal: int


class AtDesk:
    """An opened store with somebody before it."""

    def __init__(self, home: "Home", store: "Store", clock: "DeskClock", operator: "Operator") -> None:
        """Sit the operator down at an open store; use :func:`app.opening.open_session`."""
        self.home = home
        self.store = store
        self.clock = clock
        self.sit_down(operator)
        self.kind: str = store.office["kind"]
        self.office_name: str = store.office["name"]
        self._listeners: list[Callable[[Changes], None]] = []

    def sit_down(self, operator: "Operator") -> None:
        """Go on with somebody else at the desk: under their name, with their rights, with services made anew."""
        from app.operators.rights import Rights

        made = (vars(kind) for kind in type(self).__mro__)
        for name in {
            name for attributes in made for name, one in attributes.items() if isinstance(one, cached_property)
        }:
            self.__dict__.pop(name, None)
        self.operator, self.rights = operator, Rights(operator.role)
        self.store.operator, self.store.permit = operator.id, self.rights.permit

    def may(self, right: "Right") -> bool:
        """Tell whether whoever sits here has a right."""
        return self.rights.may(right)

    def require(self, *rights: "Right") -> None:
        """Raise ``Refused`` unless whoever sits here has one of these rights."""
        self.rights.require(*rights)

    def change_places(self, password: str) -> None:
        """Let another operator go on here with their own password, the office staying open; raises ``WrongKey``."""
        from app.operators.desk_keys import whose_password
        from app.operators.operators import Operators

        operator_id = whose_password(self.home, self.store.key, password, self.clock)
        self.sit_down(Operators(self.store).find(operator_id))

    @cached_property
    def log(self) -> "EventLog":
        """What happened last, in words without persons."""
        from app.core.event_log import EventLog

        return EventLog(self.home.logs, self.clock)

    @property
    def name(self) -> str:
        """The office's own name."""
        return str(self.store.office["name"])

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Have ``listener`` told of every change from now on."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[Changes], None]) -> None:
        """Tell ``listener`` no more."""
        self._listeners.remove(listener)

    def emit(self, changes: Changes) -> None:
        """Tell every listener what an action changed; an empty set is nothing to tell."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)

    def hear(self, refusal: Refused) -> None:
        """Note in the log what was refused, by kind and place."""
        self.log.refused(refusal)

    def status(self) -> Status:
        """Count what is there."""
        return msgspec.convert(status.counts(self.store), Status)

    def holds(self) -> tuple[bool, bool]:
        """Tell whether there is any resident, and any case, without counting them."""
        return status.holds(self.store)
