"""The form of a ledger, computed from its declaration: sections, one entry per kind, words beside each field."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from app.ledgers.declaration import Field
from ui.ledgers.entries import Tools, check_for, entry_for
from ui.ledgers.given import given_of, typed_of
from ui.widgets.entry import Entry
from ui.widgets.form import Form
from ui.widgets.verdict import Check, fault, hint


class _Fault(Protocol):
    @property
    def field(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def words(self) -> str: ...


class LedgerForm(Form):
    """Asks for ``fields``; ``given`` is what the service takes, ``show_values`` puts typed values there."""

    def __init__(self, fields: Sequence[Field], tools: Tools, *, needed: Collection[str] | None = None) -> None:
        """Ask for ``fields``; ``needed`` names those that must be filled where the declaration does not say it."""
        super().__init__()
        self._asked = tuple(fields)
        section = ""
        for one in fields:
            if one.section and one.section != section:
                section = one.section
                self.heading(section)
            must = one.required if needed is None else one.key in needed
            entry = entry_for(one, tools)
            check, advice = _check(one, entry), _advice(one, must=must)
            self.add(one.key, one.label, entry, needed=must, check=check, advice=advice, wide=one.kind == "rows")
        self.settle()

    def reword_fields(self, fields: Sequence[Field]) -> None:
        """Ask for the same fields in other words; their keys and kinds are those that the form was made with."""
        self._asked = tuple(fields)
        for one in fields:
            check, advice = _check(one, self.entry(one.key)), _advice(one, must=one.required)
            self.reword(one.key, one.label, needed=one.required, check=check, advice=advice)

    def given(self) -> dict[str, object]:
        """Give what stands in every field; ``None`` where there is nothing."""
        return {one.key: given_of(self.entry(one.key)) or None for one in self._asked}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show typed values; a field that is not named is empty."""
        self.show_typed({one.key: typed_of(one, values.get(one.key)) for one in self._asked})

    def show_faults(self, faults: Sequence[_Fault], *, pressed: bool = False) -> None:
        """Hold what the service found against the fields; an empty one is left alone until saving is tried."""
        for one in faults:
            if any(one.field == asked.key for asked in self._asked) and (pressed or self.entry(one.field).typed()):
                self.tell(one.field, fault(f"第 {one.row} 行{one.words}" if one.row else one.words))

    def show_hints(self, hints: Sequence[_Fault]) -> None:
        """Say what is worth a look beside the fields in which nothing is wrong."""
        for one in hints:
            if any(one.field == asked.key for asked in self._asked) and self.verdict(one.field).kind != "fault":
                self.tell(one.field, hint(one.words))

    def settle(self) -> None:
        """Take what stands there now as what the form was shown with."""
        self.show_typed({})


def _check(field: Field, entry: Entry) -> Check | None:
    return None if field.kind == "rows" else check_for(field, entry)


def _advice(field: Field, *, must: bool) -> str:
    return "，".join(part for part in ("要填" if must else "", field.hint) if part)
