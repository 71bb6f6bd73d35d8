"""A rate table as it is typed in a form, and as the text that is kept; reading the text gives the same table again."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import msgspec

from app.core.errors import Refused
from app.ledgers.contributions.rate_tables import FEN, Rate, Rates, Step
from app.ledgers.kinds.numbers import Money

UNTOUCHED = "党费标准没有改动。"
MOST_ARREARS = 60


class TypedRate(msgspec.Struct, frozen=True):
    """One class as it is typed: steps as (up to yuan, percent), or from ``least`` to ``most`` yuan a month."""

    class_: str
    steps: tuple[tuple[str, str], ...] = ()
    least: str = ""
    most: str = ""


def typed_rates(rates: Rates) -> tuple[TypedRate, ...]:
    """Give a table as it stands in a form."""
    return tuple(
        TypedRate(
            one.class_,
            tuple(("" if step.up_to is None else str(step.up_to), f"{step.percent:f}") for step in one.steps),
            "" if one.steps else Money().shown(one.least),
            "" if one.steps else Money().shown(one.most),
        )
        for one in rates.rates
    )


def read_typed(typed: Iterable[TypedRate], most_arrears_months: int) -> Rates:
    """Read a table from a form; an empty step is left out. Raises ``Refused`` where it is not whole."""
    return Rates(most_arrears_months, tuple(_rate(one) for one in typed))


def arrears_months(typed: str) -> int:
    """Read how many months dues may normally stand unpaid; raises ``Refused``."""
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_ARREARS:
        sentence = f"“{typed[:20]}”不是月数。"
        raise Refused(sentence, untouched=UNTOUCHED, advice=f"请写 1 到 {MOST_ARREARS} 的数。")
    return int(typed)


def rates_text(rates: Rates) -> str:
    """Write a table as TOML."""
    lines = [f"most_arrears_months = {rates.most_arrears_months}"]
    for one in rates.rates:
        lines += ["", "[[rate]]", f"class = {_quoted(one.class_)}"]
        if one.steps:
            lines += ["steps = [", *(f"  {{ {_step(step)} }}," for step in one.steps), "]"]
        else:
            lines += [f"least = {one.least}", f"most = {one.most}"]
    return "\n".join(lines) + "\n"


def _rate(one: TypedRate) -> Rate:
    try:
        if one.steps:
            steps = tuple(
                Step(percent=_number(percent, one.class_), up_to=int(_number(up_to, one.class_)) if up_to else None)
                for up_to, percent in one.steps
                if up_to or percent
            )
            return Rate(class_=one.class_, steps=steps)
        return Rate(class_=one.class_, least=_fen(one.least, one.class_), most=_fen(one.most, one.class_))
    except ValueError as trouble:
        raise Refused(f"{trouble}。", untouched=UNTOUCHED, advice="请改好再采用。") from trouble


def _number(text: str, class_: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not (number.is_finite() and number >= 0):
        sentence = f"“{class_}”里的“{text[:20]}”不是数。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="请写成 3000 或 0.5 的样子。")
    return number


def _fen(text: str, class_: str) -> int:
    return int(_number(text, class_) * FEN)


def _step(step: Step) -> str:
    bound = "" if step.up_to is None else f"up_to = {step.up_to}, "
    return f'{bound}percent = "{step.percent:f}"'


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
