"""Every ledger has sample entries that it would take itself, whatever bounds its fields have."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from app.core.clock import FixedClock
from app.ledgers.declaration import Declaration
from app.ledgers.designing.samples import ROWS, samples
from app.ledgers.designing.trying_out import TryOut
from app.ledgers.fields import Fields
from app.ledgers.reading import shipped_declarations
from tests.app.ledgers.books import book

DAY = date(2026, 10, 9)


@pytest.mark.parametrize("declared", [*shipped_declarations(), book()], ids=lambda one: one.key)
def test_samples_are_entries_that_the_ledger_takes(declared: Declaration) -> None:
    fields = Fields(declared)
    found = list(samples(declared, DAY))
    assert len(found) == ROWS
    for typed in found:
        values, faults = fields.typed(typed)
        assert faults == []
        assert [one for one in fields.missing(values) if fields.all[one.field][0].kind != "file"] == []


def test_bounds_are_kept_and_what_nothing_fits_stays_empty() -> None:
    pieces = structs.replace(book().field[9], least=500, most=501, required=True)
    seed = structs.replace(book().field[1], letters=1)
    tight = structs.replace(book(), field=(book().field[0], seed, *book().field[2:9], pieces, *book().field[10:]))
    assert [(one["pieces"], one["seed"]) for one in samples(tight, DAY)] == [
        ("500", "示"),
        ("500", "举"),
        ("500", "照"),
    ]
    none = structs.replace(book().field[6], least=4.25, most=4.2)
    impossible = structs.replace(book(), field=(*book().field[:6], none, *book().field[7:]))
    assert all("taken_in" not in one for one in samples(impossible, DAY))


def test_a_trial_takes_what_fits_and_says_how_many_do_not(tmp_path: Path, clock: FixedClock) -> None:
    with TryOut(book(), tmp_path, clock) as trial:
        assert trial.add_fitting([*samples(book(), DAY), {"pieces": "很多"}, {"seed": "稻", "gone": "x"}]) == 1
        entries, moves = trial.written()
        assert (len(entries), len(moves)) == (4, 4)
