"""A field for an identity number: masked until asked for, checked while it is typed."""

from PySide6.QtCore import QSize, Signal

from app.core.identity import read_id_number
from app.core.masking import mask_id_number
from ui.style import text_size
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.text_box import TextBox
from ui.widgets.verdict import FINE, Verdict, fault, hint

_WHOLE = 18
_SHORT = 15


class IdNumberEntry(Entry):
    """``show_typed`` masks; the button asks for it (``asked`` is told, so that the look can go into the journal)."""

    asked = Signal()

    def __init__(self) -> None:
        """Begin empty and open for typing."""
        box = TextBox()
        super().__init__(box)
        self.box, self._number, self._masked = box, "", False
        box.setMaxLength(24)
        box.setPlaceholderText("18 位或 15 位")
        box.composed.connect(self._take)
        box.entered.connect(self.entered)
        box.left.connect(self.edited)
        self._button = Button("显示", self._turn, kind="quiet")
        self.row.addWidget(self._button)
        self._say_button()

    def typed(self) -> str:
        """Give the number as typed, also while it is masked."""
        return self._number

    def show_typed(self, text: str) -> None:
        """Keep a number and show it masked; an empty one is open for typing."""
        self._number = text.strip()
        self._mask(masked=bool(self._number))
        self.edited.emit()

    def verdict(self) -> Verdict:
        """Say birth day and sex of a good number, how many digits are missing, or what is wrong."""
        if not self._number or self._masked:
            return FINE
        reading = read_id_number(self._number)
        if reading.valid:
            born = "" if reading.birth_day is None else f"{reading.birth_day.isoformat()} 生"
            return hint("，".join(part for part in (born, reading.sex, reading.warning) if part))
        missing = _WHOLE - len(self._number)
        if self.box.hasFocus() and missing > 0 and len(self._number) != _SHORT:
            return hint(f"还差 {missing} 位")
        return fault(reading.reason or "号码不对")

    def name_it(self, name: str, description: str = "") -> None:
        """Name the button, too."""
        super().name_it(name, description)
        self._button.setAccessibleName(f"显示或遮住{name}")

    def sizeHint(self) -> QSize:
        """Be as wide as eighteen digits and the button."""
        return QSize(text_size().scaled(288), max(text_size().row, self.box.sizeHint().height()))

    def _turn(self) -> None:
        if self._masked:
            self._mask(masked=False)
            self.asked.emit()
        else:
            self._mask(masked=True)
        self.edited.emit()

    def _mask(self, *, masked: bool) -> None:
        self._masked = masked
        self.box.setReadOnly(masked)
        self.box.blockSignals(True)
        self.box.setText(mask_id_number(self._number) if masked else self._number)
        self.box.blockSignals(False)
        self._say_button()

    def _take(self, text: str) -> None:
        if not self._masked:
            self._number = text.strip()
            self._say_button()
            self.edited.emit()

    def _say_button(self) -> None:
        self._button.setText("显示" if self._masked else "遮住")
        self._button.setEnabled(bool(self._number))
