"""What a clerk might type into every field of any ledger: texts that its kind and limits allow."""

from app.ledgers.declaration import Column, Declaration, Field

PLAIN = {
    "line": "修好了村口的路灯",
    "paragraphs": "第一段话。\n第二段话。",
    "day": "2026-10-08",
    "month": "2026-10",
    "time": "9:30",
    "period": "2026-10-01 至 2026-10-07",
    "yes_no": "是",
    "resident": "李淑芬",
    "residents": "李淑芬、外村人",
    "household": "赵四",
    "member": "李淑芬",
    "members": "李淑芬、王五",
    "unit": "东风村党支部",
    "post": "代办员",
    "item": "生育登记",
    "file": "现场照片",
}


def typed_text(field: Column, at: int = 0) -> str:
    """Give a text for one field; ``at`` tells entries apart where the field is a running text or a number."""
    if field.kind in {"choice", "choices"}:
        return field.choices[at % len(field.choices)].label
    if field.kind in {"whole", "decimal", "money"}:
        least, most = field.least or 0, field.most if field.most is not None else 10_000
        return f"{min(most, max(least, 1) + at):g}"
    if isinstance(field, Field) and field.kind == "rows":
        return "｜".join(typed_text(column, at).replace("\n", "") for column in field.fields)
    text = PLAIN[field.kind]
    if field.kind in {"line", "paragraphs"}:
        text = f"{text}{at or ''}"
        return text[: field.letters or 100]
    return text


def typed_entry(ledger: Declaration, at: int = 0) -> dict[str, str]:
    """Give a text for every field of a ledger."""
    return {field.key: typed_text(field, at) for field in ledger.field}
