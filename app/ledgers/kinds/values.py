"""What fields hold beyond texts, numbers and days: a reference with the name as it was, a span of days."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Ref:
    """A person, household, unit, item or file: its id (empty for a bare name) and its name as it was."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days with both ends; raises ``ValueError`` where it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")


class Resolver(Protocol):
    """Knows what can be referred to; handed in, because the ledgers know nothing of the register."""

    def candidates(self, kind: str, text: str, /) -> tuple[Ref, ...]:
        """Give what a typed name may mean for a kind of field: those of exactly this name."""
        ...

    def named(self, kind: str, row_id: str, /) -> str:
        """Give the name of one by its id; empty where it is not known."""
        ...


class NothingKnown:
    """Knows nothing: every name stays a bare one."""

    def candidates(self, *_: str) -> tuple[Ref, ...]:
        """Give nothing."""
        return ()

    def named(self, *_: str) -> str:
        """Give nothing."""
        return ""


NOTHING_KNOWN = NothingKnown()
