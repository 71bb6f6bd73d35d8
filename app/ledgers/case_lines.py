"""Entries that came from cases, in a clerk's hands: what the case knows is changed in the case, the rest here."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.ledgers.case_facts import StoredCase, facts_for
from app.ledgers.declaration import Declaration
from app.ledgers.facts import FieldFault
from app.ledgers.faults import refuse_faults
from app.ledgers.grouping import Stored
from db.ledger_filling import case_numbers, case_row

if TYPE_CHECKING:
    from db.store import Store

Row = Mapping[str, Stored]


def sources(store: "Store", case_ids: Iterable[str]) -> dict[str, str]:
    """Say of entries that came from cases where they are from, by the id of the case (“来自办件 2026-00012”)."""
    wanted = [one for one in case_ids if one]
    return {key: f"来自办件 {number}" for key, number in case_numbers(store, wanted).items()} if wanted else {}


def known_by_case(store: "Store", ledger: Declaration, from_case: str) -> dict[str, Stored]:
    """Give the stored columns that the case of an entry fills now, so that they are shown and not asked."""
    row = case_row(store, from_case) if from_case and ledger.fill is not None else None
    if row is None or ledger.fill is None:
        return {}
    facts = facts_for(ledger, ledger.fill, StoredCase(row))
    return {key: value for key, value in facts.items() if value is not None}


def refuse_by_hand(store: "Store", ledger: Declaration, row: Row, stored: Mapping[str, object]) -> None:
    """Raise ``EntryFaults`` where a clerk would write over what the case of an entry knows."""
    known = known_by_case(store, ledger, str(row["from_case"]))
    wrong = [key for key, value in known.items() if key in stored and stored[key] != value]
    if wrong:
        told = sources(store, [str(row["from_case"])])[str(row["from_case"])]
        refuse_faults(ledger, [FieldFault(key, 0, f"{told}，请在办件里改") for key in wrong])


def refuse_removal_by_hand(store: "Store", ledger: Declaration, row: Row) -> None:
    """Raise ``Refused`` where a clerk would remove the line of a case: it goes with its case."""
    from_case = str(row["from_case"])
    if told := sources(store, [from_case]).get(from_case):
        sentence = f"“{ledger.title}”编号 {row['number']} {told}，不能在这里删除。"
        raise Refused(sentence, untouched="没有删除。", advice="登记错了请到那个办件里删除，这一条会跟着走。")
