"""What becomes of kept values where a newer version of a ledger makes a field a text: they read as before."""

from collections.abc import Iterator, Mapping

from app.ledgers.declaration import Declaration, Field
from app.ledgers.grouping import Stored
from app.ledgers.kinds.registry import kind_of
from app.ledgers.succession import TEXTS


def turned_fields(former: Declaration, newer: Declaration) -> tuple[tuple[Field, Field], ...]:
    """Give the fields, before and after, that became texts, or whose rows have a column that did."""
    fields = {field.key: field for field in newer.field}
    pairs = ((field, fields[field.key]) for field in former.field if field.key in fields)
    return tuple(
        (old, new) for old, new in pairs if old.kind != new.kind or (old.kind == "rows" and any(_cells(old, new)))
    )


def turned(row: Mapping[str, Stored], fields: tuple[tuple[Field, Field], ...]) -> dict[str, Stored]:
    """Give the stored columns of one entry that read otherwise now; empty where none does."""
    found: dict[str, Stored] = {}
    for old, new in fields:
        kept = row[old.key]
        if kept is None:
            continue
        kind = kind_of(old)
        text = _rows_turned(old, new, kept) if new.kind == "rows" else _line(new, kind.shown(kind.read(kept)))
        if text != kept:
            found[old.key] = text
    return found


def _rows_turned(old: Field, new: Field, kept: str | int) -> Stored:
    cells = dict(_cells(old, new))
    kinds = {column.key: kind_of(column) for column in old.fields}
    rows = [
        {key: kinds[key].shown(cell) if key in cells else cell for key, cell in row.items()}
        for row in kind_of(old).read(kept)
    ]
    return kind_of(new).stored(tuple(rows))


def _cells(old: Field, new: Field) -> Iterator[tuple[str, str]]:
    """Give key and new kind of each column of the rows that became a text."""
    columns = {column.key: column for column in new.fields}
    for column in old.fields:
        if column.key in columns and columns[column.key].kind != column.kind:
            yield column.key, columns[column.key].kind


def _line(field: Field, text: str) -> str:
    return " ".join(text.split("\n")) if field.kind == TEXTS[0] else text
