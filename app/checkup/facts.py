"""What a check gives back: findings in the clerk's words, and a report that holds them."""

from typing import Literal

import msgspec

Severity = Literal["damaged", "wrong", "odd", "note"]
Kind = Literal["close", "full"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be.

    ``where`` names the record or the part of the file, ``repair`` what rebuilding mends it (empty: none), ``detail``
    the technical words for whoever helps; ``table`` and ``row_id`` the record to go to. A ``note`` is no fault.
    """

    what: str
    where: str
    severity: Severity
    advice: str
    repairable: bool = False
    repair: str = ""
    detail: str = ""
    table: str = ""
    row_id: str = ""

    @property
    def words(self) -> str:
        """Say where and what in one sentence."""
        return self.what if not self.where or self.what.startswith(self.where) else f"{self.where}：{self.what}"

    @property
    def is_fault(self) -> bool:
        """Tell whether it is more than a note."""
        return self.severity != "note"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One check that was made; ``at`` in UTC, ``rows`` how many records were looked at.

    ``remark`` says why it was left out, or that it is none: the list of a salvage.
    """

    at: str
    kind: Kind
    rows: int = 0
    findings: tuple[Finding, ...] = ()
    remark: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong (notes do not count)."""
        return not any(finding.is_fault for finding in self.findings)


def is_damage(findings: "tuple[Finding, ...] | list[Finding]") -> bool:
    """Tell whether the file itself is damaged, so that no backup may be made of it."""
    return any(finding.severity == "damaged" for finding in findings)
