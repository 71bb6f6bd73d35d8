"""The place 报送: at a station writing, at a township enrolling, reading and adding up."""

from ui.packages.books_part import StationBooksPart
from ui.packages.case_part import StationCasePart
from ui.packages.enrol_part import EnrolPart
from ui.packages.entry_part import StationEntryPart
from ui.packages.inbox_part import InboxPart
from ui.packages.outbox_part import OutboxPart
from ui.packages.read_part import ReadPart
from ui.packages.reading import BOOKS, ENROL, HELP, READ, SLIP, STATIONS
from ui.packages.slip_part import PackageSlipPart
from ui.packages.stations_part import StationsPart
from ui.packages.village_key_part import VillageKeyPart
from ui.widgets.desk import Desk
from ui.widgets.parts import PartedPage


class StationPackagesPage(PartedPage):
    """Opened with a package's number (``what`` = slip) for its hand-over slip, with ``enrol``, or as it is."""

    def __init__(self, desk: Desk) -> None:
        """Begin with what waits to be sent."""
        super().__init__(desk, "报送")
        self.outbox, self.enrolling, self.slip = OutboxPart(desk), EnrolPart(desk), PackageSlipPart(desk)
        for part in (self.outbox, self.enrolling, self.slip):
            self.add_part(part)

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        if what == ENROL:
            self.enrolling.begin()
            self.show_part(self.enrolling)
        elif what == SLIP:
            self.show_part(self.slip)
            self.slip.show_slip(int(subject))
        else:
            self.show_part(self.outbox)
            self.outbox.begin()


class TownshipPackagesPage(PartedPage):
    """Opened with ``read`` (packages), ``stations`` or ``help``, else the summary.

    A subject is a case's id, ``key/id`` of an entry, or with ``books`` a station's code.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin with the summary."""
        super().__init__(desk, "报送")
        self.inbox, self.taking, self.stations = InboxPart(desk), ReadPart(desk), StationsPart(desk)
        self.case, self.help = StationCasePart(desk), VillageKeyPart(desk)
        self.books, self.entry = StationBooksPart(desk), StationEntryPart(desk)
        for part in (self.inbox, self.taking, self.stations, self.case, self.books, self.entry, self.help):
            self.add_part(part)

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        if what == READ:
            self.taking.begin()
            self.show_part(self.taking)
        elif what == STATIONS:
            self.stations.begin()
            self.show_part(self.stations)
        elif what == HELP:
            self.help.begin()
            self.show_part(self.help)
        elif what == BOOKS:
            self.books.show_station(subject)
            self.show_part(self.books)
        elif "/" in subject:
            self.entry.show_entry(*subject.split("/", 1))
            self.show_part(self.entry)
        elif subject:
            self.case.show_case(subject)
            self.show_part(self.case)
        else:
            self.show_part(self.inbox)
            self.inbox.begin()
