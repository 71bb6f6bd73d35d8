"""The facts of the hand-over slip: what a package carries, for the two people who sign for it."""

from typing import TYPE_CHECKING, Any

import msgspec

from app.core.resources import load_toml
from app.packages.outgoing import Written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class SlipWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The slip's words, from ``resources/slips/package.toml``."""

    title: str
    lead: str
    labels: dict[str, str]
    tables: dict[str, str]
    counts_heading: str
    check_code: str
    note: str
    signatures: tuple[str, str]


class HandOver(msgspec.Struct, frozen=True):
    """Everything that stands on the slip: rows of label and value, counts by table, code, two signature lines."""

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    counts_heading: str
    counts: tuple[tuple[str, int], ...]
    check_code_label: str
    check_code: str
    note: str
    signatures: tuple[str, str]


def handover_facts(
    written: Written, sender: "Mapping[str, Any]", recipient: "Mapping[str, Any]", day: "date"
) -> HandOver:
    """Give the slip of one written package; ``sender`` and ``recipient`` are offices' rows."""
    wording = load_toml("slips/package.toml", SlipWording)
    values = {
        "sender": f"{sender['name']}（{sender['unit']}）",
        "recipient": f"{recipient['name']}（{recipient['unit']}）",
        "number": f"第 {written.number} 号",
        "file": written.file,
        "day": day.isoformat(),
        "rows": f"{written.rows} 行",
        "size": f"{max(1, round(written.size / 1024))} KB",
    }
    return HandOver(
        title=wording.title,
        lead=wording.lead,
        facts=tuple((label, values[key]) for key, label in wording.labels.items()),
        counts_heading=wording.counts_heading,
        counts=tuple((label, written.counts.get(table, 0)) for table, label in wording.tables.items()),
        check_code_label=wording.check_code,
        check_code=written.check_code,
        note=wording.note,
        signatures=wording.signatures,
    )
