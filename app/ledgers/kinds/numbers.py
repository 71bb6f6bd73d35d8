"""Kinds that count: whole numbers, decimals (kept in canonical text) and money in fen."""

import re
from decimal import Decimal

from app.ledgers.kinds.kind import NotTyped, Plain, plain

MOST_DIGITS = 15
_WHOLE = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+(?:\.\d+)?")
FEN = 100


class Whole(Plain[int]):
    """A whole number of at most 15 digits."""

    column_type = "INTEGER"
    order = "number"
    value_type = int

    def typed(self, text: str) -> int:
        """Read 12, 1,200 or full-width digits."""
        return int(_digits(text, _WHOLE, "要写整数，如 12"))

    def stored(self, value: int) -> int:
        """Keep it as it is."""
        return value

    def read(self, kept: str | int) -> int:
        """Read it back."""
        return int(kept)

    def shown(self, value: int) -> str:
        """Show it with its digits alone."""
        return str(value)


class Exact(Plain[Decimal]):
    """A decimal number; 1.50 and 1.5 are one value and kept as one text."""

    column_type = "TEXT"
    order = "number"
    value_type = Decimal

    def typed(self, text: str) -> Decimal:
        """Read 1.5 or 1,200.5."""
        return canonical(Decimal(_digits(text, _DECIMAL, "要写数，如 1.5")))

    def stored(self, value: Decimal) -> str:
        """Keep the canonical text."""
        return self.shown(value)

    def read(self, kept: str | int) -> Decimal:
        """Read it back."""
        return Decimal(kept)

    def shown(self, value: Decimal) -> str:
        """Show it without an exponent and without trailing zeros."""
        return f"{canonical(value):f}"


class Money(Plain[int]):
    """An amount in fen, typed and shown in yuan."""

    column_type = "INTEGER"
    order = "number"
    value_type = int

    def typed(self, text: str) -> int:
        """Read 12, 12.5, 1,200.50 or 12元; a part of a fen is refused."""
        amount = Decimal(_digits(plain(text).removesuffix("元").lstrip("¥"), _DECIMAL, "要写金额，如 12.50")) * FEN
        if amount != amount.to_integral_value():
            raise NotTyped("金额只到分，小数点后最多两位")
        return int(amount)

    def stored(self, value: int) -> int:
        """Keep the fen."""
        return value

    def read(self, kept: str | int) -> int:
        """Read the fen back."""
        return int(kept)

    def shown(self, value: int) -> str:
        """Show yuan with two places."""
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // FEN}.{abs(value) % FEN:02d}"


def canonical(value: Decimal) -> Decimal:
    """Give the same number without trailing zeros; zero has no sign."""
    return value.normalize() if value else Decimal(0)


def _digits(text: str, pattern: re.Pattern[str], advice: str) -> str:
    digits = plain(text).replace(",", "")
    if not pattern.fullmatch(digits):
        raise NotTyped(advice)
    if sum(sign.isdigit() for sign in digits) > MOST_DIGITS:
        raise NotTyped(f"最多 {MOST_DIGITS} 位数字")
    return digits
