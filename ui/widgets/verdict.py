"""What a form says beside a field while the clerk types."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind`` is fine, hint (not finished, or worth a look) or fault (cannot be taken so); the words stand beside."""

    kind: str = "fine"
    words: str = ""

    @property
    def shown(self) -> str:
        """Give sign and words, because a state never shows by colour alone."""
        return f"！ {self.words}" if self.kind == "fault" else self.words


FINE = Verdict()
Check = Callable[[str], Verdict]


def fault(words: str) -> Verdict:
    """Say why it cannot be taken so."""
    return Verdict("fault", words)


def hint(words: str) -> Verdict:
    """Say what is still missing or what was understood."""
    return Verdict("hint", words)
