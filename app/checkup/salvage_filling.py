"""The new file of a salvage filled: what can be read, the ground it stands on, and what the journal gives back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.checkup.declaration import label_of
from app.core.errors import FileDamaged
from app.ledgers.publishing import declared_as
from app.ledgers.tables import shape_of
from db.journal_gaps import Declared
from db.ledger_tables import PREFIX, entry_tables
from db.salvage import FOUNDATION, Carried, Filling
from db.salvage_entries import declared_texts, make_entry_tables
from db.salvage_links import mend_links
from db.salvage_rebuild import rebuild

if TYPE_CHECKING:
    from app.checkup.marks import Marks
    from app.checkup.salvage_finishing import Means
    from db.damaged_file import DamagedFile
    from db.ledger_tables import Shape

LEDGER = "台账"
NO_GROUND = "记着本办公点和数据线的那一页坏了，备份里也没有"


class Filled(NamedTuple):
    """What stands in the new file: what stands in for lost rows, what was carried, what the journal declares of itself.

    ``ledgers`` gives the titles of ledgers by the tables of their entries.
    """

    stand_ins: list[str]
    carried: Carried
    declared: Declared
    ledgers: Mapping[str, str]


def fill(
    file: "DamagedFile", path: Path, means: "Means", marks: "Marks | None", step: Callable[[int, str], None]
) -> Filled:
    """Fill a new file at ``path``; ``step`` hears the number of the step and what it is about, and may raise.

    What was begun is given up where anything fails.
    """
    filling = Filling(path, means.key)
    try:
        filling.carry_over(file, lambda table: step(1, title_of(table, {}) or label_of(table)))
        _lend(filling, means, marks)
        step(2, "")
        make_entry_tables(filling.connection, _shape_of)
        texts = declared_texts(filling.connection)
        ledgers = {table: title_of(table, texts) for table in filling.entry_tables()}
        gaps = filling.gaps(max(filling.highest_entry(), marks.seq if marks is not None else 0))
        rebuild(filling, gaps)
        filling.drop_values_without_entry()
        values = filling.missing_values(filling.lost)
        stand_ins = mend_links(filling)
        rows = tuple(filling.missing_rows())
        return Filled(stand_ins, filling.finish(), Declared(gaps, values, rows), ledgers)
    except BaseException:
        filling.give_up()
        raise


def title_of(table: str, texts: Mapping[str, str]) -> str:
    """Give the title of the ledger whose entries a table holds; nothing for any other table."""
    if not entry_tables([table]):
        return ""
    key = table.removeprefix(PREFIX)
    declared = declared_as(key, texts.get(key, ""))
    return LEDGER if declared is None else declared.title


def _lend(filling: Filling, means: "Means", marks: "Marks | None") -> None:
    """Ask the newest backup for what everything stands on, where this file has lost some of it."""
    if any(one.table in FOUNDATION for one in filling.lost) or not filling.stands():
        for table, rows in means.lend().items():
            filling.lend(table, rows)
    if marks is not None and not filling.stands():
        for table, remembered in marks.ground.items():
            filling.lend(table, remembered)
    if not filling.stands():
        raise FileDamaged(NO_GROUND)


def _shape_of(key: str, text: str) -> "Shape | None":
    """Give what the table of a ledger holds, where its declaration can still be had."""
    declared = declared_as(key, text)
    return None if declared is None else shape_of(declared)
