"""A notice as it is declared: wording, columns and posting period in ``resources/notices``."""

from functools import cache
from typing import Literal

import msgspec

from app.core.resources import load_toml

KINDS = ("cases", "services")
PREFIX = "ledger:"
"""A notice of what stands in a ledger is of the kind ``ledger:KEY``."""


class NoticeColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column: the field that it shows, its head, its share of the width."""

    field: str
    head: str
    share: float
    align: Literal["left", "center", "right"] = "left"


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of notice; an empty ``days_setting`` means that it hangs until it is replaced."""

    key: str
    title: str
    source: Literal["cases", "services", "ledger"]
    body: str
    empty: str
    withheld: str
    period: str
    objection: str
    days_setting: str
    column: tuple[NoticeColumn, ...]


@cache
def notice(key: str) -> Notice:
    """Give the declaration of one kind."""
    return load_toml(f"notices/{key}.toml", Notice)
