"""Offices, their epochs and the secrets of our own (local tables)."""

from typing import TYPE_CHECKING, NamedTuple

from db.identifiers import new_id

if TYPE_CHECKING:
    from db.connection import Connection

PROGRAM_ID = "00000000-0000-7000-8000-637a7a740001"
PROGRAM_EPOCH_ID = "00000000-0000-7000-8000-637a7a740002"


class NewOffice(NamedTuple):
    """What a new data file says of its own office; ``kind`` is ``station`` or ``township``.

    ``id`` is drawn where it is not given.
    """

    kind: str
    unit: str
    name: str
    township_name: str = ""
    county_name: str = ""
    id: str = ""


def found_office(connection: "Connection", office: NewOffice, at: str) -> None:
    """Write the two first offices, ourselves and the program, each with its first epoch."""
    connection.execute(
        "INSERT INTO offices (n, id, relation, kind, unit, name, township_name, county_name)"
        " VALUES (1, ?, 'self', ?, ?, ?, ?, ?)",
        (office.id or new_id(), office.kind, office.unit, office.name, office.township_name, office.county_name),
    )
    connection.execute(
        "INSERT INTO offices (n, id, relation, kind, name) VALUES (2, ?, 'program', 'program', '村站通')", (PROGRAM_ID,)
    )
    connection.executemany(
        "INSERT INTO epochs (n, id, owner, ordinal, started_at) VALUES (?, ?, ?, 1, ?)",
        ((1, new_id(), 1, at), (2, PROGRAM_EPOCH_ID, 2, at)),
    )
