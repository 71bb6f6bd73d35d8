"""What an entry says, section by section, with its short tables."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.ledgers.entry_facts import facts_by_section, row_fields
from ui.ledgers.reading import EntrySheet
from ui.ledgers.rows_view import RowsView
from ui.style import GRID
from ui.widgets.facts import Facts
from ui.widgets.labels import Label


class EntryView(QWidget):
    """Built anew for each entry that is shown."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._parts: list[QWidget] = []

    def clear(self) -> None:
        """Show nothing."""
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []

    def show_sheet(self, sheet: EntrySheet) -> None:
        """Show an entry."""
        self.clear()
        labels = [one.label for one in sheet.declaration.field]
        for section, facts in facts_by_section(sheet.declaration, sheet.entry.values):
            if section:
                self._add(Label(section, "heading"))
            shown = Facts(section or sheet.declaration.title, names_as_wide_as=labels)
            shown.show_facts(facts)
            self._add(shown)
        for field in row_fields(sheet.declaration, sheet.entry.values):
            self._add(RowsView(field, sheet.entry.values[field.key]))

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)
