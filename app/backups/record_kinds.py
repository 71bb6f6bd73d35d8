"""What can be looked at inside a backup and brought back: the declaration ``resources/backup_records.toml``."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.day_text import long_day
from app.core.masking import mask_id_number, mask_phone
from app.core.resources import load_toml
from app.core.settings import Declared as DeclaredSetting
from app.core.settings import declared_settings
from db.ledger_tables import entry_tables

if TYPE_CHECKING:
    from collections.abc import Callable

NOTICE_STATES = {"released": "已生成", "posted": "已张贴", "taken_down": "已撤下"}


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column in words; ``shown`` names how its value is written."""

    name: str
    label: str
    shown: str = ""

    def tell(self, row: Mapping[str, Any]) -> str:
        """Write the value of a row that is not empty, numbers of persons masked."""
        value, how = row[self.name], _SHOWN.get(self.shown)
        return str(value) if how is None else how(value, row)


class PartKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows that belong to a record: their table, the column that names the record, their order and title."""

    table: str
    link: str
    words: str
    title: str
    order: str = "n"


class After(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it is told that records became new, other or removed after a backup."""

    new: str
    changed: str
    removed: str


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of record; ``key`` is its table, ``same_by`` the column that names it, ``people`` whose it is."""

    key: str
    words: str
    measure: str
    title: str
    line: tuple[str, ...]
    search: tuple[str, ...]
    newest: str
    after: After
    fields: tuple[Field, ...] = msgspec.field(name="field")
    title_shown: str = ""
    same_by: str = "id"
    people: tuple[str, ...] = ()
    unique: str = ""
    parts: tuple[PartKind, ...] = ()

    def title_of(self, row: Mapping[str, Any]) -> str:
        """Give the title of a record."""
        if self.title_shown == "setting_label":
            return _setting_label(row)
        return self.title.format(**row).strip()

    def line_of(self, row: Mapping[str, Any]) -> str:
        """Give the line below the title."""
        how = {field.name: field for field in self.fields}
        words = (shown_value(how.get(name, Field(name, "")), row) for name in self.line)
        return "  ".join(word for word in words if word)

    def facts_of(self, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Give the labels and values of a record, in their order."""
        return [(field.label, shown_value(field, row)) for field in self.fields]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An action without a record, and how often it happened in words."""

    action: str
    words: str


class EntryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the entries of all ledgers share: what they are called together, the label of their numbers, their parts."""

    words: str
    number: str
    measure: str
    parts: tuple[PartKind, ...]
    after: After


class _Declaration(msgspec.Struct, frozen=True):
    kinds: tuple[Kind, ...] = msgspec.field(name="kind")
    entries: EntryWords
    told: tuple[Told, ...]


@cache
def record_kinds() -> dict[str, Kind]:
    """Give every kind by its table, in the order in which they are shown."""
    return {kind.key: kind for kind in _declaration().kinds}


def entry_words() -> EntryWords:
    """Give what the entries of all ledgers share."""
    return _declaration().entries


def held_words(rows: Mapping[str, int], but_not: Collection[str] = ()) -> list[str]:
    """Say how many records of each kind there are (“代办件 12 件”), by the rows of each table; entries are one kind."""
    kinds, entries = (kind for key, kind in record_kinds().items() if key not in but_not), entry_words()
    counts = [(kind.words, rows.get(kind.key, 0), kind.measure) for kind in kinds]
    counts.append((entries.words, sum(rows[table] for table in entry_tables(rows)), entries.measure))
    return [f"{words} {count} {measure}" for words, count, measure in counts if count]


def told_actions() -> tuple[Told, ...]:
    """Give the actions that are counted beside the records."""
    return _declaration().told


def shown_value(field: Field, row: Mapping[str, Any]) -> str:
    """Give a value as the clerk reads it.

    Numbers of persons are masked: a backup is no way around the look that is written down.
    """
    return "" if row.get(field.name) in {None, ""} else field.tell(row)


def title_of_part(kind: PartKind, row: Mapping[str, Any]) -> str:
    """Give a part's title: of an event its day and what was done."""
    day = _day(row["day"], row) if row.get("day") else ""
    return kind.title.format(**{**row, "day": day, "what": _done(str(row.get("what", "")))}).strip()


def _done(what: str) -> str:
    from app.cases.workflow import workflow

    return next((step.done for step in workflow().transitions if step.key == what), what)


def _state(value: Any, _row: Mapping[str, Any]) -> str:
    from app.cases.workflow import workflow

    return workflow().label(str(value))


def _day(value: Any, _row: Mapping[str, Any]) -> str:
    return long_day(date.fromisoformat(str(value)))


def _setting(value: Any, row: Mapping[str, Any]) -> str:
    declared = declared_settings().get(str(row.get("key", "")))
    plain = msgspec.json.decode(str(value))
    if declared is None:
        return str(plain)
    if declared.kind == "switch":
        return "是" if plain else "否"
    return next((choice.label for choice in declared.choices if choice.value == plain), str(plain))


def _setting_label(row: Mapping[str, Any]) -> str:
    declared: DeclaredSetting | None = declared_settings().get(str(row["key"]))
    return str(row["key"]) if declared is None else declared.label


_SHOWN: "dict[str, Callable[[Any, Mapping[str, Any]], str]]" = {
    "id": lambda value, _: mask_id_number(str(value)),
    "phone": lambda value, _: mask_phone(str(value)),
    "yes_no": lambda value, _: "是" if value else "否",
    "household": lambda _value, _row: "已归户",
    "notice_state": lambda value, _: NOTICE_STATES.get(str(value), str(value)),
    "state": _state,
    "day": _day,
    "setting": _setting,
}


@cache
def _declaration() -> _Declaration:
    return load_toml("backup_records.toml", _Declaration)
