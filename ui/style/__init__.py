"""How the screen looks: colours, sizes, faces and the one style sheet (HOUSE §8)."""

from ui.style.apply import apply_style, show_text_size
from ui.style.faces import FAMILY, load_bold_face, load_regular_face
from ui.style.palette import PAPER, Palette
from ui.style.size import GRID, LARGEST, SMALLEST, TextSize, text_size

__all__ = [
    "FAMILY",
    "GRID",
    "LARGEST",
    "PAPER",
    "SMALLEST",
    "Palette",
    "TextSize",
    "apply_style",
    "load_bold_face",
    "load_regular_face",
    "show_text_size",
    "text_size",
]
