"""Days as a duty says them: how long there still is, how long it has been over; never a bare date."""

from datetime import date
from decimal import Decimal

from app.core.day_text import shown_day


def time_left(until: date, today: date) -> str:
    """Give “还有 3 天，10月9日（周四）截止”, “今天截止” or “已经过了 2 天，应在…前办”."""
    when = shown_day(until, today)
    if until == today:
        return f"今天（{when}）截止"
    if until < today:
        return f"已经过了 {(today - until).days} 天，应在{when}前办"
    return f"还有 {(until - today).days} 天，{when}截止"


def window_left(opens: date, until: date, today: date) -> str:
    """Give “还可以办 3 天，到10月9日（周四）止”, “3 天后可以办…” or “办理期已经过了 2 天…”."""
    if today < opens:
        return f"{(opens - today).days} 天后可以办，从{shown_day(opens, today)}起"
    when = shown_day(until, today)
    if today > until:
        return f"办理期已经过了 {(today - until).days} 天，是到{when}止"
    if today == until:
        return f"今天（{when}）是最后一天"
    return f"还可以办 {(until - today).days} 天，到{when}止"


def expiry(until: date, today: date) -> str:
    """Give “还有 3 天到期，10月9日（周四）”, “今天到期” or “已经过期 2 天”."""
    when = shown_day(until, today)
    if today > until:
        return f"已经过期 {(today - until).days} 天，是{when}到期的"
    return f"今天（{when}）到期" if today == until else f"还有 {(until - today).days} 天到期，{when}"


def amount(number: Decimal) -> str:
    """Give a number without zeros that say nothing: 1.50 is 1.5, 60.0 is 60."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
