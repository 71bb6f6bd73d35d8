"""What a ledger's declaration may say about a duty: eight kinds, each with the words it needs and no others."""

import re
from typing import Literal

import msgspec

from app.ledgers.periods_of_time import Span

Kind = Literal[
    "reply_within",
    "review_every",
    "at_least_sum",
    "at_least_count",
    "once_in_years",
    "within_first_days",
    "window",
    "expires",
]
NEEDS: dict[str, tuple[str, ...]] = {
    "reply_within": ("from", "days", "unit", "done"),
    "review_every": ("months", "field"),
    "at_least_sum": ("per", "sum", "least", "in"),
    "at_least_count": ("least", "in"),
    "once_in_years": ("per", "years"),
    "within_first_days": ("days", "of"),
    "window": ("from",),
    "expires": ("field", "warn_days"),
}
MAY: dict[str, tuple[str, ...]] = {
    "reply_within": ("extended",),
    "review_every": ("on", "days"),
    "at_least_sum": ("unit", "asked"),
    "at_least_count": ("per", "unit", "asked"),
    "once_in_years": ("asked",),
    "within_first_days": ("per", "asked"),
    "window": ("before", "after", "text", "done"),
}
MOST_DAYS, MOST_MONTHS, MOST_LEAST = 3660, 120, 100_000
YEARLY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
THIRTY_DAYS = {4, 6, 9, 11}
ASKED = re.compile(r"post:[^\s:]{1,30}|unit:[a-z_]{1,30}|ledger:[a-z][a-z0-9_]{1,29}\.[a-z][a-z0-9_]{0,29}")


class Duty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One duty: ``key`` names it inside its ledger, ``words`` is its line (``{name}``, ``{until}``, ``{left}``).

    Days and months count as DOMAIN C1 says; ``unit`` is natural or working for a reply, else what is counted;
    ``extended`` names the field with a later day that was agreed on; ``where`` narrows the entries to those whose
    fields hold just these values. ``asked`` says on whom a duty with ``per`` falls who stands in no entry yet: whoever
    holds a post (``post:书记``), open units of a kind (``unit:service_point``), what a field of another ledger says in
    its entries that have not ended (``ledger:volunteer_team.title``).
    Raises ``ValueError`` (told by msgspec with its place) where a word is missing, foreign to the kind or out of range.
    """

    key: str
    kind: Kind
    words: str
    from_: str = msgspec.field(name="from", default="")
    days: int = 0
    unit: str = ""
    done: str = ""
    extended: str = ""
    months: int = 0
    on: tuple[str, ...] = ()
    field: str = ""
    per: str = ""
    asked: str = ""
    sum: str = ""
    least: float = 0
    in_: Span | None = msgspec.field(name="in", default=None)
    years: int = 0
    of: Span | None = None
    before: int = 0
    after: int = 0
    text: str = ""
    warn_days: int = 0
    where: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse what the kind does not know, lacks or cannot count with."""
        said = set(msgspec.to_builtins(self)) - {"key", "kind", "words", "where"}
        needed, allowed = set(NEEDS[self.kind]), {*NEEDS[self.kind], *MAY.get(self.kind, ())}
        if missing := sorted(needed - said):
            message = f"职责“{self.key}”缺少 {'、'.join(missing)}"
            raise ValueError(message)
        if foreign := sorted(said - allowed):
            message = f"职责“{self.key}”（{self.kind}）不能有 {'、'.join(foreign)}"
            raise ValueError(message)
        if self.asked and (not self.per or not ASKED.fullmatch(self.asked)):
            message = f"职责“{self.key}”的 asked 应为 post:岗位、unit:单位种类或 ledger:台账.栏目，并写明 per"
            raise ValueError(message)
        self._count()

    def fields(self) -> tuple[str, ...]:
        """Give the keys of fields it names (``done`` may also be a state and is not among them)."""
        named = (self.from_, self.extended, self.field, self.per, self.sum, *self.where)
        return tuple(key for key in named if key)

    def _count(self) -> None:
        spans = (self.days, self.before, self.after, self.warn_days)
        if not all(0 <= span <= MOST_DAYS for span in spans) or not 0 <= self.least <= MOST_LEAST:
            message = f"职责“{self.key}”的天数或次数不对"
            raise ValueError(message)
        if not 0 <= self.months <= MOST_MONTHS or not 0 <= self.years <= MOST_MONTHS // 12:
            message = f"职责“{self.key}”的月数或年数不对"
            raise ValueError(message)
        if self.kind == "reply_within" and self.unit not in {"natural", "working"}:
            message = f"职责“{self.key}”的天数单位应为 natural（自然日）或 working（工作日）"
            raise ValueError(message)
        if wrong := [text for text in self.on if not _is_yearly(text)]:
            message = f"职责“{self.key}”的日子“{wrong[0]}”不对，应为 01-01 这样的月日"
            raise ValueError(message)


def _is_yearly(text: str) -> bool:
    found = YEARLY.fullmatch(text)
    if found is None:
        return False
    month, day = int(found[1]), int(found[2])
    return day <= (29 if month == 2 else 30 if month in THIRTY_DAYS else 31)
