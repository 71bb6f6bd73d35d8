"""What a ledger is: the structs into which one TOML file of ``resources/ledgers`` is read, strictly (HOUSE §2.3)."""

from typing import Literal

import msgspec

from app.ledgers.duties.duty import Duty

Kind = Literal[
    "line",
    "paragraphs",
    "whole",
    "decimal",
    "money",
    "day",
    "month",
    "time",
    "period",
    "yes_no",
    "choice",
    "choices",
    "resident",
    "residents",
    "household",
    "member",
    "members",
    "unit",
    "post",
    "item",
    "file",
    "rows",
]
Privacy = Literal["plain", "name", "id_number", "phone", "account", "address", "sensitive"]
CHOOSING = ("choice", "choices")
COUNTED = ("whole", "decimal", "money")
OWN_COLUMNS = ("number", "state")


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to choose: ``value`` is kept, ``label`` is read."""

    value: str
    label: str


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact of an entry, or of a row inside an entry; ``least`` and ``most`` bound numbers, ``letters`` texts."""

    key: str
    label: str
    kind: Kind
    required: bool = False
    default: str = ""
    hint: str = ""
    least: float | None = None
    most: float | None = None
    letters: int = 0
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    privacy: Privacy = "plain"


class Field(Column, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact of an entry with its place on the form; ``fields`` are the columns of kind ``rows``.

    ``computed`` names the reckoning of the program that fills the field where the clerk leaves it empty.
    """

    section: str = ""
    search: bool = False
    fields: tuple[Column, ...] = ()
    computed: Literal["", "dues"] = ""


class Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the list shows, filters by and is sorted by (``-`` before the key: newest or largest first)."""

    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    sort: str = ""


class Share(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One printed column and its share of the width in percent."""

    field: str
    share: float


class Register(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The printed register: shares add up to 100."""

    orientation: Literal["portrait", "landscape"] = "landscape"
    columns: tuple[Share, ...]
    signature: tuple[str, ...] = ()


class Posting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What of an entry may hang on the board, masked for ``purpose``."""

    columns: tuple[str, ...]
    purpose: Literal["posting"] = "posting"


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a month or year adds up to, as a whole and by each field of ``by``."""

    key: str
    label: str
    kind: Literal["count", "sum", "distinct"]
    field: str = ""
    by: tuple[str, ...] = ()
    unit: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an entry can stand; the first one declared is where it begins."""

    key: str
    label: str
    ended: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an entry goes from one state to another, and the fields that must be filled for it."""

    key: str
    verb: str
    from_: tuple[str, ...] = msgspec.field(name="from")
    to: str
    needs: tuple[str, ...] = ()


class Fill(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which cases appear here by themselves, and what of a case (right) becomes which field (left).

    ``results`` names the state that an entry takes with a result of its case, unless it came to an end by hand before.
    """

    category: str = ""
    channel: Literal["", "visit", "appointment"] = ""
    map: dict[str, str]
    results: dict[str, str] = {}


class Money(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A book that balances: what comes in, what goes out, for each ``per`` of its own where one is named.

    ``opening`` holds what was there when the book began; ``needs`` names what an outlay must have before its month is
    closed.
    """

    kind: Literal["cash", "stock"]
    income: str
    outlay: str
    opening: str = ""
    per: str = ""
    needs: tuple[str, ...] = ()


class Declaration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ledger, whole: its table, form, list, register, measures and duties are computed from this.

    With ``carry`` an entry that has not come to an end outlives its closed period: it may go on until it ends.
    """

    key: str
    title: str
    system: str
    group: str
    purpose: str
    version: int
    day: str
    close: Literal["month", "year", "none"] = "month"
    carry: bool = False
    name: str
    field: tuple[Field, ...]
    list: Listed
    register: Register
    notice: Posting | None = None
    measure: tuple[Measure, ...] = ()
    duty: tuple[Duty, ...] = ()
    state: tuple[State, ...] = ()
    step: tuple[Step, ...] = ()
    fill: Fill | None = None
    money: Money | None = None
