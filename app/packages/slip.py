"""The facts of the hand-over slip: what a package carries, for the two people who sign for it."""

from typing import TYPE_CHECKING, Any

import msgspec

from app.core.resources import load_toml
from app.packages.outgoing import Written
from db.ledger_tables import PREFIX

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
    ledgers: str
    check_code: str
    note: str
    signatures: tuple[str, str]


class HandOver(msgspec.Struct, frozen=True):
    """Everything that stands on the slip: rows of label and value, counts by table, code, two signature lines.

    ``ledgers`` is one sentence with the entries of each ledger, empty where none travel.
    """

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    counts_heading: str
    counts: tuple[tuple[str, int], ...]
    check_code_label: str
    check_code: str
    note: str
    signatures: tuple[str, str]
    ledgers: str = ""


def slip_wording() -> SlipWording:
    """Give the slip's words."""
    return load_toml("slips/package.toml", SlipWording)


def handover_facts(
    written: Written,
    sender: "Mapping[str, Any]",
    recipient: "Mapping[str, Any]",
    day: "date",
    titles: "Mapping[str, str]",
) -> HandOver:
    """Give the slip of one written package; ``sender`` and ``recipient`` are offices' rows.

    ``titles`` are those of our ledgers, by key.
    """
    wording = slip_wording()
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
        ledgers=_ledgers(wording, written, titles),
    )


def _ledgers(wording: SlipWording, written: Written, titles: "Mapping[str, str]") -> str:
    told = {table: count for table, count in written.counts.items() if count and table.startswith(PREFIX)}
    if not told:
        return ""
    each = "、".join(f"{titles.get(key := table.removeprefix(PREFIX), key)} {count}" for table, count in told.items())
    return wording.ledgers.format(count=sum(told.values()), each=each)
