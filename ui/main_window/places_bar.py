"""The places at the left of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.main_window.places import Place
from ui.style import GRID
from ui.widgets.buttons import ChosenButton
from ui.widgets.labels import Label


class PlacesBar(QWidget):
    """One button a place, the active one in the accent; ``gone_to(key)`` tells the choice."""

    gone_to = Signal(str)

    def __init__(self, places: Sequence[Place], program: str) -> None:
        """Show ``places`` under the name of the program."""
        super().__init__()
        self.setObjectName("places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("位置")
        self._buttons: dict[str, ChosenButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        name = Label(program, "program")
        column.addWidget(name)
        for at, place in enumerate(places, start=1):
            button = ChosenButton(place.words)
            button.setToolTip(f"{place.words}（Ctrl+{at}）")
            button.setAccessibleDescription(f"Ctrl+{at}")
            button.clicked.connect(lambda _checked=False, key=place.key: self.gone_to.emit(key))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[place.key] = button
        column.addStretch(1)

    def show_place(self, key: str) -> None:
        """Mark the active place."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
