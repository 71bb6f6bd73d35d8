"""States, steps and duties of a declaration: each names what is there, and none rests on itself."""

import re
from collections import Counter
from collections.abc import Iterator

from app.ledgers.declaration import Declaration
from app.ledgers.duties.duty import Duty
from app.ledgers.toml_lines import Path

KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
Faults = Iterator[tuple[Path, str]]


def check_steps(ledger: Declaration) -> Faults:
    """Give what is wrong with states, steps and duties."""
    states = [state.key for state in ledger.state]
    fields = {field.key for field in ledger.field}
    for part, keys in (("state", states), ("duty", [duty.key for duty in ledger.duty])):
        for key, times in Counter(keys).items():
            if times > 1 or not KEY.fullmatch(key):
                yield (part,), f"代号“{key[:30]}”写了 {times} 次或写法不对：每个只能有一个，用小写英文字母"
    for at, state in enumerate(ledger.state):
        if not state.label.strip():
            yield ("state", at, "label"), "状态要有名称"
    yield from _steps(ledger, states, fields)
    yield from _out_of_reach(ledger)
    for at, duty in enumerate(ledger.duty):
        yield from _duty(("duty", at), duty, fields, states)


def _steps(ledger: Declaration, states: list[str], fields: set[str]) -> Faults:
    for at, step in enumerate(ledger.step):
        path = ("step", at)
        if unknown := [key for key in (*step.from_, step.to) if key not in states]:
            yield path, f"没有“{unknown[0][:30]}”这个状态"
        if step.to in step.from_:
            yield path, f"“{step.verb[:20]}”又回到原来的状态，兜了圈子"
        if missing := [key for key in step.needs if key not in fields]:
            yield (*path, "needs"), f"没有“{missing[0][:30]}”这个栏目"
        if not step.verb.strip() or not step.from_:
            yield path, "步骤要有名称（verb），也要说从哪个状态（from）开始"


def _out_of_reach(ledger: Declaration) -> Faults:
    reached = {state.key for state in ledger.state[:1]}
    for _ in ledger.state:
        reached |= {step.to for step in ledger.step if reached.intersection(step.from_)}
    for at, state in enumerate(ledger.state):
        if state.key not in reached:
            yield ("state", at), f"没有哪一步能到“{state.label[:20]}”"


def _duty(path: Path, duty: Duty, fields: set[str], states: list[str]) -> Faults:
    if unknown := [key for key in duty.fields() if key not in fields]:
        yield path, f"没有“{unknown[0][:30]}”这个栏目"
    if duty.done and duty.done not in fields and duty.done != "state" and duty.done not in states:
        yield (*path, "done"), f"没有“{duty.done[:30]}”这个栏目或状态"
    if duty.done and duty.done == duty.from_:
        yield (*path, "done"), f"“{duty.key}”从“{duty.from_}”算起又以它办结，兜了圈子"
