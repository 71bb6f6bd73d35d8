"""The colours of the screen: good paper, dark ink, one deep red."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour by what it is for, as ``#rrggbb``.

    Ink on ground, sheet and chosen has a contrast of at least 4.5, edges on the sheet at least 3 (WCAG 2.1 AA).
    ``accent`` stands only on the active place and on the one main action of a page.
    """

    ground: str = "#f5f2ea"
    sheet: str = "#fffdf8"
    margin: str = "#ece7db"
    chosen: str = "#e3dccb"
    line: str = "#d8d1c1"
    edge: str = "#8a8272"
    ink: str = "#211f1b"
    ink_soft: str = "#5c564a"
    ink_faint: str = "#756e60"
    accent: str = "#991b1e"
    accent_deep: str = "#7a1417"
    on_accent: str = "#fffdf8"


PAPER = Palette()
