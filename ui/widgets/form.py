"""A form: label, field, and in words beside it what is wrong, while the clerk types."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.style import GRID, text_size
from ui.widgets.entry import Entry, LongTextEntry
from ui.widgets.labels import Label
from ui.widgets.verdict import FINE, Check, Verdict, fault, hint

_LABEL_WIDTH = 112


@dataclass
class Field:
    """One line of the form and what it needs."""

    label: Label
    entry: Entry
    beside: Label
    check: Check | None
    needed: bool
    advice: str
    stays: bool = False
    told: Verdict = FINE
    pressed: bool = False
    shown: str = ""

    def verdict(self) -> Verdict:
        """Say what stands against the field now: from outside, from the entry, from the check, or that it is empty."""
        typed = self.entry.typed()
        own = self.entry.verdict()
        if self.told.kind == "fault":
            return self.told
        if not typed:
            return self._empty(own)
        if own.kind == "fault" or self.check is None:
            return own
        checked = self.check(typed)
        if checked == FINE and own == FINE and self.stays:
            return hint(self.advice)
        return own if checked == FINE else checked

    def _empty(self, own: Verdict) -> Verdict:
        """Say what is missing; an entry may hold something that counts for nothing yet, and then says so itself."""
        if not self.needed:
            return hint(self.advice) if self.advice and own == FINE else own
        if own != FINE:
            return fault(own.words) if self.pressed else own
        return fault(f"请填写{self.label.text()}") if self.pressed else hint(self.advice or "要填")


class Form(QWidget):
    """Lines of label, entry and words; Enter goes to the next, on the last one (or Ctrl+Enter) ``finished`` is told.

    ``edited(key)`` tells each change. ``complete`` shows every fault and puts the focus on the first.
    """

    edited = Signal(str)
    finished = Signal()

    def __init__(self) -> None:
        """Begin without lines."""
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._fit()

    def add(
        self,
        key: str,
        label: str,
        entry: Entry,
        *,
        needed: bool = False,
        check: Check | None = None,
        advice: str = "",
        stays: bool = False,
        wide: bool = False,
    ) -> Entry:
        """Add a line; ``check`` judges what is typed, ``advice`` stands beside while nothing is, or ``stays``.

        A ``wide`` entry takes the whole width, and its words stand above it.
        """
        at = self._grid.rowCount()
        words, beside = Label(label), Label(kind="hint", wraps=True)
        words.setBuddy(entry.inner)
        words.setMinimumHeight(text_size().row)
        entry.name_it(label, advice)
        self._fields[key] = Field(words, entry, beside, check, needed, advice, stays, shown=entry.typed())
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(words, at, 0, top)
        if wide:
            self._grid.addWidget(beside, at, 1, 1, 2, top)
            self._grid.addWidget(entry, at + 1, 0, 1, 3, top)
        else:
            self._grid.addWidget(entry, at, 1, top)
            self._grid.addWidget(beside, at, 2, top)
        entry.edited.connect(lambda: self._edited(key))
        # In a long text Enter begins a line: there it is Ctrl+Enter that is told, and that finishes.
        entry.entered.connect(self.finished.emit if isinstance(entry, LongTextEntry) else lambda: self._go_on(key))
        self._say(key)
        return entry

    def reword(self, key: str, label: str, *, needed: bool, check: Check | None, advice: str) -> None:
        """Ask for a line in other words, and judge it otherwise; what is typed stays."""
        field = self._fields[key]
        field.label.setText(label)
        field.needed, field.check, field.advice = needed, check, advice
        field.entry.name_it(label, advice)
        self._say(key)

    def heading(self, words: str) -> None:
        """Begin a part of the form."""
        heading = Label(words, "heading")
        heading.setContentsMargins(0, GRID, 0, 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)

    def entry(self, key: str) -> Entry:
        """Give the entry of a line."""
        return self._fields[key].entry

    def show_line(self, key: str, *, there: bool) -> None:
        """Show a line, or hide it; a hidden one is neither judged nor needed."""
        field = self._fields[key]
        for widget in (field.label, field.entry, field.beside):
            widget.setVisible(there)

    def typed(self) -> dict[str, str]:
        """Give what is typed in every line that is shown."""
        return {key: field.entry.typed() for key, field in self._fields.items() if not field.entry.isHidden()}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Put text into lines by key, as a fresh form: nothing is held against it yet."""
        for key, field in self._fields.items():
            field.pressed, field.told = False, FINE
            if key in typed:
                field.entry.show_typed(typed[key])
                field.shown = field.entry.typed()
            self._say(key)

    def is_begun(self) -> bool:
        """Tell whether something stands there that the form was not shown with; lines kept as they are left do not."""
        fields = (field for field in self._fields.values() if not field.stays and not field.entry.isHidden())
        return any(field.entry.typed() != field.shown for field in fields)

    def tell(self, key: str, verdict: Verdict) -> None:
        """Hold something against a line from outside, until it is edited."""
        self._fields[key].told = verdict
        self._say(key)

    def judge(self, key: str) -> None:
        """Judge a line anew, because another line it depends on was edited."""
        self._say(key)

    def verdict(self, key: str) -> Verdict:
        """Give what stands beside a line now."""
        return self._fields[key].verdict()

    def is_ready(self) -> bool:
        """Tell whether everything needed is there and nothing is wrong."""
        return not self._faulty(pressed=True)

    def complete(self) -> bool:
        """Tell the same, and if not, say why beside each line and go to the first."""
        faulty = self._faulty(pressed=True)
        for key in self._fields:
            self._fields[key].pressed = True
            self._say(key)
        if faulty:
            self._fields[faulty[0]].entry.setFocus(Qt.FocusReason.OtherFocusReason)
        return not faulty

    def focus_first(self) -> None:
        """Put the focus into the first line that is shown and still empty, else into the first."""
        shown = [field for field in self._fields.values() if not field.entry.isHidden()]
        empty = [field for field in shown if not field.entry.typed()]
        if shown:
            (empty or shown)[0].entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish on Ctrl+Enter from anywhere."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_fields"):
            self._fit()

    def _faulty(self, *, pressed: bool) -> list[str]:
        faulty = []
        for key, field in self._fields.items():
            before, field.pressed = field.pressed, pressed or field.pressed
            if not field.entry.isHidden() and field.verdict().kind == "fault":
                faulty.append(key)
            field.pressed = before
        return faulty

    def _edited(self, key: str) -> None:
        self._fields[key].told = FINE
        self._say(key)
        self.edited.emit(key)

    def _say(self, key: str) -> None:
        field = self._fields[key]
        verdict = field.verdict()
        field.beside.show_kind(verdict.kind)
        field.beside.setText(verdict.shown)
        field.entry.show_fault(there=verdict.kind == "fault")
        field.entry.inner.setAccessibleDescription(verdict.words or field.advice)

    def _go_on(self, key: str) -> None:
        keys = [name for name, field in self._fields.items() if not field.entry.isHidden() and field.entry.isEnabled()]
        after = keys[keys.index(key) + 1 :] if key in keys else []
        if after:
            self._fields[after[0]].entry.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _fit(self) -> None:
        size = text_size()
        self._grid.setColumnMinimumWidth(0, size.scaled(_LABEL_WIDTH))
        for field in self._fields.values():
            field.label.setMinimumHeight(size.row)
            field.beside.setMinimumHeight(size.row)
