"""What a designed ledger adds up to and reminds of, as far as it can be said with a tick: counts, sums, a rhythm."""

from msgspec import structs

from app.ledgers.declaration import COUNTED, Measure
from app.ledgers.designing.design import Design
from app.ledgers.designing.fields import sum_label
from app.ledgers.duties.duty import Duty
from app.ledgers.periods_of_time import Span

COUNT, RHYTHM = "entries", "rhythm"
COUNT_LABEL, COUNT_UNIT = "登记条数", "条"
GROUPING = frozenset(
    {"line", "choice", "choices", "yes_no", "resident", "residents", "household", "member", "members", "unit", "post"}
    | {"item"}
)
"""Kinds by which entries can be told apart and counted."""
EXPIRING = ("day",)
_KEY = 26


def counts(design: Design) -> bool:
    """Tell whether its entries are counted."""
    return any(one.kind == "count" for one in design.measures)


def count(design: Design, *, wanted: bool) -> Design:
    """Count its entries, or do not."""
    if wanted == counts(design):
        return design
    if wanted:
        made = Measure(key=_free(design, COUNT), label=COUNT_LABEL, kind="count", unit=COUNT_UNIT)
        return structs.replace(design, measures=(made, *design.measures))
    return structs.replace(design, measures=tuple(one for one in design.measures if one.kind != "count"))


def is_summed(design: Design, key: str) -> bool:
    """Tell whether a field is added up."""
    return any(one.kind == "sum" and one.field == key for one in design.measures)


def sum_field(design: Design, key: str, *, wanted: bool) -> Design:
    """Add a field up, or do not; nothing happens for one that is no number."""
    field = design.field(key)
    if wanted == is_summed(design, key) or (wanted and field.kind not in COUNTED):
        return design
    if wanted:
        unit = field.unit or ("元" if field.kind == "money" else "")
        name = _free(design, f"sum_{key[:_KEY]}")
        made = Measure(key=name, label=sum_label(field.label), kind="sum", field=key, unit=unit)
        return structs.replace(design, measures=(*design.measures, made))
    kept = tuple(one for one in design.measures if one.kind != "sum" or one.field != key)
    return structs.replace(design, measures=kept)


def groups_by(design: Design, key: str) -> bool:
    """Tell whether the entries are counted by a field."""
    return any(one.kind == "count" and key in one.by for one in design.measures)


def group(design: Design, key: str, *, wanted: bool) -> Design:
    """Count the entries by a field as well, or do not."""
    if wanted == groups_by(design, key):
        return design
    if wanted:
        design = count(design, wanted=True)
        first = next(one for one in design.measures if one.kind == "count")
        measures = (structs.replace(one, by=(*one.by, key)) if one is first else one for one in design.measures)
    else:
        measures = (
            structs.replace(one, by=tuple(by for by in one.by if by != key)) if one.kind == "count" else one
            for one in design.measures
        )
    return structs.replace(design, measures=tuple(measures))


def rhythm(design: Design) -> tuple[str, int]:
    """Give how often something must be entered: the span and how many times; an empty span for no such duty."""
    for one in design.duties:
        if one.key == RHYTHM and one.kind == "at_least_count" and one.in_:
            return one.in_, int(one.least)
    return "", 1


def set_rhythm(design: Design, span: Span | None, times: int, words: str) -> Design:
    """Ask for so many entries in each span, with the line that the agenda shows; ``None`` asks for none."""
    kept = tuple(one for one in design.duties if one.key != RHYTHM)
    if span is None:
        return structs.replace(design, duties=kept)
    made = Duty(key=RHYTHM, kind="at_least_count", least=times, in_=span, unit="次", words=words)
    return structs.replace(design, duties=(*kept, made))


def warns(design: Design, key: str) -> int:
    """Give how many days before its day a field is reminded of; 0 where it is not."""
    return next((one.warn_days for one in design.duties if one.kind == "expires" and one.field == key), 0)


def warn(design: Design, key: str, days: int, words: str) -> Design:
    """Remind so many days before the day of a field; 0 reminds no more."""
    kept = tuple(one for one in design.duties if one.kind != "expires" or one.field != key)
    if not days:
        return structs.replace(design, duties=kept)
    name = key[:_KEY]
    names = {one.key for one in kept}
    while f"due_{name}" in names:
        name += "x"
    made = Duty(key=f"due_{name}", kind="expires", field=key, warn_days=days, words=words)
    return structs.replace(design, duties=(*kept, made))


def plain_words(text: str) -> str:
    """Give a text for the words of a duty, in which braces mean something."""
    return text.strip().replace("{", "").replace("}", "")


def keep_duties(design: Design, keys: tuple[str, ...]) -> Design:
    """Keep of the duties that came with a copied ledger those that are named, and what was ticked here."""
    return structs.replace(design, duties=tuple(one for one in design.duties if one.key in keys or is_ticked(one)))


def is_ticked(duty: Duty) -> bool:
    """Tell whether a duty is one that a tick of the designer makes."""
    return duty.key == RHYTHM or duty.kind == "expires"


def _free(design: Design, key: str) -> str:
    taken = {one.key for one in design.measures}
    while key in taken:
        key += "x"
    return key
