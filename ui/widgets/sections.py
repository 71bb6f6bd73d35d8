"""A place with sections: a row of names over the view of the one that is chosen; each is built when first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.widgets.buttons import ChosenButton
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.parts import Part, PartedPage


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a place: its key, the words on its button, and who builds its view."""

    key: str
    words: str
    build: Callable[[Desk], Part]


class SectionedPage(PartedPage):
    """Opened with ``what`` = a section's key, or ``key:more``, where ``more`` is handed to the section; else the first.

    A section's view is a :class:`Part`; its ``opened(subject, more)`` is called each time it is gone to.
    """

    def __init__(self, desk: Desk, place: str, title: str, sections: Sequence[Section]) -> None:
        """Begin at the first section; ``place`` is the key of this place in the window."""
        super().__init__(desk, title)
        self._place = place
        self._sections = {section.key: section for section in sections}
        self._parts: dict[str, Part] = {}
        self._buttons: dict[str, ChosenButton] = {}
        self.body.insertWidget(0, self._row())

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show a section."""
        key, _, more = what.partition(":")
        key = key if key in self._sections else next(iter(self._sections))
        part = self.section(key)
        self._buttons[key].setChecked(True)
        self.show_part(part)
        part.opened(subject, more)

    def section(self, key: str) -> Part:
        """Give the view of a section, built when it is first asked for."""
        if key not in self._parts:
            self._parts[key] = self.add_part(self._sections[key].build(self.desk))
        return self._parts[key]

    def _row(self) -> QWidget:
        row, group = QWidget(self), QButtonGroup(self)
        flow = FlowRow(row, gap=0)
        for key, section in self._sections.items():
            button = ChosenButton(section.words, "section")
            button.clicked.connect(lambda _checked=False, key=key: self.goto.emit(Goto(self._place, what=key)))
            group.addButton(button)
            flow.addWidget(button)
            self._buttons[key] = button
        row.setVisible(len(self._sections) > 1)
        return row
