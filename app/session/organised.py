"""The station's own order: who is on duty and who stands in, and the sheets for the wall that say so."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.session.services import Services

if TYPE_CHECKING:
    from app.agenda.wall_sheet import WallSheets
    from app.documents.wall.service import Walls
    from app.units.on_duty import DutyToday
    from app.units.roster import Roster
    from app.units.stand_ins import StandIns


class Organised(Services):
    """Each is made when it is first asked for, and anew for whoever sits down next."""

    @cached_property
    def roster(self) -> "Roster":
        """The duty roster."""
        from app.units.roster import Roster

        return Roster(self.store, lambda: self.calendar)

    @cached_property
    def stand_ins(self) -> "StandIns":
        """Who stands in for whom."""
        from app.units.stand_ins import StandIns

        return StandIns(self.store, self.clock)

    @cached_property
    def duty_today(self) -> "DutyToday":
        """Who is on duty on a day, stand-ins reckoned in."""
        from app.units.on_duty import DutyToday

        return DutyToday(self.roster, self.stand_ins, self.network, self.posts, self.kind)

    @cached_property
    def walls(self) -> "Walls":
        """The sheets for the wall: network, duty roster, grids."""
        from app.documents.wall.service import Rooms, Walls

        rooms = Rooms(self.network, self.posts, self.grids, self.roster, self.stand_ins)
        allow = partial(self.require, "units.write", "notices.write")
        return Walls(self.store, self.clock, self.settings, self.units, rooms, allow=allow)

    @cached_property
    def agenda_sheets(self) -> "WallSheets":
        """What is to be done, as a sheet for the wall."""
        from app.agenda.wall_sheet import WallSheets

        allow = partial(self.require, "cases.write", "notices.write", "units.write")
        return WallSheets(self.store, self.agenda, self.settings, self.units, allow=allow)
