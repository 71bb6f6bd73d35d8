"""Numbers that are missing in a series: none is ever given again, so each once stood on something."""

from collections.abc import Iterable

from app.core.numbering import WRITTEN

Gap = tuple[int, int]


def number_gaps(numbers: Iterable[str]) -> dict[str, list[Gap]]:
    """Give, by year and letter range (``2026-B``), the first and last of each run that is missing below the highest."""
    used: dict[str, set[int]] = {}
    for number in numbers:
        if (found := WRITTEN.fullmatch(number)) and found[1]:
            used.setdefault(f"{found[1]}-{found[2]}", set()).add(int(found[3]))
    gaps = {}
    for series, there in sorted(used.items()):
        before, runs = 0, list[Gap]()
        for sequence in sorted(there):
            if sequence > before + 1:
                runs.append((before + 1, sequence - 1))
            before = sequence
        if runs:
            gaps[series] = runs
    return gaps
