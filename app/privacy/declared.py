"""What ``resources/privacy.toml`` declares: purposes, requests, what an erasure empties, ready assessments, words."""

from functools import cache

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml


class Purpose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a consent is for, the article of 个人信息保护法 that asks for it, and the sentence that is signed."""

    key: str
    title: str
    article: str
    text: str
    form: str
    items: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class RequestKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the three requests, and the service item it is registered under; ``days`` are working days."""

    key: str
    code: str
    name: str
    article: str
    days: int
    verb: str
    conditions: str
    flow: str


class ReadyAssessment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An impact assessment to begin with, part by part (art. 56)."""

    title: str
    purpose: str
    data_kinds: str
    necessity: str
    risks: str
    measures: str
    outcome: str


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration; ``erasure`` gives for each table what its columns become (``False``: nothing at all)."""

    guardian_below: int
    keep_assessment_years: int
    purpose: tuple[Purpose, ...]
    request: tuple[RequestKind, ...]
    erasure: dict[str, str | dict[str, str | bool]]
    assessment: tuple[ReadyAssessment, ...]
    words: dict[str, str]

    @property
    def gone(self) -> str:
        """What stands where a list needs a word and none may stand."""
        return str(self.erasure["gone"])

    def emptied(self, table: str) -> dict[str, str | None]:
        """Give the columns of a table that an erasure empties, with what they become."""
        columns = self.erasure[table]
        if isinstance(columns, str):
            raise KeyError(table)
        return {name: None if value is False else str(value) for name, value in columns.items()}


@cache
def declared() -> Declared:
    """Read the declaration once."""
    return load_toml("privacy.toml", Declared)


def purpose(key: str) -> Purpose:
    """Give a purpose by its key or title; raises ``Refused`` with what there is."""
    for one in declared().purpose:
        if key in {one.key, one.title}:
            return one
    known = "、".join(one.title for one in declared().purpose)
    raise Refused(f"没有“{key}”这种用途。", untouched="什么也没有做。", advice=f"可以用：{known}。")


def request_kind(key: str) -> RequestKind:
    """Give a kind of request by its key or verb; raises ``Refused`` with what there is."""
    for one in declared().request:
        if key in {one.key, one.verb, one.code}:
            return one
    known = "、".join(one.verb for one in declared().request)
    raise Refused(f"没有“{key}”这种请求。", untouched="什么也没有做。", advice=f"可以用：{known}。")
