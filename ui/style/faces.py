"""The faces of the screen, the same on every PC: Noto Sans SC from resources."""

from PySide6.QtGui import QFontDatabase

from app.core.resources import resource_path

FAMILY = "Noto Sans SC"


def load_regular_face() -> None:
    """Load the regular face; the first window needs no more."""
    _load("NotoSansSC-Regular.ttf")


def load_bold_face() -> None:
    """Load the bold face, once the first window has been painted."""
    _load("NotoSansSC-Bold.ttf")


def _load(name: str) -> None:
    if QFontDatabase.addApplicationFont(str(resource_path("fonts", name))) < 0:
        message = f"Qt cannot read the face {name}"
        raise RuntimeError(message)
