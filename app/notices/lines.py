"""The lines of a notice: cases of a month with persons masked, or the items that are offered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from app.catalogue.guide import guide_lines
from app.core.masking import mask_address, mask_name

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.cases.facts import Case
    from app.cases.service import Cases
    from app.catalogue.catalogue import Catalogue

NEVER_POSTED = "never_posted"
SURNAME_ONLY = "surname"
NOT_YET = frozenset({"registered", "awaiting_papers"})


class Lines(NamedTuple):
    """The rows by field, and how many cases were kept off the board."""

    rows: tuple[dict[str, str], ...]
    withheld: int


def case_lines(
    cases: "Cases", catalogue: "Catalogue", month: str, masking: str, kept_private: "Collection[str]"
) -> Lines:
    """Give the month's cases: registered or concluded in it, persons masked.

    Minors, residents who asked to be kept off the board, and items that are never posted are only counted
    (DOMAIN C4: nothing that identifies a person beyond need, nobody under age).
    """
    seen: dict[str, Case] = {}
    for what in ("accepted", "concluded"):
        seen.update((case.id, case) for case in cases.in_month(month, what))
    silent = {item.code for item in catalogue.items() if item.version.special.get(NEVER_POSTED)}
    shown = [case for case in sorted(seen.values(), key=lambda case: case.number) if case.state not in NOT_YET]
    open_ones = [
        case
        for case in shown
        if not case.applicant_minor and case.item_code not in silent and case.applicant_id not in kept_private
    ]
    only_surname = masking == SURNAME_ONLY
    rows = tuple(_case_row(place, case, cases, only_surname=only_surname) for place, case in enumerate(open_ones, 1))
    return Lines(rows, len(shown) - len(open_ones))


def _case_row(place: int, case: "Case", cases: "Cases", *, only_surname: bool) -> dict[str, str]:
    result = cases.declared.label(case.result) if case.result else "办理中"
    return {
        "place": str(place),
        "number": case.number,
        "applicant": mask_name(case.applicant_name, only_surname=only_surname),
        "group": mask_address(case.applicant_group),
        "item": case.item_name,
        "accepted": _short(case.accepted_on or case.registered_on),
        "concluded": _short(case.concluded_on),
        "result": result,
    }


def service_lines(catalogue: "Catalogue") -> Lines:
    """Give the enabled items as the board shows them."""
    return Lines(tuple(_service_rows(catalogue)), 0)


def _service_rows(catalogue: "Catalogue") -> Iterator[dict[str, str]]:
    for line in guide_lines(catalogue):
        yield {
            "place": str(line.number),
            "category": line.category,
            "item": line.name,
            "department": line.department,
            "mode": line.mode,
            "materials": line.materials,
            "days": line.days.replace(" ", ""),
            "fee": line.fee,
        }


def _short(day: "date | None") -> str:
    return f"{day.month}月{day.day}日" if day else ""
