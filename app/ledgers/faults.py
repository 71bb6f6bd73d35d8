"""Refusing an entry with everything that is wrong with it, field by field."""

from collections.abc import Iterable

from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.facts import FieldFault


class EntryFaults(Refused):
    """What was typed cannot be kept; ``faults`` says what is wrong beside which field."""

    def __init__(self, ledger: Declaration, faults: Iterable[FieldFault]) -> None:
        """Say all of them with the labels of their fields."""
        self.faults = tuple(faults)
        labels = {field.key: field.label for field in ledger.field}
        told = "；".join(_told(labels.get(one.field, ""), one) for one in self.faults)
        super().__init__(f"{told}。", untouched="没有保存。", advice="请改好这几栏再保存。")


def refuse_faults(ledger: Declaration, faults: Iterable[FieldFault]) -> None:
    """Raise ``EntryFaults`` where there are any."""
    if found := list(faults):
        raise EntryFaults(ledger, found)


def _told(label: str, fault: FieldFault) -> str:
    head = f"“{label}”" if label else ""
    return f"{head}第 {fault.row} 行{fault.words}" if fault.row else f"{head}{fault.words}"
