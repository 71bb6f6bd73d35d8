"""What each step changes on a case: one small pure function per step, found by the step's key."""

from collections.abc import Callable

from app.cases import clock_effects, end_effects
from app.cases.step import STANDS_OVER, Effect, Step


def effect_of(step: Step) -> Effect:
    """Compute what the step changes; raises ``Refused`` where a rule of the step forbids it."""
    found = EFFECTS.get(step.transition.key, _nothing)(step)
    values = dict(found.values)
    if step.transition.sets_day:
        values[step.transition.sets_day] = step.day
    if step.transition.result:
        values["result"] = step.transition.result
        values["result_text"] = step.given.text or step.given.reason
    if step.route.clock == "finish":
        values |= STANDS_OVER
    return Effect(values, found.details)


def _nothing(_step: Step) -> Effect:
    return Effect({}, {})


EFFECTS: dict[str, Callable[[Step], Effect]] = {
    "accept": clock_effects.accept,
    "supplement": clock_effects.supplement,
    "pause": clock_effects.pause,
    "resume": clock_effects.resume,
    "extend": clock_effects.extend,
    "answer": end_effects.answer,
    "conclude": end_effects.conclude,
    "rate": end_effects.rate,
    "correct": end_effects.correct,
    "explain-overdue": end_effects.explain_overdue,
    "archive": end_effects.archive,
    "amend": end_effects.amend,
}
