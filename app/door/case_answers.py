"""What ``case`` answers: one line or one whole case, as a value for ``--json`` and in words."""

from typing import Any

import msgspec

from app.cases.shown import CaseFile, CaseLine
from app.cases.workflow import workflow
from app.core.day_text import long_day
from app.core.masking import mask_id_number
from app.history.telling import masked_text


def line_value(line: CaseLine) -> dict[str, Any]:
    """Give a case as one entry of a list."""
    known: dict[str, Any] = msgspec.to_builtins(line)
    return known


def line_words(line: CaseLine) -> str:
    """Give a case in one sentence."""
    due = f"，{long_day(line.due)}到期" if line.due else ""
    return f"{line.number} {line.applicant} {line.item}，{line.state_text}{due}（{line.badge}）"


def file_value(shown: CaseFile) -> dict[str, Any]:
    """Give everything about a case, its events included."""
    declared = workflow()
    verbs = {step.key: step.done for step in declared.transitions}
    events = [
        {
            "what": event.what,
            "text": verbs.get(event.what, event.what),
            "day": event.day,
            "operator": event.operator_name,
            "reason": masked_text(event.reason),
            "state": event.to_state,
            "at": event.at,
            "details": _masked(event.details),
        }
        for event in shown.events
    ]
    return {
        **msgspec.to_builtins(shown.case),
        "applicant_id_number": mask_id_number(shown.case.applicant_id_number),
        **line_value(shown.line),
        "events": events,
        "result_words": declared.label(shown.case.result) if shown.case.result else "",
        "due_reason": shown.due_reason,
        "late": shown.verdict.late,
        "offers": [offer.key for offer in shown.offers],
    }


def _masked(details: dict[str, Any]) -> dict[str, Any]:
    """Hide numbers of persons that an amendment keeps before and after."""
    return {
        key: {name: masked_text(str(value)) for name, value in one.items()} if isinstance(one, dict) else one
        for key, one in details.items()
    }


def file_words(shown: CaseFile) -> str:
    """Give a case and its steps in lines."""
    verbs = {step.key: step.done for step in workflow().transitions}
    steps = [
        f"  {long_day(event.day)} {verbs.get(event.what, event.what)}（{event.operator_name}）{event.reason}"
        for event in shown.events
    ]
    return "\n".join([line_words(shown.line), shown.due_reason, *(masked_text(step) for step in steps)])
