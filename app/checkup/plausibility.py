"""Whether what is stored can be true: the declared rules asked of our own rows."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from app.checkup.declaration import Rule, declared
from app.checkup.facts import Finding
from app.checkup.naming import name_columns, name_of
from app.core.identity import read_id_number
from db.plausible import Question, odd_rows, own_values

if TYPE_CHECKING:
    from app.checkup.looks import Tell
    from db.connection import Connection


def implausible(connection: "Connection", today: date, tell: "Tell") -> Iterator[Finding]:
    """Ask every rule; gives up to the declared number of findings of each, and how many more there are."""
    for done, rule in enumerate(declared().rule):
        tell(done)
        yield from _id_numbers(connection, rule, today) if rule.kind == "id_number" else _odd(connection, rule, today)


def _odd(connection: "Connection", rule: Rule, today: date) -> Iterator[Finding]:
    question = Question(rule.kind, rule.table, rule.column, rule.other, rule.to, rule.states, rule.unless, rule.only)
    count, rows = odd_rows(connection, question, today, name_columns(rule.table), declared().full.shown)
    yield from (_told(rule, row, rule.what) for row in rows)
    yield from _more(rule, count - len(rows))


def _id_numbers(connection: "Connection", rule: Rule, today: date) -> Iterator[Finding]:
    columns = dict.fromkeys(filter(None, (*name_columns(rule.table), rule.column, rule.other)))
    shown, more = declared().full.shown, 0
    for row in own_values(connection, rule.table, tuple(columns)):
        why = _wrong_number(row, rule, today)
        if not why:
            continue
        shown -= 1
        if shown >= 0:
            yield _told(rule, row, rule.what.format(why=why))
        else:
            more += 1
    yield from _more(rule, more)


def _wrong_number(row: dict[str, Any], rule: Rule, today: date) -> str:
    """Say what is wrong with a number that is there, the birth day beside it included; nothing where it is right."""
    if not row[rule.column]:
        return ""
    reading = read_id_number(row[rule.column], today)
    if not reading.valid:
        return reading.reason or ""
    born = row[rule.other] if rule.other else None
    if born and reading.birth_day is not None and born != reading.birth_day.isoformat():
        return "和登记的出生日期不一致"
    return ""


def _told(rule: Rule, row: dict[str, Any], what: str) -> Finding:
    where = name_of(rule.table, row)
    return Finding(what=what, where=where, severity="odd", advice=rule.advice, table=rule.table, row_id=row["id"])


def _more(rule: Rule, count: int) -> Iterator[Finding]:
    if count > 0:
        what = f"“{rule.what.split('：', maxsplit=1)[0]}”还有 {count} 条"
        yield msgspec.structs.replace(_told(rule, {"id": ""}, what), where="", table="")
