"""The network as a tree, pure: who stands under whom, in which order, and that nobody stands under themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.units.facts import Unit
from app.units.kinds import kinds


class Node(NamedTuple):
    """One unit with what hangs on it."""

    unit: Unit
    children: tuple["Node", ...]


class Listed(NamedTuple):
    """One line of the tree as a list: ``last`` tells for each level above, and its own, that nothing follows there."""

    unit: Unit
    last: tuple[bool, ...]

    @property
    def branch(self) -> str:
        """Draw the lines before the name: “│　└ ”; at the top nothing."""
        if len(self.last) < 2:
            return ""
        above = "".join("　　" if last else "│　" for last in self.last[1:-1])
        return above + ("└─" if self.last[-1] else "├─")


def forest(units: Iterable[Unit]) -> tuple[Node, ...]:
    """Give the trees of these units; one whose parent is not among them stands at the top. Ends also on a circle."""
    known = {unit.id: unit for unit in units}
    below: dict[str, list[Unit]] = {}
    for unit in known.values():
        below.setdefault(unit.parent_id if unit.parent_id in known else "", []).append(unit)
    trees = [_node(unit, below) for unit in _in_order(below.pop("", ()))]
    while below:  # a circle, which no service makes: shown all the same
        trees += [_node(unit, below) for unit in below.pop(next(iter(below)))]
    return tuple(trees)


def listed(trees: Sequence[Node], above: tuple[bool, ...] = ()) -> Iterator[Listed]:
    """Walk trees line by line, each unit before what hangs on it."""
    for place, node in enumerate(trees):
        last = (*above, place == len(trees) - 1)
        yield Listed(node.unit, last)
        yield from listed(node.children, last)


def within(parents: Mapping[str, str], unit_id: str) -> Iterator[str]:
    """Walk from a unit to the top, itself first; ``parents`` gives each unit's parent. Ends also on a circle."""
    seen: set[str] = set()
    at = unit_id
    while at and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at, "")


def makes_circle(parents: Mapping[str, str], unit_id: str, parent_id: str) -> bool:
    """Tell whether a unit would come to stand under itself if it hung on ``parent_id``."""
    return unit_id in within(parents, parent_id)


def _node(unit: Unit, below: dict[str, list[Unit]]) -> Node:
    return Node(unit, tuple(_node(child, below) for child in _in_order(below.pop(unit.id, ()))))


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    order = {key: place for place, key in enumerate(kinds())}
    return sorted(units, key=lambda unit: order.get(unit.kind, len(order)))
