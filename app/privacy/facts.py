"""What the law's side keeps: a consent, an assessment, an erasure and who still holds what was erased."""

from datetime import date

import msgspec


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """A person's consent for one purpose; ``withdrawn_on`` ends it, ``guardian`` signed for a child (art. 31)."""

    id: str
    resident_id: str
    resident_name: str = ""
    purpose: str = ""
    given_on: date | None = None
    given_by: str = ""
    guardian: str = ""
    form: str = ""
    withdrawn_on: date | None = None
    note: str = ""

    @property
    def stands(self) -> bool:
        """Tell whether it has not been withdrawn."""
        return self.withdrawn_on is None


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """An impact assessment (个人信息保护影响评估, art. 55, 56); kept at least until ``keep_until``."""

    id: str = ""
    title: str
    purpose: str
    data_kinds: str
    necessity: str
    risks: str
    measures: str
    outcome: str
    assessor: str
    made_on: date | None = None
    keep_until: date | None = None


class Holder(msgspec.Struct, frozen=True):
    """Something that still holds what was erased here, in words, and until when as far as that is known."""

    words: str
    until: date | None = None


class Erased(msgspec.Struct, frozen=True):
    """What an erasure removed: how many of each, and who still holds it."""

    resident_id: str
    at: str
    removed: dict[str, int]
    holders: tuple[Holder, ...]
