"""Who wins when a row comes twice: order in the line of epochs, then revision; no clock is asked (HOUSE §2.2)."""

import math
from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import islice
from typing import Any

from app.core.errors import Refused
from app.packages.layout import UNTOUCHED, Epoch

Rank = tuple[int, str, int]
NOTHING = (-1.0, -1.0)
MOST_MISSING = 1_000


class Verdict(Enum):
    """What to do with an incoming row whose other copy is stored."""

    NEWER = "replaces what is stored"
    OLDER = "is ignored"
    SAME_RANK = "must have the same content, else it is a twin"


class Line:
    """All epochs known of one office, and which of them lead to the newest.

    Two epochs with one predecessor (a backup restored twice) are ordered by their ids, which are made in time order;
    the one that lost is off the main line, and all its rows count as past the fork. An office that restores a backup
    from before its last restore goes on from that epoch with less than it began with: then the earlier end counts.
    """

    def __init__(self, epochs: Iterable[Epoch]) -> None:
        """Find the main line, back from the newest epoch."""
        self.epochs: Mapping[str, Epoch] = {epoch.id: epoch for epoch in epochs}
        self._kept: dict[str, tuple[float, float]] = {}
        newest = max(self.epochs.values(), key=lambda epoch: (epoch.ordinal, epoch.id), default=None)
        until = (math.inf, math.inf)
        while newest is not None and newest.id not in self._kept:
            self._kept[newest.id] = until
            fork = (newest.last_number or 0, newest.last_entry or 0)
            until = (min(until[0], fork[0]), min(until[1], fork[1]))
            newest = self.epochs.get(newest.after) if newest.after else None

    def rank(self, epoch_id: str, revision: int) -> Rank:
        """Give a row's place in the order."""
        return (self.epochs[epoch_id].ordinal, epoch_id, revision)

    def is_past_fork(self, epoch_id: str, number: int) -> bool:
        """Tell whether a package belongs to a piece of the line that was given up."""
        return number > self._kept.get(epoch_id, NOTHING)[0]

    def last_entry(self, epoch_id: str) -> float:
        """Give the journal entry of this epoch after which rows were given up; infinite in the newest one."""
        return self._kept.get(epoch_id, NOTHING)[1]

    def joined(self, epochs: Iterable[Epoch]) -> "Line":
        """Give the line with further epochs; raises ``Refused`` where a known one is told differently."""
        for epoch in epochs:
            if self.epochs.get(epoch.id, epoch) != epoch:
                raise Refused(
                    "包里的数据线和以前收到的对不上，没有收。", untouched=UNTOUCHED, advice="请联系技术人员。"
                )
        return Line([*self.epochs.values(), *epochs])


def judge(incoming: Rank, stored: Rank) -> Verdict:
    """Compare an incoming row with the stored one."""
    if incoming == stored:
        return Verdict.SAME_RANK
    return Verdict.NEWER if incoming > stored else Verdict.OLDER


def check_line(epochs: tuple[Epoch, ...], current: str) -> None:
    """Refuse a header whose epochs are no line that ends in the current one."""
    before: Epoch | None = None
    for epoch in epochs:
        follows = epoch.after == (before.id if before else None)
        if not follows or epoch.ordinal != (before.ordinal if before else 0) + 1:
            raise Refused("报送包的数据线不连贯，没有收。", untouched=UNTOUCHED)
        before = epoch
    if before is None or before.id != current or len({epoch.id for epoch in epochs}) != len(epochs):
        raise Refused("报送包的数据线不连贯，没有收。", untouched=UNTOUCHED)


def changed_columns(before: Any, after: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the columns in which two rows of one shape differ, old and new, and the sender's journal entry."""
    names = [
        name
        for name in after.__struct_fields__
        if name not in {"epoch", "revision", "entry"} and getattr(before, name) != getattr(after, name)
    ]
    changed = {name: getattr(after, name) for name in names}
    return {name: getattr(before, name) for name in names}, {**changed, "entry": after.entry}


def missing_numbers(receipts: Iterable[Mapping[str, Any]], line: Line) -> list[int]:
    """Give the package numbers that never came, from the last full package on; a given-up piece is not missed."""
    taken = [
        entry
        for entry in receipts
        if entry["state"] == "taken" and not line.is_past_fork(entry["epoch"], entry["number"])
    ]
    if not taken:
        return []
    full = max((entry["number"] for entry in taken if entry["is_full"]), default=1)
    numbers = {entry["number"] for entry in taken}
    return list(islice((number for number in range(full, max(numbers)) if number not in numbers), MOST_MISSING))
