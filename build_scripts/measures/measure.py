"""What every measure gives, and how times are taken fairly: in turns, so that both ways meet the same machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One figure: ``ratio`` of ours to bare, the ``limit`` it must keep, and what else was seen (milliseconds, rows).

    ``at_least`` turns the limit round: the ratio must be no smaller.
    """

    name: str
    ratio: float
    limit: float | None
    words: str
    at_least: bool = False
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Tell whether the limit is kept; a measure without one always keeps it."""
        if self.limit is None:
            return True
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def told(self) -> dict[str, Any]:
        """Give the one JSON object of this measure."""
        return {"name": self.name, "ratio": round(self.ratio, 3), "limit": self.limit, "kept": self.kept, **self.seen}


def seconds(task: Callable[[], object]) -> float:
    """Time one call."""
    begin = time.perf_counter()
    task()
    return time.perf_counter() - begin


def in_turns(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Give the medians of both ways, measured in turns after one round to warm up."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def percentile(times: list[float], share: float) -> float:
    """Give the time that ``share`` of the calls did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
