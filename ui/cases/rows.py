"""Where the list of cases gets its rows: one filter, read page by page in the reading thread."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from app.cases.listing import CaseFilter
from app.cases.shown import CaseLine
from app.session import Session


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The cases that fit ``wanted``."""

    session: Session
    wanted: CaseFilter

    def count(self) -> int:
        """Count them."""
        return self.session.cases.count(self.wanted)

    def page(self, offset: int, limit: int) -> Sequence[CaseLine]:
        """Give some of them in order."""
        return self.session.cases.lines(msgspec.structs.replace(self.wanted, offset=offset, limit=limit))
