"""Every state that a power cut during recorded steps may leave, the same ones for the same seed (FAULTS §2.1).

First, for each moment, all of what waits for a sync and nothing of it; then, moment by moment and round by round, one
drawn state: a part in order, the last piece torn, any subset, whole files, torn sectors, zeros and rubbish.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.faults.crash_disk import Bytes, CrashDisk, Tear, Tree, Waiting, cuts
from tests.faults.steps_on_disk import Done, Step

LEAST_ROUNDS = 10
"""Where few states are wanted of many moments, each round takes only some of the moments."""
GIVE_UP = 12
"""So many rounds without one new state mean that there are no more."""
KEPT = (0.1, 0.3, 0.5, 0.7, 0.9)


class State(NamedTuple):
    """What a power cut before step ``moment`` may leave; ``told`` is what the process had told until then."""

    moment: int
    style: str
    told: tuple[Done, ...]
    tree: Tree
    digest: bytes


def states(base: Path, steps: Sequence[Step], wanted: int, part: int = 0, parts: int = 1) -> Iterator[State]:
    """Give up to ``wanted`` different states, from the moments of our ``part`` of ``parts``."""
    seen: set[bytes] = set()
    idle = 0
    share = min(1.0, wanted * parts / (LEAST_ROUNDS * len(steps)))
    for turn in count():
        before = len(seen)
        for state in _round(base, steps, turn, part, parts, share):
            if state.digest not in seen:
                seen.add(state.digest)
                yield state
                if len(seen) >= wanted:
                    return
        idle = idle + 1 if len(seen) == before else 0
        if idle >= GIVE_UP:
            return


def _round(base: Path, steps: Sequence[Step], turn: int, part: int, parts: int, share: float) -> Iterator[State]:
    disk = CrashDisk.of(base)
    sums: dict[int, tuple[bytes, bytes]] = {}
    told: list[Done] = []
    for moment, step in enumerate([*steps, Done("end", "{}")]):
        random = Random(f"{turn} {moment}")
        is_wanted = random.random() < share or isinstance(step, Done) or (told and steps[moment - 1] is told[-1])
        if moment % parts == part and is_wanted and (turn < 2 or disk.waiting):
            style, kept = _choose(disk.waiting, turn, random)
            tree = disk.after(kept, random)
            yield State(moment, style, tuple(told), tree, _digest(tree, len(told), sums))
        disk.take(step)
        if isinstance(step, Done):
            told.append(step)


def _choose(waiting: list[Waiting], turn: int, random: Random) -> tuple[str, list[Tear]]:
    if turn < 2:
        return ("all", [Tear(change) for change in waiting]) if turn == 0 else ("none", [])
    style = random.choice(tuple(_STYLES))
    return style, _STYLES[style](waiting, random)


def _in_order(waiting: list[Waiting], random: Random) -> list[Tear]:
    return [Tear(change) for change in waiting[: random.randrange(len(waiting) + 1)]]


def _last_torn(waiting: list[Waiting], random: Random) -> list[Tear]:
    kept = waiting[: random.randrange(len(waiting)) + 1]
    return [*(Tear(change) for change in kept[:-1]), _torn(kept[-1], random, ("new", "old"))]


def _any(waiting: list[Waiting], random: Random) -> list[Tear]:
    share = random.choice(KEPT)
    return [Tear(change) for change in waiting if random.random() < share]


def _all_but_one(waiting: list[Waiting], random: Random) -> list[Tear]:
    lost = random.randrange(len(waiting))
    return [Tear(change) for number, change in enumerate(waiting) if number != lost]


def _whole_files(waiting: list[Waiting], random: Random) -> list[Tear]:
    kept = {change[0]: random.random() < 0.5 for change in waiting}
    return [Tear(change) for change in waiting if kept[change[0]]]


def _torn_anywhere(waiting: list[Waiting], random: Random) -> list[Tear]:
    kept, torn = random.choice(KEPT), random.choice(KEPT)
    return [
        _torn(change, random, ("new", "old")) if random.random() < torn else Tear(change)
        for change in waiting
        if random.random() < kept
    ]


def _rubbish(waiting: list[Waiting], random: Random) -> list[Tear]:
    torn, how = random.choice(KEPT), random.choice((("zeros",), ("rubbish",), ("new", "old", "zeros", "rubbish")))
    return [_torn(change, random, how) if random.random() < torn else Tear(change) for change in waiting]


def _torn(change: Waiting, random: Random, how: Sequence[str]) -> Tear:
    if not isinstance(change, Bytes) or change.piece is None:
        return Tear(change)
    return Tear(change, tuple(random.choice(how) for _ in cuts(change.offset, len(change.piece))))


_STYLES: dict[str, Callable[[list[Waiting], Random], list[Tear]]] = {
    "in order": _in_order,
    "last torn": _last_torn,
    "any": _any,
    "all but one": _all_but_one,
    "whole files": _whole_files,
    "torn": _torn_anywhere,
    "rubbish": _rubbish,
}


def _digest(tree: Tree, told: int, sums: dict[int, tuple[bytes, bytes]]) -> bytes:
    whole = hashlib.blake2b(str(told).encode(), digest_size=8)
    for path in sorted(tree):
        content = tree[path]
        whole.update(path.encode() + b"\0")
        if content is not None:
            whole.update(_sum(content, sums))
    return whole.digest()


def _sum(content: bytes, sums: dict[int, tuple[bytes, bytes]]) -> bytes:
    """Digest a file's bytes once for as long as it is the same object (held in ``sums``, so that it stays so)."""
    known = sums.get(id(content))
    if known is None:
        known = sums[id(content)] = (content, hashlib.blake2b(content, digest_size=16).digest())
        if len(sums) > 64:
            sums.pop(next(iter(sums)))
    return known[1]
