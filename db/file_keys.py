"""What an office's file remembers of its own keys: former file keys, and which slots were seen last (local tables)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

_FORMER = "file-key-"
_GENERATION = "slots-generation"
_KEEP = "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def keep_former_key(write: "Writing", key_id: str, key: bytes) -> None:
    """Keep a file key that was replaced: backups and attachments of that time are opened with it."""
    write.local(_KEEP, (f"{_FORMER}{key_id}", key))


def former_keys(store: "Store") -> dict[str, bytes]:
    """Give the file keys that were replaced, by their ids."""
    rows = store.rows("SELECT name, value FROM secrets WHERE substr(name, 1, ?) = ?", (len(_FORMER), _FORMER))
    return {row["name"].removeprefix(_FORMER): bytes(row["value"]) for row in rows}


def keep_generation(write: "Writing", generation: int) -> None:
    """Remember which generation of the key slots this office has seen."""
    write.local(_KEEP, (_GENERATION, str(generation).encode()))


def seen_generation(store: "Store") -> int:
    """Give the newest generation of the key slots that this office has seen; 0 where none was remembered."""
    found = store.value("SELECT value FROM secrets WHERE name = ?", (_GENERATION,))
    return int(bytes(found)) if found else 0
