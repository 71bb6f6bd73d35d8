"""What is known already when a form is opened from elsewhere, as part of what a place is asked for."""

from collections.abc import Iterable, Mapping

_BEFORE, _BETWEEN, _IS = "?", "\n", "="


def with_known(what: str, known: Iterable[tuple[str, str]]) -> str:
    """Put what is known behind what is asked for (``new?person=李梅``, a line for each field)."""
    told = _BETWEEN.join(f"{key}{_IS}{' '.join(value.split())}" for key, value in known)
    return f"{what}{_BEFORE}{told}" if told else what


def read_known(what: str) -> tuple[str, Mapping[str, str]]:
    """Give what is asked for, and what is known by field."""
    asked, _, told = what.partition(_BEFORE)
    lines = (line.partition(_IS) for line in told.split(_BETWEEN) if line)
    return asked, {key: value for key, _, value in lines}
