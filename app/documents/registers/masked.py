"""What a fact of an entry says on paper; on a paper that others may see, persons cannot be told from it (DOMAIN C4)."""

from collections.abc import Callable

from app.core.masking import mask_account, mask_address, mask_id_number, mask_name, mask_phone
from app.documents.faces import clean
from app.ledgers.declaration import Column, Field
from app.ledgers.kinds.registry import kind_of

Masking = Callable[[str], str]
WITHHELD = "不公开"
NAMES = "、"
PERSONS = frozenset({"resident", "residents", "household", "member", "members"})
_MASKS: dict[str, Masking] = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "account": mask_account,
    "address": mask_address,
}


def paper_text(column: Column, value: object, masking: Masking | None = None) -> str:
    """Give a value as it is printed; an empty one as nothing. With ``masking``, which hides a name, nobody is named."""
    if value is None:
        return ""
    if column.kind == "rows" and isinstance(column, Field):
        return _rows(column, value, masking)
    text = clean(kind_of(column).shown(value))
    return text if masking is None else masked_text(column, text, masking)


def masked_text(column: Column, text: str, masking: Masking = mask_name) -> str:
    """Give a text so that it may hang where everybody reads it."""
    if not text or column.privacy == "sensitive":
        return WITHHELD if text else ""
    if column.privacy == "name" or column.kind in PERSONS:
        return NAMES.join(masking(name) for name in text.split(NAMES) if name.strip())
    mask = _MASKS.get(column.privacy)
    return mask(text) if mask is not None else text


def _rows(column: Field, value: object, masking: Masking | None) -> str:
    """Give the rows of an entry line by line, each cell masked as its own column asks for."""
    rows = value if isinstance(value, tuple) else ()
    lines = ([paper_text(own, row.get(own.key), masking) for own in column.fields] for row in rows)
    return "\n".join("　".join(text for text in texts if text) for texts in lines)
