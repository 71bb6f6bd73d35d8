"""The hand-over slip of a package: what the stick carries, for the two people who sign for it."""

from collections.abc import Iterator
from typing import Protocol

from app.documents.document import Block, Code, Corner, Document, Faces, Facts, Gap, Signatures, Title, Words
from app.documents.page import SLIP, Page


class HandOverFacts(Protocol):
    """Everything that stands on the slip, as the room of packages tells it."""

    @property
    def title(self) -> str:
        """The title."""
        ...

    @property
    def lead(self) -> str:
        """One sentence before the facts."""
        ...

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Labels and values."""
        ...

    @property
    def counts_heading(self) -> str:
        """The heading of the counts."""
        ...

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many rows of each kind."""
        ...

    @property
    def ledgers(self) -> str:
        """How many entries of which ledgers, in one sentence; empty where there are none."""
        ...

    @property
    def check_code_label(self) -> str:
        """What the check code is called."""
        ...

    @property
    def check_code(self) -> str:
        """The code that both sides compare."""
        ...

    @property
    def note(self) -> str:
        """What to mind."""
        ...

    @property
    def signatures(self) -> tuple[str, str]:
        """Who signs."""
        ...


def package_document(facts: HandOverFacts, issuer: str, faces: Faces) -> Document:
    """Lay the slip of one package out on one page."""
    return Document(facts.title, tuple(_blocks(facts)), Page(margins=SLIP), faces=faces, footer=issuer)


def _blocks(facts: HandOverFacts) -> Iterator[Block]:
    yield Code(f"CZT {facts.check_code}")
    yield Title(facts.title, size=20)
    yield Corner()
    yield Words(facts.lead)
    yield Facts(facts.facts, size=11, wide=frozenset(label for label, value in facts.facts if len(value) > 20))
    yield Gap(8)
    yield Words(facts.counts_heading, size=11.5, indent=0, head=True, space_after=1)
    yield Facts(tuple((label, str(count)) for label, count in facts.counts), size=11)
    if facts.ledgers:
        yield Words(facts.ledgers, size=11, indent=0)
    yield Gap(14)
    yield Words(f"{facts.check_code_label}：{facts.check_code}", size=18, indent=0, head=True, align="center")
    yield Gap(6)
    yield Words(facts.note, size=11)
    yield Gap(14)
    yield Signatures(tuple(f"{label}：" for label in facts.signatures), size=12)
    yield Signatures(("日期：", "日期："), size=12)
