"""What is done to the fields of a ledger being designed; what rests on a field follows it, or goes with it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from msgspec import structs

from app.ledgers.checking import MOST_LABEL
from app.ledgers.declaration import CHOOSING, COUNTED, Column, Measure, Share
from app.ledgers.designing.design import TODAY_TYPED, Design, DesignedField, new_key
from app.ledgers.succession import TEXTS

Shown = Literal["listed", "filters", "posted", "printed"]
"""Where a field can stand beside the form."""
WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"paragraphs": 24, "rows": 24, "line": 15, "choices": 14, "period": 15, "residents": 14, "members": 14}
    | {"whole": 7, "time": 7, "yes_no": 7, "month": 8, "resident": 9, "member": 9}
)
"""How wide printed columns are beside each other."""
USUAL_WEIGHT, SUM = 11, "合计"
MOST_LISTED, MOST_PRINTED = 6, 9
"""Columns up to which a new field comes into list and register by itself."""


def blank() -> Design:
    """Begin with the one field that every ledger has: the day."""
    key = new_key(())
    day = DesignedField(key=key, label="日期", kind="day", required=True, default=TODAY_TYPED)
    design = Design(fields=(day,), day=key, sort=f"-{key}")
    return show_in(show_in(design, key, "listed", there=True), key, "printed", there=True)


def add_field(design: Design, after: str = "") -> tuple[Design, str]:
    """Add a line of text behind a field (behind all without one), in list and register while there is room; its key."""
    key = new_key(one.key for one in design.fields)
    at = design.place(after) + 1 if after else len(design.fields)
    design = structs.replace(design, fields=(*design.fields[:at], DesignedField(key=key), *design.fields[at:]))
    if len(design.listed) < MOST_LISTED:
        design = show_in(design, key, "listed", there=True)
    if len(design.printed) < MOST_PRINTED:
        design = show_in(design, key, "printed", there=True)
    return design, key


def change_field(design: Design, key: str, **changes: Any) -> Design:
    """Change what is said of a field; what its kind cannot have any more falls away, sums bear its new name."""
    former = design.field(key)
    newer = fitting(structs.replace(former, **changes))
    fields = tuple(newer if one.key == key else one for one in design.fields)
    measures = tuple(_renamed(one, former, newer) for one in design.measures)
    design = structs.replace(design, fields=fields, measures=measures)
    if newer.kind != former.kind:
        design = structs.replace(design, printed=_shares(design, [one.field for one in design.printed]))
        design = _without_what_cannot_be(design, newer)
    return design


def move_field(design: Design, key: str, by: int) -> Design:
    """Move a field up (-1) or down (1), not past the ends; list and register follow where they had the same order."""
    at = design.place(key)
    fields = list(design.fields)
    fields.insert(max(0, min(len(fields) - 1, at + by)), fields.pop(at))
    moved = structs.replace(design, fields=tuple(fields))
    shown = {where: _follow(design, moved, getattr(design, where)) for where in ("listed", "filters", "posted")}
    printed = {one.field: one for one in design.printed}
    order = _follow(design, moved, tuple(printed))
    return structs.replace(moved, printed=tuple(printed[one] for one in order), **shown)


def remove_field(design: Design, key: str) -> Design:
    """Take a field away, with its place in list and register and with the measures, duties and needs that name it."""
    fields = tuple(one for one in design.fields if one.key != key)
    design = structs.replace(design, fields=fields)
    where: Shown
    for where in ("listed", "filters", "posted", "printed"):
        design = show_in(design, key, where, there=False)
    measures = (structs.replace(one, by=_but(one.by, key)) for one in design.measures if one.field != key)
    days = [one.key for one in fields if one.kind in {"day", "month"}]
    money = design.money
    if money is not None and key in {money.income, money.outlay}:
        money = None
    elif money is not None:
        opening, per = ("" if one == key else one for one in (money.opening, money.per))
        money = structs.replace(money, opening=opening, per=per, needs=_but(money.needs, key))
    fill = design.fill
    if fill is not None:
        kept = {name: fact for name, fact in fill.map.items() if name != key}
        fill = structs.replace(fill, map=kept) if design.day in kept else None
    return structs.replace(
        design,
        day=(days[0] if days else "") if design.day == key else design.day,
        name="" if f"{{{key}}}" in design.name else design.name,
        sort="" if design.sort.removeprefix("-") == key else design.sort,
        measures=tuple(measures),
        duties=tuple(one for one in design.duties if key not in {*one.fields(), one.done}),
        steps=tuple(structs.replace(one, needs=_but(one.needs, key)) for one in design.steps),
        fill=fill,
        money=money,
    )


def put_back(design: Design, before: Design, key: str) -> Design:
    """Bring a field back as it was ``before`` it was taken away, with what named it; what was changed since stays."""
    at = min(before.place(key), len(design.fields))
    fields = (*design.fields[:at], before.field(key), *design.fields[at:])
    newer = structs.replace(design, fields=fields)
    where: Shown
    for where in ("listed", "filters", "posted", "printed"):
        newer = show_in(newer, key, where, there=is_shown(before, key, where))
    counted = {one.key: one for one in before.measures}
    duties = {one.key for one in design.duties}
    steps = {one.key: one for one in before.steps}
    return structs.replace(
        newer,
        day=before.day if key == before.day else design.day,
        name=before.name if f"{{{key}}}" in before.name else design.name,
        sort=before.sort if before.sort.removeprefix("-") == key else design.sort,
        measures=(
            *(structs.replace(one, by=counted[one.key].by) if one.key in counted else one for one in design.measures),
            *(one for one in before.measures if one.field == key),
        ),
        duties=(
            *design.duties,
            *(one for one in before.duties if key in {*one.fields(), one.done} and one.key not in duties),
        ),
        steps=tuple(steps.get(one.key, one) for one in design.steps),
        fill=before.fill,
        money=before.money,
    )


def show_in(design: Design, key: str, where: Shown, *, there: bool) -> Design:
    """Let a field stand in list, filters, register or notice, or not; widths of the register are computed anew."""
    if where == "printed":
        before = tuple(one.field for one in design.printed)
        after = _placed(design, before, key) if there else _but(before, key)
        return design if before == after else structs.replace(design, printed=_shares(design, after))
    keys: tuple[str, ...] = getattr(design, where)
    return structs.replace(design, **{where: _placed(design, keys, key) if there else _but(keys, key)})


def is_shown(design: Design, key: str, where: Shown) -> bool:
    """Tell whether a field stands there."""
    return key in ([one.field for one in design.printed] if where == "printed" else getattr(design, where))


def can_become(published: Column | None, kinds: Iterable[str]) -> list[str]:
    """Give those of the kinds that a field can have: one that was published keeps its own or becomes a text."""
    return [kind for kind in kinds if published is None or kind in {published.kind, *TEXTS}]


def fitting(field: DesignedField) -> DesignedField:
    """Take from a field what its kind cannot have."""
    dropped: dict[str, Any] = {}
    if field.kind not in CHOOSING and field.choices:
        dropped["choices"] = ()
    if field.kind not in COUNTED:
        dropped |= {"least": "", "most": "", "unit": ""}
    if field.kind not in TEXTS:
        dropped["letters"] = ""
    if field.kind != "rows":
        dropped["columns"] = ()
    if field.kind != "money":
        dropped["computed"] = ""
    if field.default == TODAY_TYPED and field.kind not in {"day", "month"}:
        dropped["default"] = ""
    return structs.replace(field, **dropped) if dropped else field


def _without_what_cannot_be(design: Design, field: DesignedField) -> Design:
    """Let go what rested on a field's former kind: sums of what is no number, duties of what is no day."""
    measures = tuple(
        one for one in design.measures if one.kind != "sum" or one.field != field.key or field.kind in COUNTED
    )
    duties = design.duties
    if field.kind not in {"day", "month"}:
        duties = tuple(one for one in duties if field.key not in {one.field, one.from_, one.extended})
    if field.kind not in COUNTED:
        duties = tuple(one for one in duties if one.sum != field.key)
    duties = tuple(one for one in duties if field.key not in one.where)
    money, keys = design.money, {field.key}
    if money is not None and field.kind not in COUNTED and keys & {money.income, money.outlay, money.opening}:
        money = None
    days = [one.key for one in design.fields if one.kind in {"day", "month"}]
    day = design.day if design.day in days else next(iter(days), "")
    fill = design.fill if design.fill is None or field.key not in design.fill.map else None
    return structs.replace(design, measures=measures, duties=duties, money=money, day=day, fill=fill)


def _renamed(measure: Measure, former: DesignedField, newer: DesignedField) -> Measure:
    if measure.field == newer.key and measure.label == sum_label(former.label):
        return structs.replace(measure, label=sum_label(newer.label), unit=newer.unit or measure.unit)
    return measure


def sum_label(label: str) -> str:
    """Give what the sum of a field is called."""
    return f"{label[: MOST_LABEL - len(SUM)]}{SUM}"


def _placed(design: Design, keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Put a key where its field stands among them."""
    if key in keys:
        return keys
    order = [one.key for one in design.fields]
    after = [at for at, one in enumerate(keys, 1) if one in order and order.index(one) < order.index(key)]
    at = max(after, default=0) if any(one in order for one in keys) else len(keys)
    return (*keys[:at], key, *keys[at:])


def _follow(before: Design, after: Design, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Put keys in the new order of the fields, where they stood in the former; what is no field keeps its place."""
    old, new = ([one.key for one in design.fields] for design in (before, after))
    own = [key for key in keys if key in old]
    if own != sorted(own, key=old.index):
        return keys
    sorted_keys = iter(sorted(own, key=new.index))
    return tuple(next(sorted_keys) if key in old else key for key in keys)


def _shares(design: Design, keys: Iterable[str]) -> tuple[Share, ...]:
    """Share the width of the paper out by what stands in the columns; whole percents, 100 in all."""
    keys = list(keys)
    kinds = {one.key: one.kind for one in design.fields}
    weights = [WEIGHTS.get(kinds.get(key, ""), USUAL_WEIGHT) for key in keys]
    total, begun, found = sum(weights), 0, []
    for at, key in enumerate(keys):
        ended = round(100 * sum(weights[: at + 1]) / total)
        found.append(Share(field=key, share=max(1, ended - begun)))
        begun = max(ended, begun + 1)
    return tuple(found)


def _but(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in keys if one != key)
