"""Puts palette, size and style sheet on the application."""

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.core.resources import resource_bytes
from ui.style.faces import FAMILY, load_regular_face
from ui.style.palette import PAPER
from ui.style.size import TextSize, set_text_size

_CELL, _CELL_INSIDE = 8, 3  # the padding of a cell in the sheet, and what Fusion keeps free beside it


def apply_style(application: QApplication, percent: int) -> None:
    """Dress a fresh application: style, face, colours, text size."""
    application.setStyle("Fusion")
    load_regular_face()
    application.setPalette(_colours())
    show_text_size(application, percent)


def show_text_size(application: QApplication, percent: int) -> TextSize:
    """Show everything at ``percent`` (100-200) at once; give the size that was really taken."""
    size = set_text_size(percent)
    font = QFont(FAMILY)
    font.setPointSizeF(size.points)
    application.setFont(font)
    application.setStyleSheet(style_sheet(size))
    return size


def style_sheet(size: TextSize) -> str:
    """Write the one style sheet for a text size.

    In ``resources/styles/window.qss`` ``$name`` is a colour of the palette, ``$px_N`` a length of N pixels at 100 %,
    ``$pt_N`` a text of N points at 100 %, ``$head_left`` where the words of a cell begin.
    """
    words: dict[str, str] = dict(asdict(PAPER))
    words |= {f"px_{length}": f"{size.scaled(length)}px" for length in range(1, 400)}
    words |= {f"pt_{points}": f"{points * size.percent / 100:g}pt" for points in range(8, 40)}
    words["head_left"] = f"{size.scaled(_CELL) + _CELL_INSIDE}px"
    return Template(resource_bytes("styles/window.qss").decode()).substitute(words)


def _colours() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, PAPER.ground),
        (role.WindowText, PAPER.ink),
        (role.Base, PAPER.sheet),
        (role.AlternateBase, PAPER.ground),
        (role.Text, PAPER.ink),
        (role.Button, PAPER.sheet),
        (role.ButtonText, PAPER.ink),
        (role.Highlight, PAPER.chosen),
        (role.HighlightedText, PAPER.ink),
        (role.PlaceholderText, PAPER.ink_faint),
        (role.ToolTipBase, PAPER.sheet),
        (role.ToolTipText, PAPER.ink),
        (role.Link, PAPER.ink),
        (role.Light, PAPER.sheet),
        (role.Mid, PAPER.line),
        (role.Dark, PAPER.edge),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(PAPER.ink_faint))
    return palette
