"""Rows that cannot be right although the file is whole: the SQL behind the rules of ``resources/checkup.toml``."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from db.connection import identifier

if TYPE_CHECKING:
    from db.connection import Connection


class Question(NamedTuple):
    """One rule as it is asked of the file: its kind, the table, up to two columns, a table pointed at, states.

    ``unless`` names a column of flags, ``only`` one of numbers: rows with the flag, or without the number, are passed
    over.
    """

    kind: str
    table: str
    column: str = ""
    other: str = ""
    to: str = ""
    states: tuple[str, ...] = ()
    unless: str = ""
    only: str = ""


def odd_rows(
    connection: "Connection", question: Question, today: date, names: Sequence[str], limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """Count our own rows that break a rule, and give up to ``limit`` of them: their id and the columns in ``names``."""
    table = identifier(question.table)
    where = f"r.owner = 1 AND r.deleted = 0 AND {CONDITIONS[question.kind](question)}"
    if question.unless:
        where += f" AND r.{identifier(question.unless)} = 0"
    if question.only:
        where += f" AND r.{identifier(question.only)} > 0"
    values = {"today": today.isoformat()} if ":today" in where else {}
    (count,) = connection.execute(f"SELECT count(*) FROM {table} AS r WHERE {where}", values).fetchone()
    wanted = ", ".join(f"r.{identifier(name)}" for name in ("id", *names))
    cursor = connection.execute(f"SELECT {wanted} FROM {table} AS r WHERE {where} ORDER BY r.n LIMIT {limit:d}", values)
    return int(count), [dict(zip(("id", *names), row, strict=True)) for row in cursor]


def own_values(connection: "Connection", table: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Walk our own rows with some of their columns."""
    names = ("id", *(identifier(name) for name in columns))
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {identifier(table)} WHERE owner = 1 AND deleted = 0")
    return (dict(zip(names, row, strict=True)) for row in rows)


def _order(question: Question) -> str:
    return f"r.{identifier(question.other)} < r.{identifier(question.column)}"


def _future(question: Question) -> str:
    return f"r.{identifier(question.column)} > :today"


def _missing(question: Question) -> str:
    column = identifier(question.column)
    there = f"SELECT 1 FROM {identifier(question.to)} AS t WHERE t.id = r.{column} AND t.deleted = 0"
    return f"coalesce(r.{column}, '') <> '' AND NOT EXISTS ({there})"


def _empty(question: Question) -> str:
    return f"trim(r.{identifier(question.column)}) = ''"


def _twice(question: Question) -> str:
    column, table = identifier(question.column), identifier(question.table)
    same = f"o.{column} = r.{column} AND o.n <> r.n AND o.owner = 1 AND o.deleted = 0"
    return f"r.{column} <> '' AND EXISTS (SELECT 1 FROM {table} AS o WHERE {same})"


def _needs(question: Question) -> str:
    states = ", ".join(f"'{identifier(state)}'" for state in question.states)
    return f"r.state IN ({states}) AND r.{identifier(question.column)} IS NULL"


def _last_event(_: Question) -> str:
    return (
        "r.state <> (SELECT e.to_state FROM case_events AS e WHERE e.case_id = r.id AND e.deleted = 0"
        " ORDER BY e.seq DESC LIMIT 1)"
    )


def _event_order(_: Question) -> str:
    return (
        "EXISTS (SELECT 1 FROM case_events AS a JOIN case_events AS b ON b.case_id = a.case_id AND b.seq = a.seq + 1"
        " AND b.epoch = a.epoch WHERE a.case_id = r.id AND a.deleted = 0 AND b.deleted = 0 AND b.day < a.day)"
    )


CONDITIONS: dict[str, Callable[[Question], str]] = {
    "order": _order,
    "future": _future,
    "missing": _missing,
    "empty": _empty,
    "twice": _twice,
    "needs": _needs,
    "last_event": _last_event,
    "event_order": _event_order,
}
"""The condition on a row ``r`` that breaks a rule of each kind; an empty value is never out of order."""
