"""The keys of a designed ledger, made by the program of its labels when it is published; nobody types one."""

from collections.abc import Container, Mapping, Sequence

from msgspec import structs

from app.core.pinyin import pinyin_of_words
from app.ledgers.checking import taken_names
from app.ledgers.declaration import Measure
from app.ledgers.designing.design import NEW, Design, DesignedColumn
from app.ledgers.duties.duty import Duty

MOST = 24
"""Letters of a key before the number that tells it from others."""
LONGEST = 30


def with_keys(design: Design, ledgers: Container[str]) -> Design:
    """Give every new field, and a ledger that was never published, a key that nothing else has; all that names it too.

    ``ledgers`` are the keys of the office.
    """
    taken = taken_names()
    names = _names(design.fields, {*taken.sql, *taken.system})
    fields = []
    for one in design.fields:
        inner = _names(one.columns, set())
        columns = tuple(structs.replace(column, key=inner[column.key]) for column in one.columns)
        fields.append(structs.replace(one, key=names[one.key], columns=columns))
    key = design.key
    if not key:
        key = word = _word(design.title, "ledger")
        number = 1
        while key in taken.sql or key in taken.series or key in ledgers:
            number += 1
            key = f"{word}_{number}"
    return structs.replace(_renamed(design, names), key=key, fields=tuple(fields))


def _names(columns: Sequence[DesignedColumn], barred: set[str]) -> dict[str, str]:
    """Give the key of each: one that is settled stays, that of a new one is made of its label."""
    barred = barred | {one.key for one in columns}
    found: dict[str, str] = {}
    for one in columns:
        made = one.key
        if made.startswith(NEW):
            made, number = _word(one.label, "field"), 1
            word = made
            while made in barred:
                number += 1
                made = f"{word}_{number}"
            barred.add(made)
        found[one.key] = made
    return found


def _word(label: str, other: str) -> str:
    """Give the pinyin of a label as a key, shortened to its initials where it is long; ``other`` where it has none."""
    pinyin = pinyin_of_words(label)
    for text in (pinyin.full, pinyin.initials[:MOST]):
        word = "".join(sign for sign in text.lower() if sign.isascii() and sign.isalnum()).lstrip("0123456789")
        if 2 <= len(word) <= MOST:
            return word
    return other


def _renamed(design: Design, names: Mapping[str, str]) -> Design:
    def of(key: str) -> str:
        return names.get(key, key)

    def all_of(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(of(key) for key in keys)

    name = design.name
    for old, new in names.items():
        name = name.replace(f"{{{old}}}", f"{{{new}}}")
    money = design.money
    if money is not None:
        opening, per = of(money.opening), of(money.per)
        income, outlay, needs = of(money.income), of(money.outlay), all_of(money.needs)
        money = structs.replace(money, income=income, outlay=outlay, opening=opening, per=per, needs=needs)
    return structs.replace(
        design,
        day=of(design.day),
        name=name,
        sort=("-" if design.sort.startswith("-") else "") + of(design.sort.removeprefix("-")),
        listed=all_of(design.listed),
        filters=all_of(design.filters),
        posted=all_of(design.posted),
        printed=tuple(structs.replace(one, field=of(one.field)) for one in design.printed),
        measures=tuple(_measure(one, names) for one in design.measures),
        duties=tuple(_duty(one, names) for one in design.duties),
        steps=tuple(structs.replace(one, needs=all_of(one.needs)) for one in design.steps),
        money=money,
    )


def _measure(one: Measure, names: Mapping[str, str]) -> Measure:
    by = tuple(names.get(key, key) for key in one.by)
    field = names.get(one.field, one.field)
    return structs.replace(one, key=_inside(one.key, one.field, field), field=field, by=by)


def _duty(one: Duty, names: Mapping[str, str]) -> Duty:
    named = {name: getattr(one, name) for name in ("from_", "done", "extended", "per", "sum")}
    new = {name: names.get(key, key) for name, key in named.items()}
    field = names.get(one.field, one.field)
    where = {names.get(key, key): value for key, value in one.where.items()}
    return structs.replace(one, key=_inside(one.key, one.field, field), field=field, where=where, **new)


def _inside(key: str, old: str, new: str) -> str:
    """Give a key that holds that of a new field with its settled one."""
    return key.replace(old, new)[:LONGEST] if old.startswith(NEW) else key
