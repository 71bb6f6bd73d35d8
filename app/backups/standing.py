"""How the backups stand, in one sentence for the home page: what the last rehearsal came to."""

from collections.abc import Sequence
from datetime import date

import msgspec

from app.backups.policy import declared
from app.backups.rehearsing import Rehearsal


class Standing(msgspec.Struct, frozen=True):
    """``words`` for the clerk (empty before the first rehearsal), and whether they tell of something wrong."""

    words: str = ""
    is_wrong: bool = False
    day: date | None = None


def grouped(count: int) -> str:
    """Group the digits of a count by threes with narrow no-break spaces."""
    return f"{count:,}".replace(",", "\u202f")


def standing(rehearsals: Sequence[Rehearsal], day: date | None) -> Standing:
    """Say how the last run of rehearsals ended (all of one moment); ``rehearsals`` are sorted, the newest first.

    ``day`` is the day of that run.
    """
    if not rehearsals:
        return Standing()
    run = [one for one in rehearsals if one.at == rehearsals[0].at]
    good = next((one for one in run if one.is_good), None)
    failed = [one for one in run if not one.is_good]
    told = declared().told
    if good is None:
        return Standing(told.none_good.format(what=failed[0].findings[0]), is_wrong=True, day=day)
    if failed:
        n, what = len({one.name for one in failed}), failed[-1].findings[0]
        words = told.older_good.format(n=n, what=what, records=grouped(good.records))
        return Standing(words, is_wrong=True, day=day)
    return Standing(told.good.format(records=grouped(good.records)), day=day)
