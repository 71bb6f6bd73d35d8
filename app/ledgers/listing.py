"""What a list asks for, put into typed keys: filters by kind, days, the order, the words that are searched for."""

import msgspec

from app.core.errors import Refused
from app.ledgers.facts import Wanted
from app.ledgers.fields import Fields
from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.registry import REFERRING, SEVERAL_REFERENCES
from app.search.typed import asked_of_entries
from db.identifiers import is_id
from db.ledgers import Asked, Condition

UNTOUCHED = "什么也没有改动。"


def asked_for(fields: Fields, wanted: Wanted) -> Asked:
    """Give the question that is put to the file; raises ``Refused`` for a filter or an order that makes no sense."""
    ledger = fields.ledger
    order, by = _order(fields, (wanted.sort or ledger.list.sort or f"-{ledger.day}").removeprefix("-"))
    length = len("2026-10") if fields.all[ledger.day][0].kind == "month" else len("2026-10-01")
    return Asked(
        ledger=ledger.key,
        conditions=tuple(_condition(fields, key, text) for key, text in wanted.filters.items() if text.strip()),
        day=ledger.day,
        first=wanted.first.isoformat()[:length] if wanted.first else "",
        last=wanted.last.isoformat()[:length] if wanted.last else "",
        words=asked_of_entries(wanted.text),
        order=order,
        by=by,
        descending=(wanted.sort or ledger.list.sort or f"-{ledger.day}").startswith("-"),
        removed=wanted.removed,
    )


def _order(fields: Fields, key: str) -> tuple[str, str]:
    if key in {"number", "state"}:
        return key, "text"
    if key not in fields.all:
        raise Refused(f"没有“{key[:20]}”这个栏目，不能照它排。", untouched=UNTOUCHED)
    kind = fields.all[key][1]
    return key, "text" if kind.column_type == "INTEGER" else kind.order


def _condition(fields: Fields, key: str, text: str) -> Condition:
    if key == "number":
        return Condition(key, "begins", text.strip())
    if key == "state":
        labels = {state.label: state.key for state in fields.ledger.state}
        return Condition(key, "is", labels.get(text.strip(), text.strip()))
    if key not in fields.all:
        raise Refused(f"没有“{key[:20]}”这个栏目，不能照它找。", untouched=UNTOUCHED)
    field, kind = fields.all[key]
    if field.kind in REFERRING:
        return _reference(key, field.kind, text.strip())
    if field.kind in {"paragraphs", "rows"}:
        return Condition(key, "holds", text.strip())
    try:
        value = kind.typed(text)
    except NotTyped as trouble:
        raise Refused(f"“{field.label}”{trouble}。", untouched=UNTOUCHED, advice="请改一改要找的内容。") from trouble
    if field.kind == "choices":
        return Condition(key, "holds", _quoted(value[0]))
    return Condition(key, "is", kind.stored(value))


def _reference(key: str, kind: str, text: str) -> Condition:
    by_id = is_id(text) or (kind == "item" and text.isascii())
    if kind in SEVERAL_REFERENCES:
        return Condition(key, "holds", f'"{"id" if by_id else "name"}":{_quoted(text)}')
    return Condition(key, "begins", f'{{"id":{_quoted(text)},') if by_id else Condition(key, "named", text)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
