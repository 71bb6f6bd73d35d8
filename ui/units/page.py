"""The place 组织: sections 四级网络, 网格 and 值班, the page of one unit, its form, and sheets for the wall."""

from functools import cached_property
from typing import TYPE_CHECKING

from ui.units.grids_part import GridsPart
from ui.units.network_part import NetworkPart
from ui.units.reading import AT, EDIT, GRIDS, NETWORK, NEW, PLACE, PRINT, ROSTER
from ui.units.roster_part import RosterPart
from ui.widgets.desk import Goto
from ui.widgets.sections import Section, SectionedPage

if TYPE_CHECKING:
    from ui.units.form_part import UnitFormPart
    from ui.units.print_part import WallPrintPart
    from ui.units.unit_part import UnitPart
    from ui.widgets.desk import Desk

SECTIONS = (
    Section(NETWORK, "四级网络", NetworkPart),
    Section(GRIDS, "网格", GridsPart),
    Section(ROSTER, "值班", RosterPart),
)


class UnitsPage(SectionedPage):
    """Opened with a unit's id as subject (``what`` = edit for its form), with ``new``, with a section's key.

    ``at:grids`` or ``at:people/ID`` tells where the clerk came from to a unit, for the way back.
    ``print:network``, ``print:grids`` and ``print:2026-10`` (a roster) take the paper, A4 or A3, as subject.
    """

    def __init__(self, desk: "Desk") -> None:
        """Begin at the network."""
        super().__init__(desk, PLACE, "组织", SECTIONS)

    @cached_property
    def unit(self) -> "UnitPart":
        """One unit."""
        from ui.units.unit_part import UnitPart

        return self.add_part(UnitPart(self.desk))

    @cached_property
    def filling(self) -> "UnitFormPart":
        """The form."""
        from ui.units.form_part import UnitFormPart

        return self.add_part(UnitFormPart(self.desk))

    @cached_property
    def printing(self) -> "WallPrintPart":
        """A sheet for the wall."""
        from ui.units.print_part import WallPrintPart

        return self.add_part(WallPrintPart(self.desk))

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        act, _, more = what.partition(":")
        if act not in self._sections:
            about = more if more in self._sections else ROSTER if act == PRINT else NETWORK
            self._buttons[about].setChecked(True)
        if act == PRINT:
            self.show_part(self.printing)
            self.printing.show_sheet(more, subject)
        elif act == NEW:
            self.show_part(self.filling)
            self.filling.start(subject)
        elif subject and act == EDIT:
            self.show_part(self.filling)
            self.filling.show_unit(subject)
        elif subject and act in {"", AT}:
            self.show_part(self.unit)
            self.unit.show_unit(subject, _back(more))
        else:
            super().opened(subject, what)


def _back(told: str) -> Goto:
    """Give where the clerk came from: a section, a villager; else the network."""
    place, _, subject = told.partition("/")
    return Goto(place, subject) if subject else Goto(PLACE, what=told or NETWORK)
