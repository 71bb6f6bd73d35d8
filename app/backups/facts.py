"""What a backup is to those who list it, and how its file is called."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePath

import msgspec

from app.backups.container import SUFFIX, About

UNFINISHED = ".part"
_UNKNOWN = datetime(1980, 1, 1, tzinfo=UTC)
_NAME = re.compile(
    r"(?P<unit>\d{12})-(?P<day>\d{8})-(?P<time>\d{6})-(?P<seq>\d+)(?:-\d+)?" + re.escape(SUFFIX), re.ASCII
)


class Backup(msgspec.Struct, frozen=True):
    """One backup file in a place: ``about`` is ``None`` where it cannot be read, ``trouble`` says why.

    ``size`` in bytes; ``newer`` tells that a newer program wrote it, which is no damage.
    """

    path: Path
    size: int
    about: About | None
    trouble: str = ""
    newer: bool = False

    @property
    def name(self) -> str:
        """Its file name, which names it in its place."""
        return self.path.name

    @property
    def made_at(self) -> datetime:
        """The moment it was made, aware; of one that cannot be read, what its name says, in the machine's zone."""
        if self.about is not None:
            return datetime.fromisoformat(self.about.made_at)
        named = _NAME.fullmatch(self.name)
        try:
            return datetime.fromisoformat(f"{named['day']}T{named['time']}").astimezone() if named else _UNKNOWN
        except ValueError:
            return _UNKNOWN

    @property
    def records(self) -> int:
        """How many rows it holds, the journal and what is computed from rows aside."""
        return records_in(self.about.rows) if self.about else 0


_NOT_COUNTED = {
    *("journal", "journal_values", "actions", "checkups", "second_copies", "secrets", "number_series"),
    *("offices", "epochs", "import_layouts", "ledger_fields", "office_keys", "package_attempts", "invitations"),
}


def records_in(rows: Mapping[str, int]) -> int:
    """Count the records among the rows by table: what somebody wrote, not what is computed or kept about it."""
    return sum(count for table, count in rows.items() if table not in _NOT_COUNTED and not table.startswith("search_"))


def backup_name(unit: str, moment: datetime, journal_seq: int, attempt: int = 1) -> str:
    """Give the file name ``UNIT-YYYYMMDD-HHMMSS-SEQ.czbak``; a further attempt carries its number."""
    again = f"-{attempt}" if attempt > 1 else ""
    return f"{unit}-{moment:%Y%m%d-%H%M%S}-{journal_seq}{again}{SUFFIX}"


def another_name(name: str, attempt: int) -> str:
    """Give a file's name for another attempt to put it beside one of the same name."""
    path = PurePath(name)
    return name if attempt == 1 else f"{path.stem}-{attempt}{path.suffix}"


def day_in_name(name: str, unit: str) -> date | None:
    """Give the day that a file name of this unit's backups tells; ``None`` for any other name or an impossible day."""
    named = _NAME.fullmatch(name)
    if named is None or named["unit"] != unit:
        return None
    try:
        return date.fromisoformat(named["day"])
    except ValueError:
        return None
