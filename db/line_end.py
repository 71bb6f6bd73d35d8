"""Where the line of an office's file ends: its epochs, its last journal entry, the digest of any entry."""

from typing import TYPE_CHECKING, Any, NamedTuple

from db.salvage_schema import layout_digest

if TYPE_CHECKING:
    from db.store import Store


class LineEnd(NamedTuple):
    """``epochs``: ids of our own epochs by their place in the line; ``digest`` in hexadecimal digits."""

    office: str
    epoch: str
    epochs: dict[str, int]
    seq: int
    digest: str


def line_end(store: "Store") -> LineEnd:
    """Read where the line ends now."""
    epochs = {row["id"]: row["ordinal"] for row in store.rows("SELECT id, ordinal FROM epochs WHERE owner = 1")}
    last = store.row("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1")
    seq, digest = (last["seq"], bytes(last["digest"]).hex()) if last else (0, "")
    newest = max(epochs, key=lambda epoch: epochs[epoch])
    return LineEnd(str(store.office["id"]), newest, epochs, seq, digest)


def digest_at(store: "Store", seq: int) -> str:
    """Give the digest of one entry in hexadecimal digits; empty where there is none."""
    found = store.value("SELECT digest FROM journal WHERE seq = ?", (seq,))
    return bytes(found).hex() if found else ""


def ground(store: "Store") -> dict[str, list[dict[str, Any]]]:
    """Give the rows of offices and epochs: every other row stands on them."""
    return {table: store.rows(f"SELECT * FROM {table}") for table in ("offices", "epochs")}


def layout(store: "Store") -> str:
    """Digest where every table and index begins in the file."""
    rows = store.rows("SELECT name, rootpage FROM sqlite_master")
    return layout_digest((row["name"], row["rootpage"]) for row in rows)
