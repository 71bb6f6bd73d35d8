"""What tests type into the fields of a declaration, by kind."""

from typing import Any

from app.ledgers.declaration import Column, Declaration, Field

TYPED = {
    "line": "示例",
    "paragraphs": "写在这里",
    "whole": "3",
    "decimal": "2.5",
    "money": "12.50",
    "day": "2026-10-8",
    "month": "2026-9",
    "time": "9:30",
    "period": "2026-10-01 至 2026-10-08",
    "yes_no": "是",
}


def typed_for(column: Column) -> str:
    """Give what a clerk types into a field."""
    if column.kind in {"choice", "choices"}:
        return column.choices[0].label
    if column.kind == "whole" and column.least is not None:
        return str(max(3, int(column.least)))
    return TYPED.get(column.kind, "王守田")


def required(declaration: Declaration) -> dict[str, Any]:
    """Give every field that a new entry must have."""
    return {one.key: given_for(one) for one in declaration.field if one.required}


def given_for(field: Field) -> Any:
    """Give what the service takes for a field."""
    if field.kind == "rows":
        return [{one.key: typed_for(one) for one in field.fields}]
    return typed_for(field)
