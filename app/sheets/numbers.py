"""Numbers of a file as full digits, never in the E notation that hides what was lost."""

from decimal import Decimal, InvalidOperation

LONGEST = 10**21


def number_text(stored: str) -> str:
    """Give a stored number (``1.1010119900101112E+17``) as the digits it stands for; raises ``ValueError``."""
    try:
        exact = Decimal(stored.strip())
    except InvalidOperation as trouble:
        raise ValueError(stored) from trouble
    if not exact.is_finite():
        raise ValueError(stored)
    if exact == exact.to_integral_value() and abs(exact) < LONGEST:
        return str(int(exact))
    return repr(float(exact))
