"""What fills a ledger by itself: each fact is one that a case has, in a field that can hold it."""

from collections.abc import Iterator

from app.ledgers.case_facts import FACTS, RESULTS
from app.ledgers.declaration import Declaration, Fill
from app.ledgers.toml_lines import Path

Faults = Iterator[tuple[Path, str]]


def check_fill(ledger: Declaration) -> Faults:
    """Give what is wrong with ``[fill]``; the day of an entry must come from its case."""
    fill = ledger.fill
    if fill is None:
        return
    if bool(fill.category) == bool(fill.channel):
        yield ("fill",), "代办件自动填入要写 category 或 channel，只写一个"
    yield from _map(ledger, fill)
    if ledger.day not in fill.map:
        yield ("fill", "map"), f"代办件自动填入要写“{ledger.day}”从哪里来"
    states = {state.key for state in ledger.state}
    for result, state in fill.results.items():
        if result not in RESULTS:
            yield ("fill", "results"), f"代办件没有“{result[:30]}”这种办理结果"
        elif state not in states:
            yield ("fill", "results"), f"没有“{state[:30]}”这个状态"


def _map(ledger: Declaration, fill: Fill) -> Faults:
    fields = {field.key: field for field in ledger.field}
    for key, fact in fill.map.items():
        if key not in fields:
            yield ("fill", "map"), f"没有“{key[:30]}”这个栏目"
        elif fact not in FACTS:
            yield ("fill", "map"), f"代办件没有“{fact[:30]}”这一项"
        elif fields[key].kind not in FACTS[fact]:
            yield ("fill", "map"), f"代办件的“{fact}”放不进“{fields[key].label}”（{fields[key].kind}）"
