"""What the pages of packages ask of the session, off the UI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.cases.figures import month_days
from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.documents.archive import Paper
from app.ledgers.entry_face import EntryFace, entry_face
from app.ledgers.facts import Wanted
from app.ledgers.measures import Figure
from app.packages.outgoing import Written
from app.packages.service import OutgoingReceipt, Twin
from app.packages.summary import StationMonth, township_month
from app.packages.village_books import LedgerCount, VillageEntry
from app.units.units import Office
from ui.work import Progress

if TYPE_CHECKING:
    from app.session import Session

PLACE = "packages"
WRITE, ENROL, READ, STATIONS, SLIP, HELP = "write", "enrol", "read", "stations", "slip", "help"
BOOKS = "books"
FOLDER = "packages.folder"
MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Outbox:
    """The station's side: to whom it reports, what waits, what was written, which folder was used last."""

    parent: str
    waiting: int
    written: list[OutgoingReceipt]
    folder: str


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """What a writing gave: the packages, and the slip of the last one (none where it could not be made)."""

    written: list[Written]
    slip: Paper | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """One ledger of a station in a month: how many entries, what they add up to in words."""

    count: LedgerCount
    figures: str


@dataclass(frozen=True, slots=True)
class StationBooks:
    """The ledgers of one station in a month."""

    unit: str
    month: str
    name: str
    books: list[Book]


@dataclass(frozen=True, slots=True)
class StationEntries:
    """The newest entries of one ledger of a station in a month, as they are read."""

    key: str
    month: str
    entries: list[EntryFace]


@dataclass(frozen=True, slots=True)
class Inbox:
    """The township's side: its stations in a month, and the rows that wait for a person."""

    month: str
    stations: list[StationMonth]
    twins: list[Twin]


def read_outbox(session: "Session") -> Outbox:
    """Read the station's side."""
    packages = session.packages
    parent = packages.parent() or ""
    waiting = packages.waiting() if parent else 0
    return Outbox(parent, waiting, packages.written(), session.settings.text(FOLDER))


def write_packages(session: "Session", folder: Path, progress: Progress, full: bool) -> tuple[WrittenOut, Changes]:  # noqa: FBT001 - a plain value on its way to the other thread
    """Write what waits into ``folder``, make the slip of each package, and remember the folder."""
    written, changes = session.packages.write(folder, progress, full=full)
    slip, trouble = None, ""
    try:
        for one in written:
            slip, made = session.packages.paper(one, session.slips.faces())
            changes |= made
    except Refused as refusal:
        trouble = str(refusal)
    if session.settings.text(FOLDER) != str(folder):
        changes |= session.settings.change(FOLDER, str(folder))
    return WrittenOut(written, slip, trouble), changes


def find_slip(session: "Session", number: int) -> Paper:
    """Give the slip of a package from the archive; raises ``Refused`` where none was made."""
    papers = session.slips.papers
    found = papers.of(f"package {number}")
    if not found:
        raise Refused(f"存档里没有第 {number} 号包的交接单。", untouched="什么也没有打印。")
    return papers.paper(found[0].id)


def read_inbox(session: "Session", month: str) -> Inbox:
    """Read the township's side for one month."""
    return Inbox(month, township_month(session.store, session.cases, month), session.packages.twins())


def read_books(session: "Session", unit: str, month: str) -> StationBooks:
    """Read the ledgers of one station for one month; raises ``Refused`` for one that is not enrolled."""
    village, days = session.packages.books(unit), month_days(month)
    found = [Book(one, _figures(village.figures(one.key, *days))) for one in village.counts(*days)]
    return StationBooks(unit, month, village.name, found)


def read_entries(session: "Session", unit: str, key: str, month: str) -> StationEntries:
    """Read the newest entries of one ledger of a station in a month."""
    books, (first, last) = session.packages.books(unit).entries, month_days(month)
    found = books.entries(key, Wanted(first=first, last=last, limit=MOST_ENTRIES))
    return StationEntries(key, month, [entry_face(books.ledger(key), one) for one in found])


def read_station_entry(session: "Session", key: str, entry_id: str) -> VillageEntry:
    """Read one entry of a station; raises ``Refused`` for one that is gone."""
    return session.packages.entry(key, entry_id)


def _figures(figures: Sequence[Figure]) -> str:
    return "，".join(f"{one.label} {one.amount:f}{one.unit}" for one in figures)


def read_stations(session: "Session") -> tuple[Office, list[Office]]:
    """Give our own office and the stations that are enrolled."""
    return session.units.own(), session.units.stations()


def shown_moment(text: str | None) -> str:
    """Give the local day of a stored moment, in words."""
    return long_day(datetime.fromisoformat(text).astimezone().date()) if text else ""
