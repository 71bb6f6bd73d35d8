"""From a declaration to a design and back: a copy, a newer version, and the declaration that a design means."""

from collections.abc import Container
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import structs

from app.ledgers.declaration import (
    CHOOSING,
    Choice,
    Column,
    Declaration,
    Field,
    Listed,
    Posting,
    Register,
    Share,
)
from app.ledgers.designing.design import TODAY_TYPED, Design, DesignedColumn, DesignedField
from app.ledgers.designing.keys import with_keys
from app.ledgers.kinds.kind import plain
from app.ledgers.kinds.typing_in import fault_of
from app.ledgers.reading import shipped_declarations

TODAY = "today"
NO_LABEL, NO_TITLE, NO_CHOICE, NO_WORDS = "（没有名称）", "新台账", "（还没有选项）", "……"
"""What stands in the preview where nothing is typed yet; nothing of it can be published."""
PREVIEW = "preview"
"""The key of a ledger that is only looked at."""
CALLED_BY = ("resident", "household", "member", "line", "choice", "unit", "item", "post", "residents", "members")
"""Kinds by which an entry is called, the best first."""


def copy_of(declared: Declaration, title: str = "") -> Design:
    """Design a ledger like another one: its fields, states and paper; what cases fill stays with that one."""
    design = _design_of(declared)
    fields = tuple(structs.replace(one, computed="") for one in design.fields)
    return structs.replace(design, key="", version=1, title=title, fields=fields, fill=None)


def newer_of(declared: Declaration) -> Design:
    """Design the next version of a ledger that was made here."""
    return structs.replace(_design_of(declared), version=declared.version + 1)


def declared(design: Design, ledgers: Container[str]) -> Declaration:
    """Give the declaration that a design means; where it is not finished something stands in for the preview.

    ``ledgers`` are the keys of the office, so that the new one gets a key of its own. The design must have a field.
    """
    return _declared(with_keys(design, ledgers))


def previewed(design: Design) -> Declaration:
    """Give the same for the eye alone: new fields keep the keys they have meanwhile, however they are called."""
    return _declared(structs.replace(design, key=design.key or PREVIEW))


def _declared(design: Design) -> Declaration:
    fields = tuple(_field(one) for one in design.fields)
    day = design.day
    name = design.name or f"{{{called_by(design)}}}"
    printed = design.printed or (Share(field=design.fields[0].key, share=100),)
    return Declaration(
        key=design.key,
        title=design.title.strip() or NO_TITLE,
        system=design.system or _system_of(design.group),
        group=design.group,
        purpose=design.purpose.strip() or NO_WORDS,
        version=design.version,
        day=day,
        close=design.close,
        carry=design.carry and bool(design.states),
        name=name,
        field=fields,
        list=Listed(columns=design.listed or (design.fields[0].key,), filters=design.filters, sort=design.sort),
        register=Register(orientation=design.orientation, columns=printed, signature=design.signature),
        notice=Posting(columns=design.posted) if design.posted else None,
        measure=design.measures,
        duty=design.duties,
        state=design.states,
        step=design.steps,
        fill=design.fill,
        money=design.money,
    )


def called_by(design: Design) -> str:
    """Give the key of the field by which the program would call an entry."""
    ranked = sorted(
        design.fields,
        key=lambda one: (not one.required, CALLED_BY.index(one.kind) if one.kind in CALLED_BY else len(CALLED_BY)),
    )
    fitting = [one for one in ranked if one.kind in CALLED_BY]
    return (fitting or ranked)[0].key


def number_typed(text: str) -> float | None:
    """Read a bound; nothing typed is none. Raises ``ValueError`` for what is no number."""
    if not text.strip():
        return None
    try:
        number = Decimal(plain(text))
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite():
        raise ValueError(text)
    return float(number)


def default_kept(column: DesignedColumn) -> str:
    """Give the default as a declaration keeps it: the value of a choice, ``today`` for the day of entering."""
    if column.default == TODAY_TYPED and column.kind in {"day", "month"}:
        return TODAY
    return next((one.value for one in column.choices if one.label == column.default), column.default)


def _design_of(declared: Declaration) -> Design:
    shown = declared.list
    return Design(
        title=declared.title,
        group=declared.group,
        purpose=declared.purpose,
        key=declared.key,
        version=declared.version,
        system=declared.system,
        day=declared.day,
        close=declared.close,
        carry=declared.carry,
        name=declared.name,
        fields=tuple(_designed_field(one) for one in declared.field),
        listed=shown.columns,
        filters=shown.filters,
        sort=shown.sort,
        orientation=declared.register.orientation,
        printed=declared.register.columns,
        signature=declared.register.signature,
        posted=declared.notice.columns if declared.notice is not None else (),
        measures=declared.measure,
        duties=declared.duty,
        states=declared.state,
        steps=declared.step,
        fill=declared.fill,
        money=declared.money,
    )


def _designed_field(field: Field) -> DesignedField:
    columns = tuple(DesignedColumn(**_designed(one)) for one in field.fields)
    return DesignedField(
        **_designed(field), section=field.section, search=field.search, columns=columns, computed=field.computed
    )


def _designed(column: Column) -> dict[str, Any]:
    default = TODAY_TYPED if column.default == TODAY else column.default
    return {
        "key": column.key,
        "label": column.label,
        "kind": column.kind,
        "required": column.required,
        "default": next((one.label for one in column.choices if one.value == default), default),
        "hint": column.hint,
        "least": _number_text(column.least),
        "most": _number_text(column.most),
        "letters": str(column.letters) if column.letters else "",
        "choices": column.choices,
        "unit": column.unit,
        "privacy": column.privacy,
    }


def _number_text(number: float | None) -> str:
    return "" if number is None else f"{Decimal(repr(number)).normalize():f}"


def _field(field: DesignedField) -> Field:
    columns = tuple(Column(**_column(one)) for one in field.columns)
    if field.kind == "rows" and not columns:
        columns = (Column(key="empty", label=NO_LABEL, kind="line"),)
    section, search, computed = field.section.strip(), field.search, field.computed
    return Field(**_column(field), section=section, search=search, fields=columns, computed=computed)


def _column(column: DesignedColumn) -> dict[str, Any]:
    """Give what a declaration says of a column; a bound or a default that makes no sense is left out."""
    said: dict[str, Any] = {
        "key": column.key,
        "label": column.label.strip() or NO_LABEL,
        "kind": column.kind,
        "required": column.required,
        "hint": column.hint.strip(),
        "unit": column.unit.strip(),
        "privacy": column.privacy,
        "choices": column.choices or ((Choice(value="-", label=NO_CHOICE),) if column.kind in CHOOSING else ()),
    }
    for name in ("least", "most"):
        with suppress(ValueError):
            said[name] = number_typed(getattr(column, name))
    if column.letters.isdecimal():
        said["letters"] = int(column.letters)
    default = default_kept(column)
    if default == TODAY or not fault_of(Column(**said), default):
        said["default"] = default
    return said


def _system_of(group: str) -> str:
    """Give the system that most shipped ledgers of a group serve."""
    found = [one.system for one in shipped_declarations() if one.group == group]
    return max(found, key=found.count, default="S05")
