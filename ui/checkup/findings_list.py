"""Findings one under the other, grouped by how grave they are."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.checkup.facts import Finding
from ui.checkup.finding_block import FindingBlock
from ui.checkup.reading import grouped_findings
from ui.style import GRID
from ui.widgets.labels import Label

PLACES = {"cases": "cases", "residents": "people"}
"""Where the records of a table are looked at."""
ENTRIES = "entries_"


def place_of(table: str, row_id: str) -> tuple[str, str] | None:
    """Give place and subject where a record is looked at; ``None`` for one without a page."""
    if not row_id:
        return None
    if table.startswith(ENTRIES):
        return "ledgers", f"{table.removeprefix(ENTRIES)}/{row_id}"
    return (PLACES[table], row_id) if table in PLACES else None


class FindingsList(QWidget):
    """``asked(place, subject)`` tells that a record shall be shown."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.blocks: list[FindingBlock] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(GRID)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; without any the list is not there."""
        while self._whole.count():
            widget = self._whole.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.blocks = []
        for words, group in grouped_findings(findings):
            self._whole.addWidget(Label(f"{words}（{len(group)}）", "heading"))
            for one in group:
                place = place_of(one.table, one.row_id)
                block = FindingBlock(one, may_open=place is not None)
                if place is not None:
                    block.asked.connect(partial(self.asked.emit, *place))
                self._whole.addWidget(block)
                self.blocks.append(block)
        self.setVisible(bool(self.blocks))
