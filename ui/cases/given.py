"""What a clerk typed into a step's form, as the facts that the step takes."""

from collections.abc import Mapping
from datetime import date

from app.cases.facts import Case, Given
from ui.widgets.ticks_entry import SEPARATOR

NONE_OF_THEM = ("",)
AMENDED = "amend."


def given_of(typed: Mapping[str, str], case: Case) -> Given:
    """Turn typed text into ``Given``; the fields of 更正 are those that differ from the case."""
    return Given(
        day=date.fromisoformat(typed["day"]) if typed.get("day") else None,
        reason=typed.get("reason", ""),
        result=typed.get("result", ""),
        text=typed.get("text", ""),
        result_document=typed.get("result_document", ""),
        level=int(typed["level"]) if typed.get("level") else None,
        tags=_several(typed.get("tags", "")),
        kind=typed.get("kind", ""),
        days=int(typed["days"]) if typed.get("days") else None,
        papers=_papers(typed),
        handler=typed.get("handler", ""),
        party=typed.get("party", ""),
        measure=typed.get("measure", ""),
        fields=amended(typed, case),
    )


def amended(typed: Mapping[str, str], case: Case) -> dict[str, str]:
    """Give the fields of 更正 whose text differs from what the case has now."""
    fields = {key.removeprefix(AMENDED): text for key, text in typed.items() if key.startswith(AMENDED)}
    return {field: text for field, text in fields.items() if text != standing_text(case, field)}


def standing_text(case: Case, field: str) -> str:
    """Give a field of the case as text, empty where there is nothing."""
    value = getattr(case, field)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(SEPARATOR) if part)


def _papers(typed: Mapping[str, str]) -> tuple[str, ...]:
    """Give the papers that were ticked and written; where papers are asked for and none is named, say just that."""
    if "papers" not in typed and "more_papers" not in typed:
        return ()
    written = typed.get("more_papers", "")
    for sign in "，、；;,":
        written = written.replace(sign, SEPARATOR)
    named = (*_several(typed.get("papers", "")), *(part.strip() for part in _several(written) if part.strip()))
    if named or "more_papers" in typed:
        return named
    return NONE_OF_THEM
