"""A ledger on trial takes entries, lists and steps as it will once published, and nothing of it stays."""

from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.ledgers.designing.trying_out import TryOut
from app.ledgers.faults import EntryFaults
from tests.app.ledgers.books import book


def test_throw_away_entries_are_added_stepped_and_gone(tmp_path: Path, clock: FixedClock) -> None:
    with TryOut(book(), tmp_path, clock) as trial:
        entry, _ = trial.ledgers.add("seed_trade", {"seed": "稻", "taken_in": "5", "resident": "李四"})
        over, _ = trial.ledgers.take("seed_trade", entry.id, "end")
        assert (over.state, over.number) == ("over", "2026-00001")
        assert [one.name for one in trial.ledgers.entries("seed_trade")] == ["稻"]
        with pytest.raises(EntryFaults):
            trial.ledgers.add("seed_trade", {"day": "昨天"})
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
