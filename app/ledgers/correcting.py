"""A correction: a new entry on an open day that names the one of a closed period, says why, and stands in its place."""

from collections.abc import Mapping
from datetime import date

from app.core.errors import Refused
from app.ledgers.declaration import Declaration

NOT_CORRECTED = "没有更正，原来的那条没有动。"


def refuse_correction(ledger: Declaration, number: str, reason: str, *, locked: str, corrected_by: str) -> None:
    """Raise ``Refused`` where an entry may not be corrected.

    ``locked`` is the closed period that it lies in (empty: it can simply be changed), ``corrected_by`` the number of
    the entry that corrects it already.
    """
    if not reason.strip():
        raise Refused("更正要写明原因。", untouched=NOT_CORRECTED, advice="请写上哪里写错了、怎么发现的。")
    if not locked:
        sentence = f"“{ledger.title}”编号 {number} 还没有结账，不用更正。"
        raise Refused(sentence, untouched=NOT_CORRECTED, advice="请直接修改那一条。")
    if corrected_by:
        sentence = f"“{ledger.title}”编号 {number} 已经更正过了，见编号 {corrected_by}。"
        raise Refused(sentence, untouched=NOT_CORRECTED, advice=f"请更正编号 {corrected_by} 那一条。")


def corrected_values(
    ledger: Declaration, former: Mapping[str, object], typed: Mapping[str, object], today: date
) -> dict[str, object]:
    """Give what the new entry holds: what the old one held but for what is typed, today where no day is typed."""
    kind = next(field.kind for field in ledger.field if field.key == ledger.day)
    own_day = f"{today:%Y-%m}" if kind == "month" else today.isoformat()
    return {**former, **typed, ledger.day: typed.get(ledger.day) or own_day}
