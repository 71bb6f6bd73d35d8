"""The steps that a case allows now and the papers that can be printed, as buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.cases.shown import Offer
from app.cases.workflow import Slip
from ui.widgets.buttons import Button, MainButton
from ui.widgets.flow import FlowRow


class ButtonRow(QWidget):
    """Buttons side by side that go on in the next line; ``pressed(key)`` tells which."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        """``name`` is for a screen reader."""
        super().__init__()
        self.setAccessibleName(name)
        self._flow = FlowRow(self)
        self._buttons: dict[str, Button] = {}
        self._reason = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer_steps(self, offers: Sequence[Offer]) -> None:
        """Show the steps, the main one first and in the accent."""
        self._show([(offer.key, offer.verb, offer.main) for offer in offers])

    def offer_slips(self, slips: Sequence[Slip]) -> None:
        """Show the papers."""
        self._show([(slip.key, f"打印{slip.title}", False) for slip in slips])

    def bar(self, reason: str) -> None:
        """Bar every button that is offered from now on; see :meth:`ui.widgets.buttons.Button.bar`."""
        self._reason = reason

    def offered(self) -> list[str]:
        """Give what is offered, in order."""
        return list(self._buttons)

    def button(self, key: str) -> Button | None:
        """Give a button, ``None`` where it is not offered."""
        return self._buttons.get(key)

    def first(self) -> Button | None:
        """Give the first button."""
        return next(iter(self._buttons.values()), None)

    def _show(self, offered: list[tuple[str, str, bool]]) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for key, words, main in offered:
            button = MainButton(words) if main else Button(words)
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
            button.bar(self._reason)
            self._flow.addWidget(button)
            self._buttons[key] = button
        self.setVisible(bool(offered))
        self.updateGeometry()
