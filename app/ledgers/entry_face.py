"""An entry as others read it: every field as text, personal numbers masked unless they are asked for in full."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.core.masking import mask_account, mask_address, mask_id_number, mask_phone
from app.ledgers.declaration import Column, Declaration
from app.ledgers.facts import Entry
from app.ledgers.kinds.registry import shown

MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"id_number": mask_id_number, "phone": mask_phone, "address": mask_address, "account": mask_account}
)


class EntryFace(msgspec.Struct, frozen=True):
    """What is read of an entry; ``texts`` by field key, empty where nothing is filled."""

    id: str
    number: str
    state: str
    name: str
    texts: dict[str, str]
    corrects: str = ""
    corrected_by: str = ""
    revision: int = 1
    removed: bool = False

    def told(self) -> dict[str, Any]:
        """Give it as plain values."""
        known: dict[str, Any] = msgspec.to_builtins(self)
        return known


def entry_face(ledger: Declaration, entry: Entry, *, in_full: bool = False) -> EntryFace:
    """Give what is read of an entry."""
    labels = {state.key: state.label for state in ledger.state}
    return EntryFace(
        id=entry.id,
        number=entry.number,
        state=labels.get(entry.state, entry.state),
        name=entry.name,
        texts={field.key: read_text(field, entry.values.get(field.key), in_full=in_full) for field in ledger.field},
        corrects=entry.corrects,
        corrected_by=entry.corrected_by,
        revision=entry.revision,
        removed=entry.removed,
    )


def read_text(field: Column, value: object, *, in_full: bool = False) -> str:
    """Give a field's text, masked by its privacy class unless asked for in full."""
    text = shown(field, value)
    mask = MASKS.get(field.privacy)
    return text if in_full or mask is None or not text else mask(text)
