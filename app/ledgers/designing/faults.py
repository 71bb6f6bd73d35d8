"""What is still wrong with a designed ledger, in the clerk's words, each beside the line in which she mends it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.ledgers.checking import MOST_CHOICES, MOST_FIELDS, MOST_LABEL, MOST_TEXT, MOST_TITLE, faults, groups
from app.ledgers.declaration import CHOOSING, Column, Declaration, Field
from app.ledgers.designing.design import Design, DesignedColumn
from app.ledgers.designing.making import TODAY, declared, default_kept, number_typed
from app.ledgers.designing.text import declaration_text
from app.ledgers.kinds.typing_in import fault_of
from app.ledgers.reading import read_declaration
from app.ledgers.refusal import DeclarationRefused
from app.ledgers.standing import Standing
from app.ledgers.succession import broken

LEDGER = -1
_MOST_LETTERS = 10_000


@dataclass(frozen=True, slots=True)
class DesignFault:
    """``at`` is the place of the field (-1: the ledger as a whole), ``part`` the line of it, as in the design.

    ``missing`` tells that nothing is there yet, which is held against nobody while typing.
    """

    at: int
    part: str
    words: str
    missing: bool = False


def design_faults(design: Design, known: Mapping[str, Standing]) -> tuple[DesignFault, ...]:
    """Give everything that keeps a design from being published; nothing where it can be.

    ``known`` are the ledgers of the office.
    """
    found = [*_head(design, known), *_fields(design)]
    if design.fields:
        found += _beyond(design, known, {(one.at, one.part) for one in found})
    if not found:
        found += _as_text(declared(design, known))
    return tuple(found)


def former_of(design: Design, known: Mapping[str, Standing]) -> Declaration | None:
    """Give the version that this one follows, ``None`` for a new ledger."""
    return known[design.key].declaration if design.key in known else None


def published_fields(design: Design, known: Mapping[str, Standing]) -> Mapping[str, Field]:
    """Give the fields that are published already, by key: entries may rest on them."""
    former = former_of(design, known)
    return {} if former is None else {one.key: one for one in former.field}


def _head(design: Design, known: Mapping[str, Standing]) -> Iterator[DesignFault]:
    yield from _words(LEDGER, "title", design.title, MOST_TITLE, "请给台账起个名称")
    if any(one.declaration.title == design.title.strip() and key != design.key for key, one in known.items()):
        yield DesignFault(LEDGER, "title", "已经有一本台账叫这个名称，请换一个")
    if design.group not in dict(groups()):
        yield DesignFault(LEDGER, "group", "请选放在哪一类里", missing=True)
    yield from _words(LEDGER, "purpose", design.purpose, MOST_TEXT, "请写一句这本台账记什么")
    if not any(one.kind in {"day", "month"} for one in design.fields):
        yield DesignFault(LEDGER, "fields", "要有一栏日期或月份，台账才能分月、结账")
    if len(design.fields) > MOST_FIELDS:
        yield DesignFault(LEDGER, "fields", f"有 {len(design.fields)} 栏，最多 {MOST_FIELDS} 栏")
    if design.fields and not design.listed:
        yield DesignFault(LEDGER, "listed", "清单里至少要有一栏：在“栏目”里给一栏勾上“清单”")
    if design.fields and not design.printed:
        yield DesignFault(LEDGER, "printed", "登记簿上至少要有一栏：在“栏目”里给一栏勾上“登记簿”")


def _fields(design: Design) -> Iterator[DesignFault]:
    labels = Counter(one.label.strip() for one in design.fields)
    for at, field in enumerate(design.fields):
        yield from _words(at, "label", field.label, MOST_LABEL, "请写这一栏的名称")
        if field.label.strip() and labels[field.label.strip()] > 1:
            yield DesignFault(at, "label", "有两栏叫这个名称，请改一个")
        for part, words in _column(field):
            yield DesignFault(at, part, words)
        if field.kind in CHOOSING and not field.choices:
            yield DesignFault(at, "choices", "请写上可以选什么，一行一个", missing=True)
        if field.kind == "rows":
            yield from _columns(at, field.columns)


def _columns(at: int, columns: Iterable[DesignedColumn]) -> Iterator[DesignFault]:
    names = Counter(one.label.strip() for one in columns)
    if not names:
        yield DesignFault(at, "columns", "请写上这张小表有哪几列", missing=True)
    for row, column in enumerate(columns, 1):
        label = column.label.strip()
        if not label:
            yield DesignFault(at, "columns", f"第 {row} 列还没有名称", missing=True)
        elif names[label] > 1:
            yield DesignFault(at, "columns", f"有两列叫“{label}”")
        if column.kind in CHOOSING and not column.choices:
            yield DesignFault(at, "columns", f"第 {row} 列要写上可以选什么", missing=True)
        for _, words in _column(column):
            yield DesignFault(at, "columns", f"第 {row} 列：{words}")


def _words(at: int, part: str, text: str, most: int, missing: str) -> Iterator[DesignFault]:
    if not text.strip():
        yield DesignFault(at, part, missing, missing=True)
    elif len(text.strip()) > most:
        yield DesignFault(at, part, f"有 {len(text.strip())} 个字，最多 {most} 个")
    elif not text.strip().isprintable():
        yield DesignFault(at, part, "不能换行，也不能有看不见的符号")


def _column(column: DesignedColumn) -> Iterator[tuple[str, str]]:
    """Give part and words of what makes no sense in a field or a column of its rows."""
    numbers: dict[str, float | None] = {}
    for part in ("least", "most"):
        try:
            numbers[part] = number_typed(getattr(column, part))
        except ValueError:
            yield part, "这里要写数"
    least, most = numbers.get("least"), numbers.get("most")
    if least is not None and most is not None and least > most:
        yield "most", "最大比最小还小"
    if column.letters and not (column.letters.isdecimal() and 1 <= int(column.letters) <= _MOST_LETTERS):
        yield "letters", f"这里要写 1 到 {_MOST_LETTERS} 的数"
    bounds = {name: number for name, number in numbers.items() if number is not None}
    yield from _default(column, bounds)
    yield from _lengths(column)


def _lengths(column: DesignedColumn) -> Iterator[tuple[str, str]]:
    if len(column.hint) > MOST_TEXT:
        yield "hint", f"有 {len(column.hint)} 个字，最多 {MOST_TEXT} 个"
    if len(column.unit) > MOST_TITLE:
        yield "unit", f"最多 {MOST_TITLE} 个字"
    if len(column.choices) > MOST_CHOICES:
        yield "choices", f"有 {len(column.choices)} 项，最多 {MOST_CHOICES} 项"
    if wrong := [one.label for one in column.choices if len(one.label) > 2 * MOST_LABEL]:
        yield "choices", f"“{wrong[0][:10]}……”太长，一项最多 {2 * MOST_LABEL} 个字"


def _default(column: DesignedColumn, bounds: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    kept = default_kept(column)
    if not kept or kept == TODAY:
        return
    letters = int(column.letters) if column.letters.isdecimal() else 0
    like = Column(
        key="x",
        label=column.label,
        kind=column.kind,
        choices=column.choices,
        unit=column.unit,
        letters=letters,
        least=bounds.get("least"),
        most=bounds.get("most"),
    )
    if told := fault_of(like, kept):
        yield "default", told


def _beyond(design: Design, known: Mapping[str, Standing], told: set[tuple[int, str]]) -> Iterator[DesignFault]:
    """Give what the strict reader would find, and what was published and may not change, where nothing is said yet."""
    newer, former = declared(design, known), former_of(design, known)
    if former is not None:
        places = {one.key: at for at, one in enumerate(newer.field)}
        for key, part, words in broken(former, newer):
            yield DesignFault(places.get(key, LEDGER), part, f"{words}，已经发布的不能这样改")
    for path, words in faults(newer):
        at, part = LEDGER, str(path[0])
        if part == "field" and len(path) > 1:
            at, part = int(path[1]), str(path[2]) if len(path) > 2 else "label"
        part = _PARTS.get(part, part)
        if (at, part) not in told and (at, "label") not in told and (part != "day" or (LEDGER, "fields") not in told):
            told.add((at, part))
            yield DesignFault(at, part, words)


_PARTS = {
    "fields": "columns",
    "field": "fields",
    "list": "listed",
    "register": "printed",
    "notice": "posted",
    "key": "label",
}
"""The lines of the designer for the tables of a declaration."""


def _as_text(newer: Declaration) -> Iterator[DesignFault]:
    """Read it as it will be published: what is too long for a declaration is found here."""
    try:
        read_declaration(declaration_text(newer).encode(), newer.title)
    except DeclarationRefused as refusal:
        yield DesignFault(LEDGER, "fields", refusal.reason)
