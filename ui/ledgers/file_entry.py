"""A line that points at one of the entry's own attachments."""

from collections.abc import Sequence

from app.ledgers.kinds.values import Ref
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.verdict import FINE, Verdict, hint


class FileEntry(ChoiceEntry):
    """Offers the attachments of the entry; before it is saved there are none, and the line says so."""

    def __init__(self, files: Sequence[Ref]) -> None:
        """Offer ``files``."""
        super().__init__([Option("", "未选"), *(Option(one.id, one.name) for one in files)])
        self._files = {one.id: one for one in files}
        self.setEnabled(bool(files))

    def given(self) -> Ref | None:
        """Give the attachment chosen."""
        return self._files.get(self.typed())

    def verdict(self) -> Verdict:
        """Say where files come from, while there are none."""
        return FINE if self._files else hint("先保存，再在这一条下面的“附件”里加文件")
