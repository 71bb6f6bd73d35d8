"""Several things to tick, in rows that break where the page is narrow."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.choice_entry import Option, TickBox
from ui.widgets.entry import Entry
from ui.widgets.flow import FlowRow

SEPARATOR = "\n"


class TicksEntry(Entry):
    """``typed`` joins the values that are ticked with line feeds; ``ticked`` gives them as they stand."""

    def __init__(self, options: Sequence[Option] = ()) -> None:
        """Offer ``options``, none of them ticked."""
        holder = QWidget()
        super().__init__(holder)
        self._boxes: list[tuple[TickBox, str]] = []
        self._name = ""
        self._flow = FlowRow(holder, gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.setSizePolicy(policy)
        self.offer(options)

    def offer(self, options: Sequence[Option]) -> None:
        """Show other things to tick; none of them is ticked."""
        for box, _ in self._boxes:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = []
        for option in options:
            box = TickBox(option.words.replace("&", "&&"))
            box.setAccessibleName(f"{self._name}：{option.words}" if self._name else option.words)
            box.toggled.connect(lambda _: self.edited.emit())
            box.entered.connect(self.entered)
            self._flow.addWidget(box)
            self._boxes.append((box, option.value))
        self.setFocusProxy(self._boxes[0][0] if self._boxes else self.inner)
        self.inner.updateGeometry()
        self.edited.emit()

    def name_it(self, name: str, description: str = "") -> None:
        """Name every box."""
        super().name_it(name, description)
        self._name = name
        for box, _ in self._boxes:
            box.setAccessibleName(f"{name}：{box.text().replace('&&', '&')}")

    def tick(self, values: Iterable[str]) -> None:
        """Tick these and no others."""
        wanted = set(values)
        for box, value in self._boxes:
            box.setChecked(value in wanted)

    def ticked(self) -> tuple[str, ...]:
        """Give the values that are ticked, in the order in which they are offered."""
        return tuple(value for box, value in self._boxes if box.isChecked())

    def offered(self) -> tuple[str, ...]:
        """Give every value that is offered."""
        return tuple(value for _, value in self._boxes)

    def typed(self) -> str:
        """Give the ticked values."""
        return SEPARATOR.join(self.ticked())

    def show_typed(self, text: str) -> None:
        """Tick the values in ``text``."""
        self.tick(text.split(SEPARATOR))

    def hasHeightForWidth(self) -> bool:
        """Need more height where the width is small."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height for a width."""
        return self._flow.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Hold the widest box."""
        return self._flow.minimumSize()
