"""The rules and words of the checks, read strictly from ``resources/checkup.toml``."""

from collections.abc import Mapping
from functools import cache

import msgspec

from app.checkup.facts import Finding, Severity
from app.core.resources import load_toml
from app.history.words import words as history_words


class Quick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the check at close is left out: bytes of the file, hours since the last one; how many are remembered."""

    large_bytes: int
    young_hours: int
    kept: int


class Full(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often in days a full check is due, and how many findings of one kind are told one by one."""

    every_days: int
    shown: int


class Entries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which year on a day can be right, and how many days ahead of its writing down an entry may lie."""

    first_year: int
    days_ahead: int


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of fault in words; ``repair`` names what rebuilding mends it."""

    what: str
    severity: Severity
    advice: str
    repair: str = ""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of plausibility; ``kind`` is one of :data:`db.plausible.CONDITIONS` or ``id_number``."""

    kind: str
    table: str
    what: str
    advice: str
    column: str = ""
    other: str = ""
    to: str = ""
    states: tuple[str, ...] = ()
    unless: str = ""
    only: str = ""


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration; ``order`` says what to do with a damaged file, first things first."""

    order: tuple[str, ...]
    quick: Quick
    full: Full
    entries: Entries
    severity: dict[Severity, str]
    look: dict[str, str]
    where: dict[str, str]
    repair: dict[str, str]
    fault: dict[str, Fault]
    tables: dict[str, str]
    series: dict[str, str]
    rule: tuple[Rule, ...]


@cache
def declared() -> Declared:
    """Read the declaration; raises what msgspec finds wrong with it."""
    return load_toml("checkup.toml", Declared)


def finding(fault: str, where: str, detail: str = "", *, row: tuple[str, str] = ("", ""), **values: object) -> Finding:
    """Say a fault in its declared words; ``row`` is table and id of the record it is about."""
    return told_finding(fault, where, values, detail, row)


def told_finding(
    fault: str, where: str, values: Mapping[str, object], detail: str = "", row: tuple[str, str] = ("", "")
) -> Finding:
    """Say a fault in its declared words, with the values that stand in them."""
    words = declared().fault[fault]
    return Finding(
        what=words.what.format(**values),
        where=declared().where.get(where, where),
        severity=words.severity,
        advice=words.advice,
        repairable=bool(words.repair),
        repair=words.repair,
        detail=detail,
        table=row[0],
        row_id=row[1],
    )


def label_of(table: str) -> str:
    """Give what a record of a table is called."""
    return declared().tables.get(table) or history_words().table(table).label


def column_label(table: str, column: str) -> str:
    """Give what a column is called."""
    if column in {"deleted", "removed_reason"}:
        return "是否删除"
    known = history_words().table(table).column(column)
    return known.label if known else column
