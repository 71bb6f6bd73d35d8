"""Paper: sizes, margins and the measures of print, the only place where they stand (GB/T 9704-2012, DOMAIN C5)."""

from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4


class Size(StrEnum):
    """The two sheets that a village prints on."""

    A4 = "A4"
    A3 = "A3"


_SIDES = {Size.A4: (210.0, 297.0), Size.A3: (297.0, 420.0)}

# 号 sizes in points (DOMAIN C5).
ERHAO, XIAO_ER, SANHAO, XIAO_SAN, SIHAO, XIAO_SI, WUHAO, XIAO_WU = 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 9.0


@dataclass(frozen=True, slots=True)
class Margins:
    """White round the text, in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


OFFICIAL = Margins(37, 26, 35, 28)
NOTICE = Margins(20, 18, 20, 22)
SLIP = Margins(16, 18, 14, 20)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet as it lies in the printer; everything in points, the origin at the lower left."""

    size: Size = Size.A4
    landscape: bool = False
    margins: Margins = NOTICE

    @property
    def width(self) -> float:
        """The whole sheet's width."""
        short, long = _SIDES[self.size]
        return (long if self.landscape else short) * MM

    @property
    def height(self) -> float:
        """The whole sheet's height."""
        short, long = _SIDES[self.size]
        return (short if self.landscape else long) * MM

    @property
    def body(self) -> "Frame":
        """The room between the margins."""
        margins = self.margins
        left, bottom = margins.left * MM, margins.bottom * MM
        return Frame(left, bottom, self.width - left - margins.right * MM, self.height - bottom - margins.top * MM)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle to fill from the top, in points."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Where filling begins."""
        return self.bottom + self.height
