"""What an import needs to know of the room that its rows go to."""

from typing import Protocol

from app.core.changes import Changes
from app.core.progress import Progress
from app.sheets.drafts import Draft


class Taker(Protocol):
    """Checks drafts of one kind and takes the good ones, all in one transaction."""

    kind: str

    def check(self, drafts: list[Draft], progress: Progress) -> None:
        """Add a reason to every field that cannot be taken as it is."""
        ...

    def take(self, drafts: list[Draft], operator: str, reason: str, progress: Progress) -> Changes:
        """Write drafts without reasons; gives what changed."""
        ...
