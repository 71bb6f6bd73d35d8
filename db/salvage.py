"""Filling a new file with what could be read of a damaged one: row by row, then from the journal, and nothing guessed.

A row that its table has lost is rebuilt from its journal entries where every one of them is there and none can be
missing after them; else it is lost, and told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import connect, identifier
from db.damaged_file import DamagedFile, TableReader
from db.journal_gaps import Gap, spans
from db.ledger_tables import entry_tables
from db.migrations import migrate
from db.salvage_entries import take_entry_tables
from db.tables import owned_tables

if TYPE_CHECKING:
    from db.connection import Connection

DERIVED = ("sqlite_", "_sqlite_", "search_")
"""Tables that are not carried over: SQLite's, the steps taken, and the search index, which is computed anew."""
FOUNDATION = ("offices", "epochs", "secrets", "office_keys")
"""Small tables on which all others stand; a backup of the same office may lend their rows."""
Tell = Callable[[str], None]


class Lost(NamedTuple):
    """A row that could not be had; ``known`` is what indexes or older entries still say of it.

    ``sure`` tells that the row was there; else only its place could not be read.
    """

    table: str
    row: int
    known: Mapping[str, Any]
    sure: bool = True


class Carried(NamedTuple):
    """What came over: rows read and rows rebuilt from the journal by table, and the rows that did not.

    ``case_numbers`` names, by id, the cases of which lost rows were a part.
    """

    read: dict[str, int]
    rebuilt: dict[str, int]
    lost: list[Lost]
    case_numbers: Mapping[str, str]


class Filling:
    """One new file while it is filled; everything happens in one transaction."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Make an empty file of today's schema; raises ``DiskTrouble``."""
        self.connection: Connection = connect(path, key, create=True)
        migrate(self.connection)
        self.connection.execute("PRAGMA foreign_keys = OFF")
        self.connection.execute("BEGIN IMMEDIATE")
        found = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        self.tables = [name for (name,) in found if not name.startswith(DERIVED)]
        self.read: dict[str, int] = {}
        self.rebuilt: dict[str, int] = {}
        self.lost: list[Lost] = []

    def finish(self) -> Carried:
        """Keep everything and close."""
        cases = {one.known["case_id"] for one in self.lost if one.known.get("case_id")}
        numbers = self.connection.execute(
            "SELECT id, number FROM cases WHERE id IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(sorted(cases)).decode(),),
        )
        self.case_numbers = {str(case_id): str(number) for case_id, number in numbers}
        self.connection.execute("COMMIT")
        self.connection.close()
        return Carried(self.read, self.rebuilt, self.lost, self.case_numbers)

    def give_up(self) -> None:
        """Keep nothing and close."""
        self.connection.close()

    def carry_over(self, file: DamagedFile, tell: Tell) -> None:
        """Take every readable row; what an index still knows of the others is kept for their names."""
        self.tables += take_entry_tables(self.connection, file)
        for table in self.tables:
            if table not in file.tables:
                continue
            tell(table)
            reader = TableReader(file, table, [name for name in file.columns(table) if name in self.columns_of(table)])
            self.read[table] = sum(self.put(table, reader.columns, piece) for piece in reader.rows())
            known = reader.known_of(reader.unread) if reader.unread else {}
            sure_of_all = bool(reader.unread) and reader.is_listed()
            for row in reader.unread:
                if row in known or not sure_of_all:
                    self.lost.append(Lost(table, row, known.get(row, {}), sure=row in known))

    def put(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """Write rows whose first value is their number; gives how many."""
        names, marks = ", ".join(identifier(name) for name in columns), ", ".join("?" * len(columns))
        self.connection.executemany(
            f"INSERT OR IGNORE INTO {identifier(table)} ({names}) VALUES ({marks})", (row[1:] for row in rows)
        )
        return len(rows)

    def lend(self, table: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """Put rows of a backup where this file has none of the same key; gives how many there are now."""
        for row in rows:
            names = [name for name in row if name in self.columns_of(table)]
            listed, marks = ", ".join(identifier(name) for name in names), ", ".join("?" * len(names))
            self.connection.execute(
                f"INSERT OR IGNORE INTO {identifier(table)} ({listed}) VALUES ({marks})", [row[name] for name in names]
            )
        (count,) = self.connection.execute(f"SELECT count(*) FROM {identifier(table)}").fetchone()
        return int(count)

    def stands(self) -> bool:
        """Tell whether our own office and every epoch and office that rows speak of are there."""
        return bool(
            self.connection.execute(
                "SELECT EXISTS (SELECT 1 FROM offices WHERE n = 1 AND relation = 'self')"
                " AND EXISTS (SELECT 1 FROM epochs WHERE owner = 1)"
                " AND NOT EXISTS (SELECT 1 FROM journal WHERE epoch NOT IN (SELECT n FROM epochs))"
                " AND NOT EXISTS (SELECT 1 FROM journal WHERE owner NOT IN (SELECT n FROM offices))"
            ).fetchone()[0]
        )

    def missing_rows(self) -> Iterator[tuple[str, str]]:
        """Name (table and id) the rows that the journal knows and that are not there."""
        for table in owned_tables(self.connection):
            found = self.connection.execute(
                "SELECT DISTINCT row_id FROM journal WHERE tbl = ? AND revision > 0 AND row_id NOT IN"
                f" (SELECT id FROM {identifier(table)})",
                (table,),
            )
            yield from ((table, row_id) for (row_id,) in found.fetchall())

    def drop_values_without_entry(self) -> int:
        """Drop old and new values whose journal entry was not read: nothing says whose they were."""
        sql = "DELETE FROM journal_values WHERE seq NOT IN (SELECT seq FROM journal)"
        return int(self.connection.execute(sql).rowcount)

    def gaps(self, highest: int) -> tuple[Gap, ...]:
        """Name the journal entries that are missing up to ``highest``, the last one known of."""
        found, expected = list[Gap](), 1
        for seq, digest in self.connection.execute("SELECT seq, digest FROM journal ORDER BY seq"):
            if seq != expected:
                found.append(Gap(expected, seq - 1, bytes(digest).hex()))
            expected = seq + 1
        if highest >= expected:
            found.append(Gap(expected, highest))
        return tuple(found)

    def highest_entry(self) -> int:
        """Give the highest number of a journal entry that anything in the file speaks of."""
        known = (("journal", "seq"), ("journal_values", "seq"), ("actions", "last_seq"), ("packages_out", "journal_to"))
        found = [
            self.connection.execute(f"SELECT max({column}) FROM {table}").fetchone()[0] or 0 for table, column in known
        ]
        return int(max(found))

    def missing_values(self, lost: Sequence[Lost]) -> tuple[tuple[int, int], ...]:
        """Name the entries whose old and new values could not be read (others were erased by law)."""
        numbers = [one.row for one in lost if one.table == "journal_values"]
        marks = msgspec.json.encode(numbers).decode()
        found = self.connection.execute(
            "SELECT seq FROM journal WHERE seq IN (SELECT value FROM json_each(?))", (marks,)
        )
        return spans(seq for (seq,) in found)

    def entry_tables(self) -> list[str]:
        """Name the tables of entries that the new file has by now."""
        return entry_tables(owned_tables(self.connection))

    def columns_of(self, table: str) -> list[str]:
        """Give the columns of a table."""
        return [str(name) for _, name, *_ in self.connection.execute(f"PRAGMA table_info({identifier(table)})")]
