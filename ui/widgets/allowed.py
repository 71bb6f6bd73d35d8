"""What whoever sits here may not do is seen before it is tried: a barred button, with the reason in words."""

from typing import TYPE_CHECKING

from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from app.operators.rights import Right
    from ui.widgets.desk import Desk


def bar(desk: "Desk", right: "Right", *buttons: Button | None) -> None:
    """Bar buttons where the right is not held; with it they are as ever (``None`` is no button)."""
    reason = desk.session.rights.reason(right)
    for button in buttons:
        if button is not None:
            button.bar(reason)
