"""The numbers of a case's life that a township may set, read once per action from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from app.core.settings import Value


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
    written_days: int = 5
    lapse_days: int = 90
    extension_days: int = 5
    extension_cap: int = 10
    direct_closing: time = time(17, 30)
    correction_days: int = 15
    deliver_days: int = 10
    invite_days: int = 3
    due_soon_days: int = 2
    adult_age: int = 18


def case_rules(values: Mapping[str, Value]) -> CaseRules:
    """Read the rules from every setting of the office."""
    numbers = {key: int(value) for key, value in values.items() if not isinstance(value, str)}
    return CaseRules(
        roll_natural=bool(values["cases.roll_natural"]),
        restart_after_supplement=values["cases.supplement_clock"] == "restart",
        village_days=numbers["cases.village_days"],
        tell_missing_days=numbers["cases.tell_missing_days"],
        written_days=numbers["cases.written_answer_days"],
        lapse_days=numbers["cases.lapse_days"],
        extension_days=numbers["cases.extension_days"],
        extension_cap=numbers["cases.extension_cap"],
        direct_closing=time.fromisoformat(str(values["cases.direct_closing"])),
        correction_days=numbers["cases.correction_days"],
        deliver_days=numbers["cases.deliver_days"],
        invite_days=numbers["cases.rating_invite_days"],
        due_soon_days=numbers["cases.due_soon_days"],
        adult_age=numbers["cases.adult_age"],
    )
