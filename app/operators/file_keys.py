"""Every key that this office's file ever had: today's, and those that old backups and attachments still need."""

from typing import TYPE_CHECKING

from app.operators.slots import key_id
from db.file_keys import former_keys

if TYPE_CHECKING:
    from db.store import Store


def known_keys(store: "Store") -> dict[str, bytes]:
    """Give today's file key and all former ones by their ids (:func:`app.operators.slots.key_id`), today's first."""
    return {key_id(store.key): store.key, **former_keys(store)}
