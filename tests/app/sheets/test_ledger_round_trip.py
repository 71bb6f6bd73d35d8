"""Every shipped ledger goes out to Excel and comes in again the same, whatever stands in it."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry
from app.ledgers.kinds.registry import value_of
from app.ledgers.reading import shipped_declarations
from app.sheets.drafts import read_drafts
from app.sheets.headings import find_headings
from app.sheets.ledger_columns import NUMBER, STATE, sheet_declaration
from app.sheets.ledger_export import ledger_workbook
from tests.app.sheets.ledger_values import values
from tests.app.sheets.tables import read_here

LEDGERS = shipped_declarations()


def entries(ledger: Declaration, made: Sequence[Mapping[str, object]]) -> list[Entry]:
    state = ledger.state[0].key if ledger.state else ""
    return [
        Entry(id=f"id{place}", ledger=ledger.key, number=f"2026-{place:05d}", state=state, values=one, name="")
        for place, one in enumerate(made, 1)
    ]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_goes_out_comes_in_the_same(
    ledger: Declaration, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = entries(ledger, data.draw(st.lists(values(ledger), min_size=1, max_size=3)))
    path = tmp_path_factory.getbasetemp() / f"{ledger.key}.xlsx"
    path.write_bytes(ledger_workbook(ledger, out, {}))
    sheet, expected = read_here(path), sheet_declaration(ledger)
    headings = find_headings(sheet, expected, {})
    assert headings is not None
    assert not headings.unused
    drafts = read_drafts(sheet, headings, expected)
    assert drafts.passed_over == []
    for entry, draft in zip(out, drafts.entries, strict=True):
        found = {field.key: value_of(field, draft.text(field.key)) for field in ledger.field}
        assert {key: one for key, one in found.items() if one is not None} == entry.values
        assert draft.text(NUMBER) == entry.number
        assert draft.text(STATE) == (ledger.state[0].label if ledger.state else "")
        assert draft.reasons == {}
