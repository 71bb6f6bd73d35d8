"""Receipts of packages written and read, attempts, twins, and the line of epochs (local tables)."""

from typing import TYPE_CHECKING, Any

import msgspec

from db.identifiers import new_id

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def last_number(store: "Store") -> int:
    """Give the number of the last package we wrote; 0 before the first."""
    return int(store.value("SELECT coalesce(max(number), 0) FROM packages_out"))


def last_written(store: "Store") -> dict[str, Any] | None:
    """Give the receipt of the last package we wrote."""
    return store.row("SELECT * FROM packages_out ORDER BY number DESC LIMIT 1")


def packages_written(store: "Store") -> list[dict[str, Any]]:
    """Give the receipts of all packages we wrote, newest first."""
    return store.rows("SELECT * FROM packages_out ORDER BY number DESC")


def own_line(store: "Store") -> list[dict[str, Any]]:
    """Give our own epochs in the order of succession."""
    return store.rows(
        "SELECT id, ordinal, predecessor, forked_after, forked_entry FROM epochs WHERE owner = 1 ORDER BY ordinal, id"
    )


def attempts(store: "Store", number: int) -> list[str]:
    """Give the digests of earlier attempts at this package that may lie on some stick."""
    found = store.rows("SELECT sha256 FROM package_attempts WHERE number = ? ORDER BY tried_at, sha256", (number,))
    return [row["sha256"] for row in found]


def note_attempt(write: "Writing", number: int, sha256: str) -> None:
    """Remember that an attempt may come to lie on a stick, before it does."""
    write.local(
        "INSERT OR IGNORE INTO package_attempts (sha256, number, tried_at) VALUES (?, ?, ?)", (sha256, number, write.at)
    )


_WRITTEN = """
    INSERT INTO packages_out (number, epoch, recipient, file_name, sha256, file_sha256, rows, check_code, journal_from,
        journal_to, written_at, operator)
    VALUES (:number, :epoch, :recipient, :file_name, :sha256, :file_sha256, :rows, :check_code, :journal_from,
        :journal_to, :written_at, :operator)
"""


def record_written(write: "Writing", receipt: dict[str, Any]) -> None:
    """Keep the receipt of a package that was read back whole, and forget the attempts at it."""
    values = {**receipt, "epoch": write.store.epoch, "written_at": write.at, "operator": write.operator}
    write.store.writer.execute(_WRITTEN, values)
    write.local("DELETE FROM package_attempts WHERE number <= ?", (receipt["number"],))
    write.note("package", "packages_out", str(receipt["number"]), receipt["file_name"])


def receipts_of(store: "Store", sender: int) -> list[dict[str, Any]]:
    """Give every receipt from one sender, in the order of numbers."""
    return store.rows("SELECT * FROM packages_in WHERE sender = ? ORDER BY number, read_at", (sender,))


def receipt(store: "Store", sha256: str) -> dict[str, Any] | None:
    """Give the receipt of one package."""
    return store.row("SELECT * FROM packages_in WHERE sha256 = ?", (sha256,))


def last_number_from(store: "Store", sender: int) -> int:
    """Give the highest number taken from a sender; 0 before the first."""
    found = store.value("SELECT max(number) FROM packages_in WHERE sender = ? AND state = 'taken'", (sender,))
    return int(found or 0)


_TAKEN = """
    INSERT OR REPLACE INTO packages_in (sha256, state, sender, epoch, number, previous, is_full, abandoned, file_name,
        rows, journal_from, journal_to, note, read_at, operator)
    VALUES (:sha256, :state, :sender, :epoch, :number, :previous, :is_full, :abandoned, :file_name,
        :rows, :journal_from, :journal_to, :note, :read_at, :operator)
"""


def record_read(write: "Writing", entry: dict[str, Any]) -> None:
    """Keep the receipt of a package that was read: taken, or set aside as a fork."""
    abandoned = msgspec.json.encode(entry["abandoned"]).decode()
    values = {**entry, "abandoned": abandoned, "read_at": write.at, "operator": write.operator}
    write.store.writer.execute(_TAKEN, values)
    write.note("read-package", "packages_in", entry["sha256"], entry["file_name"])


def journal_end(store: "Store") -> int:
    """Give the number of the journal's last entry."""
    return int(store.value("SELECT coalesce(max(seq), 0) FROM journal"))


def line_of(store: "Store", owner: int) -> list[dict[str, Any]]:
    """Give the epochs that are known of an office."""
    return store.rows("SELECT * FROM epochs WHERE owner = ? ORDER BY ordinal, id", (owner,))


def add_epoch(write: "Writing", owner: int, epoch: dict[str, Any]) -> None:
    """Write down an epoch of another office; one that is known stays as it is."""
    write.local(
        "INSERT OR IGNORE INTO epochs (id, owner, ordinal, predecessor, forked_after, forked_entry, started_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(epoch["id"], owner, epoch["ordinal"], epoch["after"]),
            *(epoch["last_number"], epoch["last_entry"], write.at),
        ),
    )


def start_epoch(write: "Writing") -> str:
    """Begin a new epoch of our own after a restore: the newest one's successor, forked after what this file knows."""
    store = write.store
    last = own_line(store)[-1]
    epoch_id = new_id()
    write.local(
        "INSERT INTO epochs (id, owner, ordinal, predecessor, forked_after, forked_entry, started_at)"
        " VALUES (?, 1, ?, ?, ?, ?, ?)",
        (epoch_id, last["ordinal"] + 1, last["id"], last_number(store), journal_end(store), write.at),
    )
    return epoch_id


def add_twin(write: "Writing", twin: dict[str, Any]) -> bool:
    """Keep a second copy of a row for a person to decide on; ``False`` where it is kept already."""
    return bool(
        write.local(
            "INSERT OR IGNORE INTO twins (tbl, row_id, owner, epoch, revision, content, package, found_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*(twin[name] for name in ("tbl", "row_id", "owner", "epoch", "revision", "content", "package")), write.at),
        )
    )


def open_twins(store: "Store") -> list[dict[str, Any]]:
    """Give the twins nobody has decided on, with the office they belong to."""
    return store.rows(
        "SELECT t.*, o.unit, o.name FROM twins AS t JOIN offices AS o ON o.n = t.owner WHERE t.decision = ''"
        " ORDER BY t.n"
    )


def twins_of(store: "Store", owner: int) -> int:
    """Count the rows of an office that wait for a decision."""
    return int(store.value("SELECT count(*) FROM twins WHERE owner = ? AND decision = ''", (owner,)))
