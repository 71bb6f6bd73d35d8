"""What a newer version of a published ledger may change: nothing that entries already rest on (HOUSE §2.3)."""

from collections.abc import Iterator

from app.core.errors import Refused
from app.ledgers.declaration import Column, Declaration

TEXTS = ("line", "paragraphs")


def check_succession(former: Declaration, newer: Declaration) -> None:
    """Refuse a newer version that loses a field, changes its kind (anything may become text) or loses a choice."""
    for _, _, reason in broken(former, newer):
        raise Refused(
            f"“{former.title}”的新版声明不能采用：{reason}。",
            untouched="台账和已经登记的内容没有改动。",
            advice="已经发布的栏目只能改名称或改成文字；要别的类型，请另加一个栏目。",
        )


def broken(former: Declaration, newer: Declaration) -> Iterator[tuple[str, str, str]]:
    """Give what a newer version loses or changes: the field's key (empty: the ledger), the part of it, the reason."""
    if newer.key != former.key:
        yield "", "key", f"代号从“{former.key}”变成了“{newer.key}”"
    if newer.version <= former.version:
        yield "", "version", f"版本 {newer.version} 不比现在的 {former.version} 新"
    fields = {field.key: field for field in newer.field}
    for field in former.field:
        yield from ((field.key, *told) for told in _changed(field, fields.get(field.key)))
        if field.key in fields and fields[field.key].kind == "rows":
            columns = {column.key: column for column in fields[field.key].fields}
            for column in field.fields:
                lost = _changed(column, columns.get(column.key))
                yield from ((field.key, "columns", reason) for _, reason in lost)
    states = {state.key for state in newer.state}
    for state in former.state:
        if state.key not in states:
            yield "", "state", f"少了状态“{state.label}”"


def _changed(former: Column, newer: Column | None) -> Iterator[tuple[str, str]]:
    if newer is None:
        yield "label", f"少了栏目“{former.label}”"
        return
    if newer.kind != former.kind and newer.kind not in TEXTS:
        yield "kind", f"栏目“{former.label}”的类型从 {former.kind} 变成了 {newer.kind}"
    kept = {choice.value for choice in newer.choices}
    if newer.kind == former.kind and (lost := [one.label for one in former.choices if one.value not in kept]):
        yield "choices", f"栏目“{former.label}”少了选项“{lost[0]}”"
