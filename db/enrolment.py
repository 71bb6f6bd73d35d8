"""Offices that know each other: parent, children, their keys, open invitations, and our own secrets (local tables)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def parent_office(store: "Store") -> dict[str, Any] | None:
    """Give the office we report to, if we are enrolled."""
    return store.row("SELECT * FROM offices WHERE relation = 'parent' ORDER BY n DESC LIMIT 1")


def child_offices(store: "Store") -> list[dict[str, Any]]:
    """Give the offices that report to us, in the order of their unit codes."""
    return store.rows("SELECT * FROM offices WHERE relation = 'child' ORDER BY unit, n")


def office_by_id(store: "Store", office_id: str) -> dict[str, Any] | None:
    """Give any known office by its id."""
    return store.row("SELECT * FROM offices WHERE id = ?", (office_id,))


def add_office(write: "Writing", relation: str, party: dict[str, str], day: str) -> int:
    """Write down a new office (``party`` has id, kind, unit, name) and give its number."""
    write.local(
        "INSERT INTO offices (id, relation, kind, unit, name, enrolled_on) VALUES (?, ?, ?, ?, ?, ?)",
        (party["id"], relation, party["kind"], party["unit"], party["name"], day),
    )
    return int(write.store.value("SELECT n FROM offices WHERE id = ?", (party["id"],)))


def change_office(write: "Writing", n: int, relation: str, party: dict[str, str], day: str) -> None:
    """Renew what is known of an office."""
    write.local(
        "UPDATE offices SET relation = ?, unit = ?, name = ?, enrolled_on = ? WHERE n = ?",
        (relation, party["unit"], party["name"], day, n),
    )


def dismiss_office(write: "Writing", n: int) -> None:
    """Keep an office and its rows, but take nothing from it any more."""
    write.local("UPDATE offices SET relation = 'former' WHERE n = ?", (n,))


def office_keys(store: "Store", n: int) -> list[dict[str, Any]]:
    """Give the line of keys of an office, oldest first."""
    return store.rows("SELECT * FROM office_keys WHERE office = ? ORDER BY valid_from", (n,))


def add_office_key(write: "Writing", n: int, valid_from: int, sign_key: bytes, seal_key: str) -> None:
    """Put a key at the end of an office's line; it holds for packages from this number on."""
    write.local(
        "INSERT OR REPLACE INTO office_keys (office, valid_from, sign_key, seal_key, added_at) VALUES (?, ?, ?, ?, ?)",
        (n, valid_from, sign_key, seal_key, write.at),
    )


def secret(store: "Store", name: str) -> bytes | None:
    """Give one of our own secrets."""
    found = store.value("SELECT value FROM secrets WHERE name = ?", (name,))
    return None if found is None else bytes(found)


def keep_secret(write: "Writing", name: str, value: bytes) -> None:
    """Keep one of our own secrets inside the encrypted file; it is not journalled."""
    write.local("INSERT INTO secrets (name, value) VALUES (?, ?)", (name, value))


def open_invitation(write: "Writing", nonce: str, digest: str, unit: str, name: str) -> None:
    """Remember an invitation; it replaces an older open one of the same unit."""
    write.local("UPDATE invitations SET state = 'replaced' WHERE unit = ? AND state = 'open'", (unit,))
    write.local(
        "INSERT INTO invitations (nonce, digest, unit, name, made_at) VALUES (?, ?, ?, ?, ?)",
        (nonce, digest, unit, name, write.at),
    )


def invitation(store: "Store", nonce: str) -> dict[str, Any] | None:
    """Give an invitation of ours."""
    return store.row("SELECT * FROM invitations WHERE nonce = ?", (nonce,))


def close_invitation(write: "Writing", nonce: str) -> None:
    """Mark an invitation as used."""
    write.local("UPDATE invitations SET state = 'used' WHERE nonce = ?", (nonce,))
