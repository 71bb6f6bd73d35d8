"""The sheet on which the chair is handed over: what is open, what hangs, keys, backups, and who signed for it.

Cases stand with number, item and due day, without the applicant: who takes over finds the person by the number.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from app.core.day_text import long_day, shown_day
from app.core.resources import load_toml
from app.documents.document import Block, Column, Corner, Document, Faces, Facts, Gap, Signatures, Table, Title, Words
from app.documents.page import SLIP, Page

KIND = "chair"


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sheet's words, from ``resources/operators/hand-over.toml``."""

    title: str
    lead: str
    cases_heading: str
    cases_none: str
    notices_heading: str
    notices_none: str
    ledgers_heading: str
    ledgers_none: str
    keys_heading: str
    by_hand_heading: str
    note: str
    signatures: tuple[str, ...]
    witness: tuple[str, ...]
    by_hand: tuple[str, ...]
    never: str
    unmarked: str
    labels: dict[str, str]
    values: dict[str, str]


class OpenCase(msgspec.Struct, frozen=True):
    """One case that goes on under the successor."""

    number: str
    item: str
    state: str
    due_day: date | None


class OpenNotice(msgspec.Struct, frozen=True):
    """One notice that still has to be posted or taken down; ``what`` says which."""

    title: str
    month: str
    what: str


class OpenLedger(msgspec.Struct, frozen=True):
    """One ledger with something that goes on: how many entries have not come to an end, what is left in its book."""

    title: str
    unfinished: int
    left: str


class HandOverFacts(msgspec.Struct, frozen=True):
    """Everything that stands on the sheet; codes by their numbers only, ``last_package`` in words, empty for none."""

    station: str
    former: str
    successor: str
    day: date
    cases: tuple[OpenCase, ...]
    notices: tuple[OpenNotice, ...]
    ledgers: tuple[OpenLedger, ...]
    new_code: str
    old_code: str
    last_backup: date | None
    second_backup: date | None
    last_package: str
    attachments: int
    township: bool


def wording() -> Wording:
    """Read the sheet's words."""
    return load_toml("operators/hand-over.toml", Wording)


def hand_over_sheet(facts: HandOverFacts, faces: Faces) -> Document:
    """Lay the sheet out."""
    words = wording()
    blocks, page = tuple(_blocks(facts, words)), Page(margins=SLIP)
    return Document(words.title, blocks, page, faces=faces, footer=facts.station, always_numbered=True)


def _blocks(facts: HandOverFacts, words: Wording) -> Iterator[Block]:
    told = {"station": facts.station, "former": facts.former, "successor": facts.successor, "day": long_day(facts.day)}
    yield Title(words.title, size=20)
    yield Corner(f"日期：{long_day(facts.day)}", "一式两份")
    yield Words(words.lead.format(**told))
    yield Words(words.cases_heading.format(count=len(facts.cases)), head=True, indent=0)
    yield _cases(facts) if facts.cases else Words(words.cases_none)
    yield Words(words.notices_heading.format(count=len(facts.notices)), head=True, indent=0)
    yield _notices(facts) if facts.notices else Words(words.notices_none)
    yield Words(words.ledgers_heading.format(count=len(facts.ledgers)), head=True, indent=0)
    yield _ledgers(facts) if facts.ledgers else Words(words.ledgers_none)
    yield Words(words.keys_heading, head=True, indent=0)
    yield Facts(tuple(_keys(facts, words)))
    yield Words(words.by_hand_heading, head=True, indent=0)
    yield Facts(tuple((label, "") for label in words.by_hand))
    yield Words(words.note, size=10.5)
    yield Gap(12)
    yield Signatures(words.signatures)
    yield Gap(12)
    yield Signatures(words.witness)


def _cases(facts: HandOverFacts) -> Table:
    columns = (
        Column("序号", 0.7, "center"),
        Column("办件编号", 1.8, "center"),
        Column("事项", 4.0),
        Column("到了哪一步", 1.5, "center"),
        Column("办结期限", 2.2, "center"),
    )
    rows = (
        (str(place), case.number, case.item, case.state, _due(case.due_day, facts.day))
        for place, case in enumerate(facts.cases, 1)
    )
    return Table(columns, tuple(rows))


def _notices(facts: HandOverFacts) -> Table:
    columns = (Column("公示", 5.0), Column("月份", 1.5, "center"), Column("要做什么", 2.0, "center"))
    return Table(columns, tuple((notice.title, notice.month, notice.what) for notice in facts.notices))


def _ledgers(facts: HandOverFacts) -> Table:
    columns = (Column("台账", 3.0), Column("还没了结的", 1.5, "center"), Column("账面结余", 4.0))
    rows = ((one.title, f"{one.unfinished} 条" if one.unfinished else "", one.left) for one in facts.ledgers)
    return Table(columns, tuple(rows))


def _keys(facts: HandOverFacts, words: Wording) -> Iterator[tuple[str, str]]:
    labels, values = words.labels, words.values
    yield labels["code"], facts.new_code
    yield labels["old_code"], facts.old_code or words.unmarked
    yield labels["file_key"], values["file_key"]
    yield labels["township"], values["township_on" if facts.township else "township_off"]
    yield labels["backup"], long_day(facts.last_backup) if facts.last_backup else words.never
    yield labels["second"], long_day(facts.second_backup) if facts.second_backup else words.never
    yield labels["package"], facts.last_package or words.never
    yield labels["attachments"], f"{facts.attachments} 件"


def _due(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{shown_day(day, today)}{'，已超期' if day < today else ''}"
