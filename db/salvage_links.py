"""What points at rows that could not be had: a stand-in for a case whose steps came over, everything else put aside."""

from typing import TYPE_CHECKING, Any

from db.connection import identifier
from db.salvage import Filling, Lost

if TYPE_CHECKING:
    from collections.abc import Mapping

UNREAD = "（抢救时没有读出来）"


def mend_links(filling: Filling) -> list[str]:
    """Mend every foreign key; gives the numbers of the cases that have a stand-in, and adds to what is lost.

    A case whose events are there gets its number, where that is known, and its last state; nothing else of it is
    invented. Any other row that points at nothing is put aside into the list of what is lost, with its values.
    """
    stand_ins = [_stand_in(filling, case_id) for case_id in _cases_without_row(filling)]
    for table, row, _, _ in filling.connection.execute("PRAGMA foreign_key_check").fetchall():
        cursor = filling.connection.execute(f"SELECT * FROM {identifier(table)} WHERE rowid = ?", (row,))
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            filling.lost.append(Lost(table, row, dict(zip(names, values, strict=True))))
            filling.connection.execute(f"DELETE FROM {identifier(table)} WHERE rowid = ?", (row,))
    return stand_ins


def _cases_without_row(filling: Filling) -> list[str]:
    found = filling.connection.execute(
        "SELECT DISTINCT case_id FROM case_events WHERE case_id NOT IN (SELECT id FROM cases)"
        " AND owner IN (SELECT n FROM offices) AND epoch IN (SELECT n FROM epochs)"
    )
    return [case_id for (case_id,) in found.fetchall()]


def _stand_in(filling: Filling, case_id: str) -> str:
    known = next((one.known for one in filling.lost if (one.table, one.known.get("id")) == ("cases", case_id)), {})
    row = next((one.row for one in filling.lost if (one.table, one.known.get("id")) == ("cases", case_id)), 0)
    owner, epoch, state, day = filling.connection.execute(
        "SELECT owner, epoch, to_state, (SELECT min(day) FROM case_events AS f WHERE f.case_id = e.case_id)"
        " FROM case_events AS e WHERE case_id = ? ORDER BY seq DESC LIMIT 1",
        (case_id,),
    ).fetchone()
    values: Mapping[str, Any] = {
        **({"n": row} if row else {}),
        "id": case_id,
        "owner": owner,
        "epoch": epoch,
        "revision": 1,
        "number": str(known.get("number") or f"缺-{case_id[-8:]}"),
        "state": state,
        "registered_on": day,
        "applicant_name": UNREAD,
        "item_name": UNREAD,
    }
    listed, marks = ", ".join(values), ", ".join("?" * len(values))
    filling.connection.execute(f"INSERT INTO cases ({listed}) VALUES ({marks})", list(values.values()))
    return str(values["number"])
