"""The declarations that an office published, and how its ledgers stand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.writing import PROGRAM, SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

TABLE = "ledger_declarations"


def stored_declarations(store: "Store", owner: int = SELF) -> list[dict[str, Any]]:
    """Read what an office said of ledgers; ``text`` is empty for one that ships with the program.

    Of another office a ledger can be here twice, when a restored backup took its first publication back: the newer one
    comes last.
    """
    return store.rows(
        "SELECT d.id, d.key, d.version, d.status, d.since, d.text, d.made_by FROM ledger_declarations AS d"
        " JOIN epochs AS e ON e.n = d.epoch WHERE d.owner = ? AND d.deleted = 0"
        " ORDER BY iif(d.owner = ?, 0, e.ordinal), d.n",
        (owner, SELF),
    )


def makers(store: "Store") -> list[int]:
    """Give the numbers of the other offices of which a ledger of their own making is here."""
    found = store.rows("SELECT DISTINCT owner FROM ledger_declarations WHERE owner > ? AND text <> ''", (PROGRAM,))
    return [int(row["owner"]) for row in found]


def keep_declaration(write: "Writing", key: str, values: Mapping[str, object], action: str) -> str:
    """Write what is said of one ledger and give its row's id."""
    known = write.store.row("SELECT id, deleted FROM ledger_declarations WHERE owner = ? AND key = ?", (SELF, key))
    if known is None:
        return write.insert(TABLE, {"key": key, "since": None, "text": "", **values}, action=action)
    row_id = str(known["id"])
    if known["deleted"]:  # its first status was taken back
        write.revive(TABLE, row_id, write.reason)
    write.update(TABLE, row_id, values, action=action)
    return row_id
