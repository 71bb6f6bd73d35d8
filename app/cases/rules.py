"""The numbers of a case's life that a township may set, read once per action from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any


@dataclass(frozen=True, slots=True)
class CaseRules:
    """Limits in days and what happens at them; the defaults are those of ``resources/settings.toml``.

    ``roll_natural``: Civil Code 203, a last day that is a rest day moves to the next working day.
    ``restart_after_supplement``: the promised days begin anew when the papers are complete (DOMAIN C1), else go on.
    """

    roll_natural: bool = True
    restart_after_supplement: bool = True
    village_days: int = 3
    tell_missing_days: int = 5
    lapse_days: int = 90
    extension_days: int = 5
    extension_cap: int = 10
    direct_closing: time = time(17, 30)
    correction_days: int = 15
    deliver_days: int = 10
    due_soon_days: int = 2
    adult_age: int = 18


def case_rules(get: Callable[[str], Any]) -> CaseRules:
    """Read the rules; ``get`` gives the typed value of a setting's key."""
    return CaseRules(
        roll_natural=get("cases.roll_natural"),
        restart_after_supplement=get("cases.supplement_clock") == "restart",
        village_days=get("cases.village_days"),
        tell_missing_days=get("cases.tell_missing_days"),
        lapse_days=get("cases.lapse_days"),
        extension_days=get("cases.extension_days"),
        extension_cap=get("cases.extension_cap"),
        direct_closing=time.fromisoformat(get("cases.direct_closing")),
        correction_days=get("cases.correction_days"),
        deliver_days=get("cases.deliver_days"),
        due_soon_days=get("cases.due_soon_days"),
        adult_age=get("cases.adult_age"),
    )
