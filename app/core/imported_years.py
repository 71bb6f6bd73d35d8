"""Years of the working calendar that the office took in itself, because the program was shipped before their notice."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.year_table import YearTable, read_year_table
from db.calendar import keep_year, stored_years

if TYPE_CHECKING:
    from db.store import Store

LARGEST_FILE = 1_000_000


def imported_years(store: "Store") -> dict[int, YearTable]:
    """Give every year that was taken in, for ``WorkingCalendar.load``."""
    return {row["year"]: msgspec.json.decode(row["days"], type=YearTable) for row in stored_years(store)}


def take_in_year(store: "Store", path: Path) -> tuple[YearTable, Changes]:
    """Read a year's table from a file and keep it in place of an earlier one of that year.

    Raises ``Refused`` where the file cannot be read or is not sound; whoever calls counts the due days anew.
    """
    table = read_year_table(_content(path), path.name)
    with store.writing(reason=f"导入 {table.year} 年放假安排") as write:
        keep_year(write, table.year, table.source or path.name, msgspec.json.encode(table).decode())
    return table, Changes.of([("calendar_years", str(table.year)), *write.changed])


def _content(path: Path) -> bytes:
    nothing = "放假安排没有改动。"
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(f"“{path.name}”太大，不像放假安排表。", untouched=nothing)
        return path.read_bytes()
    except OSError as trouble:
        raise Refused(f"“{path.name}”读不出来（{trouble.strerror}）。", untouched=nothing) from trouble
