"""What an entry must hold to stand in a state: whatever every way of steps that leads there has asked for."""

from collections.abc import Iterable

from app.ledgers.declaration import Declaration


def needed_in(ledger: Declaration, state: str) -> tuple[str, ...]:
    """Give the fields that an entry in a state must have filled, in the order of the ledger; none where it begins."""
    needed = _needed(ledger).get(state, frozenset())
    return tuple(field.key for field in ledger.field if field.key in needed)


def emptied_needs(ledger: Declaration, state: str, from_case: str, typed: Iterable[str]) -> tuple[str, ...]:
    """Give those fields of an entry that are typed anew and must not be emptied, because its state rests on them.

    A line of a case comes to its state with the case, whatever it holds.
    """
    named = set(typed)
    return () if from_case else tuple(key for key in needed_in(ledger, state) if key in named)


def _needed(ledger: Declaration) -> dict[str, frozenset[str]]:
    """Reckon it for every state: what all steps to it need, with what all states they come from need already."""
    every, reached = frozenset(field.key for field in ledger.field), {step.to for step in ledger.step}
    known = {state.key: every if state.key in reached else frozenset[str]() for state in ledger.state}
    for first in ledger.state[:1]:
        known[first.key] = frozenset()
    for _ in ledger.state:
        for state in ledger.state[1:]:
            ways = [known[one] | set(step.needs) for step in ledger.step if step.to == state.key for one in step.from_]
            if ways:
                known[state.key] = frozenset.intersection(*ways)
    return known
