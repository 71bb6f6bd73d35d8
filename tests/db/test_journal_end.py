"""Where the chain ends is read whenever an office is opened; what cannot be read is told as a refusal."""

from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2

from db.errors import FileDamaged
from db.store import Store


def test_an_end_that_cannot_be_read_is_a_damaged_place(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.journal.last_seq

    def broken(_sql: str) -> None:
        raise dbapi2.DatabaseError("database disk image is malformed")

    with monkeypatch.context() as patch:
        patch.setattr(store.journal, "_connection", SimpleNamespace(execute=broken))
        with pytest.raises(FileDamaged):
            store.journal.reload()
    store.journal.reload()
    assert store.journal.last_seq == before
