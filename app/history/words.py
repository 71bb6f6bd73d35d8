"""The words of the history as declared: ``resources/history.toml`` and what ledgers lay beside it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

import msgspec

from app.core.resources import load_toml, resources_folder

if TYPE_CHECKING:
    from db.store import Store

DECLARED = "history.toml"
MORE = "history"

Tell = Callable[[Any, bool], str]
Kind = Literal[
    "text", "day", "flag", "id_number", "phone", "address", "key", "papers", "tags", "mapping", "json", "operator",
    "row", "hidden",
]


def _as_text(stored: Any, _: bool) -> str:  # noqa: FBT001 - the shape of a teller
    return str(stored)


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a column is called and how its values are told."""

    label: str
    kind: Kind = "text"
    source: str = ""


class Told(Column, frozen=True, forbid_unknown_fields=True):
    """A column of a table that no file declares: ``tell(stored, in_full)`` says its values, masked unless in full."""

    tell: Tell = _as_text


class PartOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a row is a part of: the table (empty: named by the row itself) and the column that points there."""

    table: str
    column: str


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a table's rows are called, how one is named and found, where it is looked at."""

    label: str
    name: str = ""
    find: tuple[str, ...] = ()
    place: str = ""
    subject: str = ""
    what: str = ""
    part_of: PartOf | None = None
    actions: dict[str, str] = {}
    columns: dict[str, str | Column] = {}

    def column(self, name: str) -> Column | None:
        """Give a column's words; ``None`` for one that has none."""
        found = self.columns.get(name)
        return Column(found) if isinstance(found, str) else found


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the words of a stored key stand: a list in another resource, or here."""

    file: str = ""
    list: str = ""
    key: str = "key"
    label: str = "label"
    words: dict[str, str] = {}


class KindOfAction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the journal can be narrowed to: actions, or actions of one table (``cases:hand-over``)."""

    key: str
    label: str
    actions: tuple[str, ...]


class Undo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far undo reaches back, what is no step of its own, and what cannot be taken back with the way out."""

    steps: int
    longest: int
    passed_over: tuple[str, ...]
    refused: dict[str, str]


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column that points to another row; ``words`` say why that row cannot go."""

    table: str
    column: str
    to: str
    words: str


class Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record whose past belongs to that of another: a child by its own column, a parent by the other's."""

    of: str
    column: str
    table: str = ""

    def is_of(self, table: str) -> bool:
        """Tell whether a table's records are meant; a ``*`` at the end stands for whatever follows."""
        return table == self.of or (self.of[-1:] == "*" and table.startswith(self.of[:-1]))


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration."""

    actions: dict[str, str] = {}
    notes: dict[str, str] = {}
    kind: tuple[KindOfAction, ...] = ()
    undo: Undo = Undo(30, 20_000, (), {})
    link: tuple[Link, ...] = ()
    child: tuple[Relation, ...] = ()
    parent: tuple[Relation, ...] = ()
    sources: dict[str, Source] = {}
    tables: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        """Give a table's words; one that has none is called by its own name."""
        return self.tables.get(name) or Table(name)

    def verb(self, table: str, action: str) -> str:
        """Say an action in words."""
        known = self.table(table).actions.get(action) or self.actions.get(action) or self.notes.get(action)
        return known or action

    def is_note(self, table: str, action: str) -> bool:
        """Tell whether this entry changes no row."""
        return action in self.notes and action not in self.table(table).actions

    def kind_of(self, table: str, action: str) -> str:
        """Give the key of the kind to which an action belongs, empty for none."""
        for name in (f"{table}:{action}", action):
            for kind in self.kind:
                if name in kind.actions:
                    return kind.key
        return ""

    def refusal(self, table: str, action: str) -> str:
        """Say why an action cannot be taken back; empty where it can."""
        return self.undo.refused.get(f"{table}:{action}") or self.undo.refused.get(f"*:{action}") or ""


@cache
def words() -> Words:
    """Read the declaration, and what ledgers declared beside it, once."""
    whole = load_toml(DECLARED, Words)
    for path in sorted((resources_folder() / MORE).glob("*.toml")):
        more = load_toml(f"{MORE}/{path.name}", Words)
        whole = msgspec.structs.replace(
            whole,
            link=(*whole.link, *more.link),
            child=(*whole.child, *more.child),
            parent=(*whole.parent, *more.parent),
            sources=whole.sources | more.sources,
            tables=whole.tables | more.tables,
        )
    return whole


_BESIDE: "WeakKeyDictionary[Store, Callable[[], Mapping[str, Table]]]" = WeakKeyDictionary()
_KEPT: "WeakKeyDictionary[Store, tuple[int, Words]]" = WeakKeyDictionary()


def lay_beside(store: "Store", tables: Callable[[], Mapping[str, Table]]) -> None:
    """Let one office's own tables (its ledgers) have words, too; asked for anew whenever something was written."""
    _BESIDE[store] = tables
    _KEPT.pop(store, None)


def words_of(store: "Store") -> Words:
    """Give the declared words with those of the office's own tables."""
    known, seq = words(), store.journal.last_seq
    if store not in _BESIDE:
        return known
    kept = _KEPT.get(store)
    if kept is None or kept[0] != seq:
        kept = _KEPT[store] = (seq, msgspec.structs.replace(known, tables={**known.tables, **_BESIDE[store]()}))
    return kept[1]


@cache
def source_words(name: str) -> dict[str, str]:
    """Give the words of a source's keys."""
    source = words().sources[name]
    if not source.file:
        return source.words
    listed = load_toml(source.file, dict[str, object])[source.list]
    entries = msgspec.convert(listed, list[dict[str, object]])
    return {str(one[source.key]): str(one[source.label]) for one in entries}
