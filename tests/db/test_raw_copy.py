"""The yardstick of the merge: the rows by which two copies differ, written raw, make the same file again."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from db.connection import connect
from db.offices import NewOffice
from db.raw_copy import final_rows, write_raw
from db.store import Store

KEY = bytes(range(32))


def now() -> datetime:
    return datetime(2026, 10, 9, 1, 0, tzinfo=UTC)


def test_what_was_written_can_be_written_again_raw(tmp_path: Path) -> None:
    before, after, raw = (tmp_path / name / "office.czdb" for name in ("before", "after", "raw"))
    for path in (before, after, raw):
        path.parent.mkdir()
    Store.create(before, KEY, now=now, office=NewOffice("station", "231221103201", "示例村")).close()
    shutil.copy(before, after)
    shutil.copy(before, raw)
    store = Store.open(after, KEY, now=now)
    with store.writing("op") as write:
        write.insert_many("residents", ({"name": f"村民{n}"} for n in range(20)))
    store.close()
    found = final_rows(before, after, KEY)
    counted = {one.table: len(one.rows) for one in found}
    assert counted == {"journal": 20, "journal_values": 20, "residents": 20}
    write_raw(raw, KEY, found)
    assert final_rows(raw, after, KEY) == []
    connection = connect(raw, KEY)
    assert connection.execute("SELECT count(*) FROM residents").fetchone() == (20,)
    connection.close()
