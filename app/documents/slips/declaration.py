"""A slip as it is declared: one TOML file with its parts in order; placeholders are words of :mod:`.facts`."""

import re
from functools import cache
from typing import Literal

import msgspec

from app.core.resources import load_toml

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of a slip; which fields count depends on ``kind``."""

    kind: Literal["facts", "words", "materials", "events", "ticks", "signatures", "closing", "gap"]
    rows: tuple[tuple[str, str], ...] = ()
    wide: tuple[str, ...] = ()
    columns: int = 2
    text: str = ""
    head: str = ""
    kai: bool = False
    size: float = 12.0
    which: Literal["received", "missing", "all"] = "all"
    empty: str = ""
    from_list: str = ""
    places: tuple[str, ...] = ()
    table_size: float = 10.5
    tall: tuple[str, ...] = ()
    height: float = 8.0


class Slip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of slip: ``event`` names the step whose day and reason it tells, ``counterfoil`` what stays here."""

    key: str
    title: str
    part: tuple[Part, ...]
    lead: str = ""
    event: tuple[str, ...] = ()
    counterfoil: tuple[Part, ...] = ()
    code: bool = True

    def placeholders(self) -> set[str]:
        """Give every word that the slip asks its facts for."""
        texts = [self.lead]
        for part in (*self.part, *self.counterfoil):
            texts += [part.text, part.head, part.empty, *part.places, *(text for row in part.rows for text in row)]
        return {name for text in texts for name in PLACEHOLDER.findall(text)}


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All kinds of slips in the order in which a case meets them, with other names the headless door takes."""

    kinds: tuple[str, ...]
    aliases: dict[str, str]
    station_suffix: str


@cache
def kinds() -> Kinds:
    """Give the kinds of slips that are declared."""
    return load_toml("slips/kinds.toml", Kinds)


@cache
def slip(key: str) -> Slip:
    """Give the declaration of one kind."""
    return load_toml(f"slips/{key}.toml", Slip)


def issuer_name(full_name: str, office_kind: str) -> str:
    """Give the name under which an office issues papers: a village's station has its own, a centre only its name."""
    if office_kind != "station" or full_name.endswith("站"):
        return full_name
    return full_name + kinds().station_suffix


def filled(text: str, facts: dict[str, str], blank: str = "＿＿＿＿＿＿") -> str:
    """Put the facts into a text; what is not known becomes a line to write on."""
    return PLACEHOLDER.sub(lambda found: facts[found[1]] or blank, text)
