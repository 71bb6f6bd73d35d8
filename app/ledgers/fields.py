"""The fields of one ledger at work: what is typed becomes values, values are kept and read, an entry is named."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from app.ledgers.declaration import Declaration, Field
from app.ledgers.facts import Entry, FieldFault
from app.ledgers.kinds.kind import FieldKind, NotTyped, read_kept
from app.ledgers.kinds.registry import checked, kind_of
from app.ledgers.kinds.rows import CellFault
from app.ledgers.kinds.values import NOTHING_KNOWN, Resolver

REQUIRED = "没有填"
LONGEST_NAME = 60
Values = dict[str, Any]


class Fields:
    """One ledger's fields with their kinds; made anew for each declaration, shared by nobody."""

    def __init__(self, ledger: Declaration, resolver: Resolver = NOTHING_KNOWN) -> None:
        """With a resolver typed names become references."""
        self.ledger = ledger
        self.all: dict[str, tuple[Field, FieldKind[Any]]] = {
            field.key: (field, kind_of(field, resolver)) for field in ledger.field
        }
        self._name = [(text, key or "") for text, key, _, _ in Formatter().parse(ledger.name)]
        self.named = tuple(key for _, key in self._name if key)

    def typed(self, given: Mapping[str, object]) -> tuple[Values, list[FieldFault]]:
        """Read what is given for some fields; every fault is told, and none for a field that was not given."""
        values: Values = {}
        faults = [FieldFault(key, 0, f"没有“{key[:20]}”这个栏目") for key in given if key not in self.all]
        for key, (field, kind) in self.all.items():
            if key not in given:
                continue
            try:
                values[key] = checked(field, kind, given[key])
            except CellFault as trouble:
                faults += [FieldFault(key, row, words) for row, _, words in trouble.faults]
            except NotTyped as trouble:
                faults.append(FieldFault(key, 0, str(trouble)))
        return values, faults

    def missing(self, values: Mapping[str, Any], needed: tuple[str, ...] = ()) -> Iterator[FieldFault]:
        """Tell which fields must be filled and are not: the required ones and those of ``needed``."""
        for key, (field, _) in self.all.items():
            if (field.required or key in needed) and values.get(key) is None:
                yield FieldFault(key, 0, REQUIRED)

    def stored(self, values: Mapping[str, Any]) -> dict[str, str | int | None]:
        """Give what is kept of some values, by column."""
        return {key: None if value is None else self.all[key][1].stored(value) for key, value in values.items()}

    def kept_day(self, values: Mapping[str, Any]) -> str:
        """Give the day (or month) that places an entry, as it is kept; empty where none is given."""
        day = self.ledger.day
        return str(self.stored({day: values.get(day)})[day] or "")

    def read(self, row: Mapping[str, Any]) -> Values:
        """Read every field of a stored row; a column that the table does not have yet is empty."""
        return {key: read_kept(kind, row.get(key)) for key, (_, kind) in self.all.items()}

    def shown(self, key: str, value: Any) -> str:
        """Give a field's value as a clerk reads it."""
        return "" if value is None else self.all[key][1].shown(value)

    def name(self, values: Mapping[str, Any]) -> str:
        """Give what an entry is called, by its declared name; an empty one is called by its ledger."""
        parts = []
        for text, key in self._name:
            parts.append(text)
            if key:
                parts.append(self.shown(key, values.get(key)).replace("\n", " "))
        name = "".join(parts).strip(" ：:，,、·-—")
        short = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}……"
        return short or self.ledger.title

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """Read a stored row whole."""
        values = self.read(row)
        return Entry(
            id=row["id"],
            ledger=self.ledger.key,
            number=row["number"],
            state=row["state"],
            values=values,
            name=self.name(values),
            corrects=row["corrects"],
            corrects_why=row["corrects_why"],
            corrected_by=row.get("corrected_by", ""),
            from_case=row["from_case"],
            revision=row["revision"],
            removed=bool(row["deleted"]),
        )
